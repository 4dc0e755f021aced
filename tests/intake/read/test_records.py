import csv
import io
from dataclasses import dataclass
from typing import Literal

import polars as pl
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from influencer_roi.intake.read.careful import careful_records
from influencer_roi.intake.read.header import Header
from influencer_roi.intake.read.plain import plain_records
from influencer_roi.intake.read.proof import proof_of
from influencer_roi.intake.read.records import Records
from influencer_roi.intake.read.text import Text
from tests.trying import trying

Rows = list[tuple[object, ...]]
NAMES = ("id", "caption", "likes", "url")
# What separates, quotes and ends, and little else: so that nearly every cell is a trap.
CELLS = st.text(st.sampled_from('ab7é ,;|\t"\n'), max_size=6)
PLAIN_CELLS = st.text(st.sampled_from('ab7é ,;|\t"'), max_size=6)


@dataclass(frozen=True)
class File:
    """A written table: its text, and its header as a reader finds it."""

    text: str
    header: Header


@st.composite
def files(draw: st.DrawFn, cells: st.SearchStrategy[str] = CELLS) -> File:
    """Small tables written by Python, with quotes where needed or everywhere, blank lines among the rows."""
    separator = draw(st.sampled_from(",;|\t"))
    names = NAMES[: draw(st.integers(2, 4))]
    everywhere = draw(st.booleans())
    above = draw(st.sampled_from(("", "\n", "a report\n\n")))
    written = io.StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if everywhere else csv.QUOTE_MINIMAL
    writer = csv.writer(written, delimiter=separator, quoting=quoting, lineterminator="\n")
    writer.writerow(names)
    for row in draw(st.lists(st.lists(cells, min_size=len(names), max_size=len(names)), max_size=6)):
        writer.writerow(row)
        written.write(draw(st.sampled_from(("", "", "", "\n", " \n", separator * (len(names) - 1) + "\n"))))
    text = above + written.getvalue()
    header = Header(names, above.count("\n") + 1, above.count("\n") + 2, separator)
    return File(draw(st.sampled_from((text, text.removesuffix("\n")))), header)


def python_rows(file: File) -> Rows:
    """First line and cells of each record that is not blank, as Python's csv module reads them."""
    lines = file.text.split("\n")[file.header.next_line - 1 :]
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=file.header.separator)
    rows, done = [], 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            rows.append((file.header.next_line + done, *cells))
        done = reader.line_num
    return rows


def rows_of(records: Records) -> Rows:
    """First line and cells of each record; a cell of nothing is an empty one."""
    return records.rows.with_columns(pl.exclude("line").fill_null("")).rows()


def text_of(file: File) -> Text:
    """The file as the reader holds it, nothing proven of it."""
    return Text(file.text.encode())


def proven(file: File) -> Text:
    """The file as the reader holds it, with all that its bytes prove."""
    content = file.text.encode()
    return Text(content, proof=proof_of(content))


@pytest.mark.at_length
@trying(400, here=100)
@given(file=files())
def test_the_careful_way_is_pythons(file: File) -> None:
    """Read line by line, every record has the cells and the first line that Python's csv module gives it."""
    records = careful_records(text_of(file), file.header, "posts.csv")
    assert python_rows(file) == rows_of(records)
    assert records.faults.rows() == []


@pytest.mark.at_length
@trying(400, here=100)
@given(file=files(PLAIN_CELLS))
def test_the_plain_way_is_the_careful_one(file: File) -> None:
    """Where the fast way takes a file on, it gives the rows, lines and raw records of the careful one."""
    plain = plain_records(text_of(file), file.header)
    event(f"plain: {plain is not None}")
    careful = careful_records(text_of(file), file.header, "posts.csv")
    if plain is None:
        return
    assert rows_of(careful) == rows_of(plain) == python_rows(file)
    assert (careful.width, careful.blank_lines) == (plain.width, plain.blank_lines)
    lines = plain.rows["line"].to_list()
    assert careful.raw(lines) == plain.raw(lines)


@pytest.mark.at_length
@trying(400, here=100)
@given(file=st.one_of(files(st.text(st.sampled_from('ab7 ,;"'), max_size=6)), files(st.sampled_from("ab7"))))
def test_a_proof_changes_nothing(file: File) -> None:
    """What the bytes of a file prove spares looks, and changes none of its records."""
    known, unknown = plain_records(proven(file), file.header), plain_records(text_of(file), file.header)
    assert (known is None) is (unknown is None)
    if known is None or unknown is None:
        return
    event(f"bare: {known.bare}")
    assert rows_of(known) == rows_of(unknown)
    lines = known.rows["line"].to_list()
    assert known.raw(lines) == unknown.raw(lines)
    if known.bare:
        assert rows_of(known) == [(line, *map(str.strip, map(str, cells))) for line, *cells in rows_of(known)]


@pytest.mark.at_length
@trying(400, here=100)
@given(
    lines=st.lists(st.text(st.sampled_from('ab7 ,"'), max_size=8), min_size=1, max_size=6),
    end=st.sampled_from(("", "\n")),
)
def test_both_ways_agree_on_any_text(lines: list[str], end: str) -> None:
    """Where the fast way takes on a text nobody wrote as a table, it gives what the careful one does."""
    file = File("\n".join(["id,caption,likes", *lines]) + end, Header(NAMES[:3], 1, 2, ","))
    plain = plain_records(text_of(file), file.header)
    if plain is None:
        return
    careful = careful_records(text_of(file), file.header, "posts.csv")
    assert rows_of(careful) == rows_of(plain)
    assert (careful.faults.height, careful.blank_lines) == (0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "id,caption\np1,hello\np2,\n",
        'id,caption\np1,"a, b and ""c"""\n"p2",""\n',
        "id,caption\np1,hello\n,last",
    ],
    ids=["no quotes", "quotes", "no last line end"],
)
def test_what_the_fast_way_takes_on(text: str) -> None:
    """A tidy file goes the fast way; else the laws above would hold of nothing."""
    assert plain_records(Text(text.encode()), Header(NAMES[:2], 1, 2, ",")) is not None
