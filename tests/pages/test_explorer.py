import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY, measured
from influencer_roi.orders.requests import NUMBER_TESTS, TEXT_TESTS
from influencer_roi.pages import explorer
from influencer_roi.pages.explorer.columns import COLUMNS, fields_of
from influencer_roi.queries import rows as tables
from influencer_roi.queries.rows import TABLES, set_aside
from influencer_roi.ui.regions import filled
from tests.tables import explored
from tests.trying import trying

DAYS = st.dates(dt.date(2025, 3, 1), dt.date(2025, 8, 5))
LAWS = trying(40, here=8)
LedgerOf = Callable[[dict[str, str]], Ledger]
EDGES = {
    "everything": Filters(),
    "one day": Filters(start=dt.date(2025, 6, 2), end=dt.date(2025, 6, 2)),
    "one influencer": Filters(influencer_id=("bob",)),
    "nothing": Filters(brand=("Gritzo",), tier=("Mega",)),
}
# What the rows of each table sum to: the KPIs of the same name.
KPIS = {
    "entries": tuple(key for key, metric in REGISTRY.items() if metric.additive and key != "engagements"),
    "orders": ("revenue", "orders", "new_customers", "organic_revenue", "organic_orders"),
    "posts": ("posts", "reach", "likes", "comments"),
    "influencers": ("revenue", "spend", "orders", "posts", "reach", "engagements", "new_customers"),
}


@st.composite
def selections(draw: st.DrawFn) -> Filters:
    """Selections of the sample over every kind of filter, empty ones among them."""
    start, end = sorted(draw(st.tuples(DAYS, DAYS)))
    values: Mapping[str, tuple[str, ...]] = {
        "platform": ("Instagram", "YouTube", "Twitter", "Unknown"),
        "brand": ("Gritzo", "HKVitals", "MuscleBlaze", "Unknown"),
        "campaign": ("Gritzo_ExamFuel", "MuscleBlaze_StrongStart", "No campaign"),
        "category": ("Fitness", "Yoga", "Unknown"),
        "tier": ("Nano", "Micro", "Mid", "Macro", "Unknown"),
        "basis": ("Per post", "Per order", "No payout"),
        "influencer_id": ("INF001", "INF005", "INF013", "INF015", "INF016"),
    }
    set_ones = draw(st.sets(st.sampled_from(sorted(values)), max_size=3))
    chosen = {
        name: draw(st.lists(st.sampled_from(values[name]), unique=True, min_size=1, max_size=2))
        for name in set_ones
    }
    return Filters(
        **{name: tuple(one) for name, one in chosen.items()},  # type: ignore[arg-type] # tuples all
        start=draw(st.sampled_from([start, None, None])),
        end=draw(st.sampled_from([end, None, None])),
        followers_from=draw(st.sampled_from([None, None, 20_000])),
    )


def table_rows(ledger: Ledger, filters: Filters, table: str) -> pl.DataFrame:
    """All the rows a reader takes home."""
    found = tables.book(ledger, filters, table)
    rows = pl.concat([found.empty, *found.pieces()])
    assert rows.height == found.count()
    return rows


def asked(ledger: Ledger, table: str, filters: Filters | None = None, **request: Any) -> Any:
    """What the page answers a grid that asks for rows of a table."""
    return explored(ledger, filters or Filters(), request, table=table)


def cells(answer: Any, *fields: str) -> list[tuple[Any, ...]]:
    """The rows of an answer, by the given fields."""
    return [tuple(row[field] for field in fields) for row in answer["rowData"]]


# ---- the page


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("filters", EDGES.values(), ids=EDGES)
def test_same_regions(world: Ledger, filters: Filters, table: str):
    """Every selection of every table fills the same regions of the frame, with JSON."""
    regions = explorer.update(world, filters, table=table)
    assert set(regions) == set(explorer.update(world, Filters()))
    assert filled(explorer.frame(world), json.loads(json.dumps(regions)))


@pytest.mark.parametrize(
    ("table", "say"),
    [
        (
            "entries",
            (
                "11 rows; revenue ₹6,800, orders 8, spend ₹2,600, posts 4, reach 82,000, {same} "
                "Organic orders bring another ₹700."
            ),
        ),
        (
            "orders",
            "6 rows; revenue ₹6,800, orders 8, {same} Organic orders bring another ₹700.",
        ),
        ("posts", "4 rows; posts 4, reach 82,000, likes 2,550, comments 710, {same}"),
        (
            "influencers",
            "3 rows; revenue ₹6,800, orders 8, spend ₹2,600, posts 4, reach 82,000, {same}",
        ),
        ("payouts", "2 rows; total payout ₹2,600, the spend on every page."),
    ],
)
def test_sentence(world: Ledger, table: str, say: str):
    """A sentence says how many rows there are, and what they sum to."""
    expected = say.format(same="the same as on every page.")
    assert explorer.update(world, Filters(), table=table)["explorer-say.children"] == expected


def test_sentence_on_payouts_in_part(world: Ledger):
    """Where a selection holds a part of what payouts paid for, the sentence says both sums."""
    july = Filters(start=dt.date(2025, 7, 1))
    say = explorer.update(world, july, table="payouts")["explorer-say.children"]
    assert (
        say == "1 row; total payout ₹1,600, of which ₹400 falls on this selection: the spend on every page."
    )


def test_empty(world: Ledger):
    """An empty selection hides the table and says that there is nothing to show."""
    regions = explorer.update(world, EDGES["nothing"], table="orders")
    names = ("say.children", "table-place.hidden", "nothing.hidden")
    assert [regions[f"explorer-{name}"] for name in names] == ["", True, False]


def test_links(world: Ledger):
    """The CSV is of the table in view, under the filters in force."""
    regions = explorer.update(world, Filters(brand=("Gritzo",)), table="payouts")
    assert regions["explorer-rows-csv.href"] == "/download/payouts.csv?brand=Gritzo&dates=all"
    assert regions["explorer-rows-xlsx.href"] == "/download/payouts.xlsx?brand=Gritzo&dates=all"
    assert regions["explorer-rows-parquet.href"] == "/download/payouts.parquet?brand=Gritzo&dates=all"


@pytest.mark.parametrize("table", TABLES)
def test_columns(world: Ledger, table: str):
    """Every column has cells, none stands twice, and the grid tells the server which table it shows."""
    fields = fields_of(table)
    assert len(fields) == len(set(fields)) == len(COLUMNS[table])
    assert set(fields) <= set(table_rows(world, Filters(), table).columns)
    regions: Any = explorer.update(world, Filters(), table=table)
    assert [one["field"] for one in regions["explorer-rows.columnDefs"]] == [
        field for field in fields if field not in world.unmeasured
    ]


@pytest.mark.parametrize(
    ("table", "first", "columns"),
    [
        ("entries", "spend", ["spend", "date"]),
        ("entries", "roas", ["revenue", "spend", "date"]),
        ("influencers", "roas", ["roas", "revenue", "spend", "name"]),
        ("payouts", "roas", ["line", "name"]),
        ("entries", "usual", ["date", "name"]),
    ],
)
def test_what_a_figure_is_made_of_stands_first(world: Ledger, table: str, first: str, columns: list[str]):
    """A reader who comes from a figure finds it in front, or else what it is worked out of."""
    regions: Any = explorer.update(world, Filters(), table=table, first=first)
    fields = [one["field"] for one in regions["explorer-rows.columnDefs"]]
    assert fields[: len(columns)] == columns
    assert sorted(fields) == sorted({*fields_of(table)} - world.unmeasured)


def test_sums_stay_in_sight(world: Ledger):
    """The sums of all rows stand below them; of nothing there are none."""
    regions: Any = explorer.update(world, Filters(), table="entries")
    (total,) = regions["explorer-rows.dashGridOptions"]["pinnedBottomRowData"]
    assert (total["name"], total["revenue"], total["spend"]) == ("11 rows", 6800, 2600)
    nothing: Any = explorer.update(world, EDGES["nothing"], table="entries")
    assert nothing["explorer-rows.dashGridOptions"]["pinnedBottomRowData"] == []


# ---- the rows of each table


def test_entries(world: Ledger):
    """An entry is a row of the ledger, its date as text."""
    answer = asked(world, "entries", Filters(influencer_id=("bob",)))
    assert cells(answer, "date", "brand", "post_id", "revenue", "spend", "reach") == [
        ("2025-06-10", "HKVitals", "p3", 0.0, 0.0, 50000.0),
        ("2025-06-11", "HKVitals", "p3", 3000.0, 1200.0, 0.0),
        ("2025-07-05", "MuscleBlaze", None, 500.0, 400.0, 0.0),
    ]


def test_orders(world: Ledger):
    """An order is a row of its file with what was worked out; an organic one has measures of its own."""
    answer = asked(world, "orders")
    assert cells(answer, "line", "name", "brand", "platform", "post_id", "credited", "revenue") == [
        (2, "Ann Rao", "MuscleBlaze", "Instagram", "p1", "recorded", 1000.0),
        (3, "Ann Rao", "HKVitals", "Instagram", "p2", "inferred", 1500.0),
        (4, "Bob Sen", "HKVitals", "YouTube", "p3", "recorded", 3000.0),
        (5, "Bob Sen", "MuscleBlaze", "YouTube", None, "not credited", 500.0),
        (6, "Cat Iyer", "Gritzo", "Instagram", "p4", "inferred", 800.0),
        (7, "Organic", "MuscleBlaze", "Unknown", None, "organic", None),
    ]
    assert [cell for (cell,) in cells(answer, "organic_revenue")] == [None] * 5 + [700.0]


def test_names_lead_to_profiles(world: Ledger):
    """A row leads to its influencer's profile under the other filters; an organic order leads nowhere."""
    rows = asked(world, "orders", Filters(brand=("MuscleBlaze",), influencer_id=("ann",)))
    assert cells(rows, "name", "href") == [
        ("Ann Rao", "/influencer?influencer=ann&brand=MuscleBlaze&dates=all")
    ]
    assert cells(asked(world, "orders"), "name", "href")[-1] == ("Organic", None)


def test_posts(world: Ledger):
    """A post is a row of its file with the brands and campaigns it stands for, and what it sold."""
    answer = asked(world, "posts")
    assert cells(answer, "post_id", "brand", "brand_from", "campaign", "reach", "revenue") == [
        ("p1", "MuscleBlaze", "caption", "Summer", 10000.0, 1000.0),
        ("p2", "HKVitals, MuscleBlaze", "orders", "Summer", 20000.0, 1500.0),
        ("p3", "HKVitals", "caption", "Monsoon", 50000.0, 3000.0),
        ("p4", "Gritzo", "caption", "No campaign", 2000.0, 800.0),
    ]


def test_posts_in_part(world: Ledger):
    """Under a brand a post counts by its part: of ann's 3 orders 2 were for HKVitals."""
    answer = asked(world, "posts", Filters(brand=("HKVitals",)))
    assert cells(answer, "post_id", "brand") == [("p2", "HKVitals"), ("p3", "HKVitals")]
    assert cells(answer, "posts", "reach") == [
        (pytest.approx(2 / 3), pytest.approx(20000 * 2 / 3)),
        (1.0, 50000.0),
    ]


def test_influencers(world: Ledger):
    """An influencer is a row with what the selection brought; without spend, ROAS is nothing."""
    answer = asked(world, "influencers", Filters(brand=("MuscleBlaze", "Gritzo")))
    assert cells(answer, "name", "tier", "revenue", "spend", "roas") == [
        ("Ann Rao", "Micro", 1000.0, pytest.approx(500 + 500 / 3), pytest.approx(1.5)),
        ("Bob Sen", "Mega", 500.0, 400.0, 1.25),
        ("Cat Iyer", "Nano", 800.0, 0.0, None),
    ]


def test_influencers_without_a_deed(ledger_of: LedgerOf):
    """Who neither posted nor sold is listed, with sums of 0, until a brand or a date is chosen."""
    people = """
        id   name     category  gender  follower_count  platform
        ann  Ann Rao  Fitness   Female  50000           Instagram
        eva  Eva Das  Beauty    Female  60000           YouTube
        """
    ledger = ledger_of({"influencers": people})
    eva = Filters(tier=("Micro",), category=("Beauty",))
    assert cells(asked(ledger, "influencers", eva), "name", "revenue", "roas") == [("Eva Das", 0.0, None)]
    dated = Filters(category=("Beauty",), start=dt.date(2025, 6, 1))
    assert asked(ledger, "influencers", dated)["rowCount"] == 0


def test_payouts(world: Ledger):
    """A payout is a row of its file, of the influencers in the selection."""
    answer = asked(world, "payouts", Filters(campaign=("Monsoon",)))
    assert cells(answer, "line", "name", "basis", "rate", "stated_orders", "total_payout") == [
        (3, "Bob Sen", "Per order", 400.0, 4.0, 1600.0)
    ]


def test_set_aside(ledger_of: LedgerOf):
    """A row kept out is given with its place, the reason, what to do, and itself as it stands."""
    posts = """
        post_id  influencer_id  platform  date        caption  reach  likes  comments
        p1       ann            Insta     2025-06-01  =1+1     100    -4     1
        p2       ann            Insta     2025-06-02  fine     100    4      1
        """
    (row,) = set_aside(ledger_of({"posts": posts})).to_dicts()
    assert [row[name] for name in ("file", "line", "column", "value", "code", "reason")] == [
        "posts.csv", 2, "likes", "-4", "negative", "negative likes"
    ]  # fmt: skip
    assert row["raw"] == "p1,ann,Insta,2025-06-01,=1+1,100,-4,1"


def test_nothing_set_aside(world: Ledger):
    """Where every row was kept there are no rows, but all the columns."""
    assert set_aside(world).columns == [
        "table", "file", "sha256", "line", "column", "value", "code", "reason", "fix", "raw"
    ]  # fmt: skip
    assert set_aside(world).is_empty()


# ---- laws


@pytest.mark.at_length
@LAWS
@given(filters=selections())
@pytest.mark.parametrize("table", KPIS)
def test_rows_add_up(sample: Ledger, table: str, filters: Filters):
    """Under any filters the rows of a table sum to the KPIs."""
    found, totals = table_rows(sample, filters, table), queries.totals(sample, filters)
    keys = [key for key in KPIS[table] if key in measured(sample)]
    assert {key: found[key].sum() for key in keys} == pytest.approx(
        {key: totals[key] for key in keys}, rel=1e-9, abs=1e-6
    )


@pytest.mark.at_length
@LAWS
@given(filters=selections())
def test_sentences_hold(sample: Ledger, filters: Filters):
    """No sentence ever has to say that its sums are not those of other pages."""
    says = [explorer.update(sample, filters, table=table)["explorer-say.children"] for table in TABLES]
    assert not [say for say in says if "do not say" in str(say)]


@pytest.mark.at_length
@LAWS
@given(filters=selections())
def test_orders_against_pandas(sample: Ledger, filters: Filters):
    """The orders of a selection are those pandas finds in the tables."""
    people = sample.tables.influencers.to_pandas().set_index("id")
    orders = sample.tables.orders.to_pandas()
    orders["date"] = pd.to_datetime(orders["date"])
    for name in ("category", "tier", "basis", "follower_count"):
        orders[name] = orders["influencer_id"].map(people[name])
    for name in ("platform", "brand", "campaign", "category", "tier", "basis", "influencer_id"):
        if chosen := filters[name]:
            orders = orders[orders[name].isin(chosen)]
    if filters.start:
        orders = orders[orders["date"] >= pd.Timestamp(filters.start)]
    if filters.end:
        orders = orders[orders["date"] <= pd.Timestamp(filters.end)]
    if filters.followers_from:
        orders = orders[orders["follower_count"] >= filters.followers_from]
    assert table_rows(sample, filters, "orders")["line"].to_list() == orders["line"].to_list()


@pytest.mark.at_length
@LAWS
@given(filters=selections())
def test_payouts_against_plain_python(sample: Ledger, filters: Filters):
    """The payouts of a selection are those of its influencers, found one by one."""
    of_entries = {"brand", "platform", "campaign", "start", "end"}.intersection(filters.set_names())
    active = set(queries.attributed(sample, filters).collect()["influencer_id"])
    people = {
        row["id"]
        for row in sample.tables.influencers.to_dicts()
        if all(
            not chosen or row[name] in chosen
            for name, chosen in (
                ("category", filters["category"]),
                ("tier", filters["tier"]),
                ("basis", filters["basis"]),
                ("id", filters["influencer_id"]),
            )
        )
        and (not filters.followers_from or (row["follower_count"] or 0) >= filters.followers_from)
    }
    wanted = people & active if of_entries else people
    expected = [row["line"] for row in sample.tables.payouts.to_dicts() if row["influencer_id"] in wanted]
    assert table_rows(sample, filters, "payouts")["line"].to_list() == expected


# ---- sort, filter and page on the server


@st.composite
def requests(draw: st.DrawFn, rows: pl.DataFrame) -> dict[str, Any]:
    """What a grid over these rows may ask: sorts, tests of columns alone or in pairs, and a block."""
    columns = st.sampled_from(rows.columns)
    sorts = draw(st.lists(columns, unique=True, max_size=3))
    filtered = draw(st.lists(columns, unique=True, max_size=2))
    start = draw(st.integers(0, 120))
    return {
        "startRow": start,
        "endRow": start + draw(st.integers(1, 100)),
        "sortModel": [{"colId": one, "sort": draw(st.sampled_from(["asc", "desc"]))} for one in sorts],
        "filterModel": {one: draw(column_filters(rows[one])) for one in filtered},
    }


@st.composite
def column_filters(draw: st.DrawFn, column: pl.Series) -> dict[str, Any]:
    """One test of a column, or two joined by AND or OR."""
    if draw(st.booleans()):
        return draw(column_tests(column))
    pair = [draw(column_tests(column)) for _ in range(2)]
    return {"operator": draw(st.sampled_from(["AND", "OR"])), "conditions": pair}


@st.composite
def column_tests(draw: st.DrawFn, column: pl.Series) -> dict[str, Any]:
    """One test that compares a column with something like what it holds."""
    held = st.sampled_from(column.drop_nulls().to_list() or [0 if column.dtype.is_numeric() else "none"])
    if column.dtype.is_numeric():
        kind = draw(st.sampled_from(sorted(NUMBER_TESTS)))
        return {"type": kind, "filter": draw(held), "filterTo": draw(held)}
    text = str(draw(held))
    start = draw(st.integers(0, max(len(text) - 1, 0)))
    part = text[start : start + draw(st.integers(1, 6))] or "x"
    kind = draw(st.sampled_from(sorted(TEXT_TESTS)))
    wanted = draw(st.sampled_from([text, part, part.upper()]))
    return {"type": kind, "filter": wanted}


def by_pandas(rows: pl.DataFrame, request: dict[str, Any]) -> tuple[pd.DataFrame, int]:
    """The block a request asks for and the number of rows, worked out with pandas."""
    frame = rows.with_columns(pl.col(pl.Date).cast(pl.String)).to_pandas()
    for name, model in request["filterModel"].items():
        parts = [
            mask_of(frame[name], one, number=rows[name].dtype.is_numeric())
            for one in model.get("conditions", [model])
        ]
        mask = parts[0]
        for part in parts[1:]:
            mask = mask | part if model["operator"] == "OR" else mask & part
        frame = frame[mask.reindex(frame.index)]
    # Sorting by the last key first, each time stably, is sorting by all of them.
    for one in reversed(request["sortModel"]):
        column = frame[one["colId"]]
        keys = column.str.lower() if rows[one["colId"]].dtype == pl.String else column
        order = keys.sort_values(ascending=one["sort"] == "asc", kind="stable", na_position="last").index
        frame = frame.loc[order]
    return frame.iloc[request["startRow"] : request["endRow"]], len(frame)


def mask_of(column: Any, test: dict[str, Any], *, number: bool) -> Any:
    """Which cells of a column pass one test."""
    low, high, kind = test["filter"], test.get("filterTo"), test["type"]
    if number:
        return {
            "equals": lambda: column == low,
            "notEqual": lambda: (column != low) & column.notna(),
            "lessThan": lambda: column < low,
            "lessThanOrEqual": lambda: column <= low,
            "greaterThan": lambda: column > low,
            "greaterThanOrEqual": lambda: column >= low,
            "inRange": lambda: column.between(low, high),
            "blank": column.isna,
            "notBlank": column.notna,
        }[kind]()
    texts, wanted = [("" if pd.isna(cell) else str(cell)).lower() for cell in column], low.lower()
    passes: dict[str, Callable[[str], bool]] = {
        "contains": lambda text: wanted in text,
        "notContains": lambda text: wanted not in text,
        "equals": lambda text: text == wanted,
        "notEqual": lambda text: text != wanted,
        "startsWith": lambda text: text.startswith(wanted),
        "endsWith": lambda text: text.endswith(wanted),
        "blank": lambda text: not text.strip(),
        "notBlank": lambda text: bool(text.strip()),
    }
    return pd.Series([passes[kind](text) for text in texts], index=column.index, dtype=bool)


@pytest.mark.at_length
@LAWS
@given(data=st.data())
@pytest.mark.parametrize("table", TABLES)
def test_requests_against_pandas(sample: Ledger, table: str, data: st.DataObject):
    """Whatever a grid asks of any table, the block is the one pandas finds."""
    rows = table_rows(sample, Filters(), table).select(fields_of(table))
    request = data.draw(requests(rows))
    expected, count = by_pandas(rows, request)
    answer = asked(sample, table, **request)
    assert answer["rowCount"] == count
    places = [
        column
        for column in ("line", "date", "influencer_id", "post_id", "campaign")
        if column in rows.columns
    ]
    found = [tuple(row[name] for name in places) for row in answer["rowData"]]
    cells = expected[places].astype(object).where(expected[places].notna(), None)
    assert found == list(cells.itertuples(index=False, name=None))


JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["startRow", "endRow", "sortModel", "filterModel", "context", "api"])
MODELS = st.fixed_dictionaries(
    {},
    optional={
        "colId": st.sampled_from(["revenue", "date", "nope"]) | JUNK,
        "sort": st.sampled_from(["asc", "desc"]) | JUNK,
        "type": st.sampled_from([*NUMBER_TESTS, *TEXT_TESTS]) | JUNK,
        "filter": JUNK,
        "filterTo": JUNK,
        "operator": JUNK,
        "conditions": JUNK,
    },
)
COLUMN_MODELS = st.dictionaries(st.sampled_from(["revenue", "date", "brand", "nope"]), MODELS | JUNK)


@pytest.mark.at_length
@LAWS
@given(request=st.dictionaries(NAMES, JUNK | st.lists(MODELS, max_size=3) | COLUMN_MODELS))
def test_junk_is_answered(world: Ledger, request: dict[str, Any]):
    """A request of nonsense is answered with rows, never with an error."""
    answer: Any = explored(world, Filters(), request)
    assert 0 <= answer["rowCount"] <= 11
    assert len(answer["rowData"]) <= answer["rowCount"]


@pytest.mark.parametrize(
    "request_part",
    [
        {"sortModel": [{"colId": "line", "sort": "up"}, {"colId": "link", "sort": "desc"}, 5]},
        {
            "filterModel": {
                "secret": {"type": "equals", "filter": "x"},
                "name": {"type": "regex", "filter": ".*"},
            }
        },
        {
            "filterModel": {
                "revenue": {"type": "contains", "filter": "1"},
                "name": {"type": "lessThan", "filter": 3},
            }
        },
        {"filterModel": {"revenue": {"type": "inRange", "filter": 1000}, "brand": {"conditions": []}}},
        {"startRow": "0", "endRow": None},
    ],
)
def test_what_is_not_known_is_not_asked(world: Ledger, request_part: dict[str, Any]):
    """Columns, ways and operators nobody knows are left out, and so is half a range."""
    assert asked(world, "orders", **request_part) == asked(world, "orders")


def test_longest_block(sample: Ledger):
    """No request gets more than 500 rows at a time."""
    answer = asked(sample, "orders", startRow=10, endRow=10**9)
    assert (len(answer["rowData"]), answer["rowCount"]) == (500, 2999)


def test_texts_are_taken_literally(world: Ledger):
    """What looks like a pattern is a text."""
    dots = {"name": {"type": "contains", "filter": "."}}
    assert asked(world, "orders", filterModel=dots)["rowCount"] == 0


def test_blocks_make_the_whole(sample: Ledger):
    """One block after another, sorted, is every row of the CSV once."""
    sort = [{"colId": "revenue", "sort": "desc"}]
    blocks = [
        asked(sample, "orders", startRow=start, endRow=start + 100, sortModel=sort)
        for start in range(0, 2999, 100)
    ]
    lines = [line for one in blocks for (line,) in cells(one, "line")]
    assert sorted(lines) == sorted(table_rows(sample, Filters(), "orders")["line"])


# ---- real folders


@pytest.mark.parametrize("table", TABLES)
def test_real_folders(real_ledger: Ledger, table: str):
    """On every real folder each table's rows sum to the KPIs, whole and by platform, and can be asked for."""
    platforms = [Filters(platform=(value,)) for value in real_ledger.values("platform")[:2]]
    for filters in (Filters(), *platforms):
        found, totals = table_rows(real_ledger, filters, table), queries.totals(real_ledger, filters)
        for key in set(KPIS.get(table, ())).intersection(measured(real_ledger)):
            assert found[key].sum() == pytest.approx(totals[key], rel=1e-9, abs=1e-6)
        answer = asked(real_ledger, table, filters)
        assert (answer["rowCount"], len(answer["rowData"])) == (found.height, min(found.height, 100))
        assert "do not say" not in str(explorer.update(real_ledger, filters, table=table))
