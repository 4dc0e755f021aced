"""Reads the cells of a file by the headers it came with, as the rules of every file read them."""

import re
from dataclasses import replace

import polars as pl

from influencer_roi.intake.clean.across import has_points_beside
from influencer_roi.intake.clean.commas import POINT, Marks
from influencer_roi.intake.clean.dates import parse_dates
from influencer_roi.intake.clean.day_order import AGAINST
from influencer_roi.intake.clean.instants import without_brackets
from influencer_roi.intake.clean.notes import unit_notes
from influencer_roi.intake.clean.numbers import parse_numbers
from influencer_roi.intake.clean.parsed import Parsed
from influencer_roi.intake.exports.form import stands_for
from influencer_roi.intake.exports.money import as_text
from influencer_roi.intake.read.sheet import CELL, Sheet, usual_serials
from influencer_roi.model.headers import folded, named_by
from influencer_roi.model.scales import scale_of
from influencer_roi.model.schema import Kind
from influencer_roi.settings import DateOrder

_COMMENT = r"^\s*#(?:[^0-9A-Za-z]|$)"
_SHARE = r"(?i)%|percent|rate"  # by hand in any way, whatever amounts are written in
_DASHES = "-\u2013\u2014"  # a report writes them in an empty cell
_ISO_INSTANT = (  # what nearly every export writes: its day is the first ten letters
    r"^([0-9]{4}-[0-9]{2}-[0-9]{2})[ T](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?"
    r" ?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2})?$"
)


class Cells:
    """The cells of a sheet by their headers, case, blanks, hyphens and a unit behind them apart.

    `order` is that of day and month where no date proves one and a format does not say; in `zone` an instant
    is a day, without one it is the day as written; `lines` says which lines are looked at, None all of them.
    """

    def __init__(
        self,
        sheet: Sheet,
        order: DateOrder | None = None,
        *,
        zone: str | None = None,
        lines: pl.Series | None = None,
    ) -> None:
        """Look at a sheet."""
        self._sheet, self._order, self._zone, self._lines = sheet, order, zone, lines
        self.remarks: dict[tuple[str, str], None] = {}
        self._texts: dict[int, pl.Series] = {}
        self._numbers: dict[tuple[int, bool], Parsed] = {}
        self._folds = {folded(header): at for at, header in reversed(list(enumerate(sheet.headers)))}
        self._found: dict[str, int | None] = {}

    @property
    def height(self) -> int:
        """How many rows there are."""
        return self._sheet.rows.height if self._lines is None else int(self._lines.sum())

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers as they are written."""
        return self._sheet.headers

    @property
    def whole(self) -> "Cells":
        """Every line there is, rows or not."""
        return self if self._lines is None else Cells(self._sheet, self._order, zone=self._zone)

    def header(self, *headers: str) -> str:
        """Return the first of these headers that is there as it is written, else nothing."""
        place = self._place(headers)
        return "" if place is None else self._sheet.headers[place]

    def has(self, *headers: str) -> bool:
        """Return whether the file has one of these headers."""
        return self._place(headers) is not None

    def text(self, *headers: str) -> pl.Series | None:
        """Return the cells of the first of these headers that is there, bare of blanks, empty ones null."""
        place = self._place(headers)
        if place is None:
            return None
        if place not in self._texts:
            cells = self._looked_at(self._sheet.rows[f"{CELL}{place}"])
            bare = pl.col(cells.name).str.strip_chars()
            stated = pl.when(bare.str.strip_chars_start(_DASHES) != "").then(bare)
            self._texts[place] = cells.to_frame().select(stated.alias("text"))["text"]
        return self._texts[place]

    def number(self, *headers: str) -> pl.Series | None:
        """Return the numbers of the first of these headers that is there, null where a cell is none."""
        parsed = self._parsed(headers)
        return None if parsed is None else parsed.values

    def amount(self, *headers: str) -> pl.Series | None:
        """Return the numbers of a header as text, a cell that is none as it is written."""
        parsed = self._parsed(headers)
        return None if parsed is None else as_text(parsed.values, self.text(*headers))

    def count(self, *headers: str) -> pl.Series | None:
        """Return the whole numbers of a header as text, a cell that is none as it is written."""
        parsed = self._parsed(headers, whole=True)
        return None if parsed is None else as_text(parsed.values, self.text(*headers))

    def day(self, *headers: str, order: DateOrder | None = None) -> pl.Series | None:
        """Return the days of a header in ISO, in the zone or as written there, what is none as it is."""
        texts = self.text(*headers)
        if texts is None:
            return None
        if self._sheet.from_1904:
            texts = usual_serials(texts)
        written = texts if self._zone else without_brackets(texts).str.replace(_ISO_INSTANT, "${1}")
        header = self.header(*headers)
        parsed = parse_dates(written, order=order, usual=self._order, zone=self._zone, header=header)
        self._keep(parsed, headers)
        days = parsed.values.dt.to_string("%Y-%m-%d")
        if days.null_count() == texts.null_count():
            return days
        against = parsed.faults.filter(code="date_order")["row"]
        if order and len(against):  # else they would be read in the other order later
            texts = texts.scatter(against, texts.gather(against) + AGAINST)
        return days.to_frame("day").select(pl.col("day").fill_null(texts))["day"]

    def says(self, pattern: str) -> pl.Series:
        """Return which rows have a cell that has this form."""
        cells = pl.all().exclude("line").str.contains(pattern)
        matches = self._sheet.rows.select(pl.any_horizontal(cells).fill_null(value=False)).to_series()
        return self._looked_at(matches)

    def _looked_at(self, cells: pl.Series) -> pl.Series:
        return cells if self._lines is None else cells.filter(self._lines)

    def _place(self, headers: tuple[str, ...]) -> int | None:
        for header in headers:
            if header not in self._found:
                self._found[header] = self._place_of(header)
            if (place := self._found[header]) is not None:
                return place
        return None

    def _place_of(self, header: str) -> int | None:
        if "*" in header:
            return next((at for fold, at in self._folds.items() if stands_for(header, fold)), None)
        found = named_by(header, self._sheet.headers, self._sheet.currency)
        if len(found) > 1:
            others = " and ".join(f"'{one}'" for one in found[1:])
            self.remarks["several_headers", f"'{found[0]}' was taken for {header}, beside {others}."] = None
        return self._folds[folded(found[0])] if found else None

    def _parsed(self, headers: tuple[str, ...], *, whole: bool = False) -> Parsed | None:
        texts, place = self.text(*headers), self._place(headers)
        if texts is None or place is None:
            return None
        if (place, whole) not in self._numbers:
            parsed = self._parsed_numbers(texts, place, whole=whole)
            if (
                not whole
                and place not in self._sheet.numeric
                and self._has_points_beside(parsed, texts, place)
            ):
                parsed = self._parsed_numbers(texts, place, whole=whole, beside=POINT)
            every = self._sheet.headers
            units = unit_notes(every[place], _kind(whole=whole), self._sheet.currency, every)
            parsed = replace(parsed, remarks=(*parsed.remarks, *units))
            self._numbers[place, whole] = parsed
            self._keep(parsed, headers)
        return self._numbers[place, whole]

    def _has_points_beside(self, parsed: Parsed, texts: pl.Series, place: int) -> bool:
        others = (
            self._looked_at(self._sheet.rows[f"{CELL}{at}"])
            for at, header in enumerate(self._sheet.headers)
            if at != place and at not in self._sheet.numeric and not re.search(_SHARE, header)
        )
        comma, currency = self._sheet.decimal_comma, self._sheet.currency
        return has_points_beside(parsed, texts, others, decimal_comma=comma, currency=currency)

    def _parsed_numbers(self, texts: pl.Series, place: int, *, whole: bool, beside: str = "") -> Parsed:
        return parse_numbers(
            texts,
            whole=whole,
            parts=not whole,
            marks=Marks(place in self._sheet.numeric, self._sheet.decimal_comma, beside=beside),
            currency=self._sheet.currency,
            scale=scale_of(
                self._sheet.headers[place], _kind(whole=whole), self._sheet.currency, self._sheet.headers
            ),
        )

    def _keep(self, parsed: Parsed, headers: tuple[str, ...]) -> None:
        """Keep what is to be said of how a column was read."""
        for code, sentence in parsed.remarks:
            self.remarks[code, f"{self.header(*headers)}: {sentence}"] = None


def _kind(*, whole: bool) -> Kind:
    return Kind.COUNT if whole else Kind.MONEY


def without_comments(sheet: Sheet) -> Sheet:
    """Return a sheet without lines of words behind a #, which are no records; #1001 is an order's number."""
    others = pl.all().exclude("line", f"{CELL}0")
    blank = pl.all_horizontal(pl.lit(value=True), others.fill_null("").str.strip_chars() == "")
    likely = sheet.rows.filter(pl.col(f"{CELL}0").str.contains(_COMMENT))
    gone = likely.filter(blank)["line"] if likely.height else likely["line"]
    rows = sheet.rows.filter(~pl.col("line").is_in(gone.implode())) if len(gone) else sheet.rows
    lines = sheet.faults["line"].unique().to_list()
    raw = dict(zip(lines, sheet.raw(lines), strict=True))
    comments = [line for line, text in raw.items() if re.match(_COMMENT, text)]
    faults = sheet.faults.filter(~pl.col("line").is_in(comments)) if comments else sheet.faults
    return replace(sheet, rows=rows, faults=faults)
