from influencer_roi.ledger.entries import Ledger
from tests.test_downloads import client_of, rows_of


def test_a_row_per_gate(sample: Ledger) -> None:
    """The gates are a file, with state, number and line, of the selection the address names."""
    rows = rows_of(client_of(sample), "/download/evidence.csv?platform=Instagram")
    assert [row["gate"] for row in rows] == ["Timing", "Maturity", "Repeat", "Backtest"]
    assert (rows[0]["state"], rows[0]["number"], rows[0]["threshold"]) == ("open", "0.005", "0.05")
    assert (rows[2]["state"], rows[2]["number"]) == ("too thin", "")
