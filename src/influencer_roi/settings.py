"""Reads the environment once, into a frozen value."""

import contextlib
import hashlib
import ipaddress
import os
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, get_args
from zoneinfo import available_timezones

PREFIX = "INFLUENCER_ROI_"
HOME = Path(__file__).parents[2]  # of a checkout; an installed package has neither assets nor data there
MOST_BYTES = 4 << 30  # of one file
BUILD_SECONDS = 60 * 60  # of one build; a hundred million orders take minutes
YEAR = 365 * 24 * 60 * 60  # seconds
BASELINE = 0.20  # of revenue, which would have come without any influencer
MARGIN = 0.45  # of revenue, left after what the goods cost
ZONE = "Asia/Kolkata"  # of the business: an instant falls on its day there
_OF_A_MACHINE = {"Factory", "localtime"}  # zones of no place
CURRENCY = "INR"  # amounts are in it: those in another are set aside
CURRENCIES = (
    *("INR", "USD", "EUR", "GBP", "AED", "JPY", "CNY", "KRW", "RUB", "TRY", "VND", "THB", "PHP", "NGN"),
    *("UAH", "ILS", "BRL", "SGD", "AUD", "CAD", "HKD", "NPR", "LKR", "BDT", "PKR", "SAR", "QAR", "KWD"),
    *("BHD", "OMR", "MYR", "IDR", "CHF", "NZD", "ZAR", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "MXN"),
    *("EGP", "KES", "TWD", "MMK", "BTN", "MVR", "AFN", "USDT"),
)
HOST, PORT, WORKERS = "127.0.0.1", 8050, 2
MOST_PORT = 65_535
REQUEST_SECONDS = 10  # an answer may take, files apart
SPARK_MASTER = f"{PREFIX}SPARK_MASTER"
MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"  # where workers keep their counts, as prometheus_client has it
DateOrder = Literal["dmy", "mdy"]
Pending = Literal["count", "leave_out"]
Engine = Literal["polars", "duckdb", "spark"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
SCHEME = "ibis://"
DATE_ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)
PENDINGS: tuple[Pending, ...] = get_args(Pending)


@dataclass(frozen=True)
class Settings:
    """How this process runs.

    `folder` and `source` are None where no data was named and the sample is shown; `source` is the
    package.module:function of a loader. `snapshot` is where built ledgers are kept; None is a folder
    of the user's own. `date_order` is that of dates no value proves, `most` the largest file in bytes.
    `engine` rolls orders up; None leaves it to their size. `orders` is the address of the warehouse table
    they are in. Amounts are in `currency`, an instant falls on its day in `zone`, and `pending` says what
    becomes of rows whose money is waited for. `build_seconds` is how long a build may take that the
    server has made.
    """

    folder: Path | None = None
    baseline: float = BASELINE
    margin: float = MARGIN
    source: str | None = None
    snapshot: Path | None = None
    date_order: DateOrder | None = None
    most: int = MOST_BYTES
    engine: Engine | None = None
    orders: str = ""
    currency: str = CURRENCY
    zone: str = ZONE
    pending: Pending = "count"
    build_seconds: int = BUILD_SECONDS

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Return the settings the environment asks for.

        Raises:
            ValueError: a value cannot be read; it names the variable.
        """
        folder, source, snapshot = (_text(environment, name) for name in ("DATA", "SOURCE", "SNAPSHOT"))
        if folder and source:
            raise ValueError(f"{PREFIX}DATA and {PREFIX}SOURCE are both set; name one of them.")
        return cls(
            folder=Path(folder) if folder else None,
            baseline=_share(environment, "BASELINE", cls.baseline),
            margin=_share(environment, "MARGIN", cls.margin),
            source=source or None,
            snapshot=Path(snapshot) if snapshot else None,
            date_order=_order(environment),
            most=_whole_number(environment, "MAX_FILE_BYTES", cls.most, of="bytes"),
            engine=_engine(environment),
            orders=_address(environment),
            currency=_currency(environment),
            zone=_zone(environment),
            pending=_pending(environment),
            build_seconds=_whole_number(environment, "MAX_BUILD_SECONDS", cls.build_seconds, of="seconds"),
        )

    def root(self) -> Path:
        """Return the folder that holds the snapshots of this data: one per data folder or loader."""
        if self.snapshot:
            return self.snapshot
        named = self.source or (str(self.folder.resolve()) if self.folder else "the sample")
        named = f"{named} {self.orders}" if self.orders else named
        return _cache() / hashlib.sha256(named.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Access:
    """Where this process listens, and who may come in.

    `hosts` are the names readers type, none where any address of this machine will do. `tls` says that
    readers come by https. `header` is where a trusted proxy, one of `proxies`, names who signed in there;
    empty where readers sign in here. `file` holds users and sessions.
    """

    host: str = HOST
    hosts: tuple[str, ...] = ()
    tls: bool = False
    proxies: tuple[str, ...] = ()
    header: str = ""
    file: Path = field(default_factory=lambda: _state() / "access.sqlite")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Access":
        """Return what the environment asks for.

        Raises:
            ValueError: a value cannot be read; it names the variable.
        """
        host, file = (environment.get("HOST") or HOST).strip(), _text(environment, "ACCESS")
        return cls(
            host=host,
            hosts=_words(environment, "HOSTS"),
            tls=_yes(environment, "TLS", default="no" if is_loopback(host) else "yes"),
            proxies=_networks(environment, "TRUSTED_PROXIES"),
            header=_text(environment, "PROXY_HEADER"),
            **({"file": Path(file)} if file else {}),
        )

    @property
    def is_for_others(self) -> bool:
        """Whether anybody but the reader at this machine may come: then readers sign in."""
        return not is_loopback(self.host) or bool(self.hosts or self.proxies or self.header)


@dataclass(frozen=True)
class Operation:
    """What whoever runs this server sees of it, and how long an answer may take.

    `metrics_port` is where this machine alone reads figures of its own, 0 for nowhere; `log_requests` says
    that each request is a line in the log.
    """

    metrics_port: int = 0
    log_requests: bool = False
    request_seconds: int = REQUEST_SECONDS

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Operation":
        """Return what the environment asks for.

        Raises:
            ValueError: a value cannot be read; it names the variable.
        """
        logged = "yes" if Access.from_environment(environment).is_for_others else "no"
        return cls(
            metrics_port=_metrics_port(environment),
            log_requests=_yes(environment, "REQUEST_LOG", default=logged),
            request_seconds=_whole_number(
                environment, "MAX_REQUEST_SECONDS", cls.request_seconds, of="seconds"
            ),
        )


def is_loopback(host: str) -> bool:
    """Return whether an address or name is this machine to itself, and to nobody else."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def environment_with(chosen: Mapping[str, str | None]) -> dict[str, str]:
    """Return the environment of this process, with settings by lower-case name before its own.

    One that is None or empty leaves the environment's.
    """
    named = {f"{PREFIX}{name.upper()}": value for name, value in chosen.items() if value}
    return {**os.environ, **named}


def adopt(environment: Mapping[str, str]) -> None:
    """Make this the environment of this process, for what is imported or started from now on."""
    os.environ.update(environment)


def listening(environment: Mapping[str, str] = os.environ) -> str:
    """Return the address and port to listen on, as a socket is named."""
    host = Access.from_environment(environment).host
    return f"[{host}]:{port(environment)}" if ":" in host else f"{host}:{port(environment)}"


def port(environment: Mapping[str, str] = os.environ) -> str:
    """Return the port to listen on as the environment writes it, PORT where it names none."""
    return environment.get("PORT") or str(PORT)


def workers(environment: Mapping[str, str] = os.environ) -> int:
    """Return how many processes serve, WORKERS where the environment names no number.

    Raises:
        ValueError: it is no number.
    """
    text = environment.get("WEB_CONCURRENCY") or str(WORKERS)
    if not text.isdecimal() or not int(text):
        raise ValueError(f"WEB_CONCURRENCY is '{text}'; give a whole number from 1 up.")
    return int(text)


def spark_master(environment: Mapping[str, str] = os.environ) -> str:
    """Return the address of the Spark cluster the environment names; empty where it names none."""
    return environment.get(SPARK_MASTER, "")


def counts_folder(environment: Mapping[str, str] = os.environ) -> str:
    """Return the folder where workers keep what they count; empty where each counts for itself."""
    return environment.get(MULTIPROCESS, "")


def _cache() -> Path:
    """Return the user's folder for what can be made anew; a temporary one where none can be written to.

    Raises:
        ValueError: the temporary one is not this user's alone.
    """
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "influencer-roi"
        base.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, RuntimeError):
        return temporary()
    return base


def temporary() -> Path:
    """Return this user's own folder below the system's for temporary files, which others write to as well.

    Raises:
        ValueError: somebody else owns it, or others may write to it.
    """
    user = os.getuid() if hasattr(os, "getuid") else 0
    base = Path(tempfile.gettempdir()) / f"influencer-roi-{user}"
    with contextlib.suppress(FileExistsError):
        base.mkdir(parents=True, mode=0o700)
    found = base.lstat()
    others_write = os.name == "posix" and bool(found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != user or others_write:
        raise ValueError(
            f"{base} is not a folder that you alone own and may write to, so nothing is kept there. "
            f"Remove it, or name a folder of your own in XDG_CACHE_HOME or {PREFIX}SNAPSHOT."
        )
    return base


def _state() -> Path:
    """Return the user's folder for what must last, and cannot be made anew."""
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "influencer-roi"


def _words(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(_text(environment, name).replace(",", " ").casefold().split())


def _networks(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    for word in _words(environment, name):
        try:
            ipaddress.ip_network(word)
        except ValueError:
            raise ValueError(
                f"{PREFIX}{name} names '{word}'; give addresses, such as 10.0.0.5 or 10.0.0.0/24."
            ) from None
    return _words(environment, name)


def _yes(environment: Mapping[str, str], name: str, *, default: str) -> bool:
    text = _text(environment, name).casefold() or default
    if text not in ("yes", "no"):
        raise ValueError(f"{PREFIX}{name} is '{text}'; give yes or no.")
    return text == "yes"


def _text(environment: Mapping[str, str], name: str) -> str:
    return environment.get(f"{PREFIX}{name}", "").strip()


def _order(environment: Mapping[str, str]) -> DateOrder | None:
    text = _text(environment, "DATE_ORDER").casefold()
    if not text:
        return None
    for order in DATE_ORDERS:
        if text == order:
            return order
    raise ValueError(f"{PREFIX}DATE_ORDER is '{text}'; give {' or '.join(DATE_ORDERS)}.")


def _engine(environment: Mapping[str, str]) -> Engine | None:
    text = _text(environment, "ENGINE").casefold()
    for engine in ENGINES:
        if text == engine:
            return engine
    if text:
        raise ValueError(f"{PREFIX}ENGINE is '{text}'; give one of {', '.join(ENGINES)}.")
    return None


def _currency(environment: Mapping[str, str]) -> str:
    text = _text(environment, "CURRENCY").upper() or CURRENCY
    if text not in CURRENCIES:
        known = ", ".join(sorted(CURRENCIES))
        raise ValueError(f"{PREFIX}CURRENCY is '{text}', which is not known; give one of {known}.")
    return text


def _zone(environment: Mapping[str, str]) -> str:
    text = _text(environment, "ZONE")
    if not text or text == ZONE:
        return ZONE
    zones = available_timezones() - _OF_A_MACHINE
    if text in zones:
        return text
    near = get_close_matches(text, zones, n=1)
    meant = f" Is it {near[0]}?" if near else ""
    said = f"which is no time zone; give one as {ZONE} or Europe/London.{meant}"
    raise ValueError(f"{PREFIX}ZONE is '{text}', {said}")


def _pending(environment: Mapping[str, str]) -> Pending:
    text = _text(environment, "PENDING").casefold().replace("-", "_")
    if not text:
        return "count"
    for pending in PENDINGS:
        if text == pending:
            return pending
    raise ValueError(f"{PREFIX}PENDING is '{text}'; give {' or '.join(PENDINGS)}.")


def _address(environment: Mapping[str, str]) -> str:
    text = _text(environment, "ORDERS")
    if text and not (text.startswith(SCHEME) and "#" in text):
        # The address may hold a password: it is not repeated.
        raise ValueError(f"{PREFIX}ORDERS is no address; write {SCHEME}BACKEND://…#TABLE.")
    return text


def _whole_number(environment: Mapping[str, str], name: str, default: int, *, of: str) -> int:
    text = _text(environment, name)
    if not text:
        return default
    if not text.isdecimal() or not int(text):
        raise ValueError(f"{PREFIX}{name} is '{text}'; give a number of {of}, such as {default}.")
    return int(text)


def _metrics_port(environment: Mapping[str, str]) -> int:
    text = _text(environment, "METRICS_PORT") or "0"
    if not text.isdecimal() or int(text) > MOST_PORT:
        raise ValueError(f"{PREFIX}METRICS_PORT is '{text}'; give a port, such as 9100.")
    return int(text)


def _share(environment: Mapping[str, str], name: str, default: float) -> float:
    text = _text(environment, name)
    if not text:
        return default
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise ValueError(f"{PREFIX}{name} is '{text}'; give a share between 0 and 1, such as {default}.")
    return share
