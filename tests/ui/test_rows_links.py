import json
from urllib.parse import parse_qs, urlsplit

from influencer_roi.ui.rows_links import NO_LINK, Bound, all_rows, known, rows_link


def test_bounds_are_tests_of_a_table():
    """Bounds reach the address as the tests a table would make, those of one column together."""
    bounds = [known("roas"), Bound("spend", "greaterThan", 0.0), Bound("spend", "lessThan", 9.5)]
    words, href = rows_link("and 3 more", "by=brand", bounds)
    query = parse_qs(urlsplit(href).query)
    assert (words, urlsplit(href).path, query["by"]) == ("and 3 more →", "/download/slices.json", ["brand"])
    assert json.loads(query["shown"][0])["filterModel"]["spend"] == {
        "operator": "AND",
        "conditions": [
            {"filterType": "number", "type": "greaterThan", "filter": 0.0},
            {"filterType": "number", "type": "lessThan", "filter": 9.5},
        ],
    }


def test_no_link_where_there_is_room():
    """A board with room for all rows leads to no others."""
    assert all_rows("All 7", "by=brand", found=6, size=6) == NO_LINK
    assert all_rows("All 7", "by=brand", found=7, size=6) == ("All 7 →", "/download/slices.json?by=brand")
