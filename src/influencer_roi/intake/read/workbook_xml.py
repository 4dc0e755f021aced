"""Reads the tags of a workbook's own files: its sheets, which are hidden, and where each stands."""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_SHEETS = "xl/workbook.xml"
_DAMAGED = (KeyError, zipfile.BadZipFile, zlib.error)
_YES = ("1", "true", "on")
_NAME = re.compile("[A-Z]{1,3}[0-9]{1,7}")  # of a cell
_EMPTY_FORMULA = re.compile(
    rb"<c(\s[^>]*)?>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)


def tags(xml: bytes, name: str) -> Iterator[dict[str, str]]:
    """Yield the attributes of each tag of a name; no parser, which a hostile file could make run for ever."""
    for tag in re.finditer(rb"<" + name.encode() + rb"(\s[^>]*)?>", xml):
        yield attributes(tag[1])


def attributes(written: bytes | None) -> dict[str, str]:
    """Return the attributes a tag is written with."""
    pairs = _ATTRIBUTE.findall((written or b"").decode("utf-8", errors="replace"))
    return {key: html.unescape(value) for key, value in pairs}


def hidden_sheets(file: Path | IO[bytes]) -> frozenset[str]:
    """Return the names of a workbook's sheets that are not shown; none where it cannot be read."""
    try:
        with zipfile.ZipFile(file) as book:
            sheets = [*tags(book.read(_SHEETS), "sheet")]
    except (*_DAMAGED, OSError):
        return frozenset()
    return frozenset(one.get("name", "") for one in sheets if "hidden" in one.get("state", "").casefold())


def counts_from_1904(content: bytes) -> bool:
    """Return whether the day numbers of a workbook count from 1904, as those of old Macs do."""
    with suppress(*_DAMAGED), zipfile.ZipFile(io.BytesIO(content)) as book:
        return any(one.get("date1904") in _YES for one in tags(book.read(_SHEETS), "workbookPr"))
    return False


def sheet_xml(content: bytes, sheet: str) -> tuple[bytes, bytes]:
    """Return the file of a workbook's sheet and that of its formats; nothing of what cannot be read."""
    body = styles = b""
    with suppress(*_DAMAGED, StopIteration), zipfile.ZipFile(io.BytesIO(content)) as book:
        body = book.read(_sheet_path(book, sheet))
        styles = book.read("xl/styles.xml")
    return body, styles


def empty_formulas(body: bytes) -> list[str]:
    """Return the names of cells of a sheet whose formula was never worked out, as programs leave them."""
    if b"<f" not in body:  # most have none, and are looked through at once
        return []
    found = (attributes(cell[1]) for cell in _EMPTY_FORMULA.finditer(body))
    names = (one.get("r", "") for one in found if one.get("t") != "str")
    return [*filter(_NAME.fullmatch, names)]


def place_of(name: str) -> tuple[int, int]:
    """Return column and row, from 0, of a cell's name such as B7."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column - 1, int(name[len(letters) :] or 1) - 1


def _sheet_path(book: zipfile.ZipFile, sheet: str) -> str:
    """Return where in a workbook a sheet stands."""
    sheets = tags(book.read(_SHEETS), "sheet")
    wanted = next(one.get("r:id") for one in sheets if one.get("name") == sheet)
    links = tags(book.read("xl/_rels/workbook.xml.rels"), "Relationship")
    target = next(one.get("Target", "") for one in links if one.get("Id") == wanted)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
