"""An order number a shop and a network both know is one order."""

import polars as pl

from influencer_roi.intake.converting.matching import matched
from influencer_roi.intake.read import CELL, Sheet, frame_sheet

SHOP = pl.DataFrame(
    {"order_number": ["11", "12", "13"], "revenue": ["900", "800", "700"], "code": ["ASHA10", None, None]}
)


def network(*lines: tuple[str, str, str]) -> Sheet:
    """A network's orders: order number, affiliate, status."""
    frame = pl.DataFrame(lines, schema=["order_number", "affiliate", "status"], orient="row")
    return frame_sheet(frame.with_columns(code=pl.lit("NET")), "network.csv")


def column(sheet: Sheet, name: str) -> list[str | None]:
    """The cells of a column."""
    return sheet.rows[f"{CELL}{sheet.headers.index(name)}"].to_list()


def test_the_shop_learns_whom_the_network_pays() -> None:
    """The shop's order has the network's affiliate; its own code comes before the network's."""
    lines = (("12", "72", "approved"), ("11", "71", "pending"))
    ((shop,), (rest,)) = matched([frame_sheet(SHOP, "shop.csv")], [network(*lines)])
    assert column(shop, "affiliate") == ["71", "72", None]
    assert column(shop, "code") == ["ASHA10, NET", "NET", ""]
    assert column(shop, "revenue") == ["900", "800", "700"]
    assert rest.rows.height == 0


def test_what_is_declined_names_nobody() -> None:
    """A declined line gives the shop's order to nobody, and is no order of its own; another line may."""
    lines = (("12", "72", "declined"), ("13", "72", "declined"), ("13", "73", "approved"))
    ((shop,), (rest,)) = matched([frame_sheet(SHOP, "shop.csv")], [network(*lines)])
    assert column(shop, "affiliate") == [None, None, "73"]
    assert rest.rows.height == 0


def test_orders_the_shop_lacks_stay() -> None:
    """What the network alone knows is an order of its own, and a remark counts both kinds."""
    lines = (("12", "72", "approved"), ("99", "72", "approved"))
    (_, (rest,)) = matched([frame_sheet(SHOP, "shop.csv")], [network(*lines)])
    assert column(rest, "order_number") == ["99"]
    code, said = rest.remarks[-1]
    assert code == "shop_and_network"
    assert said.endswith("counted there, with the shop's revenue; 1 row the shop lacks counts alone.")


def test_one_of_them_alone_is_as_it_was() -> None:
    """Without a shop, or without a network, sheets stay."""
    shop, lines = frame_sheet(SHOP, "shop.csv"), network(("12", "72", "approved"))
    assert matched([shop], []) == ([shop], [])
    assert matched([], [lines]) == ([], [lines])


def test_a_network_may_know_the_shops_id() -> None:
    """A network names an order by its number or by its id; what it alone knows is counted in a remark."""
    ids = SHOP.with_columns(order_id=pl.Series(["5011", "5012", "5013"]))
    lines = (("5012", "72", "approved"), ("11", "71", "approved"))
    ((shop,), (rest,)) = matched([frame_sheet(ids, "shop.csv")], [network(*lines)])
    assert column(shop, "affiliate") == ["71", "72", None]
    assert column(shop, "order_number") == ["11", "5012", "13"]
    assert rest.rows.height == 0
    (_, (strange,)) = matched([frame_sheet(ids, "shop.csv")], [network(("77", "72", "approved"))])
    assert strange.remarks[-1] == ("shop_and_network", "1 row the shop lacks counts alone.")
