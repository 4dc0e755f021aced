"""Plants known faults in sound files: the report lists exactly those, and no figure knows of them."""

import csv
import io
import math
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.model.outcomes import FAULTS
from tests.trying import trying
from tests.worlds import FILES, SHARED_MEASURES, World, worlds

FEW = trying(6)
MANY = settings(FEW, max_examples=2000, derandomize=False)
KEYS = {"influencers": "id", "posts": "post_id", "orders": "order_id", "payouts": "payout_id"}
OF_SPEND = ("spend", "reached_spend")
HALF_A_PAISA = 0.005
MONEY = {"orders": "revenue", "payouts": "total_payout"}
WORDY = {"influencers": "name", "posts": "caption", "orders": "product", "payouts": "basis"}
MOST_MONEY = 1e15
LONGEST = 65_536

Cells = dict[str, str]
Fault = tuple[str, int, str, str]  # table, line, column, code


# ---- what can be wrong with a row: one cell of it, or all of it

DATES = (
    ("soon", "bad_date"),
    ("2025-02-30", "bad_date"),
    ("Jan 2025", "no_day"),
    ("25-01-02", "two_digit_year"),
    ("1970-01-01", "date_out_of_range"),
    ("9999-12-31", "date_out_of_range"),
    ("1735689600000", "epoch_time"),
    ("", "missing_value"),
)
AMOUNTS = (
    ("lots", "bad_number"),
    ("3.5%", "bad_number"),
    ("$500", "currency_mismatch"),
    ("12,34,5", "bad_grouping"),
    ("inf", "not_finite"),
    ("nan", "not_finite"),
    ("1e16", "out_of_range"),
    ("", "missing_value"),
)
COUNTS = (("many", "bad_number"), ("12.7", "not_integer"), ("inf", "not_finite"), ("-1", "negative"))
CELLS: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "influencers": {"id": (("", "missing_key"), ("1.23E+12", "id_scientific"))},
    "posts": {
        "influencer_id": (("", "missing_key"),),
        "date": DATES,
        "reach": COUNTS,
        "likes": COUNTS,
        "comments": COUNTS,
    },
    "orders": {"date": DATES, "revenue": AMOUNTS, "orders": COUNTS[:-1]},
    "payouts": {
        "influencer_id": (("", "missing_key"),),
        "rate": (("-1", "negative"), ("₹lots", "bad_number")),
        "total_payout": AMOUNTS,
    },
}


def line_of(cells: list[str]) -> bytes:
    """Return cells as one line of CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode()


def short(cells: Cells, _: str) -> bytes:
    """Leave the last cell out."""
    return line_of(list(cells.values())[:-1])


def long(cells: Cells, _: str) -> bytes:
    """Add a cell."""
    return line_of([*cells.values(), "more"])


def header_again(cells: Cells, _: str) -> bytes:
    """Write the header once more, louder."""
    return line_of([name.upper() for name in cells])


def footer(cells: Cells, _: str) -> bytes:
    """Write a total."""
    return line_of(["Total", *[""] * (len(cells) - 1)])


def with_nul(cells: Cells, wordy: str) -> bytes:
    """Put NUL into a text."""
    return line_of(list((cells | {wordy: "a\0b"}).values()))


def with_bad_byte(cells: Cells, wordy: str) -> bytes:
    """Put a byte into a text that no text has."""
    return line_of(list((cells | {wordy: "a~b"}).values())).replace(b"~", b"\xff")


def with_long_cell(cells: Cells, wordy: str) -> bytes:
    """Let a text go on and on."""
    return line_of(list((cells | {wordy: "x" * (LONGEST + 1)}).values()))


ROWS: dict[str, Callable[[Cells, str], bytes]] = {
    "too_few_fields": short,
    "too_many_fields": long,
    "repeated_header": header_again,
    "footer_row": footer,
    "nul_byte": with_nul,
    "invalid_utf8": with_bad_byte,
    "field_too_long": with_long_cell,
}
DUPLICATES = ("duplicate_exact", "duplicate_conflict")


# ---- files with faults in them


@dataclass(frozen=True)
class Record:
    """A record of a file: its bytes, and what is wrong with it; a sound or a blank one has no code."""

    content: bytes
    column: str = ""
    code: str = ""


@dataclass(frozen=True)
class Faulty:
    """A sound world, and its files with faults planted in them."""

    world: World
    files: dict[str, list[Record]]

    @property
    def planted(self) -> list[Fault]:
        """Every fault planted, by table and line."""
        return sorted(fault for table, records in self.files.items() for fault in _faults(table, records))

    def content(self, table: str) -> bytes:
        """The bytes of a file."""
        return b"".join(record.content for record in self.files[table])

    def load(self) -> Ledger:
        """The ledger of the files."""
        with tempfile.TemporaryDirectory() as folder:
            for table, name in FILES.items():
                (Path(folder) / name).write_bytes(self.content(table))
            return load_folder(Path(folder))


def _faults(table: str, records: list[Record]) -> Iterator[Fault]:
    line = 1
    for record in records:
        if record.code:
            yield table, line, record.column, record.code
        line += record.content.count(b"\n")


@st.composite
def faulty_worlds(draw: st.DrawFn) -> Faulty:
    """Sound worlds with up to six faults planted, blank lines strewn in, and captions that span lines."""
    world = World({name: _sound(table, name) for name, table in draw(worlds()).frames.items()})
    rows = {name: _keyed(frame, name, draw(st.booleans())) for name, frame in world.frames.items()}
    files = {name: [Record(line_of(list(one.values()))) for one in table] for name, table in rows.items()}
    for number in range(draw(st.integers(1, 6))):
        table = draw(st.sampled_from(sorted(FILES)))
        row = draw(st.integers(0, len(rows[table]) - 1))
        record = draw(_records(table, rows[table][row], number))
        # A second row of a key is a fault only behind the first.
        first = files[table].index(Record(line_of(list(rows[table][row].values())))) + 1
        earliest = first if record.code in DUPLICATES else 0
        files[table].insert(draw(st.integers(earliest, len(files[table]))), record)
    for table, records in files.items():
        for _ in range(draw(st.integers(0, 2))):
            records.insert(
                draw(st.integers(0, len(records))), Record(draw(st.sampled_from((b"\n", b" ,\n"))))
            )
        records.insert(0, Record(line_of(list(rows[table][0]))))
    return Faulty(world, files)


def _sound(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    """Return the rows of a generated table in which nothing is wrong."""
    if table == "posts":
        return frame.filter(pl.col("likes") != "-1")
    return frame.drop_nulls(["date", "revenue"]) if table == "orders" else frame


def _keyed(frame: pl.DataFrame, table: str, spanning: bool) -> list[Cells]:  # noqa: FBT001 # drawn
    """Return rows as texts; orders and payouts gain a key, captions span lines where that was drawn."""
    rows = [{name: text or "" for name, text in row.items()} for row in frame.iter_rows(named=True)]
    if table in ("orders", "payouts"):
        rows = [{KEYS[table]: f"{table[0]}{place}", **row} for place, row in enumerate(rows)]
    if table == "posts" and spanning:
        rows = [row | {"caption": row["caption"].replace(" ", "\n")} for row in rows]
    return rows


@st.composite
def _records(draw: st.DrawFn, table: str, cells: Cells, number: int) -> Record:
    """Records with one thing wrong, made from a sound row of their table."""
    key, wordy = KEYS[table], WORDY[table]
    kinds = ["cell", *ROWS, *(DUPLICATES if cells.get(key) else ())]
    kind = draw(st.sampled_from(kinds))
    if kind == "cell":
        column = draw(st.sampled_from(sorted(CELLS[table])))
        text, code = draw(st.sampled_from(CELLS[table][column]))
        return Record(line_of(list((cells | {column: text}).values())), column, code)
    if kind == "duplicate_exact":
        return Record(line_of(list(cells.values())), key, kind)
    if kind == "duplicate_conflict":
        return Record(line_of(list((cells | {wordy: f"another {number}"}).values())), key, kind)
    return Record(ROWS[kind](cells, wordy), "", kind)


# ---- what must hold of them


def the_report_lists_what_was_planted(faulty: Faulty, ledger: Ledger) -> None:
    """Every fault planted is listed once, by table, line, column and code, and none else is."""
    found = [(one.table, one.line, one.column, one.code) for one in ledger.report.set_aside]
    assert faulty.planted == sorted(found)


def every_row_is_kept_or_set_aside(faulty: Faulty, ledger: Ledger) -> None:
    """Rows, counted by Python, are rows kept and rows set aside; blank lines are counted apart."""
    for table, counts in ledger.report.counts.items():
        records = list(_records_of(faulty.content(table)))
        rows = [cells for cells in records if any(cell.strip() for cell in cells)]
        aside = {line for name, line, _, _ in faulty.planted if name == table}
        assert (table, len(rows)) == (table, counts.read)
        assert (table, counts.kept, counts.set_aside) == (table, len(rows) - len(aside), len(aside))
        assert (table, len(records) - len(rows)) == (table, counts.blank_lines)


def every_rupee_is_accounted_for(faulty: Faulty, ledger: Ledger) -> None:
    """Rupees, read by Python, are those kept and those set aside; what neither can read is counted."""
    for table, column in MONEY.items():
        header, *records = _records_of(faulty.content(table), header=True)
        place = header.index(column)
        amounts = [_amount(cells, header, place) for cells in records if any(map(str.strip, cells))]
        money = ledger.report.counts[table].money
        readable = math.fsum(amount for amount in amounts if amount is not None)
        assert math.isclose(readable, money.kept + money.set_aside, rel_tol=1e-9, abs_tol=1e-6)
        assert (table, amounts.count(None)) == (table, money.unreadable)


def no_figure_knows_of_the_faults(faulty: Faulty, ledger: Ledger) -> None:
    """Each entry is that of the sound files."""
    assert_frame_equal(faulty.world.ledger.entries, ledger.entries, rel_tol=1e-9, abs_tol=1e-6)


def every_kpi_is_worked_out_twice(faulty: Faulty, ledger: Ledger) -> None:
    """Every KPI is what plain Python works out from the sound rows."""
    sums = {name: math.fsum(faulty.world.opinion[name]) for name in SHARED_MEASURES}
    answered, expected = queries.totals(ledger, Filters()), _kpis(sums)
    for name in answered.keys() & expected.keys():
        assert _same(expected[name], answered[name]), (name, expected[name], answered[name])


LAWS = (
    the_report_lists_what_was_planted,
    every_row_is_kept_or_set_aside,
    every_rupee_is_accounted_for,
    no_figure_knows_of_the_faults,
    every_kpi_is_worked_out_twice,
)


def _records_of(content: bytes, *, header: bool = False) -> Iterator[list[str]]:
    """Yield the records of a file as Python's csv module reads them, the header too where it is asked for."""
    text = content.decode("utf-8", errors="replace")
    limit = csv.field_size_limit(2 * LONGEST)
    try:
        records = csv.reader(io.StringIO(text, newline=""))
        first = next(records)
        if header:
            yield first
        yield from records
    finally:
        csv.field_size_limit(limit)


def _amount(cells: list[str], header: list[str], place: int) -> float | None:
    """Return the rupees of a record; None where it is no row, or its cell no amount."""
    broken = any("\0" in cell or "\ufffd" in cell or len(cell) > LONGEST for cell in cells)
    again = [cell.lower() for cell in cells] == header
    if broken or again or len(cells) != len(header):
        return None
    try:
        amount = float(cells[place])
    except ValueError:
        return None
    return amount if abs(amount) <= MOST_MONEY else None


def _kpis(sums: dict[str, float]) -> dict[str, float | None]:
    """Return the KPIs as formulas a reader could write down."""

    def per(above: float, below: float, times: float = 1.0) -> float | None:
        return above / below * times if below else None

    sums = sums | {name: sums[name] if abs(sums[name]) >= HALF_A_PAISA else 0.0 for name in OF_SPEND}
    revenue, spend, orders, reach, posts = (
        sums[name] for name in ("revenue", "spend", "orders", "reach", "posts")
    )
    paid, engagements = spend > 0, sums["likes"] + sums["comments"]
    reached_spend = sums["reached_spend"]
    return {
        **sums,
        "engagements": engagements,
        "roas": per(revenue, spend) if paid else None,
        "roas_paid": per(sums["paid_revenue"], spend) if paid else None,
        "roi": per(revenue - spend, spend) if paid else None,
        "incremental_roas": per(revenue * 0.8, spend) if paid else None,
        "engagement_rate": per(sums["reached_engagements"], reach),
        "cpm": per(reached_spend, reach, 1000) if paid and reached_spend > 0 else None,
        "cpe": per(spend, engagements) if paid else None,
        "cpa": per(spend, orders) if paid else None,
        "aov": per(revenue, orders),
        "orders_per_1k_reach": per(sums["reached_orders"], reach, 1000),
        "revenue_per_post": per(revenue, posts),
        "cost_per_post": per(spend, posts) if paid else None,
        "profit": revenue * 0.45 - spend,
    }


def _same(expected: float | None, answer: float | None) -> bool:
    if expected is None or answer is None:
        return expected is answer
    return math.isclose(expected, answer, rel_tol=1e-6, abs_tol=1e-6)


def hold(faulty: Faulty) -> None:
    """Hold every law."""
    ledger = faulty.load()
    for law in LAWS:
        law(faulty, ledger)


@FEW
@given(faulty=faulty_worlds())
def test_faults(faulty: Faulty) -> None:
    """Every law holds for ten worlds with faults planted in their files."""
    hold(faulty)


@pytest.mark.slow
@MANY
@given(faulty=faulty_worlds())
def test_faults_at_length(faulty: Faulty) -> None:
    """Every law holds for two thousand worlds with faults planted in their files."""
    hold(faulty)


def test_every_fault_is_planted() -> None:
    """Each reason to set a row aside there is can be planted, but for those that other rows give."""
    cells = {code for table in CELLS.values() for column in table.values() for _, code in column}
    assert set(FAULTS) - {*cells, *ROWS, *DUPLICATES} == {
        "date_order",
        "date_outlier",
        "sale_set_aside",
    }
