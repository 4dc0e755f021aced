"""brands.csv says which spellings stand for which brand."""

from pathlib import Path

from tests.exported import ledger_of, refused, split

ORDERS = """\
source,campaign,influencer_id,user_id,product,date,orders,revenue
Instagram,Onam,A1,u1,Zest bar,2031-05-03,1,100
Instagram,Onam,A1,u2,zst-2 tea,2031-05-03,1,20
"""


def test_several_spellings_in_a_cell(tmp_path: Path) -> None:
    """They are apart by semicolons or bars."""
    files = {"orders.csv": ORDERS, "brands.csv": 'brand,spellings\nZesty,"zest; zst 2"\n'}
    assert split(ledger_of(tmp_path, files), "brand", "revenue")["Zesty"] == (120,)
    files["brands.csv"] = "brand,spellings\nZesty,zest|zst 2\n"
    assert split(ledger_of(tmp_path, files), "brand", "revenue")["Zesty"] == (120,)


def test_a_comma_belongs_to_a_spelling(tmp_path: Path) -> None:
    """Two companies may both be an Inc."""
    files = {
        "orders.csv": ORDERS.replace("Zest bar", '"Zest, Inc"').replace("zst-2 tea", '"Zoom, Inc"'),
        "brands.csv": 'brand,spelling\nZesty,"Zest, Inc"\nZoom,"Zoom, Inc"\n',
    }
    found = split(ledger_of(tmp_path, files), "brand", "revenue")
    assert (found["Zesty"], found["Zoom"]) == ((100,), (20,))


def test_a_spelling_of_two_brands_is_refused(tmp_path: Path) -> None:
    """Which of the two a text means nobody can say; a brand written in two cases is one."""
    files = {"orders.csv": ORDERS, "brands.csv": "brand,spelling\nZesty,zest\nZESTY,zest\nZoom,Zest\n"}
    (problem,) = refused(tmp_path, files)
    assert (problem.code, problem.place) == ("spelling_of_two", "brands.csv")
    assert problem.text == "'zest' is a spelling of Zesty and of ZESTY and of Zoom. Give it to one of them."
