"""What people's files do to known formats, a mapping and the code table beyond the plain case."""

from pathlib import Path

import pytest

from influencer_roi.model.outcomes import REFUSALS
from tests.exported import ledger_of, notes, refused, rows, set_aside, split, total

SHOP = "Name,Email,Financial Status,Subtotal (₹),Total (₹),Discount Code,Created at,Lineitem name\n"
ORDER = '#7,a@x.in,paid,"1,200.00","1,200.00",ASHA10,2031-05-04 10:00:00 +0530,Oil\n'
REGISTER = "Bill,Day,Net Amt (INR),Coupon\n1,2031-05-04,1200,ASHA10\n"
MAPPING = """\
[orders]
file = "register.csv"
order_id = "Bill"
date = "Day"
revenue = "Net Amt"
code = "Coupon"
"""


def mapped(mapping: str, register: str = REGISTER) -> dict[str, str]:
    """A register of orders and what a mapping says of it."""
    return {"mapping.toml": mapping, "register.csv": register}


def problems(folder: Path, files: dict[str, str], without: str = "orders") -> list[str]:
    """Why such a folder is refused, in words; every code of it is one that is declared."""
    found = refused(folder, files, instead_of=without)
    assert {one.code for one in found} <= REFUSALS.keys()
    return [str(one) for one in found]


def test_a_unit_behind_a_header_hides_no_export(tmp_path: Path) -> None:
    """A format is known by its headers, whatever unit stands behind them."""
    ledger = ledger_of(tmp_path, {"shop.csv": SHOP + ORDER}, instead_of="orders")
    assert total(ledger, "revenue", "orders") == (1200.0, 1.0)


@pytest.mark.parametrize("header", ["Net Amt", "net-amt", "Net Amt (₹)", "Net Amt (INR)"])
def test_a_unit_behind_a_mapped_header_does_not_count(tmp_path: Path, header: str) -> None:
    """A mapping names a header with its unit, with another way to write it, or without it."""
    mapping = MAPPING.replace("Net Amt", header)
    assert total(ledger_of(tmp_path, mapped(mapping), instead_of="orders"), "revenue") == (1200.0,)


def test_a_mapping_is_refused_for_everything_that_is_wrong(tmp_path: Path) -> None:
    """A column that is none, a header and a file that are not there are said together."""
    mapping = MAPPING.replace("order_id", "oder_id").replace("Net Amt", "Net Amnt")
    said = problems(tmp_path, mapped(mapping + '[posts]\nfile = "seen.csv"\nreach = "Seen"\n'))
    assert said == [
        "mapping.toml: orders.oder_id is no column: order_id?",
        'mapping.toml: posts names "seen.csv", which is not in the folder. Put it there.',
        'mapping.toml: orders.revenue is "Net Amnt"; register.csv has "Net Amt (INR)".',
    ]


def test_a_mapping_that_is_no_toml_names_the_line(tmp_path: Path) -> None:
    """What cannot be read as TOML refuses the folder, and says where."""
    (said,) = problems(tmp_path, mapped(f"{MAPPING}product = = 1\n"))
    assert "line 7" in said


def test_a_header_a_known_format_lacks_refuses_its_mapping(tmp_path: Path) -> None:
    """What a mapping adds to a known format must be there too."""
    mapping = '[orders]\nfile = "shop.csv"\nsource = "Sales chanel"\n'
    shop = SHOP.replace("Name,", "Sales channel,Name,") + f"instagram,{ORDER}"
    assert problems(tmp_path, {"mapping.toml": mapping, "shop.csv": shop}) == [
        'mapping.toml: orders.source is "Sales chanel"; shop.csv has "Sales channel".'
    ]
