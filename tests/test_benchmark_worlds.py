"""Holds the worlds benchmarks run on, and the questions all sides are asked."""

from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from itertools import islice
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from benchmarks import worlds
from benchmarks.overview.asked import Question, Tell, ask_ledger, asked, compare_answers
from benchmarks.overview.crowd import LEDGER, SIDES, Crowd, answers_a_second
from benchmarks.overview.facts import Facts, facts_of
from benchmarks.overview.floor import COLUMNS, Floor
from benchmarks.overview.in_polars import InPolars
from benchmarks.overview.on_entries import entries_of
from benchmarks.overview.rows import ENGINES, Engine, growth, rows
from benchmarks.setup import HOME, Data, Setup
from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.load import load_folder
from influencer_roi.pages.overview import PAGE
from influencer_roi.queries import comparing

ORDERS = 20_000


@pytest.fixture(scope="module")
def keep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder worlds are kept in."""
    return tmp_path_factory.mktemp("worlds")


@pytest.fixture(scope="module")
def setup(keep: Path) -> Setup:
    """Give what benchmarks run on, as small as it goes."""
    sample = Data("the sample", HOME / "data", 0.03)
    return Setup(2, sample, sample, sample, (ORDERS,), keep)


@pytest.fixture(scope="module")
def world(setup: Setup) -> Data:
    """Give a small world."""
    return setup.worlds[0]


@pytest.fixture(scope="module")
def facts(world: Data) -> Facts:
    """Give the rows other engines are given."""
    return facts_of(world)


def test_a_world(world: Data):
    """Its orders lie in parts by date, as many as asked for; each is in the ledger, none is set aside."""
    orders = pl.read_parquet(world.folder / "orders" / "*.parquet")
    assert (orders.height, orders["date"].is_sorted()) == (ORDERS, True)
    counts = world.ledger.report.counts["orders"]
    assert (counts.read, counts.kept) == (ORDERS, ORDERS)
    known = orders.filter(pl.col("influencer_id").is_not_null())
    assert world.ledger.entries["revenue"].sum() == pytest.approx(known["revenue"].sum(), rel=1e-12)


def test_worlds_differ_in_orders_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The same seed makes the same world whatever the parts; more orders are of the same people and days."""
    for name, orders, part in (("one", 3_000, 500), ("same", 3_000, 500), ("more", 30_000, 9_000)):
        monkeypatch.setattr(worlds, "PART", part)
        worlds.write_world(tmp_path / name, orders, influencers=20, posts=100)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.parquet"))
    assert len(files) > 5
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "same" / file).read_bytes()
    for table in ("influencers.parquet", "posts.parquet"):
        one, more = (pl.read_parquet(tmp_path / name / table) for name in ("one", "more"))
        assert one.equals(more)
    ledgers = [load_folder(tmp_path / name) for name in ("one", "more")]
    assert len({(ledger.first_day, ledger.as_of) for ledger in ledgers}) == 1


def test_made_once(keep: Path, world: Data):
    """A world that is kept is not made again."""
    before = (world.folder / "posts.parquet").stat().st_mtime_ns
    assert worlds.made(keep, ORDERS) == world.folder
    assert (world.folder / "posts.parquet").stat().st_mtime_ns == before


def test_asks_what_the_overview_asks(world: Data, monkeypatch: pytest.MonkeyPatch):
    """The ledger is asked exactly the questions the page asks under a selection, measures and all."""
    heard: list[tuple[str, object]] = []

    def listened(module: ModuleType, name: str) -> None:
        question: Callable[..., object] = getattr(module, name)

        @wraps(question)
        def heard_of(ledger: object, filters: Filters, **kwargs: object) -> object:
            said = {key: value for key, value in kwargs.items() if key not in ("assumed", "credit")}
            heard.append((name, (filters, *sorted((key, str(value)) for key, value in said.items()))))
            return question(ledger, filters, **kwargs)

        monkeypatch.setattr(module, name, heard_of)

    filters = list(islice(world.selections(seed=7), 12))
    PAGE.update(world.ledger, filters[0])  # what is asked once per ledger is asked here
    for name in ("totals", "trend", "slices", "counts"):
        listened(queries, name)
    listened(comparing, "slices")
    listened(import_module("influencer_roi.queries.stretches"), "trend")  # `stretches` is a query, too
    for one in filters:
        world.ledger.memos.clear()
        heard.clear()
        PAGE.update(world.ledger, one)
        of_page = {said for said in heard if said[1][0] != Filters()}  # type: ignore[index]
        world.ledger.memos.clear()
        heard.clear()
        ask_ledger(world.ledger, one)
        assert set(heard) == of_page


@pytest.mark.in_turn(5)
@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_all_sides_answer_alike(engine: Engine, world: Data, facts: Facts):
    """Order rows give the ledger's answers, to 1e-9, in a world and in the sample with its traps."""
    sides = [(world, engine.made(facts))]
    sample = Data("the sample", HOME / "data", 0.03)
    sides.append((sample, engine.made(facts_of(sample))))
    for data, side in sides:
        for filters in islice(data.selections(seed=3), 9):
            compare_answers(data.ledger, filters, side)


@pytest.mark.parametrize("name", SIDES)
def test_peers_on_entries_answer_alike(name: str, world: Data):
    """Who is given the ledger's entries gives the ledger's answers, by grouping sets."""
    side = SIDES[name](entries_of(world.ledger))
    for filters in islice(world.selections(), 6):
        compare_answers(world.ledger, filters, side)


@pytest.mark.slow
def test_a_crowd_is_answered(world: Data):
    """Clients of two processes are answered, each process by a side of its own."""
    assert answers_a_second(Crowd(str(world.snapshot), LEDGER, clients=4, seconds=0.5, seed=1)) > 0


def test_a_wide_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """It is a sample of people and posts of its own number, whatever its orders, and made once."""
    monkeypatch.setattr(worlds, "WIDE_INFLUENCERS", 30)
    monkeypatch.setattr(worlds, "WIDE_POSTS", 300)
    folder = worlds.made_wide(tmp_path, 500)
    files = ("influencers", "posts", "tracking_data")
    assert [pl.read_csv(folder / f"{name}.csv").height for name in files] == [30, 300, 500]
    assert worlds.made_wide(tmp_path, 500) == folder


def test_a_wrong_answer_is_no_time(world: Data, facts: Facts):
    """A side that answers otherwise, if by a rupee, is not timed: the run ends and says where they part."""
    first = facts.orders.with_row_index("row").with_columns(
        revenue=pl.col("revenue") + pl.when(pl.col("row") == 0).then(1.0).otherwise(0.0)
    )
    row = facts.orders.row(0, named=True)
    filters = Filters(brand=(row["brand"],), start=row["date"], end=row["date"])
    compare_answers(world.ledger, filters, InPolars(facts))
    with pytest.raises(AssertionError, match=r"the ledger .*, Polars"):
        compare_answers(world.ledger, filters, InPolars(Facts(first.drop("row"), facts.shares)))


def test_a_side_that_says_nothing(world: Data, facts: Facts):
    """Answers with a row too few are told apart too."""

    class Short(InPolars):
        def ask(self, questions: Sequence[Question]) -> Tell:
            answers = super().ask(questions)()
            return lambda: [answer.head(answer.height - 1) for answer in answers]

    with pytest.raises(AssertionError, match="the ledger"):
        compare_answers(world.ledger, next(world.selections()), Short(facts))


def test_asked_once(world: Data):
    """No other engine is charged twice for what the page asks twice."""
    for filters in islice(world.selections(), 20):
        questions = asked(world.ledger, filters)
        assert len(questions) == len(set(questions))


def test_the_floor_reads_all_of_it(world: Data):
    """The floor reads each column in the selected days and those before, and counts their bytes."""
    entries, floor = world.ledger.entries, Floor(world.ledger)
    filters = next(world.selections(seed=4))
    windows = [one for one in (filters, queries.compared(world.ledger, filters)) if one]
    held = [entries.filter(pl.col("date").is_between(one.start, one.end)).height for one in windows]
    ranges = floor.ranges(filters)
    assert [stop - start for start, stop in ranges] == held
    assert floor.size([(0, 1)]) * sum(held) == floor.size(ranges)
    assert floor.size([(0, 1)]) > 8 * sum(dtype == pl.Float64 for dtype in entries.select(COLUMNS).dtypes)
    assert floor.read(ranges) > 0
    assert floor.read([]) == 0


def test_growth():
    """A time grows selection by selection, and from 10 M to 100 M orders it has a limit."""
    seconds = {"1 M orders": (1.0, 2.0), "10 M orders": (2.0, 2.0), "100 M orders": (3.0, 5.0)}
    assert [(row.values, row.limit) for row in growth("queries", seconds)] == [
        ((2.0, 1.0), None),
        ((1.5, 2.5), 1.5),
    ]


@pytest.mark.slow
def test_rows(setup: Setup):
    """Each side has a ratio and a time per folder."""
    told = [row.what for row in rows(setup)]
    assert len(told) == 2 * (2 * len(ENGINES) + 3) + 1
    assert f"20,000 orders: {InPolars.name}, by the ledger" in told


def test_no_room(setup: Setup, monkeypatch: pytest.MonkeyPatch):
    """What does not fit into memory is left out, and its row says so."""
    monkeypatch.setattr("benchmarks.overview.rows.free_memory", lambda: 1_000)
    left_out = [row for row in rows(setup) if not row.values]
    assert len(left_out) == 2 * len(ENGINES)
    assert all(row.remark.startswith("not measured: it needs some ") for row in left_out)
