"""Reads the environment once, into frozen values."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args
from zoneinfo import available_timezones

from influencer_roi.settings.access import HOST as HOST
from influencer_roi.settings.access import Access as Access
from influencer_roi.settings.access import listening as listening
from influencer_roi.settings.access import port as port
from influencer_roi.settings.folders import cache
from influencer_roi.settings.folders import temporary as temporary
from influencer_roi.settings.loopback import address_in as address_in
from influencer_roi.settings.loopback import is_loopback as is_loopback
from influencer_roi.settings.loopback import is_private as is_private
from influencer_roi.settings.openid import OpenId as OpenId
from influencer_roi.settings.operation import MULTIPROCESS as MULTIPROCESS
from influencer_roi.settings.operation import SHARED as SHARED
from influencer_roi.settings.operation import Operation as Operation
from influencer_roi.settings.operation import counts_folder as counts_folder
from influencer_roi.settings.operation import shared_folder as shared_folder
from influencer_roi.settings.operation import workers as workers
from influencer_roi.settings.variables import PREFIX as PREFIX
from influencer_roi.settings.variables import one_of, share, text, whole_number

HOME = Path(__file__).parents[3]  # of a checkout; an installed package has neither assets nor data there
MOST_BYTES = 4 << 30  # of one file
BUILD_SECONDS = 60 * 60  # of one build; a hundred million orders take minutes
YEAR = 365 * 24 * 60 * 60  # seconds
BASELINE = 0.20  # of revenue, which would have come without any influencer
MARGIN = 0.45  # of revenue, left after what the goods cost
LEAST_MARGIN = 0.01  # with less, no return pays a spend back
ZONE = "Asia/Kolkata"  # of the business: an instant falls on its day there
_OF_A_MACHINE = {"Factory", "localtime"}  # zones of no place
CURRENCY = "INR"  # amounts are in it: those in another are set aside
CURRENCIES = (
    *("INR", "USD", "EUR", "GBP", "AED", "JPY", "CNY", "KRW", "RUB", "TRY", "VND", "THB", "PHP", "NGN"),
    *("UAH", "ILS", "BRL", "SGD", "AUD", "CAD", "HKD", "NPR", "LKR", "BDT", "PKR", "SAR", "QAR", "KWD"),
    *("BHD", "OMR", "MYR", "IDR", "CHF", "NZD", "ZAR", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "MXN"),
    *("EGP", "KES", "TWD", "MMK", "BTN", "MVR", "AFN", "USDT"),
)
SPARK_MASTER = f"{PREFIX}SPARK_MASTER"
DateOrder = Literal["dmy", "mdy"]
Pending = Literal["count", "leave_out"]
Engine = Literal["polars", "duckdb", "spark"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
SCHEME = "ibis://"
DATE_ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)
PENDINGS: tuple[Pending, ...] = get_args(Pending)
Exports = Literal["on", "off"]
EXPORT_CHOICES: tuple[Exports, ...] = get_args(Exports)


@dataclass(frozen=True)
class Settings:
    """How this process runs.

    `folder` and `source` are None where no data was named and the sample is shown; `source` is the
    package.module:function of a loader. `snapshot` is where built ledgers are kept; None is a folder
    of the user's own. `date_order` is that of dates no value proves, `most` the largest file in bytes.
    `engine` rolls orders up; None leaves it to their size. `orders` is the address of the warehouse table
    they are in. Amounts are in `currency`, an instant falls on its day in `zone`, and `pending` says what
    becomes of rows whose money is waited for. `build_seconds` is how long a build may take that the
    server has made. `exports` says whether files of known formats are recognised by their headers.
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
    exports: Exports = "on"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Return the settings the environment asks for.

        Raises:
            ValueError: a value cannot be read; it names the variable.
        """
        folder, source, snapshot = (text(environment, name) for name in ("DATA", "SOURCE", "SNAPSHOT"))
        if folder and source:
            raise ValueError(f"{PREFIX}DATA and {PREFIX}SOURCE are both set; name one of them.")
        return cls(
            folder=Path(folder) if folder else None,
            baseline=share(environment, "BASELINE", cls.baseline),
            margin=share(environment, "MARGIN", cls.margin, least=LEAST_MARGIN),
            source=source or None,
            snapshot=Path(snapshot) if snapshot else None,
            date_order=one_of(environment, "DATE_ORDER", DATE_ORDERS),
            most=whole_number(environment, "MAX_FILE_BYTES", cls.most, of="bytes"),
            engine=one_of(environment, "ENGINE", ENGINES),
            orders=_address(environment),
            currency=_currency(environment),
            zone=_zone(environment),
            pending=one_of(environment, "PENDING", PENDINGS) or cls.pending,
            build_seconds=whole_number(environment, "MAX_BUILD_SECONDS", cls.build_seconds, of="seconds"),
            exports=one_of(environment, "EXPORTS", EXPORT_CHOICES) or cls.exports,
        )

    def root(self) -> Path:
        """Return the folder that holds the snapshots of this data: one per data folder or loader."""
        if self.snapshot:
            return self.snapshot
        named = self.source or (str(self.folder.resolve()) if self.folder else "the sample")
        named = f"{named} {self.orders}" if self.orders else named
        return cache() / hashlib.sha256(named.encode()).hexdigest()[:16]


def environment_with(chosen: Mapping[str, str | None]) -> dict[str, str]:
    """Return the environment of this process, with settings by lower-case name before its own.

    One that is None or empty leaves the environment's.
    """
    named = {f"{PREFIX}{name.upper()}": value for name, value in chosen.items() if value}
    return {**os.environ, **named}


def adopt(environment: Mapping[str, str]) -> None:
    """Make this the environment of this process, for what is imported or started from now on."""
    os.environ.update(environment)
    base_currency.cache_clear()


def spark_master(environment: Mapping[str, str] = os.environ) -> str:
    """Return the address of the Spark cluster the environment names; empty where it names none."""
    return environment.get(SPARK_MASTER, "")


@lru_cache(maxsize=1)
def base_currency() -> str:
    """Return the currency all amounts are in, and are written in by this process.

    It is read once: every figure asks for it.

    Raises:
        ValueError: it is not known; the message names the variable.
    """
    return _currency(os.environ)


def _currency(environment: Mapping[str, str]) -> str:
    found = text(environment, "CURRENCY").upper() or CURRENCY
    if found not in CURRENCIES:
        known = ", ".join(sorted(CURRENCIES))
        raise ValueError(f"{PREFIX}CURRENCY is '{found}', which is not known; give one of {known}.")
    return found


def _zone(environment: Mapping[str, str]) -> str:
    found = text(environment, "ZONE")
    if not found or found == ZONE:
        return ZONE
    zones = available_timezones() - _OF_A_MACHINE
    if found in zones:
        return found
    near = get_close_matches(found, zones, n=1)
    meant = f" Is it {near[0]}?" if near else ""
    problem = f"which is no time zone; give one as {ZONE} or Europe/London.{meant}"
    raise ValueError(f"{PREFIX}ZONE is '{found}', {problem}")


def _address(environment: Mapping[str, str]) -> str:
    found = text(environment, "ORDERS")
    if found and not (found.startswith(SCHEME) and "#" in found):
        # The address may hold a password: it is not repeated.
        raise ValueError(f"{PREFIX}ORDERS is no address; write {SCHEME}BACKEND://…#TABLE.")
    return found
