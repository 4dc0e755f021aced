"""What one file says, orders left where they lie, frames and workbooks say too: rules found apart once."""

from pathlib import Path
from zlib import crc32

import polars as pl
import pytest

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import Intake, load_folder
from tests import trying
from tests.folders import FILES, rows_of, write_folder
from tests.ways import WAYS, Frames, disagreements, in_files, outcome

pytestmark = pytest.mark.at_length
HEADER = "source  campaign  influencer_id  user_id  date  orders  revenue"
PLAIN = [f"IG  Summer  A  u{day}  2025-01-0{day}  1  {day}0" for day in range(1, 6)]


def frames_with(*orders: str, header: str = HEADER) -> Frames:
    """Give the four tables of the folder one can see, with these orders."""
    names = {"influencers": "influencers", "posts": "posts", "payouts": "payouts"}
    others = {name: rows_of(FILES[file]) for name, file in names.items()}
    return others | {"orders": rows_of("\n".join([header, *orders]))}


def one_answer(frames: Frames, folder: Path) -> Ledger:
    """Return the ledger of one file per table, the other ways in agreeing with it: a third, at length all."""
    one = outcome(in_files, frames, folder / "one")
    assert isinstance(one, Ledger)
    turn = [*WAYS.items()][crc32(folder.name.encode()) % 3 :: 3]
    ways = WAYS if trying.AT_LENGTH else dict(turn)
    found = {name: [*disagreements(one, outcome(way, frames, folder / name))] for name, way in ways.items()}
    assert {name: said for name, said in found.items() if said} == {}
    return one


def codes(ledger: Ledger) -> list[tuple[int, str]]:
    """What was set aside of orders, by line."""
    return [(one.line, one.code) for one in ledger.report.set_aside if one.table == "orders"]


def noted(ledger: Ledger) -> set[str]:
    """The codes of what is noted of orders."""
    return {one.code for one in ledger.report.notes if one.table == "orders"}


def test_no_revenue_is_nothing(tmp_path: Path) -> None:
    """Where no row has revenue there is none to measure: nothing, and not 0."""
    bare = [row.rsplit("  ", 1)[0] + "  -" for row in PLAIN]
    ledger = one_answer(frames_with(*bare), tmp_path)
    assert "revenue" in ledger.unmeasured
    assert "no_revenue" in noted(ledger)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_no_revenue_on_an_engine(tmp_path: Path, engine: str) -> None:
    """Nor does an engine make a 0 of it that rolls up a file which was read."""
    bare = "\n".join([HEADER, *(row.rsplit("  ", 1)[0] + "  -" for row in PLAIN)])
    folder = write_folder(tmp_path, tracking_data=bare)
    assert "revenue" in load_folder(folder, Intake(engine=engine)).unmeasured  # type: ignore[arg-type] # both are


def test_control_characters(tmp_path: Path) -> None:
    """Characters nobody sees are taken out of cells, whatever the table came in."""
    frames = dict(frames_with(*PLAIN, "IG  Sum\x07mer  A\x1b  u6  2025-01-06  1  60"))
    frames["posts"] = frames["posts"].with_columns(campaign=pl.Series(["Win\u202eter", None]))
    ledger = one_answer(frames, tmp_path)
    assert set(ledger.tables.orders["campaign"]) == {"Summer"}
    assert {(one.table, one.code) for one in ledger.report.notes} >= {("posts", "control_characters")}


def test_odd_rows_are_noted(tmp_path: Path) -> None:
    """A refund, an order of nothing and revenue without an order are noted of rows read one by one too."""
    odd = (
        "IG  -  A  u6  06-01-2025  1  -60",
        "IG  -  A  u7  07-01-2025  0  60",
        "IG  -  A  u8  08/01/2025  1  0",
    )
    assert {"refund", "orders_zero", "revenue_zero"} <= noted(one_answer(frames_with(*PLAIN, *odd), tmp_path))


def test_copies_of_what_is_set_aside(tmp_path: Path) -> None:
    """Rows that are alike and set aside are no copies among those that count."""
    twice = ["IG  -  A  u6  soon  1  60"] * 2
    assert "alike" not in noted(one_answer(frames_with(*PLAIN, *twice), tmp_path))


def test_copies_without_an_id(tmp_path: Path) -> None:
    """Rows that are alike and have no id are noted where others have one."""
    keyed = [f"o{at}  {row}" for at, row in enumerate(PLAIN)]
    copies = [f"{nobody}  {PLAIN[0]}" for nobody in ("-", "-", "n/a", "n/a")]
    ledger = one_answer(frames_with(*keyed, *copies, header=f"order_id  {HEADER}"), tmp_path)
    assert "alike" in noted(ledger)
    assert ledger.report.counts["orders"].kept == 9


def test_a_total_beside_what_is_no_number(tmp_path: Path) -> None:
    """A total is known by the sum of the numbers, though another cell says that it is infinite."""
    rows = [*PLAIN, *(row.replace("  u", "  v") for row in PLAIN), "IG  -  A  u6  2025-01-06  1  inf"]
    ledger = one_answer(frames_with(*rows, "Gesamt  -  -  -  -  11  300"), tmp_path)
    assert codes(ledger) == [(12, "not_finite"), (13, "footer_row")]


def test_totals_that_fill_every_cell(tmp_path: Path) -> None:
    """Totals of two months that say so in the campaign alone are no orders; a campaign called so has some."""
    june, july = PLAIN[:3], [row.replace("2025-01", "2025-02") for row in PLAIN[3:]]
    totals = ("IG  Total  A  u9  2025-01-31  3  60", "IG  Total  A  u9  2025-02-28  3  110")
    rows = [*june, totals[0], "IG  Total-Care  A  u8  2025-02-01  1  20", *july, totals[1]]
    assert codes(one_answer(frames_with(*rows), tmp_path)) == [(5, "footer_row"), (9, "footer_row")]


def test_posts_that_orders_name(tmp_path: Path) -> None:
    """A post nobody knows, or somebody else's, is told; one of the influencer's own is the link."""
    named = ["P1", "P9", "P2", "-", "P1.0"]
    rows = [f"{row}  {post}" for row, post in zip(PLAIN, named, strict=True)]
    ledger = one_answer(frames_with(*rows, header=f"{HEADER}  post_url"), tmp_path)
    assert [note.text.split(":")[0] for note in ledger.report.notes if note.code == "unknown_post"] == [
        "2 rows name 2 posts that posts.csv lacks",
        "1 row names a post that is not of their influencer in posts.csv",
    ]


def test_a_total_of_dotted_thousands(tmp_path: Path) -> None:
    """A total is known where dots group thousands in every amount."""
    rows = [f"{row}.500" for row in PLAIN]
    twice = [*rows, *(row.replace("  u", "  v") for row in rows)]
    ledger = one_answer(frames_with(*twice, "Gesamt  -  -  -  -  10  305.000"), tmp_path)
    assert codes(ledger) == [(12, "footer_row")]
    assert "dots_group" in noted(ledger)


def test_an_id_that_is_spoilt(tmp_path: Path) -> None:
    """An influencer Excel turned into a number sets its row aside; a customer it spoilt is nobody."""
    odd = ("IG  -  1.23E+12  u6  2025-01-06  1  60", "IG  -  A  1.5E+9  2025-01-06  1  60")
    ledger = one_answer(frames_with(*PLAIN, *odd), tmp_path)
    assert codes(ledger) == [(7, "id_scientific")]
    assert ledger.entries["new_customers"].sum() == 5


def test_a_workbook_is_read_in_silence(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A column without a value makes no library talk over what `check` prints."""
    frames = dict(frames_with(*PLAIN))
    frames["orders"] = frames["orders"].with_columns(product=pl.lit(None, pl.String))
    assert isinstance(outcome(WAYS["in_workbook"], frames, tmp_path / "book"), Ledger)
    assert caplog.records == []


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_ways_to_write_an_order(tmp_path: Path, engine: str) -> None:
    """An order id is one order however it is written, in one file, in parts and where orders lie."""
    ways = (
        "7",
        "7.0",
        "7.000",
        " 7",
        '="7"',
        "'7",
        "\uff17",
        "7\u200b",
        "x",
        '="x"',
        "x ",
        "8.05",
        "8.5",
        "y 1",
    )
    twice = [(way, "2025-01-02", "40") for way in ways]
    conflict = [("'c1", "2025-01-03", "40"), ("c1", "2025-01-03", "50")]
    nobody = [("-", "2025-01-04", "1"), ("'-", "2025-01-04", "2"), ("1.5E+9", "2025-01-04", "3")]
    frames = dict(frames_with(*PLAIN))
    frames["orders"] = pl.DataFrame(
        [
            {
                "source": "IG",
                "campaign": "Summer",
                "influencer_id": "A",
                "user_id": "u1",
                "order_id": way,
                "date": day,
                "orders": "1",
                "revenue": paid,
            }
            for way, day, paid in (*twice, *conflict, *nobody)
        ]
    )
    given = WAYS["folder_for_duckdb" if engine == "duckdb" else "folder_of_csv"]
    one, other = outcome(in_files, frames, tmp_path / "one"), outcome(given, frames, tmp_path / "parts")
    assert [*disagreements(one, other)] == []
    assert isinstance(other, Ledger)
    assert other.entries["revenue"].sum() == 6 * 40.0 + 6


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(
    ("header", "rows", "earned"),
    [
        ("", ("o1 A u1 -400 1", "o1 A u1 -100 0"), 500),
        ("", ("o1 - - -400 1",), 600),
        ("status", ("o1 A u1 -1000 1 Refunded",), 0),
        ("status", ("o1 A u1 -300 -1 Cancelled", "o2 A u2 -50 0 Reversed", "o2 A u2 50 1 Refunded"), 700),
        ("status", ("- A u1 -300 0 Cancelled",), 700),
        ("status", ("o2 A u1 1000 1 Cancelled", "o1 A u1 -1000 0 Refunded"), 0),
        ("status", ("o1 A u2 1000 1 Cancelled", "o1 A u1 -1000 0 Refunded"), 0),
        ("status", ("o1 A u2 300 1 Cancelled", "o1 A U1 -300 0 -", "o1 A u2 -300 0 -"), 700),
        ("status", ("o1 A u2 300 1 Cancelled", "o1 A - -300 0 -"), 1000),
        ("cancelled_at", ("o1 A u1 -300 0 2025-02-01", "o2 A u2 -50 0 -", "o2 A u2 50 1 2025-02-02"), 700),
    ],
)
def test_a_refund_under_the_number_of_its_sale(
    tmp_path: Path, header: str, rows: tuple[str, ...], earned: float
) -> None:
    """It is taken off, on its day, and is no order more; whose it is its sale says, and it goes with that."""
    told = [
        f"IG  Summer  {who}  {user}  2025-01-0{at}  {orders}  {money}  {key}  {'  '.join(says)}"
        for at, row in enumerate(("o1 A u1 1000 1 -", *rows), start=1)
        for key, who, user, money, orders, *says in [row.split()]
    ]
    cut = told if header else [one.removesuffix("  -") for one in told]
    ledger = one_answer(frames_with(*cut, header=f"{HEADER}  order_id  {header}"), tmp_path)
    found = ledger.entries.filter(influencer_id="A")
    counts = 0 if any("-1 Cancelled" in row for row in rows) else 1
    assert (found["revenue"].sum(), found["orders"].sum()) == (earned, counts)
    assert ledger.entries["organic_revenue"].sum() == 0


@pytest.mark.in_turn(2)
@pytest.mark.parametrize("cells", ["0 1 0 1 -", "1 1 1 1 1", "1 - 1 1 1", "0 1 2 0 1"])
def test_how_many_came_back_in_every_way(tmp_path: Path, cells: str) -> None:
    """Whether 1 is an answer is asked of all rows, however few of them an engine lends."""
    rows = [f"{row}  {cell}" for row, cell in zip(PLAIN, cells.split(), strict=True)]
    rows[1] = rows[1].replace("  1  20", "  3  20")
    one_answer(frames_with(*rows, header=f"{HEADER}  Returned"), tmp_path)


def test_dots_are_those_of_the_file(tmp_path: Path) -> None:
    """A refund of 1.500 is no thousand where the revenue of its file has decimal points."""
    rows = [f"{row}  {refund}" for row, refund in zip(PLAIN, ("1.500", "2.250", "-", "-", "-"), strict=True)]
    rows[2] = rows[2].replace("  30", "  1234.125")
    ledger = one_answer(frames_with(*rows, header=f"{HEADER}  refunded_amount"), tmp_path)
    assert ledger.entries["revenue"].sum() == pytest.approx(10 + 20 + 1234.125 + 40 + 50 - 3.75)


@pytest.mark.parametrize(("word", "figure"), [("Max", 999), ("Count", 30)])
def test_a_figure_of_all_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, figure: int
) -> None:
    """A line that says a figure of all rows is none in files too long to be looked through for sums."""
    monkeypatch.setattr("influencer_roi.ledger.roll_up.edges._SHEET", 0)
    paid = [999 if at == 15 else 10 + at for at in range(30)]
    rows = [f"IG  Summer  A  u{at}  2025-01-{1 + at % 28:02}  1  {one}" for at, one in enumerate(paid)]
    frames = frames_with(*rows, f"-  -  {word}  -  2025-01-28  -  {figure}")
    folder = tmp_path / "place"
    (folder / "orders").mkdir(parents=True)
    for name, frame in frames.items():
        path = "orders/a" if name == "orders" else name
        frame.write_csv(folder / f"{path}.csv")
    ledger = load_folder(folder)
    assert (codes(ledger), ledger.entries["revenue"].sum()) == ([(32, "footer_row")], sum(paid))


def test_a_refund_without_a_number(tmp_path: Path) -> None:
    """Rows below 0 are of a sale of the same customer and amount, that earned nothing or less, once each."""
    rows = [
        *(f"{row}  -" for row in PLAIN),
        "IG  -  A  u6  2025-01-06  1  600  200",
        "IG  -  A  u6  2025-01-08  0  -200  -",
        "IG  -  A  u6  2025-01-09  0  -200  -",
        "IG  -  A  u7  2025-01-06  1  70  70",
        "IG  -  A  u7  2025-01-08  0  -70  -",
        "IG  -  B  u7  2025-01-08  0  -70  -",
    ]
    ledger = one_answer(frames_with(*rows, header=f"{HEADER}  refunded_amount"), tmp_path)
    assert ledger.entries["revenue"].sum() == 150 + 600 - 200 - 200 - 70
    assert {"refund_twice", "left_out"} <= noted(ledger)


def test_refunds_of_sales_left_out(tmp_path: Path) -> None:
    """A sale left out takes one refund of its customer and amount with it, no earlier; none if never paid."""
    rows = [
        *(f"{row}  -" for row in PLAIN),
        "IG  -  A  u6  2025-01-04  0  -300  -",
        "IG  -  A  u6  2025-01-05  1  300  cancelled",
        "IG  -  A  u6  2025-01-06  1  300  -",
        "IG  -  A  u6  2025-01-07  0  -300  -",
        "IG  -  A  u6  2025-01-08  0  -300  -",
        "IG  -  B  u7  2025-01-06  1  70  failed",
        "IG  -  B  u7  2025-01-06  1  70  -",
        "IG  -  B  u7  2025-01-08  0  -70  -",
    ]
    ledger = one_answer(frames_with(*rows, header=f"{HEADER}  status"), tmp_path)
    assert ledger.entries["revenue"].sum() == 150 - 300


@pytest.mark.parametrize("numbered", [False, True])
def test_a_refund_without_a_number_of_a_sale_set_aside(tmp_path: Path, *, numbered: bool) -> None:
    """It goes with a sale of its customer and amount, no later; not where the record of that sale stands."""
    rows = [
        *PLAIN,
        "IG  -  A  u6  soon        1  300",
        "IG  -  A  U6  2025-01-08  0  -300",
        "IG  -  A  u6  2025-01-09  0  -300",
        "IG  -  A  u7  2025-01-07  0  -70",
        "IG  -  A  u7  2025-01-08  -  soon",
    ]
    keys = [f"n{at}" if at < 6 else "-" for at in range(len(rows))]
    keyed = [f"{key}  {row}" for key, row in zip(keys, rows, strict=True)]
    keyed += ["n7  IG  -  A  u8  2025-01-03  1  40"] * 2 + ["n/a  IG  -  A  u8  2025-01-04  0  -40"]
    frames = frames_with(*keyed, header=f"order_id  {HEADER}") if numbered else frames_with(*rows)
    ledger = one_answer(frames, tmp_path)
    assert ledger.entries["revenue"].sum() == 150 - 300 - 70
    assert {code for _, code in codes(ledger)} >= {"sale_set_aside"}


@pytest.mark.parametrize("other", ["Complete", "Processing"])
def test_closed_beside_complete(tmp_path: Path, other: str) -> None:
    """Whether closed is another thing than complete all rows of all parts say, not the odd ones alone."""
    rows = [f"{row}  {other}" for row in PLAIN] + ["IG  -  A  u6  2025-01-06  1  60  Closed"]
    ledger = one_answer(frames_with(*rows, header=f"{HEADER}  status"), tmp_path)
    assert ("unknown_status" in noted(ledger)) == (other == "Complete")


@pytest.mark.parametrize(
    "named", ["https://www.instagram.com/p/Ab1/?igsh=x", "http://m.instagram.com/p/Ab1", "https://i.gr/x/Ab1"]
)
@pytest.mark.parametrize("post_id", ["Ab1", "https://instagram.com/p/Ab1", None])
def test_a_post_named_by_its_address(tmp_path: Path, named: str, post_id: str | None) -> None:
    """Orders and payouts name a post by its address however it was shared, or by the id it ends in."""
    frames = frames_with(*(f"{row}  {named}" for row in PLAIN), header=f"{HEADER}  post_id")
    posts = frames["posts"].with_columns(
        post_id=pl.Series([post_id, "Zz9"]), url=pl.Series(["https://instagram.com/p/Ab1/", None])
    )
    ledger = one_answer({**frames, "posts": posts}, tmp_path)
    linked = ledger.tables.orders["link"].null_count() == 0
    assert linked == (post_id == "Ab1" or "/p/" in named)


def test_order_ids_that_are_spoilt(tmp_path: Path) -> None:
    """Ids a spreadsheet made numbers of are told of, and tell no orders apart."""
    rows = [f"{key}  {row}" for key, row in zip(("4.5E+12", "4.5E+12", "a", "b", "c"), PLAIN, strict=True)]
    ledger = one_answer(frames_with(*rows, header=f"order_id  {HEADER}"), tmp_path)
    assert ledger.entries["revenue"].sum() == 150
    assert "cell_unreadable" in noted(ledger)
