"""What files of known formats give of a table is read from each file once."""

from pathlib import Path

import pytest

from influencer_roi.intake.converting.claims import claims_of
from influencer_roi.intake.converting.sheets import Converted
from influencer_roi.intake.mapping import MappingFile
from influencer_roi.model.report import Refused
from influencer_roi.model.schema import ORDERS, PAYOUTS

NETWORK = (
    "Referral ID,Order number,Affiliate ID,Created at,Total sales,Commission,Status\n"
    "1,#8,A1,2031-05-03,100,10,Approved\n"
)


def test_a_file_of_two_tables_is_read_once(tmp_path: Path) -> None:
    """A network's file gives payouts as it was when it gave orders, though it is gone by then."""
    path = tmp_path / "referrals.csv"
    path.write_text(NETWORK)
    converted = Converted(claims_of([path], tmp_path, MappingFile()))
    (orders,) = converted.sheets(ORDERS)
    path.unlink()
    (payouts,) = converted.sheets(PAYOUTS)
    assert (orders.cells("revenue")[0], payouts.cells("total_payout")[0]) == ("100", "10")


def test_a_file_without_a_record_is_named_beside_others(tmp_path: Path) -> None:
    """An export of a month in which nothing was sold costs the other months nothing; alone it is refused."""
    full, empty = tmp_path / "april.csv", tmp_path / "may.csv"
    full.write_text(NETWORK)
    empty.write_text(NETWORK.splitlines()[0] + "\n")
    (orders,) = Converted(claims_of([full, empty], tmp_path, MappingFile())).sheets(ORDERS)
    assert orders.file == "april.csv"
    assert next(said for code, said in orders.remarks if code == "no_part").startswith("may.csv is not read")
    with pytest.raises(Refused, match=r"may\.csv: there is a header but no rows"):
        Converted(claims_of([empty], tmp_path, MappingFile())).sheets(ORDERS)
