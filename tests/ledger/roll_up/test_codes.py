"""Orders that name no influencer count for the one whose discount code they name, however they come."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import Intake, load_folder
from influencer_roi.model.names import ORGANIC
from influencer_roi.orders import order_book
from tests.ledger.roll_up.test_engines import differences, in_warehouse

FILES = {
    "influencers": (
        "id,name,category,gender,follower_count,platform,code\n"
        'M1,Mira,Food,Female,900,Instagram,"MIRA20 / MIRA-VIP"\nN2,Nils,Yoga,Male,20,YouTube,NILS5\n'
        "O3,Otto,Yoga,Male,20,YouTube,OTTO\nP4,Pia,Yoga,Female,20,YouTube,\n"
    ),
    "posts": "influencer_id,platform,date,reach,likes,comments\nM1,Instagram,2025-02-01,400,20,2\n",
    "payouts": "influencer_id,basis,rate,orders,total_payout\nM1,order,5,3,15\nN2,order,5,3,15\n",
}
ORDERS = """\
source,campaign,influencer_id,user_id,date,orders,revenue,Coupon Code
web,Holi,,u1,2025-02-02,1,1,Mira20
web,Holi,(Not Set),u2,2025-02-02,1,2,"WELCOME, nils5"
web,Holi,,u3,2025-02-03,1,4,WELCOME | mira-vip
web,Holi,N2,u4,2025-02-03,1,8,MIRA20
web,Holi,stranger,u5,2025-02-03,1,16,MIRA20
web,Holi,,u6,2025-02-03,1,32,WELCOME
web,Holi,,u7,2025-02-03,1,64,TEAM
web,Holi,,u8,2025-02-03,1,128,
web,Holi,'-,u9,03/02/2025,1,"₹256",'NILS5
web,Holi,'#N/A,u9,2025-02-03,1,512,mira20
"""
OWED = [("M1", 517.0), ("N2", 266.0), ("stranger", 16.0)]


def folder_of(folder: Path, *, form: str = "") -> Path:
    """Write the files; orders in two files of a folder where a form is named."""
    folder.mkdir()
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    if not form:
        (folder / "orders.csv").write_text(ORDERS, encoding="utf-8")
        return folder
    rows = pl.read_csv(ORDERS.encode(), infer_schema=False)
    (folder / "orders").mkdir()
    for at in range(2):
        path = folder / "orders" / f"{at}.{form}"
        part = rows[5 * at : 5 * at + 5]
        part.write_csv(path) if form == "csv" else part.write_parquet(path)
    return folder


def owed(ledger: Ledger) -> list[tuple[str, float]]:
    """The revenue of each influencer who has any."""
    people = queries.slices(ledger, Filters(), by="influencer_id", metrics=("revenue",))
    return sorted(people.filter(pl.col("revenue") > 0).rows())


def said(ledger: Ledger) -> list[str]:
    """What is noted of codes."""
    return [note.text for note in ledger.report.notes if note.code in ("by_code", "unknown_code")]


def rows_of(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """The rows of orders of a selection, as a reader takes them home."""
    found = order_book(ledger, filters)
    rows = pl.concat([found.empty, *found.pieces()]).with_columns(pl.col(pl.Enum).cast(pl.String))
    return rows.drop("new_customers", "line", strict=False).sort("revenue")


def test_a_code_says_whose_an_order_is(tmp_path: Path) -> None:
    """Whoever is named wins; of several codes the known one counts; one of nobody is organic."""
    ledger = load_folder(folder_of(tmp_path / "one"))
    assert owed(ledger) == OWED
    assert queries.totals(ledger, Filters())["organic_revenue"] == 224.0
    theirs, strange = said(ledger)
    assert theirs == "5 rows name their influencer by a code alone."
    assert strange == (
        "2 rows name codes that are nobody's on its day: TEAM: 1 order, ₹64.00, WELCOME: 1 order, ₹32.00; "
        "they count as organic."
    )


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(
    ("form", "engine"), [("csv", "polars"), ("parquet", "polars"), ("csv", "duckdb"), ("parquet", "duckdb")]
)
def test_codes_of_orders_in_place(tmp_path: Path, form: str, engine: str) -> None:
    """Codes say the same of orders that stay in files, and of each of their rows."""
    one = load_folder(folder_of(tmp_path / "one"))
    intake = Intake(engine="duckdb" if engine == "duckdb" else "polars")
    other = load_folder(folder_of(tmp_path / "other", form=form), intake)
    assert differences(one, other).is_empty()
    assert said(one) == said(other)
    people: list[tuple[str, ...]] = [("Food",), (ORGANIC,)]
    for filters in (Filters(), Filters(influencer_id=("M1",)), *(Filters(category=one) for one in people)):
        assert_frame_equal(*(rows_of(ledger, filters) for ledger in (one, other)))


@pytest.mark.slow
@pytest.mark.usefixtures("executors")
def test_codes_on_spark(tmp_path: Path) -> None:
    """Codes say the same where Spark rolls orders up."""
    one = load_folder(folder_of(tmp_path / "one"))
    other = load_folder(folder_of(tmp_path / "other", form="parquet"), Intake(engine="spark"))
    assert differences(one, other).is_empty()


def test_codes_in_postgres(tmp_path: Path, postgres: str) -> None:
    """Codes say the same of orders in a table of PostgreSQL."""
    folder = folder_of(tmp_path / "one")
    one = load_folder(folder)
    assert differences(one, load_folder(folder, in_warehouse(postgres, folder, "coded"))).is_empty()
