import datetime as dt

import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.calendar import Compare
from influencer_roi.model.dimensions import ATTRIBUTES, GRAIN, SPEND_BASIS
from influencer_roi.queries import Window
from tests.folders import ledger_of

# Spend on C has no day, D is not paid, one entry is organic, and nothing happens on January 2.
LEDGER = ledger_of("""
date        influencer_id  brand    platform  revenue  orders  spend  reach  organic_revenue  organic_orders
-           C              Unknown  X         0        0       200    0      0                0
2025-01-01  A              Mint     X         1000     1       500    1000   0                0
2025-01-03  A              Zest     X         2000     2       500    0      0                0
2025-01-03  B              Zest     Y         500      1       1000   2000   0                0
2025-01-04  -              Zest     Y         0        0       0      0      700              1
2025-01-04  D              Mint     Y         100      1       0      0      0                0
""")
TWO_YEARS = ledger_of("""
date        influencer_id  revenue
2023-02-27  A              10
2023-02-28  A              20
2024-02-28  A              30
2024-02-29  A              40
2024-03-01  A              50
""")
EVERYTHING = Filters()


def day(text: str) -> dt.date:
    """The day an ISO text names."""
    return dt.date.fromisoformat(text)


def days(start: str | None, end: str | None, compare: Compare = Compare.PREVIOUS) -> Filters:
    """Filters over some days."""
    return Filters(start=day(start) if start else None, end=day(end) if end else None, compare=compare)


def test_totals():
    """A total is a sum or a ratio of sums; spend without a day counts in it, organic revenue does not."""
    asked = ("revenue", "spend", "roas", "cpm", "organic_revenue")
    assert queries.totals(LEDGER, EVERYTHING, metrics=asked) == pytest.approx(
        {"revenue": 3600, "spend": 2200, "roas": 3600 / 2200, "cpm": 2200 / 3, "organic_revenue": 700}
    )


def test_totals_of_a_selection():
    """A filter reaches every number, spend included; with days chosen, spend without one is out."""
    found = queries.totals(LEDGER, days(None, "2025-01-03"), metrics=("revenue", "spend", "roas"))
    assert found == {"revenue": 3500, "spend": 2000, "roas": 1.75}


def test_totals_of_nothing():
    """An empty selection sums to 0, and its ratios are nothing."""
    found = queries.totals(LEDGER, days("2030-01-01", None), metrics=("revenue", "spend", "roas", "profit"))
    assert found == {"revenue": 0, "spend": 0, "roas": None, "profit": 0}


def test_every_metric_by_default():
    """Asked for nothing in particular, totals answer with every metric there is."""
    assert tuple(queries.totals(LEDGER, EVERYTHING)) == queries.ALL_METRICS


def test_assumptions():
    """Assumed shares reach totals and slices alike."""
    assumed = Assumptions(margin=1.0)
    total = queries.totals(LEDGER, EVERYTHING, metrics=("profit",), assumed=assumed)
    by_brand = queries.slices(LEDGER, EVERYTHING, by="brand", metrics=("profit",), assumed=assumed)
    assert (total["profit"], by_brand["profit"].to_list()) == (1400, [600, -200, 1000])


def test_slices():
    """There is one row per value, in order, with what is kept before what is asked."""
    rows = queries.slices(LEDGER, EVERYTHING, by="brand", metrics=("revenue", "roas"), keep=("spend",))
    assert rows.rows() == [
        ("Mint", 500, 1100, 2.2),
        ("Unknown", 200, 0, 0),
        ("Zest", 1500, 2500, 2500 / 1500),
    ]
    assert rows.columns == ["brand", "spend", "revenue", "roas"]


@pytest.mark.parametrize("by", ["brand", "platform", "influencer_id", "date", "month", "weekday"])
def test_slices_add_up(by: str):
    """Slices of any dimension add up to the total."""
    asked = ("revenue", "spend", "orders", "reach", "organic_revenue")
    rows = queries.slices(LEDGER, EVERYTHING, by=by, metrics=asked)
    assert rows.select(asked).sum().row(0, named=True) == queries.totals(LEDGER, EVERYTHING, metrics=asked)


def test_organic_takes_part_where_asked():
    """Organic orders make a row only where a metric looks at them."""
    without = queries.slices(LEDGER, EVERYTHING, by="influencer_id", metrics=("revenue",))
    with_them = queries.slices(LEDGER, EVERYTHING, by="influencer_id", metrics=("organic_revenue",))
    assert without["influencer_id"].to_list() == ["A", "B", "C", "D"]
    assert with_them.rows() == [("A", 0), ("B", 0), ("C", 0), ("D", 0), (None, 700)]


def test_against_the_selection():
    """ROAS vs average is measured against the selection, not against everything."""
    filters = Filters(brand=("Zest",))
    rows = queries.slices(LEDGER, filters, by="influencer_id", metrics=("roas_vs_average",))
    assert dict(rows.rows()) == pytest.approx({"A": 4 - 2500 / 1500, "B": 0.5 - 2500 / 1500})


def test_leaderboard():
    """The highest come first, and who has nothing to rank by comes last, behind a true 0."""
    rows = queries.slices(LEDGER, EVERYTHING, by="influencer_id", metrics=("revenue", "roas"))
    rows = queries.ranked(rows, rank_by="roas")
    assert rows.rows() == [("A", 3000, 3), ("B", 500, 0.5), ("C", 0, 0), ("D", 100, None)]


def test_top():
    """Only the first rows are given where they are asked for; ties keep the order of the values."""
    rows = queries.slices(LEDGER, EVERYTHING, by="influencer_id", metrics=("likes",))
    rows = queries.ranked(rows, rank_by="likes", top=2)
    assert rows["influencer_id"].to_list() == ["A", "B"]


def test_trend_fills_gaps():
    """Each day of the window has a row; where nothing happened sums are 0 and ratios nothing."""
    rows = queries.trend(LEDGER, EVERYTHING, grain="day", metrics=("revenue", "roas"))
    assert rows.rows() == [
        (day("2025-01-01"), 1000, 2),
        (day("2025-01-02"), 0, None),
        (day("2025-01-03"), 2500, 2500 / 1500),
        (day("2025-01-04"), 100, None),
    ]


@pytest.mark.parametrize(
    ("grain", "expected"),
    [
        ("week", [("2023-12-25", 0), ("2024-01-01", 0)]),
        ("month", [("2023-12-01", 0), ("2024-01-01", 0)]),
    ],
)
def test_trend_grains(grain: str, expected: list[tuple[str, float]]):
    """Weeks begin on Monday and months on the first, even where the window begins later."""
    rows = queries.trend(TWO_YEARS, days("2023-12-29", "2024-01-03"), grain=grain, metrics=("revenue",))
    assert rows.rows() == [(day(text), value) for text, value in expected]


def test_trend_of_organic_orders():
    """A trend shows organic orders where a metric looks at them."""
    rows = queries.trend(LEDGER, EVERYTHING, grain="month", metrics=("organic_revenue", "revenue"))
    assert rows.rows() == [(day("2025-01-01"), 700, 3600)]


def test_trend_against_the_selection():
    """A trend measures against the whole selection, spend without a day included."""
    rows = queries.trend(LEDGER, EVERYTHING, grain="day", metrics=("roas_vs_average",))
    assert rows["roas_vs_average"][0] == pytest.approx(2 - 3600 / 2200)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, ("2025-01-01", "2025-01-04")),
        ("2025-01-02", None, ("2025-01-02", "2025-01-04")),
        (None, "2025-01-03", ("2025-01-01", "2025-01-03")),
        ("2024-06-01", "2025-01-02", ("2025-01-01", "2025-01-02")),
        ("2025-01-03", "9999-12-31", ("2025-01-03", "2025-01-04")),
        ("2030-01-01", "2030-01-09", ("2030-01-01", "2030-01-09")),
        ("2030-01-01", None, ("2030-01-01", "2030-01-01")),
        (None, "2020-01-01", ("2020-01-01", "2020-01-01")),
    ],
)
def test_window(start: str | None, end: str | None, expected: tuple[str, str]):
    """A selection covers the ledger's days it asks for; where there are none, the days it asks for."""
    first, last = expected
    assert queries.window_of(LEDGER, days(start, end)) == Window(day(first), day(last))


@pytest.mark.parametrize(
    ("length", "grain"), [(1, "day"), (92, "day"), (93, "week"), (400, "week"), (401, "month")]
)
def test_grain(length: int, grain: str):
    """A window is shown by the day up to a quarter, by the week up to thirteen months, then by the month."""
    window = Window(day("2024-01-01"), day("2024-01-01") + dt.timedelta(days=length - 1))
    assert (window.days, queries.grain_for(window)) == (length, grain)


@pytest.mark.parametrize(
    ("ledger", "now", "before"),
    [
        (LEDGER, days("2025-01-03", "2025-01-04"), ("2025-01-01", "2025-01-02")),
        (LEDGER, days("2025-01-04", None), ("2025-01-03", "2025-01-03")),
        (TWO_YEARS, days("2024-02-29", "2024-02-29", Compare.YEAR), ("2023-02-28", "2023-02-28")),
        (TWO_YEARS, days("2024-02-28", "2024-03-01", Compare.YEAR), ("2023-02-28", "2023-03-01")),
        (TWO_YEARS, days("2024-02-28", "9999-12-31"), ("2024-02-25", "2024-02-27")),
    ],
    ids=["just before", "open end", "leap day", "over a leap day", "end of time"],
)
def test_compared(ledger: Ledger, now: Filters, before: tuple[str, str]):
    """A period is compared with as many days just before, or its days a year ago, February 29 with 28."""
    earlier = queries.compared(ledger, now)
    assert earlier is not None
    assert (earlier.start, earlier.end) == (day(before[0]), day(before[1]))


def test_compared_keeps_the_rest():
    """What is compared with differs in its days only."""
    earlier = queries.compared(LEDGER, Filters(brand=("Mint",), start=day("2025-01-04")))
    assert earlier == Filters(brand=("Mint",), start=day("2025-01-03"), end=day("2025-01-03"))


@pytest.mark.parametrize(
    ("ledger", "filters"),
    [
        (LEDGER, EVERYTHING),
        (LEDGER, days("2025-01-01", "2025-01-04")),
        (LEDGER, days("2025-01-03", "2025-01-04", Compare.YEAR)),
        (LEDGER, days("2025-01-03", "2025-01-04", Compare.NONE)),
        (LEDGER, days("2025-01-05", None)),
        (LEDGER, days("0001-01-01", "9999-12-31")),
        (LEDGER, days("0001-01-01", None, Compare.YEAR)),
    ],
    ids="all from_the_first last_year unasked beyond ever first_year".split(),
)
def test_not_compared(ledger: Ledger, filters: Filters):
    """Days the ledger has none of, and a comparison not asked for, are nothing to compare with."""
    assert queries.compared(ledger, filters) is None


def test_counts():
    """Different values are counted, nothing and organic entries not."""
    assert queries.counts(LEDGER, EVERYTHING, of="influencer_id").item() == 4
    assert queries.counts(LEDGER, EVERYTHING, of="date").item() == 3
    by_brand = queries.counts(LEDGER, EVERYTHING, of="influencer_id", by="brand")
    assert dict(by_brand.rows()) == {"Mint": 2, "Zest": 2, "Unknown": 1}


@pytest.mark.parametrize(
    ("filters", "name"),
    [
        (EVERYTHING, None),
        (Filters(brand=("Mint",)), None),
        (Filters(brand=("Mint",), influencer_id=("B",)), "brand"),
        (Filters(brand=("Mint",), platform=("X",), influencer_id=("D",)), "platform"),
        (Filters(influencer_id=("A",), start=day("2030-01-01")), "start"),
        (Filters(brand=("Mint",), platform=("X",), influencer_id=("B",)), "influencer_id"),
        (Filters(brand=("Unknown",), platform=("Y",), end=day("2020-01-01")), "end"),
    ],
    ids=["nothing set", "not empty", "either", "one", "days", "only one fills", "no one alone"],
)
def test_emptied_by(filters: Filters, name: str | None):
    """An empty selection names the first filter whose removal fills it; where no one alone does, the last."""
    assert queries.emptied_by(LEDGER, filters) == name


def test_dateless():
    """Spend on no day is told apart, under every filter but one on days."""
    assert queries.dateless(LEDGER, EVERYTHING) == (200, 1)
    assert queries.dateless(LEDGER, Filters(brand=("Mint",))) == (0, 0)
    assert queries.dateless(LEDGER, days("2025-01-01", None)) == (0, 0)


def test_entry_rows():
    """Rows to take home have grain, basis of spend, attributes and measures, and add up to the totals."""
    rows = queries.entry_rows(LEDGER, Filters(brand=("Zest",)))
    assert rows.columns == [*GRAIN, SPEND_BASIS, *ATTRIBUTES, *MEASURES]
    assert rows.select("revenue", "spend", "organic_revenue").sum().row(0) == (2500, 1500, 700)
