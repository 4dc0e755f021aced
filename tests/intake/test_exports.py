"""An export of a tool is known by its headers, whatever its name and form, and read as our tables."""

import gzip
import io
from importlib import import_module
from pathlib import Path

import polars as pl
import pytest

from influencer_roi.intake.exports import EXPORTS, Export, recognised
from influencer_roi.intake.exports.form import Header
from influencer_roi.ledger.load import Intake, load_frames
from influencer_roi.model.schema import POSTS, SET_ASIDE, TABLES
from tests.exported import PLAIN, folder_of, ledger_of, notes, refused, rows, total

BY_NAME = {table.name: table for table in TABLES}
OFF = Intake(exports="off")
SHOP = (
    "Name,Email,Financial Status,Currency,Subtotal,Created at,Lineitem name\n"
    "#7,a@x.in,paid,INR,900,2031-05-02,Oil\n#8,b@x.in,paid,INR,100,2031-05-03,Oil\n"
)
REFERRALS = (
    "Referral ID,Order number,Affiliate ID,Created at,Total sales,Commission,Status\n"
    "1,#8,A1,2031-05-03,100,10,Approved\n"
)
AMAZON = "amazon-order-id,purchase-date,item-price\n1,2031-05-02,900\n"
RAZORPAY = "id,amount,status,method,amount_refunded,contact\n1,900,captured,upi,0,99\n"


def first(header: Header) -> str:
    """The first spelling of a header."""
    return header if isinstance(header, str) else header[0]


def headers_of(export: Export) -> list[str]:
    """Just the headers that tell an export."""
    return [*map(first, export.headers), *(one.strip("*") for one in export.or_one[:1])]


# ---- the registry


@pytest.mark.parametrize("export", EXPORTS, ids=lambda one: one.name)
def test_what_an_entry_declares(export: Export) -> None:
    """An entry gives columns its tables know, all they cannot be without, or says what to do instead."""
    for name, reading in export.gives.items():
        table = BY_NAME[name]
        needed = {one.name for one in table.columns if one.required and one.absent == SET_ASIDE}
        assert reading.columns.keys() <= {column.name for column in table.known}
        assert needed <= reading.columns.keys() or reading.missing.endswith(".")
        assert [take.words for take in reading.columns.values() if not take.words] == []


def test_every_entry_has_its_test() -> None:
    """Each format is named by the file of tests/intake/exports that holds it to an invented file."""
    files = sorted(Path(__file__).with_name("exports").glob("test_*.py"))
    modules = [import_module(f"tests.intake.exports.{file.stem}") for file in files]
    tried = [name for module in modules for name in getattr(module, "FORMATS", ())]
    assert sorted(tried) == sorted(export.name for export in EXPORTS)


# ---- recognition


@pytest.mark.parametrize("export", EXPORTS, ids=lambda one: one.name)
@pytest.mark.parametrize("form", [str, str.upper, lambda text: text.lower().replace(" ", "_")])
def test_every_export_is_known_by_its_headers(export: Export, form: type[str]) -> None:
    """A file of just the headers that tell an export is that export, whatever their case and blanks."""
    headers = [form(header) for header in headers_of(export)]
    assert recognised([*headers, "Something else"]) is export
    assert [
        header for header in headers if recognised([one for one in headers if one != header]) is export
    ] == []


def test_spellings_of_a_header() -> None:
    """Any spelling of a header tells an export."""
    spelled = [["Handle", "Followers"], ["Username", "Follower count"], ["Account", "Followers count"]]
    assert [one.name for headers in spelled if (one := recognised(headers))] == ["creator list"] * 3


def test_our_own_columns_are_no_export(tmp_path: Path) -> None:
    """A file that has every column a table needs is that table, though it has an export's headers too."""
    needed = [one.name for one in POSTS.columns if one.required]
    assert recognised(["Content", "Video publish time", "Views", *needed]) is None
    text = (
        "influencer_id,platform,date,reach,likes,comments,Content,Video publish time,Views\n"
        "A1,Instagram,2031-05-01,100,5,1,abc,2031-05-09,999\n"
    )
    ledger = ledger_of(tmp_path, {"posts.csv": text})
    assert total(ledger, "posts", "reach") == (1, 100)
    assert notes(ledger, "export") == []


def test_files_of_several_formats_are_parts(tmp_path: Path) -> None:
    """A shop's export, a network's and a file of our own columns beside them are the orders together."""
    ledger = ledger_of(tmp_path, {"report.csv": SHOP, "referrals.csv": REFERRALS})
    assert total(ledger, "revenue", "organic_revenue") == (1000 + 100, 700 + 900)
    assert notes(ledger, "export") == [
        "orders.csv, report.csv: report.csv: was read as a Shopify order export.",
        "payouts.csv, referrals.csv: referrals.csv: was read as an UpPromote transaction export.",
    ]


# ---- forms of a file


def in_form(form: str) -> dict[str, bytes]:
    """The export of the shop in one form of a file."""
    frame = pl.read_csv(SHOP.encode(), infer_schema=False)
    buffer = io.BytesIO()
    if form == "parquet":
        frame.write_parquet(buffer)
    elif form == "xlsx":
        frame.write_excel(buffer, worksheet="Sheet1")
    elif form == "csv.gz":
        buffer.write(gzip.compress(SHOP.encode()))
    elif form == "below a title":
        return {"Table data.csv": f"Orders of May,,,,,,\n# from the shop\n\n{SHOP}".encode()}
    elif form == "semicolons in UTF-16":
        return {"Table data.csv": SHOP.replace(",", ";").encode("utf-16")}
    else:
        return {"Table data.csv": SHOP.encode()}
    return {f"Table data.{form}": buffer.getvalue()}


@pytest.mark.parametrize(
    "form", ["csv", "csv.gz", "parquet", "xlsx", "below a title", "semicolons in UTF-16"]
)
def test_exports_of_any_form(tmp_path: Path, form: str) -> None:
    """An export is read packed, in Parquet, in a workbook, below lines of its own, in any encoding."""
    ledger = ledger_of(tmp_path, in_form(form), instead_of="orders")
    assert rows(ledger, "orders", "order_id", "revenue") == [("7", 900), ("8", 100)]


def test_exports_as_frames() -> None:
    """A frame of an export is one by any name, with the answers of the file."""
    frames = {
        name[:-4]: pl.read_csv(text.encode(), infer_schema=False)
        for name, text in {**PLAIN, "shop export.csv": SHOP}.items()
        if name != "orders.csv"
    }
    ledger = load_frames(frames)
    assert rows(ledger, "orders", "order_id", "revenue") == [("7", 900), ("8", 100)]
    assert notes(ledger, "export") == ["shop export: was read as a Shopify order export."]


def test_exports_in_a_folder_of_orders(tmp_path: Path) -> None:
    """Exports in orders/ are its parts; there all parts are exports, or none is."""
    folder = folder_of(tmp_path, {}, instead_of="orders")
    (folder / "orders").mkdir()
    lines = SHOP.splitlines(keepends=True)
    (folder / "orders" / "may.csv").write_text("".join(lines[:2]))
    (folder / "orders" / "june.csv").write_text("".join([lines[0], lines[2]]))
    assert total(ledger_of(folder, {}, instead_of="orders"), "organic_revenue", "organic_orders") == (1000, 2)
    (folder / "orders" / "july.csv").write_text(PLAIN["orders.csv"])
    (problem,) = refused(folder, {}, instead_of="orders")
    assert (problem.code, problem.place) == ("two_candidates", "orders")
    assert "each a Shopify order export, and july.csv is none. Keep one kind there." in problem.text


# ---- refused


def test_exports_can_be_switched_off(tmp_path: Path) -> None:
    """INFLUENCER_ROI_EXPORTS=off reads no export, and names the one that stands for a table."""
    (problem,) = refused(tmp_path, {"orders.csv": SHOP}, intake=OFF)
    assert (problem.code, problem.place) == ("looks_like_export", "orders.csv")
    assert problem.text == (
        "this looks like a Shopify order export. It has: Name, Email, Financial Status, Currency, Subtotal, "
        "Created at, Lineitem name. Exports are read where INFLUENCER_ROI_EXPORTS is not off."
    )
    assert refused(tmp_path / "on", {"orders.csv": SHOP}) == []


@pytest.mark.parametrize(
    ("text", "form"), [(AMAZON, "an Amazon order export"), (RAZORPAY, "a Razorpay payment export")]
)
def test_exports_that_are_only_named(tmp_path: Path, text: str, form: str) -> None:
    """What is known and cannot be read is named, with the way to have it read."""
    (problem,) = refused(tmp_path, {"orders.csv": text})
    assert problem.code == "looks_like_export"
    assert f"this looks like {form}. It has: " in problem.text
    assert problem.text.endswith("Say in mapping.toml which of its headers is which column.")


def test_an_export_without_a_row(tmp_path: Path) -> None:
    """An export of totals alone is refused as what it is."""
    text = "Date,Session source,Purchase revenue\n,Grand total,0\n"
    (problem,) = refused(tmp_path, {"ga4.csv": text}, instead_of="orders")
    assert (problem.code, problem.place) == ("no_rows", "ga4.csv")
    assert "this is a GA4 free form (Google Analytics) export without a row." in problem.text
