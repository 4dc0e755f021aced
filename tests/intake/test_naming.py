"""An order's influencer is the first that answers: named, by its codes, by UTM, by a network; or nobody."""

import datetime as dt

import polars as pl
import pytest

from influencer_roi.intake.codes import Codes
from influencer_roi.intake.naming import named_by_codes, with_affiliates
from influencer_roi.model.report import Counts

CODES = Codes(
    pl.DataFrame(
        {
            "code": ["asha10", "bina15", "71", "summer"],
            "id": ["A1", "B2", "C3", "A1"],
            "from": [None, None, None, dt.date(2031, 5, 1)],
            "to": [None, None, None, dt.date(2031, 5, 31)],
        }
    )
)
COLUMNS = ("influencer_id", "code", "utm_content", "utm_campaign", "campaign", "utm_source", "source")


def meaning(text: str) -> str | None:
    """Whom a text is: one of three, by id alone."""
    return text.upper() if text.upper() in ("A1", "B2", "C3") else None


def orders(**cells: object) -> pl.DataFrame:
    """One order with these cells, the others empty."""
    row = {"date": dt.date(2031, 5, 4), "orders": 1.0, "revenue": 100.0, **dict.fromkeys(COLUMNS), **cells}
    texts = {name: pl.String for name in row if name not in ("date", "orders", "revenue")}
    return pl.DataFrame([row], schema_overrides=texts)


def whose(**cells: object) -> str | None:
    """Whose one order with these cells is."""
    found = named_by_codes(orders(**cells), CODES, meaning).orders["influencer_id"][0]
    return None if found is None else str(found)


@pytest.mark.parametrize("at", range(1, len(COLUMNS)))
def test_the_first_that_answers(at: int) -> None:
    """Each column answers where those before it name nobody, and is not asked where one of them does."""
    silent = dict.fromkeys(COLUMNS[1:at], "nobody's")
    assert whose(**silent, **{COLUMNS[at]: "ASHA10"}) == "A1"
    later = dict.fromkeys(COLUMNS[at + 1 :], "ASHA10")
    assert whose(**silent, **{COLUMNS[at]: "BINA15"}, **later) == "B2"


def test_whoever_is_named_stays() -> None:
    """An order that names its influencer, known or not, is not asked for its codes."""
    assert [whose(influencer_id=one, code="BINA15") for one in ("A1", "stranger")] == ["A1", "stranger"]


def test_utm_values_are_not_taken_apart() -> None:
    """Codes may be several in a cell; a campaign that merely holds one is no code."""
    assert [whose(code="FREE, ASHA10"), whose(campaign="FREE, ASHA10"), whose(campaign="asha 10")] == [
        *("A1", None, "A1"),
    ]


def test_codes_of_some_days() -> None:
    """A code outside its days is nobody's, and the next column answers."""
    june = dt.date(2031, 6, 1)
    assert [whose(code="SUMMER"), whose(code="SUMMER", date=june)] == ["A1", None]
    assert whose(code="SUMMER", date=june, source="bina15") == "B2"


def affiliate(**cells: object) -> pl.DataFrame:
    """One row of a network with these cells."""
    row = {"influencer_id": None, "sub_id": None, "code": None, "date": dt.date(2031, 5, 4), **cells}
    return pl.DataFrame([row], schema_overrides=dict.fromkeys(("influencer_id", "sub_id", "code"), pl.String))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"affiliate": "b2"}, "B2"),
        ({"affiliate": "71"}, "C3"),
        ({"affiliate": "71", "sub_id": "ASHA10", "code": "BINA15"}, "C3"),
        ({"affiliate": "99", "sub_id": "ASHA10", "code": "BINA15"}, "A1"),
        ({"affiliate": "99", "code": "BINA15"}, "B2"),
        ({"affiliate": "99", "code": "FREE"}, "99"),
    ],
)
def test_whom_a_network_means(cells: dict[str, str], expected: str) -> None:
    """An affiliate is an id, else whose its number is, its sub-track, its coupon; else somebody unknown."""
    found = with_affiliates(affiliate(influencer_id=cells["affiliate"], **cells), CODES, meaning)
    assert found["influencer_id"].to_list() == [expected]


def test_a_row_without_an_affiliate_stays() -> None:
    """Rows of no network are as they were."""
    frame = pl.DataFrame(
        {"influencer_id": ["A1", None], "affiliate": [None, None]}, schema_overrides={"affiliate": pl.String}
    )
    assert with_affiliates(frame, CODES, meaning).equals(frame)


def test_notes_say_who_was_named_and_who_was_not() -> None:
    """A note counts orders that codes named, another those whose code is nobody's."""
    rows = pl.concat([orders(code="ASHA10"), orders(code="EXTRA10"), orders(code="extra 10"), orders()])
    named = named_by_codes(rows, CODES, meaning)
    said = {note.code: note.text for note in named.notes({"orders": Counts("orders.csv", 4, 4)})}
    assert said == {
        "by_code": "1 row names its influencer by a code alone.",
        "unknown_code": (
            "2 rows name codes that are nobody's on its day: EXTRA10: 2 orders, ₹200.00; "
            "they count as organic."
        ),
    }
