import csv
import datetime as dt
import io
import itertools
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Any

import pandas as pd
import polars as pl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from influencer_roi import downloads, queries
from influencer_roi.downloads import files, streams
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.ledger.narrowed import NARROWED
from influencer_roi.metrics.registry import REGISTRY, measured
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.dimensions import ATTRIBUTES, DIMENSIONS, GRAIN, SPEND_BASIS
from influencer_roi.orders import Listing, in_memory
from influencer_roi.orders.in_memory import FrameRows
from tests.listings import Counted
from tests.trying import trying

DAYS = st.dates(dt.date(2025, 3, 1), dt.date(2025, 8, 5))
ADDITIVE = [key for key, metric in REGISTRY.items() if metric.additive and key in MEASURES]


def client_of(ledger: Ledger, assumed: Assumptions | None = None) -> FlaskClient:
    """A client of the downloads of a ledger, and of nothing else."""
    flask = Flask("downloads")
    flask.register_blueprint(downloads.downloads(ledger, assumed or Assumptions()))
    return flask.test_client()


def rows_of(client: FlaskClient, address: str) -> list[dict[str, str]]:
    """The rows of a CSV download, as a spreadsheet reads them."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def summed(rows: list[dict[str, str]], name: str) -> float:
    """The sum of a column; blank cells count nothing."""
    return sum(float(row[name]) for row in rows if row[name])


@pytest.fixture(scope="module")
def sample_client(sample: Ledger) -> FlaskClient:
    """Give a client of the sample's downloads."""
    return client_of(sample)


# ---- the ledger's rows


def test_entries(world: Ledger):
    """A row is an entry: the grain, the influencer's attributes, every measure, raw."""
    rows = rows_of(client_of(world), "/download/entries.csv?influencer=bob")
    assert list(rows[0]) == [*GRAIN, SPEND_BASIS, *ATTRIBUTES, *MEASURES]
    found = [
        [row[name] for name in ("date", "brand", "post_id", "revenue", "spend", "reach")] for row in rows
    ]
    assert found == [
        ["2025-06-10", "HKVitals", "p3", "0.0", "0.0", "50000.0"],
        ["2025-06-11", "HKVitals", "p3", "3000.0", "1200.0", "0.0"],
        ["2025-07-05", "MuscleBlaze", "", "500.0", "400.0", "0.0"],
    ]


@st.composite
def selections(draw: st.DrawFn) -> Filters:
    """Selections of the sample by platform, brand, tier, influencer and days, empty ones among them."""
    start, end = sorted(draw(st.tuples(DAYS, DAYS)))
    values: Mapping[str, tuple[str, ...]] = {
        "platform": ("Instagram", "YouTube", "Twitter"),
        "brand": ("Gritzo", "HKVitals", "MuscleBlaze", "Unknown"),
        "tier": ("Nano", "Micro", "Mid", "Macro", "Unknown"),
        "influencer_id": ("INF001", "INF005", "INF013", "INF015", "INF016"),
    }
    chosen = {
        name: draw(st.lists(st.sampled_from(of), unique=True, max_size=2)) for name, of in values.items()
    }
    return Filters(
        **{name: tuple(one) for name, one in chosen.items()},  # type: ignore[arg-type] # fields by name
        start=draw(st.sampled_from([start, None])),
        end=draw(st.sampled_from([end, None])),
    )


@trying(25)
@given(filters=selections())
def test_entries_add_up(sample: Ledger, sample_client: FlaskClient, filters: Filters):
    """Under any filters every measure that adds up sums over the file to the figure on screen."""
    rows = rows_of(sample_client, f"/download/entries.csv?{filters.to_query()}")
    totals = queries.totals(sample, filters)
    keys = [key for key in ADDITIVE if key in measured(sample)]
    assert {key: summed(rows, key) for key in keys} == pytest.approx(
        {key: totals[key] for key in keys}, rel=1e-9, abs=1e-6
    )


def test_additive_measures_are_all_there():
    """The law above speaks of every measure readers see."""
    assert set(ADDITIVE) == set(MEASURES) - {"revenue_squared", *NARROWED}


def test_empty_selection(sample_client: FlaskClient):
    """A selection of nothing is a header without rows, not an error."""
    answer = sample_client.get("/download/entries.csv?from=2030-01-01")
    assert (answer.status_code, answer.text.splitlines()) == (
        200,
        [",".join([*GRAIN, SPEND_BASIS, *ATTRIBUTES, *MEASURES])],
    )


# ---- slices


@pytest.mark.parametrize("by", DIMENSIONS)
def test_slices(sample: Ledger, sample_client: FlaskClient, by: str):
    """By every dimension a file has every metric, and its revenue is the whole revenue."""
    rows = rows_of(sample_client, f"/download/slices.csv?by={by}&platform=YouTube")
    named = ["name"] if by == "influencer_id" else []
    assert list(rows[0]) == [by, *named, *REGISTRY]
    whole = queries.totals(sample, Filters(platform=("YouTube",)))
    assert summed(rows, "revenue") == pytest.approx(whole["revenue"])


def test_slices_hold_raw_numbers(world: Ledger):
    """Numbers are raw, and a ratio over nothing is blank, never 0 or inf."""
    rows = rows_of(client_of(world), "/download/slices.csv?by=influencer_id")
    found = {row["influencer_id"]: (row["name"], row["revenue"], row["spend"], row["roas"]) for row in rows}
    assert found["bob"] == ("Bob Sen", "3500.0", "1600.0", "2.1875")
    assert found["cat"] == ("Cat Iyer", "800.0", "0.0", "")


def test_assumptions_reach_files(world: Ledger):
    """A margin and a baseline that are set reach the files: 2,500 × 0.5 − 1,000, and 2.5 × (1 − 0.4)."""
    client = client_of(world, Assumptions(baseline=0.4, margin=0.5))
    rows = rows_of(client, "/download/slices.csv?by=influencer_id&influencer=ann")
    assert (float(rows[0]["profit"]), float(rows[0]["incremental_roas"])) == pytest.approx((250, 1.5))


# ---- on screen


def test_table(world: Ledger):
    """The table on screen has the rows as texts with units, those with the most revenue first."""
    table = client_of(world).get("/download/slices.json?by=platform").json
    assert table is not None
    assert table["title"] == "By platform: 3 rows"
    assert table["columns"][:4] == ["Platform", "Revenue", "Spend", "ROAS"]
    assert [row[:4] for row in table["rows"]] == [
        ["YouTube", "₹3,500.00", "₹1,600.00", "2.1875×"],
        ["Instagram", "₹3,300.00", "₹1,000.00", "3.3000×"],
        ["Unknown", "₹0.00", "₹0.00", "–"],
    ]


def test_table_of_days(world: Ledger):
    """A table of days runs by the calendar."""
    table = client_of(world).get("/download/slices.json?by=week&influencer=ann").json
    assert table is not None
    assert [row[:2] for row in table["rows"]] == [
        ["2025-05-26", "₹0.00"],
        ["2025-06-02", "₹1,000.00"],
        ["2025-06-09", "₹0.00"],
        ["2025-06-16", "₹1,500.00"],
    ]


def test_table_of_influencers(world: Ledger):
    """An influencer stands with id and name."""
    table = client_of(world).get("/download/slices.json?by=influencer_id&influencer=ann").json
    assert table is not None
    assert (table["columns"][:3], table["rows"][0][:3]) == (
        ["Influencer", "Name", "Revenue"],
        ["ann", "Ann Rao", "₹2,500.00"],
    )


# ---- at the door


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("entries.csv?platform=MySpace", "Not in this data: platform &#39;MySpace&#39;."),
        ("slices.csv?by=brand&brand=Nope", "Not in this data: brand &#39;Nope&#39;."),
        ("slices.json?by=brand&from=soon", "Not in this data: from &#39;soon&#39;."),
        ("slices.csv?by=mood", "There is no dimension &#39;mood&#39;; there are brand, platform,"),
        ("slices.json", "There is no dimension &#39;&#39;; there are brand, platform,"),
    ],
)
def test_refusals(world: Ledger, address: str, words: str):
    """What a link asks for and the data lacks is refused with a sentence; other rows are never given."""
    answer = client_of(world).get(f"/download/{address}")
    assert answer.status_code == 400
    assert words in answer.text


def test_refusal_is_text(world: Ledger):
    """Markup in a link comes back as text."""
    answer = client_of(world).get("/download/slices.csv?by=<img src=x onerror=alert(1)>")
    assert "<img" not in answer.text
    assert "&lt;img" in answer.text


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("entries.csv", "influencer-roi_entries_to-2025-07-05.csv"),
        ("entries.csv?about=yes", "influencer-roi_entries-with-definitions_to-2025-07-05.csv"),
        (
            "slices.csv?by=campaign&from=2025-06-01&to=2025-06-30&brand=HKVitals",
            "influencer-roi_slices-by-campaign_2025-06_HKVitals.csv",
        ),
        (
            "slices.csv?by=influencer_id&influencer=bob",
            "influencer-roi_slices-by-influencer_to-2025-07-05_bob.csv",
        ),
        ("set-aside.csv?brand=HKVitals", "influencer-roi_set-aside_to-2025-07-05.csv"),
    ],
)
def test_names(world: Ledger, address: str, name: str):
    """A file is saved, not shown, under a name that says what it holds, its days and its filters."""
    answer = client_of(world).get(f"/download/{address}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


# ---- what a spreadsheet would run


def written(rows: pl.DataFrame) -> list[list[str]]:
    """Rows as they stand in a file."""
    return list(csv.reader(io.StringIO(b"".join(streams.csv_chunks(FrameRows(rows))).decode())))


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
@pytest.mark.parametrize("dtype", ["text", "code"])
def test_texts_that_run(text: str, dtype: str):
    """A text a spreadsheet would run as a formula begins with an apostrophe, coded or not."""
    rows = pl.DataFrame({"name": [text]}, schema={"name": pl.String if dtype == "text" else pl.Enum([text])})
    assert written(rows) == [["name"], [f"'{text}"]]


@pytest.mark.parametrize(
    ("text", "as_written"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("two lines\n=1+1", "two lines\n'=1+1"),
        ("a,\u200b+1", "a,\u200b'+1"),
        ("\ufeff＝1", "\ufeff'＝1"),  # noqa: RUF001 # the sign that is meant
        ("\u3000﹣1", "\u3000'﹣1"),
    ],
)
def test_texts_that_run_somewhere(text: str, as_written: str):
    """Nor does a text begin a formula after what some spreadsheet passes over, or takes for a cell's end."""
    assert written(pl.DataFrame({"name": [text], "more": ["x"]})) == [["name", "more"], [as_written, "x"]]


@pytest.mark.parametrize("text", ["Ann", "a=b", "1-2", "", "é, “quoted”\nand long", "<b>bold</b>"])
def test_texts_that_do_not_run(text: str):
    """Every other text stands as it is, commas, quotes and line breaks included."""
    assert written(pl.DataFrame({"name": [text], "more": ["x"]})) == [["name", "more"], [text, "x"]]


def test_numbers_stay_numbers():
    """A negative number is no formula, nothing is blank, days are ISO days."""
    rows = pl.DataFrame({"revenue": [-12.5, None], "date": [dt.date(2025, 6, 1), None], "name": [None, "-"]})
    assert written(rows) == [["revenue", "date", "name"], ["-12.5", "2025-06-01", ""], ["", "", "'-"]]


def test_formulas_in_files_reach_no_spreadsheet(ledger_of: Callable[[Mapping[str, str]], Ledger]):
    """A name that is a formula in influencers.csv is text in every download; a refund stays a number."""
    ledger = ledger_of(
        {
            "influencers": """
                id   name                            category  gender  follower_count  platform
                ann  =HYPERLINK("http://evil","x")   +Fit      Female  50000           Instagram
                """,
            "orders": """
                source     campaign  influencer_id  user_id  product  date        orders  revenue
                Instagram  @Summer   ann            u1       MB       2025-06-02  1       -1000
                """,
        }
    )
    client = client_of(ledger)
    rows = rows_of(client, "/download/entries.csv")
    refund = next(row for row in rows if float(row["revenue"]) < 0)
    assert (refund["name"], refund["category"], refund["campaign"], refund["revenue"]) == (
        '\'=HYPERLINK("http://evil","x")',
        "'+Fit",
        "'@Summer",
        "-1000.0",
    )
    by_name = rows_of(client, "/download/slices.csv?by=influencer_id&influencer=ann")
    assert by_name[0]["name"].startswith("'=HYPERLINK")


# ---- long files


def test_chunks(monkeypatch: pytest.MonkeyPatch):
    """A long file goes out in pieces that together are the file: the header once, no row lost or twice."""
    monkeypatch.setattr(in_memory, "PIECE", 2)
    rows = pl.DataFrame({"place": [1, 2, 3, 4, 5], "name": list("ab=de")})
    chunks = list(streams.csv_chunks(FrameRows(rows)))
    assert chunks == [b"place,name\n", b"1,a\n2,b\n", b"3,'=\n4,d\n", b"5,e\n"]


LONG = [pl.DataFrame({"text": ["x" * 100] * 10_000})] * 50


def test_a_short_file_says_how_long_it_is(sample_client: FlaskClient):
    """The browser is told the length of a file that is soon done."""
    for form in ("csv", "parquet", "xlsx"):
        answer = sample_client.get(f"/download/orders.{form}")
        assert answer.headers["Content-Length"] == str(len(answer.data))


def test_a_long_file_begins_before_it_is_done():
    """Of a long file no more is worked out than is taken, and what is taken is the file."""
    given: list[int] = []
    answer = streams.streamed(streams.csv_chunks(Counted(LONG, given)), "text/csv")
    assert "Content-Length" not in answer.headers
    assert len(given) == streams.AHEAD // 1_010_000 + 1
    whole = b"".join(answer.iter_encoded())
    assert (len(whole), given.count(10_000)) == (len("text\n") + 101 * 500_000, 50)


def test_sums_are_written_as_amounts():
    """What adding leaves behind the last digit of a sum is not in a file; every other digit is."""
    sums = [100.0 + 23.1 + 1e-14, 0.1 + 0.2, 98_765_432_101.25, 2 / 3, None, 0.0]
    text = b"".join(streams.csv_chunks(FrameRows(pl.DataFrame({"sum": sums})))).decode()
    assert text.splitlines() == ["sum", "123.1", "0.3", "98765432101.25", "0.666666666666667", "", "0.0"]


@pytest.mark.parametrize("write", [streams.csv_chunks, lambda rows: streams.parquet_chunks(rows, {})])
def test_who_leaves_ends_the_work(
    write: Callable[[Listing], Iterator[bytes]], monkeypatch: pytest.MonkeyPatch
):
    """A reader who leaves early, or at once, has no further row read."""
    monkeypatch.setattr(streams, "AHEAD", 100)
    for taken in (0, 1, 2):
        given: list[int] = []
        answer = streams.streamed(write(Counted(LONG, given)), "text/csv")
        chunks = answer.iter_encoded()
        for _ in range(taken):
            next(chunks)
        answer.close()
        del answer, chunks
        assert given[-1] == -1
        assert given.count(10_000) <= 1 + taken


# ---- Parquet


def test_parquet_holds_the_rows(sample: Ledger, sample_client: FlaskClient):
    """Parquet has the cells of the selection as they are: days, numbers, and texts that no sheet will run."""
    content = io.BytesIO(sample_client.get("/download/entries.parquet?platform=YouTube").data)
    found = queries.entry_rows(sample, Filters(platform=("YouTube",)))
    as_filed = found.with_columns(pl.col(pl.Enum).cast(pl.String), pl.col("follower_count").cast(pl.Int64))
    assert_frame_equal(pl.read_parquet(content), as_filed)


def test_parquet_explains_itself(sample_client: FlaskClient):
    """Its metadata says the filters, the last day of the data and what columns mean."""
    content = io.BytesIO(sample_client.get("/download/entries.parquet?platform=YouTube").data)
    said = pl.read_parquet_metadata(content)
    assert (said["filters"], said["data to"]) == ("platform=YouTube&dates=all", "2025-07-31")
    assert said["revenue"].startswith("Revenue: ")


def test_parquet_of_nothing(sample_client: FlaskClient):
    """A selection of nothing is Parquet with all the columns and no row."""
    rows = pl.read_parquet(io.BytesIO(sample_client.get("/download/entries.parquet?from=2030-01-01").data))
    assert (rows.height, rows.columns) == (0, [*GRAIN, SPEND_BASIS, *ATTRIBUTES, *MEASURES])


# ---- workbooks


def sheets_of(client: FlaskClient, address: str) -> dict[str, pl.DataFrame]:
    """The sheets of a workbook, as a spreadsheet would read them."""
    content = io.BytesIO(client.get(address).data)
    with zipfile.ZipFile(content) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())
    return pl.read_excel(content, sheet_id=0, engine="calamine")


def test_workbook_adds_up(sample: Ledger, sample_client: FlaskClient):
    """A workbook holds the selection's entries, numbers as numbers, and sums to the figure on screen."""
    rows = sheets_of(sample_client, "/download/entries.xlsx?platform=YouTube")["Rows"]
    totals = queries.totals(sample, Filters(platform=("YouTube",)), metrics=("revenue", "spend"))
    assert rows["revenue"].sum() == pytest.approx(totals["revenue"])
    assert rows["spend"].sum() == pytest.approx(totals["spend"])


def test_workbook_explains_itself(sample_client: FlaskClient):
    """Its second sheet says the filters, the last day of the data, the assumptions and what columns mean."""
    about = sheets_of(sample_client, "/download/slices.xlsx?by=brand&platform=YouTube")["About"]
    said = dict([tuple(about.columns), *about.rows()])
    assert said["filters"] == "platform=YouTube&dates=all"
    assert said["data to"] == "2025-07-31"
    assert said["assumptions"] == "baseline 20%, margin 45%"
    assert said["roas"] == "ROAS: Revenue earned for every rupee of spend. revenue ÷ spend (×)"


def test_a_sheet_that_is_too_long_is_refused(sample_client: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    """More rows than the limit are no workbook: a sentence says so, and the way out."""
    monkeypatch.setattr(files, "MOST_IN_WORKBOOK", 2_998)
    answer = sample_client.get("/download/orders.xlsx")
    said = "2,999 rows are more than the 2,998 that a workbook is made of"
    assert (answer.status_code, f"{said}; take the CSV or Parquet" in answer.text) == (400, True)


def test_a_workbook_needs_no_temporary_file(sample_client: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    """Where no temporary file can be made, a workbook is written all the same."""
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    assert sheets_of(sample_client, "/download/orders.xlsx")["Rows"].height == 2_999


def test_formulas_stay_texts_in_workbooks(ledger_of: Callable[[Mapping[str, str]], Ledger]):
    """A name that is a formula is a text in a workbook, as it stands in the file."""
    ledger = ledger_of(
        {
            "influencers": """
                id   name      category  gender  follower_count  platform
                ann  =SUM(1)   Fit       Female  50000           Instagram
                """
        }
    )
    rows = sheets_of(client_of(ledger), "/download/influencers.xlsx")["Rows"]
    assert "=SUM(1)" in rows["name"].to_list()


@pytest.mark.parametrize(
    "name", ["orders", "posts", "influencers", "payouts", "set-aside", "underperformers"]
)
@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_every_table_is_a_file(sample_client: FlaskClient, name: str, form: str):
    """Every table goes out in both forms, named after what it is and the last day of its data."""
    answer = sample_client.get(f"/download/{name}.{form}")
    assert answer.status_code == 200
    assert f"influencer-roi_{name}_to-2025-07-31.{form}" in answer.headers["Content-Disposition"]


# ---- CSV with definitions

FILES = [
    *(f"{name}.csv?" for name in ("entries", "orders", "posts", "influencers", "payouts", "set-aside")),
    "agreements.csv?",
    "underperformers.csv?max_roas=2&",
    *(f"slices.csv?by={by}&" for by in DIMENSIONS),
]
SOME = "platform=YouTube&from=2025-05-01"


def explained(client: FlaskClient, address: str) -> tuple[list[str], str]:
    """The lines a CSV with definitions opens with, and all that stands below them."""
    lines = client.get(f"/download/{address}&about=yes").data.decode("utf-8-sig").splitlines(keepends=True)
    above = list(itertools.takewhile(lambda line: line.startswith("# "), lines))
    return [line.rstrip("\n") for line in above], "".join(lines[len(above) :])


def cells_of(text: str) -> list[list[str]]:
    """The cells of a CSV."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("file", FILES)
def test_definitions_stand_above_the_same_rows(sample_client: FlaskClient, file: str):
    """Below lines of # stand header and rows as the plain file has them, cell by cell."""
    lines, below = explained(sample_client, f"{file}{SOME}")
    assert lines[0] == "# made by: influencer-roi"
    assert cells_of(below) == cells_of(sample_client.get(f"/download/{file}{SOME}").text)


def test_readers_that_pass_over_comments(ledger_of: Callable[[Mapping[str, str]], Ledger]):
    """Who reads a CSV with definitions by comment="#", in pandas or Polars, has captions to their end."""
    captions = ["Day 1 #ad", "#fit", "über #1"]
    posts = pl.DataFrame(
        {
            "influencer_id": ["ann"] * 3,
            "post_id": ["p1", "p2", "p3"],
            "platform": ["Instagram"] * 3,
            "date": ["2025-06-01"] * 3,
            "caption": captions,
            "reach": [10] * 3,
            "likes": [1] * 3,
            "comments": [1] * 3,
        }
    )
    client = client_of(ledger_of({"posts": posts.write_csv().encode()}))  # type: ignore[dict-item] # or bytes
    content = client.get("/download/posts.csv?about=yes").data
    in_pandas = pd.read_csv(io.BytesIO(content), comment="#")
    in_polars = pl.read_csv(io.BytesIO(content), comment_prefix="#")
    assert (in_pandas["caption"].to_list(), in_polars["caption"].to_list()) == (captions, captions)
    assert in_pandas.columns.to_list() == in_polars.columns


@pytest.mark.parametrize(
    ("name", "starts"),
    [("Ann Rao", "date,brand"), ("Änn Rao", "\ufeffdate,brand"), ("अनन्या", "\ufeffdate,brand")],
)
def test_a_byte_order_mark_where_needed(
    ledger_of: Callable[[Mapping[str, str]], Ledger], name: str, starts: str
):
    """A CSV begins with a byte order mark where a text is not ASCII, and with its header otherwise."""
    people = [{"id": "ann", "name": name, "category": "Fit", "follower_count": 5, "platform": "Instagram"}]
    ledger = ledger_of({"influencers": pl.DataFrame(people).write_csv().encode()})  # type: ignore[dict-item]
    text = client_of(ledger).get("/download/influencers.csv").data.decode()
    assert text.startswith("\ufeff") == starts.startswith("\ufeff")
    assert text.count("\ufeff") == starts.count("\ufeff")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_followers_are_whole_numbers(sample_client: FlaskClient, form: str):
    """A count of followers is a whole number in every file, or nothing."""
    content = io.BytesIO(sample_client.get(f"/download/influencers.{form}").data)
    rows = (pl.read_csv if form == "csv" else pl.read_parquet)(content)
    assert rows.schema["follower_count"] == pl.Int64
    assert rows["follower_count"].max() == 974_099


@pytest.mark.parametrize("file", FILES)
def test_every_column_is_defined(sample_client: FlaskClient, file: str):
    """Each column has a line of its own, in the file's order, that says more than its name."""
    lines, below = explained(sample_client, f"{file}{SOME}")
    columns = next(csv.reader(io.StringIO(below)))
    said = [line.removeprefix("# ").split(": ", 2) for line in lines[-len(columns) :]]
    assert [term for term, *_ in said] == columns
    assert [term for term, label, *meaning in said if not meaning or meaning[0] in ("", label)] == []


def test_definitions_say_what_the_rows_are(sample: Ledger, sample_client: FlaskClient):
    """The head names the product, the rows, the filters in words and as an address, days and assumptions."""
    lines, _ = explained(sample_client, f"slices.csv?by=brand&sort=cpa&{SOME}")
    said = dict(line.removeprefix("# ").split(": ", 1) for line in lines)
    made = dt.datetime.fromisoformat(said.pop("made at"))
    assert abs(made - dt.datetime.now(made.tzinfo)) < dt.timedelta(hours=1)
    brands = queries.slices(sample, Filters(platform=("YouTube",), start=dt.date(2025, 5, 1)), by="brand")
    assert {term: said[term] for term in list(said)[: list(said).index("brand")]} == {
        "made by": "influencer-roi",
        "rows": f"{brands.height} rows: slices-by-brand",
        "selection": (
            "Platform: YouTube · 1 May – 31 Jul 2025 · compared with 29 Jan – 30 Apr 2025 "
            "– data from 4 Mar 2025 · data to 31 Jul 2025"
        ),
        "chosen": "the best by CPA first",
        "filters": "platform=YouTube&from=2025-05-01",
        "data to": "2025-07-31",
        "assumptions": "baseline 20%; margin 45%",
    }
    assert said["roas"] == "ROAS: Revenue earned for every rupee of spend. revenue ÷ spend (×)"


def test_assumptions_only_where_they_matter(sample_client: FlaskClient):
    """A file none of whose columns rests on an assumption does not speak of any."""
    lines, _ = explained(sample_client, "entries.csv?")
    assert [line for line in lines if line.startswith("# assumptions")] == []


def test_thresholds_are_said(sample_client: FlaskClient):
    """The file of underperformers says which lines were drawn."""
    lines, _ = explained(sample_client, "underperformers.csv?max_roas=2&max_engagement=0.02")
    assert "# chosen: ROAS below 2; spend from 0; engagement rate below 0.02" in lines


WICKED = ("=HYPERLINK(1)", "a,=1+1", "a;=1+1", "a\t@SUM(1)", 'a,"=1+1', "a, =1+1", "a;  -1|+1")


@pytest.mark.in_turn(4)
@pytest.mark.parametrize("name", WICKED)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_no_definition_runs(ledger_of: Callable[[Mapping[str, object]], Ledger], name: str, separator: str):
    """Whatever a campaign is called, and whatever separates cells, no cell of the head begins a formula."""
    ledger = ledger_of({"orders": wicked_orders(name)})
    address = f"entries.csv?{Filters(campaign=(' '.join(name.split()),)).to_query()}"
    lines, below = explained(client_of(ledger), address)
    cells = [cell.strip() for row in csv.reader(lines, delimiter=separator) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert len(list(csv.reader(lines))) == len(lines)
    assert cells_of(below) == cells_of(client_of(ledger).get(f"/download/{address}").text)


def wicked_orders(campaign: str) -> bytes:
    """One order of a campaign of that name."""
    content = io.StringIO()
    header = ["source", "campaign", "influencer_id", "user_id", "date", "orders", "revenue"]
    csv.writer(content).writerows([header, ["Instagram", campaign, "ann", "u1", "2025-06-02", 1, 1000]])
    return content.getvalue().encode()


@pytest.mark.parametrize("baseline", ["-1", "101", "nan", "inf", "much"])
def test_no_such_baseline(sample_client: FlaskClient, baseline: str):
    """A baseline that is no percentage is refused, not computed with."""
    answer = sample_client.get(f"/download/slices.csv?by=brand&baseline={baseline}")
    assert (answer.status_code, f"baseline is '{baseline}'" in unescape(answer.text)) == (400, True)


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e999", "few"])
@pytest.mark.parametrize("name", ["max_roas", "min_spend", "max_orders", "max_engagement"])
def test_no_such_threshold(sample_client: FlaskClient, name: str, number: str):
    """A threshold that is no finite number is refused, not compared with."""
    answer = sample_client.get(f"/download/underperformers.csv?{name}={number}")
    assert (answer.status_code, f"{name} is '{number}'; give a number." in unescape(answer.text)) == (
        400,
        True,
    )


def test_no_such_sort(sample_client: FlaskClient):
    """Rows are sorted by metrics only."""
    answer = sample_client.get("/download/slices.csv?by=brand&sort=charm")
    assert (answer.status_code, "There is no metric 'charm'" in unescape(answer.text)) == (400, True)


def test_load_report(ledger_of: Callable[[Mapping[str, str]], Ledger]):
    """What became of every row is one JSON file: counts with hashes, notes, rows set aside."""
    posts = """
        post_id  influencer_id  platform   date        caption  reach  likes  comments
        p1       ann            Instagram  2025-06-01  hi       10     -4     1
        p2       ann            Instagram  2025-06-02  hi       10     4      1
        """
    client = client_of(ledger_of({"posts": posts}))
    answer = client.get("/download/load-report.json")
    report: dict[str, Any] = answer.json or {}
    assert "influencer-roi_load-report_to-" in answer.headers["Content-Disposition"]
    assert (report["tables"]["posts"]["read"], report["tables"]["posts"]["kept"]) == (2, 1)
    assert len(report["tables"]["posts"]["sha256"]) == 64
    (fault,) = report["set_aside"]
    assert (fault["line"], fault["column"], fault["code"], fault["value"]) == (2, "likes", "negative", "-4")
    assert fault["sha256"] == report["tables"]["posts"]["sha256"]
    assert {"table", "file", "code", "text"} == set(report["notes"][0])
