import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from influencer_roi.data.read import Sheet, read_sheet, sheet_of_frame
from influencer_roi.data.report import Refused

Read = Callable[[str | bytes], Sheet]
HEADER = "id,caption,likes\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a file of this content, `posts.csv` by name."""

    def of(content: str | bytes) -> Sheet:
        file = tmp_path / "posts.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_sheet(file)

    return of


def records(sheet: Sheet) -> list[tuple[object, ...]]:
    """Line and cells of each record."""
    return sheet.rows.drop("raw").rows()


def problem(read: Read, content: str | bytes) -> str:
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
    assert sheet.rows["raw"].to_list() == ["p1,hello,10", "p2,,007"]
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
    assert records(read("id\r\na\nb\rc")) == [(2, "a"), (3, "b"), (4, "c")]


def test_blank_lines_are_counted_and_keep_their_numbers(read: Read) -> None:
    """Blank lines, of blanks or separators only too, are passed over wherever they stand, and counted."""
    sheet = read("\n  \n" + HEADER + "\np1,hello,10\n,,\np2,hi,20\n\n")
    assert records(sheet) == [(5, "p1", "hello", "10"), (7, "p2", "hi", "20")]
    assert sheet.blank_lines == 5


def test_a_quoted_newline_keeps_the_line_numbers(read: Read) -> None:
    """A record that spans lines stands at its first; the next one at its own physical line."""
    sheet = read(HEADER + 'p1,"one\n\nthree",10\np2,hi,20\n')
    assert records(sheet) == [(2, "p1", "one\n\nthree", "10"), (5, "p2", "hi", "20")]
    assert sheet.rows["raw"][0] == 'p1,"one\n\nthree",10'
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
    assert sheet.rows["raw"].to_list() == ['p1,"hello" you,10']


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
    said = "posts.csv: a quote opened on line 3 is never closed. Close it or remove it."
    assert problem(read, HEADER + 'p1,hello,10\np2,"hi,20\np3,ho,30\n') == said


def test_an_unclosed_quote_in_a_long_file(read: Read) -> None:
    """The same where more follows than one cell may hold."""
    content = HEADER + 'p1,"hello,10\n' + "p2,hi,20\n" * 20_000
    assert "a quote opened on line 2 is never closed" in problem(read, content)


# ---- shape


def test_rows_of_another_width(read: Read) -> None:
    """A record with fewer or more cells than the header is misshapen: its line, text and width are kept."""
    sheet = read(HEADER + "p1,hello\np2,hi,20\np3,a, b,30\n")
    assert records(sheet) == [(3, "p2", "hi", "20")]
    assert sheet.misshapen.rows() == [(2, "p1,hello", 2), (4, "p3,a, b,30", 4)]


def test_only_misshapen_rows(read: Read) -> None:
    """Where no record has the header's width, none is lost either."""
    sheet = read(HEADER + "p1\np2\n")
    assert (sheet.rows.height, sheet.misshapen["line"].to_list()) == (0, [2, 3])


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
        HEADER.encode() + b"p1,\xff\x00\xfe,10\n",
        HEADER.encode() + b"p1,\x81\x8d,10\n",
        (HEADER + "p1,hi,10\n").encode("utf-16")[:-1],
    ],
    ids=["binary", "no Windows-1252", "half a UTF-16 character"],
)
def test_an_unknown_encoding(read: Read, content: bytes) -> None:
    """What is neither UTF-8, UTF-16 nor Windows-1252 is refused, with the byte and the way out."""
    said = problem(read, content)
    assert said.startswith("posts.csv: the encoding is unknown (byte ")
    assert said.endswith("Save the file as UTF-8.")


# ---- refusals: each exactly one message with the file, the problem, the way out


@pytest.mark.parametrize("content", ["", "\ufeff", "\n", " \n\n", ",,,\n"])
def test_an_empty_file(read: Read, content: str) -> None:
    """Nothing, a byte order mark or blank lines alone are an empty file."""
    said = "posts.csv: the file is empty. Export it again, with a header line and rows."
    assert problem(read, content) == said


@pytest.mark.parametrize("content", [HEADER, HEADER + "\n,,\n"])
def test_a_header_without_rows(read: Read, content: str) -> None:
    """A header alone is refused."""
    said = "posts.csv: there is a header but no rows. Export it again, with its rows."
    assert problem(read, content) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04rest", "posts.csv: the file is an Excel workbook, not CSV. Save the sheet as CSV."),
        (
            b"\n<!DOCTYPE html><html>",
            "posts.csv: the file is a web page, not CSV. Download the export again.",
        ),
        (b"<HTML><body>", "posts.csv: the file is a web page, not CSV. Download the export again."),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n",
            "posts.csv: the file is a git-lfs pointer, not the data. Run 'git lfs pull'.",
        ),
    ],
    ids=["excel", "doctype", "html", "lfs"],
)
def test_impostors(read: Read, content: bytes, said: str) -> None:
    """A workbook, a web page or a pointer named .csv is called what it is."""
    assert problem(read, content) == said


def test_a_missing_file(tmp_path: Path) -> None:
    """A file that went away is refused, with the folder to put it into."""
    with pytest.raises(Refused) as refused:
        read_sheet(tmp_path / "posts.csv")
    assert refused.value.problems == (f"posts.csv: the file is missing. Put it into {tmp_path}.",)


def test_a_directory(tmp_path: Path) -> None:
    """A folder named like a file is refused."""
    (tmp_path / "posts.csv").mkdir()
    with pytest.raises(Refused) as refused:
        read_sheet(tmp_path / "posts.csv")
    said = "posts.csv: this is not a regular file. Put the CSV file itself there."
    assert refused.value.problems == (said,)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe(tmp_path: Path) -> None:
    """A named pipe is refused at once, not waited for."""
    os.mkfifo(tmp_path / "posts.csv")
    with pytest.raises(Refused, match="not a regular file"):
        read_sheet(tmp_path / "posts.csv")


def test_a_file_one_may_not_read(tmp_path: Path) -> None:
    """What the system does not let us open is refused with its words; a loop of links stands for it here."""
    (tmp_path / "posts.csv").symlink_to("posts.csv")
    with pytest.raises(Refused) as refused:
        read_sheet(tmp_path / "posts.csv")
    said = "posts.csv: cannot be read (Too many levels of symbolic links). Check its permissions."
    assert refused.value.problems == (said,)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_permission_denied(tmp_path: Path) -> None:
    """A file without permission to read is refused."""
    (tmp_path / "posts.csv").write_text(HEADER + "p1,hi,10\n")
    (tmp_path / "posts.csv").chmod(0)
    with pytest.raises(Refused, match=r"posts\.csv: cannot be read \(Permission denied\)"):
        read_sheet(tmp_path / "posts.csv")


# ---- frames


def test_a_frame_is_a_sheet() -> None:
    """A frame's rows count from 1, its values become texts, null becomes blank."""
    frame = pl.DataFrame({"id": [8.0, None], "likes": [10, 20]})
    sheet = sheet_of_frame(frame, "posts")
    assert (sheet.file, sheet.headers) == ("posts", ("id", "likes"))
    assert records(sheet) == [(1, "8.0", "10"), (2, "", "20")]


def test_a_frame_of_lists_is_refused() -> None:
    """A column of lists is refused by name."""
    with pytest.raises(Refused) as refused:
        sheet_of_frame(pl.DataFrame({"id": [["a"]]}), "posts")
    assert refused.value.problems == ("posts: column 'id' holds List(String). Flatten it.",)


def test_an_empty_frame_is_refused() -> None:
    """A frame without rows is refused."""
    with pytest.raises(Refused) as refused:
        sheet_of_frame(pl.DataFrame({"id": []}), "posts")
    assert refused.value.problems == ("posts: the frame has no rows. Give one that has.",)
