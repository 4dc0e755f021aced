"""Reads the environment once, into a frozen value."""

import hashlib
import ipaddress
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

PREFIX = "INFLUENCER_ROI_"
HOME = Path(__file__).parents[2]  # of a checkout; an installed package has neither assets nor data there
MOST_BYTES = 4 << 30  # of one file
YEAR = 365 * 24 * 60 * 60  # seconds
BASELINE = 0.20  # of revenue, which would have come without any influencer
MARGIN = 0.45  # of revenue, left after what the goods cost
ZONE = "Asia/Kolkata"  # of the business: an instant falls on its day there
HOST, PORT, WORKERS = "127.0.0.1", 8050, 2
SPARK_MASTER = f"{PREFIX}SPARK_MASTER"
DateOrder = Literal["dmy", "mdy"]
Engine = Literal["polars", "duckdb", "spark"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
SCHEME = "ibis://"
DATE_ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)


@dataclass(frozen=True)
class Settings:
    """How this process runs.

    `folder` and `source` are None where no data was named and the sample is shown; `source` is the
    package.module:function of a loader. `snapshot` is where built ledgers are kept; None is a folder
    of the user's own. `date_order` is that of dates no value proves, `most` the largest file in bytes.
    `engine` rolls orders up; None leaves it to their size. `orders` is the address of the warehouse table
    they are in.
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
            most=_bytes(environment, "MAX_FILE_BYTES", cls.most),
            engine=_engine(environment),
            orders=_address(environment),
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


def _cache() -> Path:
    """Return the user's folder for what can be made anew; a temporary one where none can be written to."""
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "influencer-roi"
        base.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, RuntimeError):
        base = Path(tempfile.gettempdir()) / f"influencer-roi-{os.getuid() if hasattr(os, 'getuid') else 0}"
        base.mkdir(parents=True, exist_ok=True, mode=0o700)
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


def _address(environment: Mapping[str, str]) -> str:
    text = _text(environment, "ORDERS")
    if text and not (text.startswith(SCHEME) and "#" in text):
        # The address may hold a password: it is not repeated.
        raise ValueError(f"{PREFIX}ORDERS is no address; write {SCHEME}BACKEND://…#TABLE.")
    return text


def _bytes(environment: Mapping[str, str], name: str, default: int) -> int:
    text = _text(environment, name)
    if not text:
        return default
    if not text.isdecimal() or not int(text):
        raise ValueError(f"{PREFIX}{name} is '{text}'; give a number of bytes, such as {default}.")
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
