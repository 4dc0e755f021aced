"""Gives the sheets of a table that known formats and a mapping make of files, shops and networks met."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from influencer_roi.intake.converting.claims import Claim
from influencer_roi.intake.converting.matching import (
    by_one_id,
    has_numbers,
    matched,
    unmatched_orders,
    with_our_ids,
)
from influencer_roi.intake.converting.overlap import apart, latest
from influencer_roi.intake.exports import Teller
from influencer_roi.intake.folder import Source
from influencer_roi.intake.parts.candidates import holds_nothing
from influencer_roi.intake.read.sheet import Sheet
from influencer_roi.intake.remarks.wording import some
from influencer_roi.model.report import Problem, Refused
from influencer_roi.model.schema import ORDERS, Table
from influencer_roi.settings import CURRENCY, MOST_BYTES

_SHARED = ("later_export", "shop_and_network")


@dataclass(frozen=True)
class Converted:
    """The files of a folder that are read by a known format or a mapping."""

    claims: Sequence[Claim] = ()
    most: int = MOST_BYTES
    currency: str = CURRENCY
    _lock: Lock = field(default_factory=Lock)
    _waiting: dict[Source, Sheet] = field(default_factory=dict)  # for the second table of two

    def gives(self, table: Table) -> bool:
        """Return whether some of them tells of a table."""
        return any(table.name in claim.readings for claim in self.claims)

    def sheets(self, table: Table, *, beside: Sequence[Sheet] = ()) -> list[Sheet]:
        """Return what they give of a table, and what is `beside`.

        A file equal to another byte by byte, of which the same is said, counts once; one without a record is
        named where others have some.

        Raises:
            Refused: one cannot be read, or gives too little, or none has a record.
        """
        found: dict[Source, tuple[Claim, Sheet]] = {}
        unsure: dict[Source, Sheet] = {}
        copies: dict[Source, list[str]] = {}
        empty: list[Problem] = []
        for claim in (one for one in self.claims if table.name in one.readings):
            tried = self._tried(claim, table)
            if isinstance(tried, Refused):
                empty += tried.problems
                continue
            read, sheet = tried
            same = (one for one in found if one.sheet == claim.source.sheet)
            if first := next((one for one in same if _same_rows(found[one][1], sheet)), None):
                copies.setdefault(first, []).append(sheet.file)
                continue
            found[claim.source] = claim, sheet
            if _says(sheet, "day_first_assumed"):
                unsure[claim.source] = read
        as_siblings = {
            source: (claim, replace(claim, orders={table.name: "mdy"}).converted(read, table))
            for source, read in unsure.items()
            if _month_first(claim := found[source][0], found.values())
        }
        whole = {**found, **as_siblings}
        for source, files in copies.items():
            claim, sheet = whole[source]
            whole[source] = claim, _with_copies(sheet, files)
        sheets = together([*whole.values()], table, own=beside)
        if empty and not sheets:
            raise Refused(empty)
        text = tuple(("no_part", f"{one.place} is not read as a part: {one.text}") for one in empty)
        return [replace(one, remarks=(*one.remarks, *text)) if one is sheets[0] else one for one in sheets]

    def _tried(self, claim: Claim, table: Table) -> tuple[Sheet, Sheet] | Refused:
        """Return a file as text and what it gives of a table, or that it has no record."""
        try:
            read = self._read(claim)
            return read, claim.converted(read, table)
        except Refused as refused:
            if holds_nothing(refused):
                return refused
            raise

    def _read(self, claim: Claim) -> Sheet:
        """Return a file as text; one that tells of two tables, maybe at once, is read for both."""
        if len(claim.readings) == 1:
            return claim.read(most=self.most, currency=self.currency)
        with self._lock:
            if claim.source in self._waiting:
                return self._waiting.pop(claim.source)
            return self._waiting.setdefault(claim.source, claim.read(most=self.most, currency=self.currency))


def _same_rows(one: Sheet, other: Sheet) -> bool:
    """Return whether two files that are equal byte by byte are read alike."""
    return one.sha256 == other.sha256 and one.headers == other.headers and one.rows.equals(other.rows)


def _with_copies(sheet: Sheet, files: Sequence[str]) -> Sheet:
    text = f"{some(files)} {'is' if len(files) == 1 else 'are'} this file byte by byte, which counts once."
    return replace(sheet, remarks=(*sheet.remarks, ("no_part", text)))


def _says(sheet: Sheet, code: str) -> bool:
    return any(code == one for one, _ in sheet.remarks)


def _month_first(claim: Claim, every: Iterable[tuple[Claim, Sheet]]) -> bool:
    """Return whether files of a claim's form prove that the month comes first, and none that the day does."""
    siblings = [sheet for one, sheet in every if one.form == claim.form]
    return any(_says(one, "mdy") for one in siblings) and not any(_says(one, "dmy") for one in siblings)


def together(read: Sequence[tuple[Claim, Sheet]], table: Table, *, own: Sequence[Sheet] = ()) -> list[Sheet]:
    """Return sheets of a table, what several of a format or mapping know once, as the latest tells it.

    Those of `own` columns and of shops come first, an order they and a network know once.
    """
    found: list[tuple[Claim, Sheet]] = []
    for name in sorted({claim.export.name if claim.export else "" for claim, _ in read}):
        ones = [one for one in read if (one[0].export.name if one[0].export else "") == name]
        theirs = [sheet for _, sheet in ones]
        shop = table is ORDERS and ones[0][0].export is not None and ones[0][0].export.tells == "shop"
        sheets = latest(by_one_id(theirs) if shop else theirs, table)
        found += [(claim, sheet) for (claim, _), sheet in zip(ones, sheets, strict=True)]
    if table is not ORDERS:
        return [*own, *_with_rows([sheet for _, sheet in found])]

    def of(teller: Teller) -> list[Sheet]:
        return [sheet for claim, sheet in found if (claim.export.tells if claim.export else "") == teller]

    shops = {
        claim.export.name: [sheet for other, sheet in found if other.export is claim.export]
        for claim, _ in found
        if claim.export and claim.export.tells == "shop"
    }
    ours = [*own, *of("")]
    numbered = [sheet for sheet in ours if has_numbers(sheet)]
    known, networks = matched([*numbered, *with_our_ids(apart(shops), own)], of("network"))
    rest = iter(known)
    others = [*known[len(numbered) :], *networks]
    first = [next(rest) if has_numbers(sheet) else unmatched_orders(sheet, others) for sheet in ours]
    return _with_rows([*first, *others])


def _with_rows(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return sheets that have rows left, the first with what is to be said of those that have none."""
    some = [sheet for sheet in sheets if sheet.read]
    if not some or len(some) == len(sheets):
        return [*sheets]
    remarks = [
        (code, f"of {one.file}, {text}")
        for one in sheets
        if not one.read
        for code, text in one.remarks
        if code in _SHARED
    ]
    return [replace(some[0], remarks=(*some[0].remarks, *remarks)), *some[1:]]
