"""The desk where data is published draws what an upload is: values in, nodes out."""

import json
from dataclasses import replace

import polars as pl
import pytest

from influencer_roi.intake.codes import CODE_TABLE
from influencer_roi.model.report import LEFT_OUT, Counts, Note, Report
from influencer_roi.model.schema import TABLES
from influencer_roi.pages.publish import draw
from influencer_roi.pages.publish.causes import why
from influencer_roi.pages.publish.meanings import MEANINGS, meaning
from influencer_roi.pages.publish.seen import CHANGES, COLUMNS, ROWS, Code, Line, Seen, Sheet
from influencer_roi.queries.versions import Cause, Difference, Why
from influencer_roi.queries.versions.changes import compared_sums
from influencer_roi.queries.versions.compared import Compared
from influencer_roi.store.summary import Month, Summary
from influencer_roi.store.upload import Way
from influencer_roi.ui.nodes import Node


def drawn(seen: Seen) -> str:
    """Return what the desk shows, as text."""
    return json.dumps(draw(seen), ensure_ascii=False)


def with_rows(report: Report, **more: object) -> Seen:
    """Return an upload whose rows are read."""
    files = (("orders.csv", 100),)
    return Seen(upload="ab", step=ROWS, files=files, state="ready", report=report, **more)  # type: ignore[arg-type] # fields of Seen


def test_meanings_are_of_columns():
    """Whatever has a meaning is a column, and each column a file cannot be without has one."""
    columns = {table.name: {column.name for column in table.known} for table in (*TABLES, CODE_TABLE)}
    required = {table.name: {column.name for column in table.columns if column.required} for table in TABLES}
    strange = {name: {*means} - columns[name] for name, means in MEANINGS.items()}
    unsaid = {name: asked - {*MEANINGS[name]} for name, asked in required.items()}
    assert (any(strange.values()), any(unsaid.values())) == (False, False)
    assert meaning("orders+payouts", "payouts.basis") == "what is paid for: post or order"


def test_what_is_asked_for_says_what_it_holds():
    """A column that has to be chosen says what it holds; one that may be missing can be said to be."""
    line = Line("source", how="choose its column", asks=True)
    sheet = Sheet("orders.csv", "orders", ("a", "b"), lines=(line,), file="orders.csv")
    shown = drawn(Seen(upload="ab", step=COLUMNS, files=(("orders.csv", 1),), sheets=(sheet,)))
    assert "where the buyer came from" in shown
    assert "not in this file" in shown
    assert "Read the rows: choose source first" in shown


def test_other_names_are_told():
    """A step that is done names the first columns under other names; another spelling is none."""
    lines = tuple(
        Line(ours, header) for ours, header in (("date", "Date"), ("basis", "deal"), ("rate", "fee"))
    )
    sheet = Sheet("payouts.csv", "payouts", ("Date", "deal", "fee"), lines=lines, file="payouts.csv")
    seen = Seen(upload="ab", step=ROWS, files=(("payouts.csv", 1),), sheets=(sheet,))
    assert "basis is deal, rate is fee. " in drawn(seen)
    many = replace(sheet, lines=tuple(Line(f"ours{at}", f"theirs{at}") for at in range(5)))
    assert "ours2 is theirs2, 2 more have other names. " in drawn(replace(seen, sheets=(many,)))


def test_codes_of_nobody():
    """A code of nobody has a choice of everybody, or a field where there are too many to choose from."""
    report = Report({}, notes=(Note("orders", "orders.csv", "unknown_code", "EXTRA10: 2 orders"),))
    codes = (Code("EXTRA10", 2.0, 790.0),)
    few = drawn(with_rows(report, codes=codes, people=(("A1", "Asha"),)))
    many = drawn(with_rows(report, codes=codes, people=tuple((f"A{at}", "Asha") for at in range(201))))
    assert "Asha · A1" in few
    assert "Read again: choose whose one is first" in few
    assert '"list": "publish-people"' in many


def test_left_out():
    """Each row left out has its line, why, its money and the row; beyond a hundred the file has them."""
    rows = [("orders", "orders.csv", "", line, "refunded", 1234.5, f"#{line}") for line in range(2, 103)]
    report = Report(
        {"orders": Counts("orders.csv", 200, 99, left_out=101)},
        left_out=pl.DataFrame(rows, schema=LEFT_OUT, orient="row"),
    )
    shown = drawn(with_rows(report))
    assert "The 101 rows left out, the first 100, each with its reason" in shown
    assert "1,234.50" in shown
    assert "/upload/ab/left-out.csv" in shown
    assert "#102" not in shown


def test_rows_as_they_would_be():
    """The rows of a table are called the first ones only where it has more of them."""
    report = Report({name: Counts(f"{name}.csv", 3, kept) for name, kept in (("orders", 3), ("posts", 2))})
    heads = dict.fromkeys(("orders", "posts"), pl.DataFrame({"post_id": ["a", "b"]}))
    shown = drawn(with_rows(report, heads=heads))
    assert "The first 2 rows of orders, as they would be" in shown
    assert "All 2 rows of posts, as they would be" in shown


def test_causes_name_their_months_and_rows():
    """A cause says which months it changes, with how many of its rows, and lists them."""
    rows = pl.DataFrame({"months": ["2025-03", "2025-03 2025-05", ""], "order_id": ["a", "b", "c"]})
    cause = Cause("revenue", Why.LEFT_OUT, rows, -900.0)
    before = Summary(months=(Month("2025-03", 1_000.0, 0.0, 3.0),))
    after = Summary(months=(Month("2025-03", 100.0, 0.0, 2.0),))
    shown = json.dumps(list(why(Difference(compared_sums(before, after), (cause,)))), ensure_ascii=False)
    assert "Revenue of March 2025 (2) and May 2025 (1)." in shown
    assert "March 2025, May 2025" in shown
    assert "3 orders are refunded or left out now" in shown


def not_drawn(nodes: list[Node]) -> list[Node]:
    """Return the nodes a browser cannot draw: lists that are no element, [tag, attributes, ...]."""
    lists = [node for node in nodes if isinstance(node, list)]
    odd = [node for node in lists if not (len(node) > 1 and isinstance(node[1], dict))]
    return odd + [one for node in lists if node not in odd for one in not_drawn(node[2:])]


def test_what_changes_can_be_drawn():
    """Beside what is live stand the change and its sign, in elements that a browser draws."""
    before = Summary(months=(Month("2025-03", 1_000.0, 400.0, 3.0),), data_to="2025-03-31")
    after = Summary(months=(Month("2025-03", 100.0, 500.0, 2.0),), data_to="2025-03-31")
    change = Compared(Difference(compared_sums(before, after), ()), compared_with="1")
    seen = Seen(upload="ab", step=CHANGES, state="ready", change=change)
    assert not_drawn(draw(seen)) == []
    assert '"live ₹1,000 · ", ["span", {"className": "nb"}, "−₹900"]' in drawn(seen)


def test_what_is_dropped_once_it_is_live():
    """Files that are dropped on a page that has published are another upload."""
    assert '"data-upload": ""' in drawn(Seen(upload="ab", published=3))
    assert '"data-upload": "ab"' in drawn(Seen(upload="ab"))


@pytest.mark.parametrize(("can_add", "offered"), [(True, True), (False, False)])
def test_some_tables_alone(can_add: bool, offered: bool):  # noqa: FBT001 # values
    """Where tables are missing and data is live, the way to add to it stands beside the refusal."""
    seen = Seen(
        upload="ab",
        step=ROWS,
        files=(("orders.csv", 1),),
        state="refused",
        problems=("no file for posts.",),
        can_add=can_add,
        way=Way.ALONE,
    )
    assert ("add them to it" in drawn(seen)) == offered
