"""What files of known formats give of a table is read from each file once."""

from pathlib import Path

from influencer_roi.intake.converting.claims import claims_of
from influencer_roi.intake.converting.sheets import Converted
from influencer_roi.intake.mapping import Said
from influencer_roi.model.schema import ORDERS, PAYOUTS

NETWORK = (
    "Referral ID,Order number,Affiliate ID,Created at,Total sales,Commission,Status\n"
    "1,#8,A1,2031-05-03,100,10,Approved\n"
)


def test_a_file_of_two_tables_is_read_once(tmp_path: Path) -> None:
    """A network's file gives payouts as it was when it gave orders, though it is gone by then."""
    path = tmp_path / "referrals.csv"
    path.write_text(NETWORK)
    converted = Converted(claims_of([path], tmp_path, Said()))
    (orders,) = converted.sheets(ORDERS)
    path.unlink()
    (payouts,) = converted.sheets(PAYOUTS)
    assert (orders.cells("revenue")[0], payouts.cells("total_payout")[0]) == ("100", "10")
