"""Whichever two entries of PRECEDENCE change places, all that tells readers of orders changes with them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import polars as pl
import pytest

from influencer_roi import queries
from influencer_roi.downloads import streams
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import Intake, load_folder
from influencer_roi.model.precedence import NO_CLUE, PRECEDENCE, Clue
from influencer_roi.orders import OrderBook, order_book
from influencer_roi.orders.in_files import words
from influencer_roi.orders.in_files.narrowing import narrowing
from influencer_roi.queries.data_health import origins
from influencer_roi.queries.row_requests import row_request
from tests.folders import write_folder

POSTS = """
post_id  influencer_id  platform  date        caption  reach  likes  comments  brand
P1       A              Twitter   2025-01-02  new      1000   40     10        bGreen
"""
# What a column says, by dimension and clue: a text no other clue writes, and what it names.
TEXTS: dict[str, dict[str, tuple[str, str, str]]] = {
    "brand": {
        "brand": ("brand", "MuscleBlaze", "MuscleBlaze"),
        "product": ("product", "Gritzo_Shake", "Gritzo"),
        "campaign": ("campaign", "HK_Fest", "HKVitals"),
        "source": ("source", "TrueBasics", "TrueBasics"),
        "post": ("post_id", "P1", "bGreen"),
    },
    "platform": {
        "source": ("source", "YT", "YouTube"),
        "post": ("post_id", "P1", "Twitter"),
        "influencer": ("influencer_id", "A", "Instagram"),
    },
}
COLUMNS = ("source", "campaign", "influencer_id", "user_id", "product", "brand", "post_id")
# Each pair among orders that name posts, and again without, where a filter is pushed down to the files.
SWAPS = [
    (dimension, first.key, second.key, linked)
    for dimension, clues in PRECEDENCE.items()
    for first, second in combinations(clues, 2)
    for linked in (True, False)
    if linked or "post" not in (first.key, second.key)
]
PLACES = ("memory", "polars", "duckdb")
# Every swap in memory, and with one engine after the other; slow tests take each swap to both.
PLACED = [
    pytest.param(
        (*swap, place),
        id="-".join(map(str, (*swap, place))),
        marks=() if place in ("memory", PLACES[1 + number % 2]) else pytest.mark.slow,
    )
    for number, swap in enumerate(SWAPS)
    for place in PLACES
]


def decided(dimension: str, orders: pl.DataFrame) -> list[Clue | None]:
    """The clue that decides each order by the table as it stands, None where none says anything."""
    clues, texts = PRECEDENCE[dimension], TEXTS[dimension]
    return [
        next((one for one in clues if row[texts[one.key][0]] == texts[one.key][1]), None)
        for row in orders.iter_rows(named=True)
    ]


def expected(dimension: str, orders: pl.DataFrame) -> dict[str, float]:
    """Revenue by value of the dimension, order by order."""
    sums: defaultdict[str, float] = defaultdict(float)
    for clue, revenue in zip(decided(dimension, orders), orders["revenue"], strict=True):
        sums[TEXTS[dimension][clue.key][2] if clue else "Unknown"] += float(revenue)
    return dict(sums)


@dataclass(frozen=True)
class World:
    """Orders that pairs of clues dispute, and the ledger of them: read, or left in files."""

    dimension: str
    orders: pl.DataFrame
    ledger: Ledger

    def book(self, *values: str) -> OrderBook:
        """The rows of orders under a filter on the dimension."""
        return order_book(self.ledger, Filters(**{self.dimension: values}))  # type: ignore[arg-type] # texts


def disputes(dimension: str, *, linked: bool) -> pl.DataFrame:
    """Orders that two clues each say something of, or one, or none; each has a revenue of its own."""
    texts = {key: text for key, text in TEXTS[dimension].items() if linked or key != "post"}
    disputed = [*combinations(texts, 2), *((key,) for key in texts), ()]
    written = []
    for number, keys in enumerate(disputed):
        cells = dict.fromkeys(COLUMNS) | {"influencer_id": "A", "source": "coupon", "user_id": f"u{number}"}
        cells |= {texts[key][0]: texts[key][1] for key in keys}
        written.append(cells | {"date": "2025-01-03", "orders": "1", "revenue": str(2**number)})
    return pl.DataFrame(written, schema_overrides=dict.fromkeys(COLUMNS, pl.String))


def load(folder: Path, rows: pl.DataFrame, place: str) -> Ledger:
    """Load the ledger of orders in its memory, or in two files that an engine rolls up."""
    write_folder(folder, posts=POSTS)
    (folder / "tracking_data.csv").unlink()
    if place == "memory":
        rows.write_parquet(folder / "orders.parquet")
        return load_folder(folder)
    (folder / "orders").mkdir()
    for part in range(2):
        rows.gather_every(2, part).write_parquet(folder / "orders" / f"{part}.parquet")
    return load_folder(folder, Intake(engine=place))  # type: ignore[arg-type] # one of them


@pytest.fixture(params=PLACED)
def world(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Give the orders of every pair with its entries swapped, in each place and engine."""
    dimension, first, second, linked, place = request.param
    if place == "duckdb":
        pytest.importorskip("duckdb")
    orders = disputes(dimension, linked=linked)
    before = expected(dimension, orders)
    clues = {clue.key: clue for clue in PRECEDENCE[dimension]}
    swapped = [clues[{first: second, second: first}.get(key, key)] for key in clues]
    monkeypatch.setitem(PRECEDENCE, dimension, tuple(swapped))
    assert expected(dimension, orders) != before
    return World(dimension, orders, load(tmp_path / "world", orders, place))


def summed(rows: pl.DataFrame, dimension: str) -> dict[str, float]:
    """The revenue of rows by their own column."""
    texts = rows.group_by(pl.col(dimension).cast(pl.String)).agg(pl.col("revenue").cast(pl.Float64).sum())
    return dict(texts.iter_rows())


def everything(book: OrderBook) -> pl.DataFrame:
    """All rows a reader takes home."""
    return pl.concat([book.empty, *book.pieces()])


def downloaded(book: OrderBook) -> pl.DataFrame:
    """The rows of a CSV file."""
    return pl.read_csv(b"".join(streams.csv_chunks(book)), infer_schema=False)


def block_of(book: OrderBook, dimension: str, value: str) -> tuple[pl.DataFrame, int]:
    """What a grid shows that tests the column of the dimension."""
    model = {dimension: {"filterType": "text", "type": "equals", "filter": value}}
    sort = [{"colId": dimension, "sort": "desc"}, {"colId": "revenue", "sort": "asc"}]
    return book.block(row_request({"filterModel": model, "sortModel": sort}, book.empty.schema))


def sliced(world: World) -> Mapping[str, float]:
    """The revenue of the ledger by the dimension."""
    slices = queries.slices(world.ledger, Filters(), by=world.dimension, metrics=("revenue",))
    return {
        value: revenue for value, revenue in slices.cast({world.dimension: pl.String}).iter_rows() if revenue
    }


def labelled(world: World) -> Iterator[tuple[str, float]]:
    """How many orders Data health puts down to each clue."""
    for one in origins(world.ledger):
        if one.subject == f"{world.dimension.capitalize()} of an order":
            yield one.origin, one.amount


@pytest.mark.in_turn(8)
def test_all_move_together(world: World) -> None:
    """Ledger, rows, filters, blocks, files, profiles and labels say what the swapped table says."""
    dimension, sums = world.dimension, expected(world.dimension, world.orders)
    assert sliced(world) == sums
    assert summed(everything(world.book()), dimension) == sums
    assert summed(downloaded(world.book()), dimension) == sums
    for value, revenue in sums.items():
        book = world.book(value)
        assert summed(everything(book), dimension) == {value: revenue}
        assert summed(downloaded(book), dimension) == {value: revenue}
        assert book.count() == everything(book).height
        found, count = block_of(world.book(), dimension, value)
        assert (summed(found, dimension), count) == ({value: revenue}, book.count())
    theirs = order_book(world.ledger, Filters(influencer_id=("A",)))
    assert summed(theirs.newest(100), dimension) == summed(everything(theirs), dimension)
    clues = decided(dimension, world.orders)
    assert dict(labelled(world)) == Counter(clue.label if clue else NO_CLUE for clue in clues)


def test_filters_are_pushed_down(tmp_path: Path) -> None:
    """Where no order names a post, no clue waits for one: filters are conditions on what files hold."""
    for dimension, clues in PRECEDENCE.items():
        ledger = load(tmp_path / dimension, disputes(dimension, linked=False), "polars")
        narrowed = narrowing(ledger, [pl.col(dimension) == "Gritzo"])
        assert (narrowed.texts is None, narrowed.rest is None) == (False, True)
        assert len(words.coded_words(ledger).clues(dimension)) == len(clues) - 1


def test_every_clue_is_disputed() -> None:
    """The world above knows a text for every entry of the table."""
    assert {name: set(texts) for name, texts in TEXTS.items()} == {
        name: {clue.key for clue in clues} for name, clues in PRECEDENCE.items()
    }


def test_words_have_every_clue(tmp_path: Path) -> None:
    """Each entry's column is one that the words of orders have."""
    ledger = load(tmp_path / "world", disputes("brand", linked=True), "polars")
    columns = {name for frame in words.in_place(ledger).words.values() for name in frame.columns}
    assert {clue.column for clues in PRECEDENCE.values() for clue in clues} <= columns
