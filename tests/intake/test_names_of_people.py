"""People are known by their id and by the handles and codes of all their profiles."""

from pathlib import Path

import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.load import load_folder

INFLUENCERS = """\
id,name,category,follower_count,platform,handle,code
A,Asha,Fitness,9000,Instagram,@asha_ig,ASHA10
A,Asha,Fitness,40000,YouTube,@asha_yt,ASHAYT
B,Bala,Yoga,5000,Instagram,@bala,BALA5
"""
POSTS = """\
influencer_id,platform,date,reach,likes,comments
A,Instagram,2025-01-01,1000,10,1
B,Instagram,2025-01-01,1000,10,1
"""
PAYOUTS = """\
influencer_id,basis,rate,orders,total_payout
@asha_ig,post,,,100
ASHAYT,post,,,50
@bala,post,,,70
Gesamt,,,,220
"""
ORDERS = """\
source,campaign,influencer_id,user_id,date,orders,revenue
web,New,asha10,u1,2025-01-02,1,100
web,New,@asha_yt,u2,2025-01-02,1,200
web,New,https://instagram.com/asha_ig,u3,2025-01-02,1,300
web,New,@bala,u4,2025-01-02,1,400
web,New,@bala,u5,2025-01-02,1,11
web,New,"FREESHIP, BALA5",u6,2025-01-02,1,12
Insgesamt,,Sammlung,,2025-01-02,6,1023
"""


@pytest.mark.parametrize("orders", ["orders.csv", "orders/part.csv"])
def test_every_profile_and_no_total(tmp_path: Path, orders: str) -> None:
    """Any handle or code of a person is that person, and a total is known among rows that name no id."""
    (tmp_path / orders).parent.mkdir(exist_ok=True)
    (tmp_path / orders).write_text(ORDERS, encoding="utf-8")
    for name, text in (("influencers", INFLUENCERS), ("posts", POSTS), ("payouts", PAYOUTS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    ledger = load_folder(tmp_path)
    people = queries.slices(ledger, Filters(), by="influencer_id", metrics=("revenue", "spend"))
    assert people.rows() == [("A", 600.0, 150.0), ("B", 423.0, 70.0)]
    aside = [(fault.table, fault.code, fault.value) for fault in ledger.report.set_aside]
    assert sorted(aside) == [("orders", "footer_row", "Insgesamt"), ("payouts", "footer_row", "Gesamt")]
    assert "unknown_influencer" not in {note.code for note in ledger.report.notes}
