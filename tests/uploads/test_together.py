"""What is said of columns and codes stays with the data when files are added, or take another's place."""

from collections.abc import Mapping
from pathlib import Path

from influencer_roi.ledger.entries import Ledger
from influencer_roi.store import current_version, read_snapshot
from influencer_roi.store.build import build_snapshot
from influencer_roi.store.composing import compose
from influencer_roi.store.publishing import PublishRequest, publish
from influencer_roi.store.refresh_guard import Acceptance
from influencer_roi.store.staged import begin
from influencer_roi.store.upload import Way
from influencer_roi.uploads.answers import Answer, Answers, keep
from influencer_roi.uploads.going_on import prepared
from influencer_roi.uploads.incoming import take
from tests.exported import PLAIN

MAY = "Bill Date,Net,Coupon\n2031-05-04,100,ASHA10\n2031-05-05,10,EXTRA10\n"
JUNE = "Bill Date,Net,Coupon\n2031-06-04,7,ASHA10\n2031-06-05,3,LATE5\n"
CHOSEN = {
    "date": "Bill Date",
    "revenue": "Net",
    "code": "Coupon",
    **dict.fromkeys(("source", "campaign", "influencer_id", "user_id", "orders"), ""),
}
REASONS = {"rows_dropped orders.csv": "these are all the orders"}


def published(root: Path, files: Mapping[str, str], way: Way = Way.ALONE, **codes: str) -> Ledger:
    """Bring files, say which column is which and whose codes are, and publish; what is live then."""
    staged = begin(root, who="fin", way=way)
    for name, text in files.items():
        take(staged, name, [text.encode()])
    said = {"orders.csv": Answer("orders", CHOSEN)} if "Bill Date" in files.get("orders.csv", "") else {}
    keep(staged, Answers(said, codes=codes))
    assert prepared(staged)
    compose(staged)
    build_snapshot(staged.files, staged.folder, accept=Acceptance.ANY)
    publish(staged, PublishRequest("fin", "a test", current_version(root), REASONS))
    return read_snapshot(root).ledger


def orders(ledger: Ledger) -> dict[float, str | None]:
    """Whose each order is, by its revenue."""
    return dict(ledger.tables.orders.select("revenue", "influencer_id").sort("revenue").iter_rows())


def test_months_are_added(tmp_path: Path):
    """June's file has May's name and headers: both are read as was chosen, with the codes said of each."""
    may = published(tmp_path, {**PLAIN, "orders.csv": MAY}, EXTRA10="B2")
    assert orders(may) == {10: "B2", 100: "A1"}
    both = published(tmp_path, {"orders.csv": JUNE}, Way.ADD, LATE5="C3")
    assert orders(both) == {3: "C3", 7: "A1", 10: "B2", 100: "A1"}


def test_a_table_takes_anothers_place(tmp_path: Path):
    """Orders of another form take the place of those that were mapped, and what was said of these goes."""
    published(tmp_path, {**PLAIN, "orders.csv": MAY})
    only = published(tmp_path, {"orders.csv": PLAIN["orders.csv"]}, Way.REPLACE)
    assert orders(only) == {700: None, 1000: "A1"}


def test_an_export_takes_a_tables_place(tmp_path: Path):
    """An export is the tables its format gives, whatever it is called: it takes the place of those."""
    shop = (
        "Name,Created at,Financial Status,Subtotal,Lineitem name,Email\n#1,2031-05-03,paid,500,Whey,a@x.in\n"
    )
    published(tmp_path, PLAIN)
    only = published(tmp_path, {"July from the shop.csv": shop}, Way.REPLACE)
    assert orders(only) == {500: None}
