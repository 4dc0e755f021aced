"""An export of a shop or platform is named as what it is, with what it has and what it lacks."""

from pathlib import Path

import polars as pl
import pytest

from influencer_roi.intake.exports import EXPORTS, Export, recognised
from influencer_roi.intake.read import read_sheet
from influencer_roi.ledger.load import check_folder
from influencer_roi.model.report import Refused
from influencer_roi.model.schema import ORDERS, POSTS, TABLES, Table
from tests.folders import write_folder

SHOP = (
    "Name,Email,Financial Status,Currency,Subtotal,Created at,Lineitem name\n"
    "#7,a@x.in,paid,INR,900,2025-05-02,Oil\n"
)
STUDIO = "Content,Video title,Video publish time,Views,Likes\nTotal,,,9,1\nq1,One,2025-05-02,9,1\n"


def refused(path: Path, table: Table) -> tuple[str, str]:
    """The code and text of why a file is refused."""
    with pytest.raises(Refused) as caught:
        read_sheet(path, table)
    (problem,) = caught.value.problems
    return problem.code, problem.text


@pytest.mark.parametrize("export", EXPORTS, ids=lambda one: one.name)
def test_every_export_is_known_by_its_headers(tmp_path: Path, export: Export) -> None:
    """A file of just the headers that tell an export is that export, whatever their form."""
    headers = [header.upper().replace(" ", "_") for header in (*export.headers, *export.or_one[:1])]
    assert recognised(headers) is export
    assert recognised(headers[1:]) is not export
    tables = {table.name: table for table in TABLES}
    for name, given in export.gives.items():
        assert {*given} <= {column.name for column in tables[name].known}
    pl.DataFrame({header: ["1"] for header in headers}).write_csv(tmp_path / "a.csv")
    code, text = refused(tmp_path / "a.csv", tables[next(iter(export.gives))])
    assert code == "looks_like_export"
    assert f"{export.name} export, which cannot be read yet. It has: {headers[0]}, " in text


def test_what_an_export_has_and_lacks(tmp_path: Path) -> None:
    """The way out names the header each column comes from, and the columns it does not have."""
    (tmp_path / "orders.csv").write_text(SHOP)
    assert refused(tmp_path / "orders.csv", ORDERS)[1] == (
        "this looks like a Shopify order export, which cannot be read yet. It has: Name, Email, Financial "
        "Status, Currency, Subtotal, Created at, Lineitem name. Make a file of orders from it: date from "
        "'Created at', user_id from 'Email', revenue from 'Subtotal', product from 'Lineitem name', order_id "
        "from 'Name'; add source, campaign, influencer_id, orders."
    )


def test_an_export_of_another_table(tmp_path: Path) -> None:
    """A file of posts that is an export of orders is said to be one."""
    (tmp_path / "posts.csv").write_text(SHOP)
    assert "a Shopify order export, which has no posts." in refused(tmp_path / "posts.csv", POSTS)[1]


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_exports_of_any_form(tmp_path: Path, form: str) -> None:
    """An export is one below lines of its own, in Parquet and in a workbook."""
    path = tmp_path / f"posts.{form}"
    rows = pl.read_csv(STUDIO.encode(), infer_schema=False)
    if form == "csv":
        path.write_text(f"# Report\n\n{STUDIO}")
    elif form == "parquet":
        rows.write_parquet(path)
    else:
        rows.write_excel(path)
    assert refused(path, POSTS)[0] == "looks_like_export"


def test_exports_in_a_folder_of_orders(tmp_path: Path) -> None:
    """Orders that stay where they lie are looked at too."""
    folder = write_folder(tmp_path)
    next(folder.glob("tracking*")).unlink()
    (folder / "orders").mkdir()
    (folder / "orders" / "may.csv").write_text(SHOP)
    with pytest.raises(Refused) as caught:
        check_folder(folder)
    assert [problem.code for problem in caught.value.problems] == ["looks_like_export"]


def test_our_own_columns_are_no_export(tmp_path: Path) -> None:
    """A file that has every column a table needs is that table, though it has an export's headers too."""
    names = ["Content", "Video publish time", "Views", *(one.name for one in POSTS.columns if one.required)]
    assert recognised(names) is not None
    pl.DataFrame({name: ["1"] for name in names}).write_csv(tmp_path / "posts.csv")
    assert read_sheet(tmp_path / "posts.csv", POSTS).rows.height == 1
