"""Writes the numbers of a workbook as their cells show them: in percent, with zeros in front, as money."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from influencer_roi.intake.read.workbook_xml import attributes, place_of, tags
from influencer_roi.model.currencies import own_words

_SYMBOL = re.compile(r'\[\$([^\]-]*)[^\]]*\]|"([^"]*)"|\\\\?([$€£¥₹])|([$€£¥₹])')
_MONEY = re.compile(r"[$€£¥₹]|^rs\.?$|^[a-z]{3}$", re.IGNORECASE)
_LITERAL = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.|_.')
_ZEROS = re.compile(r'(?:"([^"]*)")?(0{2,})(?:;.*)?')
_PERCENTS = {"9": "0%", "10": "0.00%"}  # formats of numbers that every workbook has, and need not declare
_CELL = re.compile(rb"<c(\s[^>]*?)?(/>|>\s*</c>|>)")
_IS_NUMBER = "n"
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Shown:
    """How a number format shows a number: `shift` digits further, filled up to `digits`, between texts."""

    front: str = ""
    digits: int = 0
    shift: int = 0
    behind: str = ""

    def __call__(self, number: str) -> str:
        """Return a number as it is shown, to its last digit; what is none stays."""
        if not _NUMBER.fullmatch(number):
            return number
        if self.shift:
            number = f"{Decimal(number).scaleb(self.shift).normalize():f}"
        return f"{self.front}{number.zfill(self.digits)}{self.behind}"


def as_shown(cells: pl.DataFrame, body: bytes, styles: bytes, base: str) -> pl.DataFrame:
    """Return cells, from the top row of a sheet on, as their number formats show them.

    `body` is the file of the sheet, `styles` that of formats. Of currencies only another than the base is
    shown; how dates are is not looked at.
    """
    formatted: dict[int, list[tuple[int, Shown]]] = {}
    for row, column, shown in _formatted(body, _styles(styles, base)):
        if row < cells.height and column < cells.width:
            formatted.setdefault(column, []).append((row, shown))
    for column, found in formatted.items():
        texts = cells[:, column].cast(pl.String).to_list()
        for row, shown in found:
            if texts[row]:
                texts[row] = shown(texts[row])
        cells = cells.with_columns(pl.Series(cells.columns[column], texts, pl.String))
    return cells


def leftmost(body: bytes) -> int:
    """Return the first column, from 0, that is filled in the file of a sheet."""
    return min((place_of(cell["r"])[0] for cell in _filled(body) if "r" in cell), default=0)


def _formatted(body: bytes, styles: Mapping[int, Shown]) -> Iterator[tuple[int, int, Shown]]:
    """Yield row, column beside the first that is filled, both from 0, and how a cell's number is shown."""
    if not styles:
        return
    cells = [(*place_of(cell["r"]), cell) for cell in _filled(body) if "r" in cell]
    left = min((column for column, _, _ in cells), default=0)
    for column, row, cell in cells:
        shown = styles.get(int(cell.get("s", "0")))
        if shown and cell.get("t", _IS_NUMBER) == _IS_NUMBER:
            yield row, column - left, shown


def _filled(body: bytes) -> Iterator[dict[str, str]]:
    """Yield the attributes of each cell that holds something."""
    for cell in _CELL.finditer(body):
        if cell[2] == b">":
            yield attributes(cell[1])


def _styles(styles: bytes, base: str) -> dict[int, Shown]:
    """Return {style of cells: how it shows a number} for the styles that show one as more than its digits."""
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in tags(styles, "numFmt")}
    formats = {name: _shown(code, base) for name, code in (_PERCENTS | own).items()}
    of_cells = enumerate(tags(styles.partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0], "xf"))
    return {place: shown for place, one in of_cells if (shown := formats.get(one.get("numFmtId", "")))}


def _shown(code: str, base: str) -> Shown | None:
    """Return how a number format shows numbers, None where it is by their digits."""
    if "%" in _LITERAL.sub("", code):
        return Shown(shift=2, behind="%")
    if zeros := _ZEROS.fullmatch(code):
        return Shown(front=zeros[1] or "", digits=len(zeros[2]))
    sign = _sign(code, base)
    return Shown(front=f"{sign} ") if sign else None


def _sign(code: str, base: str) -> str:
    """Return the sign of another currency that a number format shows, nothing where it shows none."""
    signs = ("".join(found).strip() for found in _SYMBOL.findall(code))
    return next((one for one in signs if one.casefold() not in own_words(base) and _MONEY.search(one)), "")
