"""Says what a ledger remembers of orders that were left where they lie, so that their rows can be shown."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NotRequired, TypedDict

import polars as pl

from influencer_roi.intake.location import OrdersLocation
from influencer_roi.ledger.lookups import NO_LOOKUPS, Lookups
from influencer_roi.settings import ZONE


@dataclass(frozen=True, eq=False)
class InPlace:
    """Orders that are no part of a ledger: where they lie, their headers, and what their texts mean.

    `headers` is {column: header}; `words` are those of words.py, by the texts as they are written; `again`
    has the order ids that stand more than once, `kept` the odd rows that were kept, cleaned, `gone` the
    `line` of each that was not; an instant falls on its day in `zone`, and `lookups` say how an order names
    somebody by a code.
    """

    location: OrdersLocation
    headers: dict[str, str]
    words: dict[str, pl.DataFrame]
    kept: pl.DataFrame
    again: pl.DataFrame
    gone: pl.DataFrame
    zone: str = ZONE
    lookups: Lookups = NO_LOOKUPS

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """The frames beside its words, by name."""
        return {
            "kept": self.kept,
            "again": self.again,
            "gone": self.gone,
        }

    def as_json(self) -> "Written":
        """Return what is no frame as plain values, without the address of a warehouse and its password."""
        location = self.location
        return {
            "root": str(location.root) if location.root else None,
            "files": [str(file) for file in location.files],
            "form": location.form,
            "table": "" if location.root else location.name,
            "headers": self.headers,
            "zone": self.zone,
            "codes": [*self.lookups.codes],
            "days": [day.isoformat() for day in self.lookups.days],
        }


class Written(TypedDict):
    """What `as_json` gives."""

    root: str | None
    files: list[str]
    form: str
    table: str
    headers: dict[str, str]
    zone: NotRequired[str]
    codes: NotRequired[list[str]]
    days: NotRequired[list[str]]


def in_place_of(
    written: Written,
    words: dict[str, pl.DataFrame],
    *,
    frames: Mapping[str, pl.DataFrame],
    set_aside: pl.DataFrame,
) -> InPlace:
    """Return what `as_json`, its words and its other frames by name were.

    One written before has lines of rows left out alone; those `set_aside` are lines of all its files too.
    """
    if "gone" not in frames:
        gone = pl.concat([frames["left_out"].cast(pl.UInt32), set_aside.cast(pl.UInt32)])
        frames = {"kept": frames["kept"], "again": frames["again"], "gone": gone}
    location = OrdersLocation(
        root=Path(written["root"]) if written["root"] else None,
        files=tuple(map(Path, written["files"])),
        form=written["form"],
        address=f"#{written['table']}" if written["table"] else "",
    )
    days = tuple(map(dt.date.fromisoformat, written.get("days", ())))
    lookups = Lookups(tuple(written.get("codes", ())), days)
    zone = written.get("zone", ZONE)
    return InPlace(location, written["headers"], words, zone=zone, lookups=lookups, **frames)
