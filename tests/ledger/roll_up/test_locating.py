"""Where rows of orders in place stand."""

from pathlib import Path

from influencer_roi.ledger.load import load_folder
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
