import datetime as dt
import gzip
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import polars as pl
import pytest
import xlsxwriter

from influencer_roi.intake.read import Sheet, frame_sheet, read_sheet, read_with_header
from influencer_roi.intake.read.workbook_xml import empty_formulas, sheet_xml
from influencer_roi.model.report import Problem, Refused
from influencer_roi.model.schema import PAYOUTS, POSTS, Column, Kind, Table

Read = Callable[[str | bytes], Sheet]
HEADER = "id,caption,likes\n"
TABLE = Table(
    "posts",
    ("post",),
    (
        Column("id", Kind.ID),
        Column("caption", Kind.TEXT),
        Column("likes", Kind.COUNT),
        Column("post_date", Kind.DATE, required=False),
    ),
)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a file of this content, `posts.csv` by name."""

    def of(content: str | bytes) -> Sheet:
        file = tmp_path / "posts.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_sheet(file, TABLE)

    return of


def records(sheet: Sheet) -> list[tuple[object, ...]]:
    """Line and cells of each record."""
    return sheet.rows.rows()


def raw(sheet: Sheet, *lines: int) -> list[str]:
    """The records that begin on these lines, as they stand in the file."""
    return sheet.raw(lines)


def problem(read: Read, content: str | bytes) -> Problem:
    """The one problem a file of this content is refused for."""
    with pytest.raises(Refused) as refused:
        read(content)
    (only,) = refused.value.problems
    return only


def codes(sheet: Sheet) -> list[str]:
    """The codes of what was noticed about the file."""
    return [code for code, _ in sheet.remarks]


# ---- lines


def test_a_plain_file(read: Read) -> None:
    """A sheet has the headers, each record's cells as texts, and the line an editor shows."""
    sheet = read(HEADER + "p1,hello,10\np2,,007\n")
    assert sheet.headers == ("id", "caption", "likes")
    assert records(sheet) == [(2, "p1", "hello", "10"), (3, "p2", None, "007")]
    assert raw(sheet, 2, 3) == ["p1,hello,10", "p2,,007"]
    assert (sheet.file, sheet.blank_lines, sheet.remarks) == ("posts.csv", 0, ())


def test_the_hash_is_the_files(read: Read) -> None:
    """The sheet carries the SHA-256 of the bytes it came from."""
    content = (HEADER + "p1,hello,10\n").encode()
    assert read(content).sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(read: Read, end: str) -> None:
    """Unix, Windows and old Mac line ends read alike, and so does a last line without one."""
    text = (HEADER + "p1,hello,10\np2,hi,20").replace("\n", end)
    assert records(read(text)) == [(2, "p1", "hello", "10"), (3, "p2", "hi", "20")]
    assert records(read(text + end)) == records(read(text))


def test_mixed_line_ends(read: Read) -> None:
    """Line ends may differ within one file."""
    sheet = read("id,likes\r\na,1\nb,2\rc,3")
    assert records(sheet) == [(2, "a", "1"), (3, "b", "2"), (4, "c", "3")]


def test_blank_lines_are_counted_and_keep_their_numbers(read: Read) -> None:
    """Blank lines, of blanks or separators only too, are passed over wherever they stand, and counted."""
    sheet = read("\n  \n" + HEADER + "\np1,hello,10\n,,\np2,hi,20\n\n")
    assert records(sheet) == [(5, "p1", "hello", "10"), (7, "p2", "hi", "20")]
    assert sheet.blank_lines == 5


def test_a_quoted_newline_keeps_the_line_numbers(read: Read) -> None:
    """A record that spans lines stands at its first; the next one at its own physical line."""
    sheet = read(HEADER + 'p1,"one\n\nthree",10\np2,hi,20\n')
    assert records(sheet) == [(2, "p1", "one\n\nthree", "10"), (5, "p2", "hi", "20")]
    assert raw(sheet, 2) == ['p1,"one\n\nthree",10']
    assert sheet.blank_lines == 0


def test_a_quoted_newline_in_a_windows_file(read: Read) -> None:
    """Windows line ends inside quotes count as one line each."""
    sheet = read((HEADER + 'p1,"one\ntwo",10\np2,hi,20\n').replace("\n", "\r\n"))
    assert records(sheet) == [(2, "p1", "one\ntwo", "10"), (4, "p2", "hi", "20")]


# ---- quotes


def test_quoted_cells(read: Read) -> None:
    """Quotes hold separators, and two quotes are one."""
    sheet = read('"id","caption",likes\np1,"a, b and ""c""",10\n"p2","",""\n')
    assert sheet.headers == ("id", "caption", "likes")
    assert records(sheet)[0] == (2, "p1", 'a, b and "c"', "10")
    assert [cell or None for cell in records(sheet)[1]] == [3, "p2", None, None]


@pytest.mark.parametrize("caption", ['5" screen', 'the "best" whey', 'a 5" and a 6"'])
def test_a_quote_inside_a_cell_is_text(read: Read, caption: str) -> None:
    """A quote that does not open a cell is text, as in a spreadsheet, and moves no line."""
    sheet = read(HEADER + f"p1,{caption},10\np2,hi,20\np3,{caption},30\n")
    assert records(sheet) == [(2, "p1", caption, "10"), (3, "p2", "hi", "20"), (4, "p3", caption, "30")]


def test_text_behind_a_closing_quote(read: Read) -> None:
    """What follows a closing quote belongs to the cell; the raw record stays as it was."""
    sheet = read(HEADER + 'p1,"hello" you,10\n')
    assert records(sheet) == [(2, "p1", "hello you", "10")]
    assert raw(sheet, 2) == ['p1,"hello" you,10']


def test_inch_marks_beside_quoted_newlines(read: Read) -> None:
    """Quotes that are text and quotes that span lines may stand in one file."""
    sheet = read(HEADER + 'p1,5" wide,10\np2,"one\ntwo",20\np3,6" wide,30\n')
    assert [(line, cells[1]) for line, *cells in records(sheet)] == [
        (2, '5" wide'),
        (3, "one\ntwo"),
        (5, '6" wide'),
    ]


def test_an_unclosed_quote(read: Read) -> None:
    """A file that ends inside a quote is refused, with the line that opened it."""
    said = "a quote opened on line 3 is never closed. Close it or remove it."
    refused = problem(read, HEADER + 'p1,hello,10\np2,"hi,20\np3,ho,30\n')
    assert refused == Problem("unterminated_quote", "posts.csv", said)


def test_an_unclosed_quote_in_a_long_file(read: Read) -> None:
    """The same where more follows than one cell may hold."""
    content = HEADER + 'p1,"hello,10\n' + "p2,hi,20\n" * 20_000
    assert "a quote opened on line 2 is never closed" in str(problem(read, content))


# ---- shape


def test_rows_of_another_width(read: Read) -> None:
    """A record with fewer or more cells than the header is a fault, with its line, text and width."""
    sheet = read(HEADER + "p1,hello\np2,hi,20\np3,a, b,30\n")
    assert records(sheet) == [(3, "p2", "hi", "20")]
    assert sheet.faults.rows() == [
        (2, "", "2 fields", "too_few_fields"),
        (4, "", "4 fields", "too_many_fields"),
    ]
    assert raw(sheet, 2, 4) == ["p1,hello", "p3,a, b,30"]


def test_only_misshapen_rows(read: Read) -> None:
    """Where no record has the header's width, none is lost either."""
    sheet = read(HEADER + "p1\np2\n")
    assert (sheet.rows.height, sheet.faults["line"].to_list(), sheet.read) == (0, [2, 3], 2)


def test_a_separator_behind_the_last_cell(read: Read) -> None:
    """A separator behind the last cell of every record is a column without a name, in the header or not."""
    with_one = read("id,likes,\np1,10,\np2,20,\n")
    without = read("id,likes\np1,10,\np2,20,\n")
    assert with_one.headers == without.headers == ("id", "likes", "")
    assert records(with_one) == records(without) == [(2, "p1", "10", None), (3, "p2", "20", None)]


def test_the_header_again(read: Read) -> None:
    """A record that is the header again, in whatever capitals, is a fault."""
    sheet = read(HEADER + "p1,hello,10\nID,Caption,likes\np2,hi,20\n")
    assert [line for line, *_ in records(sheet)] == [2, 4]
    assert sheet.faults.rows() == [(3, "", "", "repeated_header")]


def test_lines_above_the_header(read: Read) -> None:
    """Up to ten lines above the header are passed over and quoted; blank ones among them are counted."""
    sheet = read("Report of May\n\n" + HEADER + "p1,hello,10\n")
    assert records(sheet) == [(4, "p1", "hello", "10")]
    assert sheet.remarks == (("preamble_skipped", "1 line above the header passed over: 'Report of May'."),)
    assert sheet.blank_lines == 1
    assert codes(read("a line\n" * 10 + HEADER + "p1,hello,10\n")) == ["preamble_skipped"]
    assert problem(read, "a line\n" * 11 + HEADER + "p1,hello,10\n").code == "header_not_found"


def test_a_cell_beyond_64_kb(read: Read) -> None:
    """A cell of more than 64 KB is a fault; one of 64 KB is not, alone or beside a quoted newline."""
    for beside in ("", 'p0,"a\nb",0\n'):
        sheet = read(HEADER + beside + f"p1,{'x' * 65_536},10\np2,{'x' * 65_537},20\n")
        first = 2 + beside.count("\n")
        assert [line for line, *_ in records(sheet)][-1] == first
        assert sheet.faults.rows() == [(first + 1, "", "", "field_too_long")]


@pytest.mark.parametrize(
    ("separator", "word"),
    [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")],
    ids=["semicolon", "tab", "bar"],
)
def test_other_separators(read: Read, separator: str, word: str) -> None:
    """Columns may be apart by semicolons, tabs or bars; a comma is text then, and a remark says so."""
    sheet = read(HEADER.replace(",", separator) + separator.join(["p1", "one, two", '"3"']) + "\n")
    assert records(sheet) == [(2, "p1", "one, two", "3")]
    assert sheet.remarks == (("separator", f"the columns are separated by {word}."),)
    assert sheet.decimal_comma


def test_headers_without_a_name(read: Read) -> None:
    """A header may be blank, as a trailing comma or a written index leaves it."""
    assert read(",id,likes,\n0,p1,10,\n").headers == ("", "id", "likes", "")


def test_headers_are_trimmed(read: Read) -> None:
    """Blanks around a header do not count."""
    assert read(" id , post date\np1,10\n").headers == ("id", "post date")


# ---- encodings


def test_a_byte_order_mark(read: Read) -> None:
    """UTF-8 with a byte order mark reads like UTF-8."""
    sheet = read((HEADER + "p1,₹ café,10\n").encode("utf-8-sig"))
    assert (sheet.headers[0], records(sheet)[0][2], codes(sheet)) == ("id", "₹ café", [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16(read: Read, encoding: str) -> None:
    """UTF-16 of either order is read, with a remark."""
    sheet = read(("\ufeff" + HEADER + "p1,₹ café,10\n").encode(encoding))
    assert records(sheet) == [(2, "p1", "₹ café", "10")]
    assert codes(sheet) == ["utf16_decoded"]


def test_windows_1252(read: Read) -> None:
    """What is not UTF-8 is read as Windows-1252, and how many characters that concerned is said."""
    sheet = read((HEADER + "p1,café – “best”,10\n").encode("cp1252"))
    assert records(sheet) == [(2, "p1", "café – “best”", "10")]
    said = "the file is not UTF-8; 4 characters were read as Windows-1252."
    assert sheet.remarks == (("cp1252_decoded", said),)


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\xff\x00\xfe" * 9,
        (HEADER + "p1,hi,10\n").encode("utf-16-le"),
        (HEADER + "p1,hi,10\n").encode("utf-16")[:-1],
    ],
    ids=["binary", "UTF-16 without a mark", "half a UTF-16 character"],
)
def test_an_unknown_encoding(read: Read, content: bytes) -> None:
    """What is neither UTF-8, UTF-16 with a mark nor Windows-1252 is refused, with the way out."""
    assert problem(read, content).code == "encoding_unknown"
    assert str(problem(read, content)).endswith("as UTF-8.")


@pytest.mark.parametrize(
    ("caption", "code"),
    [(b"caf\xc3\xa9 \xff", "invalid_utf8"), (b"\x81", "invalid_utf8"), (b"a\x00b", "nul_byte")],
    ids=["a byte no text has, beside UTF-8", "no Windows-1252", "NUL"],
)
def test_a_byte_that_is_no_text(read: Read, caption: bytes, code: str) -> None:
    """One bad byte costs its own row: the byte's place in the file is said, every other row is kept."""
    content = HEADER.encode() + b"p1,hi,10\np2," + caption + b",20\np3,ho,30\n"
    sheet = read(b"\xef\xbb\xbf" + content)
    assert records(sheet) == [(2, "p1", "hi", "10"), (4, "p3", "ho", "30")]
    ((line, _, value, found),) = sheet.faults.rows()
    assert (line, found) == (3, code)
    if code == "invalid_utf8":
        bad = content.index(b"\xff") if b"\xff" in content else content.index(b"\x81")
        assert value == f"byte {bad + 3}"


def test_control_characters_are_taken_out(read: Read) -> None:
    """Control characters and those that turn text around are taken out, and counted; emoji stay."""
    sheet = read(HEADER + "p1,a\x07b\u202ec \U0001f4aa,10\n")
    assert records(sheet) == [(2, "p1", "abc \U0001f4aa", "10")]
    assert sheet.remarks == (("control_characters", "2 control characters were taken out."),)


# ---- refusals: each exactly one message with the file, the problem, the way out


@pytest.mark.parametrize("content", ["", "\ufeff"])
def test_an_empty_file(read: Read, content: str) -> None:
    """Nothing, or a byte order mark alone, is an empty file."""
    said = "the file is empty. Export it again, with a header and rows."
    assert problem(read, content) == Problem("file_empty", "posts.csv", said)


@pytest.mark.parametrize("content", ["\n", " \n\n", ",,,\n", "\ufeff\n\n"])
def test_a_file_of_blanks(read: Read, content: str) -> None:
    """Blank lines alone, of separators too, are no header."""
    said = "there is nothing but blanks. Export it again, with a header and rows."
    assert problem(read, content) == Problem("no_header", "posts.csv", said)


@pytest.mark.parametrize("content", [HEADER, HEADER + "\n,,\n"])
def test_a_header_without_rows(read: Read, content: str) -> None:
    """A header alone is refused."""
    said = "there is a header but no rows. Export it again, with its rows."
    assert problem(read, content) == Problem("no_rows", "posts.csv", said)


def test_rows_without_a_header(read: Read) -> None:
    """Data in the first line are no header: the first line and the names wanted are said."""
    said = "no line names the columns; the first is 'p1,hello,10'. Put a header on top: id, caption, likes."
    assert problem(read, "p1,hello,10\np2,hi,20\n") == Problem("header_not_found", "posts.csv", said)


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (
            b"PK\x03\x04rest",
            "looks_like_excel",
            "this is an Excel workbook by another name. Name it .xlsx, or save it as CSV.",
        ),
        (
            b"\xd0\xcf\x11\xe0rest",
            "looks_like_excel",
            "this is an old Excel workbook. Save it as .xlsx or CSV.",
        ),
        (b"PAR1rest", "looks_like_parquet", "this is Parquet by another name. Name it .parquet."),
        (b"\x1f\x8brest", "looks_like_gzip", "this is gzip by another name. Name it .csv.gz."),
        (
            b"\n<!DOCTYPE html><html>",
            "looks_like_html",
            "this is a web page, not a table. Download the export again.",
        ),
        (
            b"<HTML><body>",
            "looks_like_html",
            "this is a web page, not a table. Download the export again.",
        ),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n",
            "git_lfs_pointer",
            "this is a git-lfs pointer, not the data. Run 'git lfs pull'.",
        ),
    ],
    ids=["excel", "old excel", "parquet", "gzip", "doctype", "html", "lfs"],
)
def test_impostors(read: Read, content: bytes, code: str, said: str) -> None:
    """A workbook, a web page or a pointer named .csv is called what it is."""
    assert problem(read, content) == Problem(code, "posts.csv", said)


def refusal_of(file: Path) -> Problem:
    """The one problem this file is refused for."""
    with pytest.raises(Refused) as refused:
        read_sheet(file, TABLE)
    (only,) = refused.value.problems
    return only


def test_a_missing_file(tmp_path: Path) -> None:
    """A file that went away is refused, with the folder to put it into."""
    said = f"the file is missing. Put it into {tmp_path}."
    assert refusal_of(tmp_path / "posts.csv") == Problem("file_missing", "posts.csv", said)


def test_a_directory(tmp_path: Path) -> None:
    """A folder named like a file is refused."""
    (tmp_path / "posts.csv").mkdir()
    said = "this is a folder. Put the file itself there."
    assert refusal_of(tmp_path / "posts.csv") == Problem("not_a_file", "posts.csv", said)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe(tmp_path: Path) -> None:
    """A named pipe is refused at once, not waited for."""
    os.mkfifo(tmp_path / "posts.csv")
    said = "this is not a regular file. Put the file itself there."
    assert refusal_of(tmp_path / "posts.csv") == Problem("not_a_regular_file", "posts.csv", said)


def test_a_file_one_may_not_read(tmp_path: Path) -> None:
    """What the system does not let us open is refused with its words; a loop of links stands for it here."""
    (tmp_path / "posts.csv").symlink_to("posts.csv")
    said = "the file cannot be read (Too many levels of symbolic links). Check its permissions."
    assert refusal_of(tmp_path / "posts.csv") == Problem("unreadable", "posts.csv", said)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_permission_denied(tmp_path: Path) -> None:
    """A file without permission to read is refused."""
    (tmp_path / "posts.csv").write_text(HEADER + "p1,hi,10\n")
    (tmp_path / "posts.csv").chmod(0)
    assert "cannot be read (Permission denied)" in str(refusal_of(tmp_path / "posts.csv"))


def test_a_file_that_is_too_large(read: Read, tmp_path: Path) -> None:
    """A file beyond the allowed size is refused by its size alone, and so is one that unpacks beyond it."""
    read(HEADER + "p1,hello,10\n")
    assert read_sheet(tmp_path / "posts.csv", TABLE, most=29).read == 1
    with pytest.raises(Refused, match=r"the file has 29 bytes; 28 are allowed\. Give it as Parquet\."):
        read_sheet(tmp_path / "posts.csv", TABLE, most=28)
    packed = tmp_path / "posts.csv.gz"
    packed.write_bytes(gzip.compress((HEADER + "p1,hello,10\n" * 99).encode()))
    with pytest.raises(Refused, match=r"the file unpacks to more than 0 bytes\. Give it unpacked\."):
        read_sheet(packed, TABLE, most=packed.stat().st_size)


def test_a_checksum_beside_the_file(read: Read, tmp_path: Path) -> None:
    """A file is what the .sha256 beside it says, or it is refused."""
    content = HEADER + "p1,hello,10\n"
    beside = tmp_path / "posts.csv.sha256"
    beside.write_text(f"{hashlib.sha256(content.encode()).hexdigest()}  posts.csv\n")
    assert read(content).read == 1
    assert problem(read, content + "p2,hi,20\n").code == "checksum_mismatch"


# ---- Parquet, workbooks, gzip


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    """A packed CSV reads like an unpacked one; its hash is that of the packed file."""
    packed = gzip.compress((HEADER + "p1,hello,10\n").encode())
    (tmp_path / "posts.csv.gz").write_bytes(packed)
    sheet = read_sheet(tmp_path / "posts.csv.gz", TABLE)
    assert records(sheet) == [(2, "p1", "hello", "10")]
    assert sheet.sha256 == hashlib.sha256(packed).hexdigest()


@pytest.mark.parametrize(
    ("content", "code"),
    [(gzip.compress(HEADER.encode())[:-9], "truncated_gzip"), (HEADER.encode(), "bad_gzip")],
    ids=["ends early", "is none"],
)
def test_broken_gzip(tmp_path: Path, content: bytes, code: str) -> None:
    """Gzip that ends early, and what is none, is refused."""
    (tmp_path / "posts.csv.gz").write_bytes(content)
    assert refusal_of(tmp_path / "posts.csv.gz").code == code


def test_parquet_is_a_sheet(tmp_path: Path) -> None:
    """Parquet rows count from 1; that nothing proves the file whole is said."""
    pl.DataFrame({"id": ["p1"], "likes": [10]}).write_parquet(tmp_path / "posts.parquet")
    sheet = read_sheet(tmp_path / "posts.parquet", TABLE)
    assert (sheet.headers, records(sheet)) == (("id", "likes"), [(1, "p1", "10")])
    assert codes(sheet) == ["no_checksum"]


def test_the_sheet_named_as_the_table_is_read(tmp_path: Path) -> None:
    """Of a workbook's sheets the one named as the table is read, and said."""
    with xlsxwriter.Workbook(tmp_path / "posts.xlsx") as book:
        pl.DataFrame({"a": [1]}).write_excel(book, worksheet="Cover")
        pl.DataFrame({"id": ["p1"], "likes": [10]}).write_excel(book, worksheet="Posts")
    sheet = read_sheet(tmp_path / "posts.xlsx", TABLE)
    assert (sheet.headers, records(sheet)) == (("id", "likes"), [(2, "p1", "10")])
    assert sheet.remarks == (("one_sheet", "of 2 sheets 'Posts' was read."),)


def test_the_sheet_that_has_the_columns(tmp_path: Path) -> None:
    """Of sheets none of which is named after the table, the one with its columns is read."""
    with xlsxwriter.Workbook(tmp_path / "posts.xlsx") as book:
        book.add_worksheet("Notes").write_row(0, 0, ["exported", "by hand"])
        data = book.add_worksheet("Data")
        data.write_row(0, 0, ["influencer_id", "platform", "date", "reach", "likes", "comments"])
        data.write_row(1, 0, ["k1", "IG", "2025-03-01", 10, 2, 1])
    assert read_sheet(tmp_path / "posts.xlsx", POSTS).rows["cell_0"].to_list() == ["k1"]


def test_a_formula_that_was_never_worked_out(tmp_path: Path) -> None:
    """Cells a program wrote a formula into have no value, which is said; a text that came out empty has.

    What is no name of a cell is not repeated.
    """
    with xlsxwriter.Workbook(tmp_path / "made.xlsx") as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["influencer_id", "date", "reach", "likes", "comments", "platform"])
        page.write_row(1, 0, ["k1", "2025-03-01"])
        page.write_formula(1, 2, "=400*2")
        page.write_formula(1, 5, '=IF(C2>0,"","?")', value="")
    with ZipFile(tmp_path / "made.xlsx") as made, ZipFile(tmp_path / "posts.xlsx", "w") as left:
        for name in made.namelist():
            body = made.read(name).replace(b'<c r="F2"', b'<c r="F2" t="str"')
            left.writestr(name, body.replace(b"</f><v>0</v>", b"</f>"))
    said = dict(read_sheet(tmp_path / "posts.xlsx", POSTS).remarks)["empty_formula"]
    assert said == "1 cell holds a formula without a value, as C2 does; read as empty."

    with ZipFile(tmp_path / "posts.xlsx") as left, ZipFile(tmp_path / "odd.xlsx", "w") as odd:
        for name in left.namelist():
            odd.writestr(name, left.read(name).replace(b'r="C2"', b'r="nowhere"'))
    assert empty_formulas(sheet_xml((tmp_path / "odd.xlsx").read_bytes(), "Sheet1")[0]) == []


# ---- frames


def test_a_frame_is_a_sheet() -> None:
    """A frame's rows count from 1, its values become texts, null stays nothing."""
    frame = pl.DataFrame({"id": [8.0, None], "likes": [10, 20]})
    sheet = frame_sheet(frame, "posts")
    assert (sheet.file, sheet.headers) == ("posts", ("id", "likes"))
    assert records(sheet) == [(1, "8.0", "10"), (2, None, "20")]
    assert raw(sheet, 2) == [",20"]


def test_a_frame_of_lists_is_refused() -> None:
    """A column of lists that a table has is refused by name, as is any of a frame of no table."""
    for column, name in (("Post ID", "posts"), ("tags", "an export")):
        with pytest.raises(Refused) as refused:
            frame_sheet(pl.DataFrame({column: [["a"]]}), name)
        said = f"column '{column}' holds List(String). Give texts, numbers or dates."
        assert refused.value.problems == (Problem("bad_type", name, said),)


def test_lists_nobody_needs_are_passed_over() -> None:
    """Lists, structures, bytes and lengths of time in a column nobody asks for cost nothing."""
    frame = pl.DataFrame(
        {"likes": [3], "tags": [["a"]], "raw": [b"x"], "size": [{"w": 1}], "length": [dt.timedelta(hours=1)]}
    )
    sheet = frame_sheet(frame, "posts")
    assert sheet.headers == ("likes", "tags", "raw", "size", "length")
    assert records(sheet) == [(1, "3", None, None, None, None)]


def test_an_empty_frame_is_refused() -> None:
    """A frame without rows is refused."""
    with pytest.raises(Refused) as refused:
        frame_sheet(pl.DataFrame({"id": []}), "posts")
    said = "there are no rows. Give it again, with its rows."
    assert refused.value.problems == (Problem("no_rows", "posts", said),)


def test_cells_merged_over_rows(tmp_path: Path) -> None:
    """Who is said of each filled row that a cell spans; an amount is of all of them at once."""
    with xlsxwriter.Workbook(tmp_path / "payouts.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.merge_range("B1:E1", "Payouts of May")
        sheet.write_row("B2", ["influencer_id", "basis", "total_payout", "Note"])
        sheet.merge_range("B3:B7", 7)
        sheet.merge_range("D3:D4", 500)
        sheet.merge_range("E3:E4", 30)
        for row, amount in ((3, None), (4, None), (5, 40), (7, 50)):
            sheet.write_row(f"C{row}", ["post"] if amount is None else ["post", amount])
    sheet_read = read_sheet(tmp_path / "payouts.xlsx", PAYOUTS)
    assert sheet_read.rows.rows() == [
        (3, "7", "post", "500", "30"),
        (4, "7", "post", None, None),
        (5, "7", "post", "40", None),
        (7, "7", "post", "50", None),
    ]
    assert ("merged_cells", "1 cell spans several rows; read as said in each of them.") in sheet_read.remarks


def test_a_merged_cell_of_a_column_nobody_knows(tmp_path: Path) -> None:
    """Under a header of another tool a text is said of each row, and an amount is not."""
    with xlsxwriter.Workbook(tmp_path / "sales.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["Creator", "Paid", "Link"])
        sheet.merge_range("A2:A3", "Asha")
        sheet.merge_range("B2:B3", "Rs. 500")
        sheet.write_column("C2", ["a", "b"])
    read = read_with_header(tmp_path / "sales.xlsx", lambda cells: "Creator" in cells)
    assert read.rows.rows() == [(2, "Asha", "Rs. 500", "a"), (3, "Asha", None, "b")]


@pytest.mark.parametrize(
    ("last", "paid"), [(["Total", None, 800], None), ([None, None, 800], None), ([None, None, 801], "7")]
)
def test_a_merged_cell_over_a_total(tmp_path: Path, last: list[object], paid: str | None) -> None:
    """What is said of several rows is not said of their total, with or without a word for it."""
    with xlsxwriter.Workbook(tmp_path / "payouts.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["Influencer ID", "Basis", "Rate", "Total payout"])
        sheet.merge_range("A2:A4", "7")
        for row, cells in enumerate((["post", None, 500], ["post", None, 300], last), 1):
            sheet.write_row(row, 1, cells)
    assert read_sheet(tmp_path / "payouts.xlsx", PAYOUTS).rows.to_series(1).to_list() == ["7", "7", paid]
