"""Where rows of orders in place stand."""

from pathlib import Path

import pytest

from influencer_roi.ledger.load import load_folder
from influencer_roi.ledger.roll_up import edges
from tests.folders import write_folder

HEADER = 'source,campaign,influencer_id,user_id,date,orders,"revenue"\n'
ROWS = """IG,"Sum
mer",A,{0}1,2025-01-01,1,10

IG,Summer,A,{0}2,soon,1,20
"IG
",Summer,A,{0}3,later,1,30
IG,Summer,A,{0}4,2025-01-04,1,-40
"""


def test_lines_are_those_of_an_editor(tmp_path: Path) -> None:
    """Cells of several lines and blank lines count: a row of a part is told by the line it begins at."""
    write_folder(tmp_path)
    for file in tmp_path.glob("*racking*"):
        file.unlink()
    orders = tmp_path / "orders"
    orders.mkdir()
    for name in ("a", "b"):
        (orders / f"{name}.csv").write_text(HEADER + ROWS.format(name), encoding="utf-8")
    aside = [(one.file, one.line) for one in load_folder(tmp_path).report.set_aside if one.table == "orders"]
    assert aside == [("a.csv", 5), ("a.csv", 6), ("b.csv", 5), ("b.csv", 6)]


@pytest.mark.parametrize(("large", "noted"), [(1 << 20, False), (1 << 5, True)])
def test_a_figure_in_a_large_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int, *, noted: bool
) -> None:
    """A line that says the most is set aside; of a file too large to work that out it is told."""
    monkeypatch.setattr(edges, "LARGE", large)
    monkeypatch.setattr(edges, "_SHEET", 0)
    write_folder(tmp_path)
    (tmp_path / "tracking_data.csv").unlink(missing_ok=True)
    (tmp_path / "orders.csv").unlink(missing_ok=True)
    (tmp_path / "orders").mkdir()
    rows = "".join(f"IG,,A,u{day},2025-01-{day},1,{min(day, 40 - day)}\n" for day in range(10, 31))
    (tmp_path / "orders" / "a.csv").write_text(f"{HEADER}{rows},,Max,,2025-01-30,1,20\n", encoding="utf-8")
    report = load_folder(tmp_path).report
    assert ("figures_not_checked" in {one.code for one in report.notes}) == noted
    assert ("footer_row" in {one.code for one in report.set_aside}) != noted
