"""Tells by its content what a file is that is brought, and what to do where it is none of ours."""

import zipfile
from enum import StrEnum
from pathlib import Path, PurePosixPath

from influencer_roi.intake.folder import BESIDE, MAPPING
from influencer_roi.model.report import Refused, refusal

HEAD = 1 << 16  # bytes that are looked at
CHECKSUM = ".sha256"  # of a Parquet file beside it
_MOST_LOOKED_AT = 64 << 20  # bytes, of a file of the old form
_TAKEN = "Bring CSV, CSV.gz, Parquet, a workbook (.xlsx), or a .zip of them."
_FOREIGN = (
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"#!", "a script"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"{\\rtf", "a text document"),
    (b"<?xml", "an XML file"),
)
_JSON = (b'{"', b"[{")
_SECRET = "EncryptedPackage".encode("utf-16-le")  # what a workbook with a password holds instead of sheets
_WAYS_OUT = {  # what else people make tables with, by a name inside, and how a table comes out
    "Index/Document.iwa": "a Numbers document. Choose File > Export To > CSV or Excel there, and bring that.",
    "xl/workbook.bin": "a binary workbook (.xlsb). Save it as .xlsx or CSV, and bring that.",
    "content.xml": "an OpenDocument file. Save it as .xlsx or CSV, and bring that.",
    "word/document.xml": "a text document. Put its table into a workbook or CSV, and bring that.",
    "ppt/presentation.xml": "a presentation. Put its table into a workbook or CSV, and bring that.",
}
_PAGES = (b"<!doctype html", b"<html")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x0b\x1a\x1c\x1d\x1e\x1f")


class Form(StrEnum):
    """What a file is; the value is the suffix it is stored with."""

    CSV = ".csv"
    GZIP = ".csv.gz"
    PARQUET = ".parquet"
    WORKBOOK = ".xlsx"
    ZIP = ".zip"
    TOML = ".toml"


_OWN = {
    Form.CSV: (".csv", ".tsv", ".txt", ".tab"),
    Form.GZIP: (".csv.gz", ".gz"),
    Form.PARQUET: (".parquet", ".pq"),
    Form.WORKBOOK: (".xlsx", ".xlsm"),
    Form.ZIP: (".zip",),
    Form.TOML: (".toml",),
}


def form_of(path: Path, name: str) -> Form:
    """Return what a file is by its content.

    Raises:
        Refused: it is none that can be read; it says what to bring instead.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise refusal("file_empty", name, "the file is empty. Export it again, with a header and rows.")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(path, name)
    if head.startswith(_OLD_EXCEL):
        raise _old_excel(path, name)
    if head.startswith(b"PAR1"):
        return Form.PARQUET
    if head.startswith(b"\x1f\x8b"):
        return Form.GZIP
    _refuse_foreign(head, name)
    return Form.TOML if name.casefold().endswith(".toml") else Form.CSV


def stored_name(name: str, form: Form) -> str:
    """Return the name a file is kept under: its own, with the suffix of what it is."""
    pure = PurePosixPath(name)
    lowered = pure.name.casefold()
    if lowered in (*BESIDE, MAPPING):
        return lowered
    if lowered.endswith(CHECKSUM):
        return name
    own = next((one for one in _OWN[form] if lowered.endswith(one)), None)
    if own == form.value:
        return name
    stem = pure.name[: len(pure.name) - len(own)] if own else _bare(pure.name)
    return str(pure.with_name(f"{stem}{form.value}"))


def foreign(name: str, what: str) -> Refused:
    """Return why a file cannot be taken."""
    return refusal("not_a_table", name, f"this is {what}, whatever its name says. {_TAKEN}")


def _bare(name: str) -> str:
    """Return a name without a suffix that says something else than its content."""
    suffixes = [one for group in _OWN.values() for one in group] + [".xls", ".dat", ".exe", ".bin"]
    suffix = next((one for one in suffixes if name.casefold().endswith(one)), "")
    return name[: len(name) - len(suffix)]


def _packed(path: Path, name: str) -> Form:
    try:
        with zipfile.ZipFile(path) as archive:
            inside = frozenset(archive.namelist()[:2_000])
    except (zipfile.BadZipFile, ValueError, OSError):
        raise refusal("bad_workbook", name, "the archive is damaged. Pack it again.") from None
    kind = next((kind for one, kind in _WAYS_OUT.items() if one in inside), None)
    if kind is not None:
        raise refusal("not_a_table", name, f"this is {kind}")
    if any(one.startswith("xl/") for one in inside):
        return Form.WORKBOOK
    if any(one.startswith("META-INF/") for one in inside):
        raise foreign(name, "a document or a program")
    return Form.ZIP


def _old_excel(path: Path, name: str) -> Refused:
    """Return why a file of the old form is refused, in which workbooks with a password come too."""
    with path.open("rb") as file:
        inside = file.read(_MOST_LOOKED_AT)
    if _SECRET in inside:
        text = "this workbook has a password. Open it, remove the password, save it, and bring that."
    else:
        text = "this is an old Excel workbook. Save it as .xlsx or CSV, and bring that."
    return refusal("looks_like_excel", name, text)


def _refuse_foreign(head: bytes, name: str) -> None:
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_JSON):
        problem = "this is JSON. Export it as CSV or a workbook, and bring that."
        raise refusal("not_a_table", name, problem)
    if head[:200].lstrip().lower().startswith(_PAGES):
        problem = "this is a web page, not a table. Download the export again."
        raise refusal("looks_like_html", name, problem)
    what = next((what for magic, what in _FOREIGN if head.startswith(magic)), None)
    if what is not None:
        raise foreign(name, what)
    text = head if not head.startswith(_WIDE) else b""
    odd = sum(one in _CONTROLS for one in text)
    if odd * 100 > len(text):
        raise foreign(name, "no text and no table")
