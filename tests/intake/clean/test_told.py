import csv
import io
import tempfile
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal, assert_series_equal

from influencer_roi.intake.clean import Rules, clean
from influencer_roi.intake.clean.cells import cleaned_column, present, typed
from influencer_roi.intake.clean.numbers import plain_numbers
from influencer_roi.intake.clean.texts import MISSING, clean_texts
from influencer_roi.intake.read import read_sheet
from influencer_roi.model.report import Refused
from influencer_roi.model.schema import NUMBERS, ORDERS, POSTS, Column, Kind
from tests.trying import trying

RULES = Rules()
# What a column may hold beside what it should: forms, words for nothing, blanks, and traps for a fast reader.
ODD = (
    *("", "-", "nan", "NaN", "N/A", "null", "None", " ", "  7", "7 ", "\u00a07", "a b", "n", "0.0"),
    *(
        "1e5",
        "1E3",
        "+5",
        "-5",
        "-0",
        "007",
        "8.0",
        "8.00",
        "80",
        "1.23E+12",
        "1,234.5",
        "₹500",
        "(500)",
        "5-",
    ),
    *("$5", "inf", "-inf", "Infinity", "1e16", "9" * 25, "12.7", "1.005", "1.", ".5", "1_000", "٣"),
    *("2025-03-04 ", "04/03/2025", "2025/3/4", "2025-3-4", "45678", "25-01-02", "1970-01-01", "2025-02-30"),
    *("#N/A", "(not set)", "'A1", "`A1", '="A1"', "Ann@E.x", "a  b", "A\u200b1", "1.5L", "2/-", "20250304"),
    *("https://e.x/1", "HTTP://e.x", "javascript:1", "Total", 'say "hi"', "1;2", "a,b"),
)
PLAIN = {
    Kind.ID: ("INF1", "INF2", "U10"),
    Kind.TEXT: ("Instagram", "Summer", "x"),
    Kind.LINK: ("https://e.x/1", "http://e.x/2"),
    Kind.DATE: ("2025-03-04", "2025-06-30"),
    Kind.MONEY: ("1190.41", "12", "-0.5"),
    Kind.COUNT: ("1", "25", "0"),
}


def cells_of(kind: Kind) -> st.SearchStrategy[list[str | None]]:
    """A column of a kind, with something odd in some of them."""
    plain = st.sampled_from(PLAIN[kind])
    odd = st.one_of(plain, st.none(), st.sampled_from(ODD))
    return st.one_of(*(st.lists(cells, min_size=1, max_size=8) for cells in (plain, odd)))


@pytest.mark.at_length
@pytest.mark.parametrize("kind", Kind)
@trying(150, here=20)
@given(data=st.data())
def test_what_is_known_changes_nothing(kind: Kind, data: st.DataObject) -> None:
    """A column of which something is known says what it says when each cell is looked at for everything."""
    written = data.draw(cells_of(kind))
    cells, column = pl.Series("cell", written, pl.String), Column("column", kind)
    texts = [text for text in written if text]
    bare = all(text == text.strip() for text in texts)
    ascii_only = all(map(str.isascii, texts))
    known = replace(
        RULES,
        blanks=() if bare else (" ",) if ascii_only else None,
        lacks=tuple(mark for mark in ("+", '"', "'", "@", "  ") if not any(mark in text for text in texts)),
    )
    held, trimmed = present(cells, column)
    one, parsed = cleaned_column(cells, column, known), typed(held, column, RULES)
    event(f"bare: {bare}")
    assert_series_equal(one.texts, held, check_names=False)
    assert_series_equal(one.parsed.values, parsed.values, check_names=False, check_exact=True)
    assert (one.trimmed, one.parsed.remarks) == (trimmed, parsed.remarks)
    assert_frame_equal(one.parsed.faults, parsed.faults)


@pytest.mark.parametrize("word", MISSING)
def test_a_word_for_nothing(word: str) -> None:
    """Each word for nothing is none in any capitals, though all others be longer."""
    cells = pl.Series([word, word.upper(), word.title(), "something"])
    assert present(cells, Column("column", Kind.MONEY))[0].to_list() == [None, None, None, "something"]


@pytest.mark.parametrize("kind", NUMBERS)
@pytest.mark.parametrize(
    "odd", ["", "-", "nan", "inf", " 7", "7 ", "1e5", "1E3", "1,234", "1e16", "9" * 25, "₹5"]
)
def test_what_is_not_plain(kind: Kind, odd: str) -> None:
    """One number in a form of its own takes its column off the fast way."""
    whole = kind is Kind.COUNT
    assert plain_numbers(pl.Series(["1", None, "25"]), whole=whole) is not None
    assert plain_numbers(pl.Series(["1", None, odd]), whole=whole) is None


def orders() -> st.SearchStrategy[list[list[str]]]:
    """Rows of orders, most of them plain."""
    kinds = [ORDERS.column(name).kind for name in NAMES]
    row = st.tuples(*(st.one_of(*[st.sampled_from(PLAIN[kind])] * 9, st.sampled_from(ODD)) for kind in kinds))
    return st.lists(row.map(list), min_size=1, max_size=6)


NAMES = ("source", "campaign", "influencer_id", "user_id", "date", "orders", "revenue", "order_id")


@pytest.mark.at_length
@trying(100, here=12)
@given(rows=orders(), end=st.sampled_from(("\n", "\r\n")), separator=st.sampled_from(",;|\t"))
def test_what_the_bytes_prove_changes_nothing(rows: list[list[str]], end: str, separator: str) -> None:
    """A file whose bytes prove something has the rows, faults and notes it has when nothing is known."""
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator=end).writerows([NAMES, *rows])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "orders.csv")
        file.write_bytes(written.getvalue().encode())
        try:
            sheet = read_sheet(file, ORDERS)
        except Refused:
            return
    event(f"blanks: {sheet.blanks}")
    known = clean(sheet, ORDERS, RULES)
    unknown = clean(replace(sheet, blanks=None, lacks=()), ORDERS, RULES)
    assert_frame_equal(known.rows, unknown.rows, check_exact=True)
    assert_frame_equal(known.faults, unknown.faults)
    assert (known.counts, known.notes) == (unknown.counts, unknown.notes)


@pytest.mark.parametrize("word", ["(Not set)", "unAssigned", "OrGanic", "#n/A", "NOT assigned", "(dIRECT)"])
def test_nobody_is_said_in_any_capitals(word: str) -> None:
    """A word for nobody is one in any mix of capitals, in a column of ids; in one of texts it is a text."""
    column = ORDERS.column("influencer_id")
    assert present(pl.Series([word, "K7", None]), column)[0].to_list() == [None, "K7", None]
    assert clean_texts(pl.Series([word, "K7"]), column).to_list() == [None, "K7"]


def test_a_word_for_nobody_within_an_id_stays() -> None:
    """Only the whole of a cell is a word for nobody."""
    texts = pl.Series(["organic.asha", "nilima", "direct2u"])
    assert present(texts, ORDERS.column("influencer_id"))[0].to_list() == texts.to_list()


def test_codes_under_one_another() -> None:
    """A line break within a cell of ids divides codes, as a comma does."""
    column = ORDERS.column("influencer_id")
    assert present(pl.Series(["WELCOME\r\nASHA", "K7\n"]), column)[0].to_list() == ["WELCOME, ASHA", "K7"]


@pytest.mark.parametrize(
    "word", ["(not set)", "Not provided", "(direct)", "(none)", "(referral)", "unassigned"]
)
def test_words_for_nobody_are_no_campaign(word: str) -> None:
    """What a tool writes where it does not know is absent in what tells where an order came from."""
    texts = pl.Series([word, "Summer"])
    for name in ("campaign", "source", "utm_content", "influencer_id"):
        assert clean_texts(texts, ORDERS.column(name)).to_list() == [None, "Summer"]


def test_only_what_is_left_unsaid_is_no_brand() -> None:
    """A brand may be called Organic; one that is not set is none, and a caption is prose."""
    texts = pl.Series(["Organic", "direct", "(not set)", "Not available"])
    assert clean_texts(texts, ORDERS.column("brand")).to_list() == ["Organic", "direct", None, None]
    assert clean_texts(texts, POSTS.column("caption")).to_list() == texts.to_list()


@pytest.mark.parametrize(
    ("amounts", "refunds", "kept"),
    [
        ("1234.125 2.25", "1.500 0", 1234.875),
        ("1234.50 100", "1.500 0", 1333.0),
        ("12.500 1.000", "1.500 0", 12_000.0),
        ("12.500 1.000", "0.0 0.00", 13_500.0),
        ("1234.50 2000.25", "1.234.567 1.500", 500.25),
        ("1.234,50 100", "1.234 0", 100.5),
        ("1234,125 2,25", "1,500 0", 1234.875),
    ],
)
def test_dots_and_commas_are_those_of_a_file(tmp_path: Path, amounts: str, refunds: str, kept: float) -> None:
    """What some amounts of a file prove of dots and commas, those that prove nothing are read by."""
    sold = zip(amounts.split(), refunds.split(), strict=True)
    rows = [f"IG;Holi;k1;u{at};2025-03-01;1;{paid};{back}" for at, (paid, back) in enumerate(sold)]
    header = "source;campaign;influencer_id;user_id;date;orders;revenue;refunded_amount"
    (tmp_path / "orders.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    found = clean(read_sheet(tmp_path / "orders.csv", ORDERS), ORDERS, RULES)
    assert found.rows["revenue"].sum() == pytest.approx(kept)
