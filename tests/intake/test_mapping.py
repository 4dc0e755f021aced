"""mapping.toml says which of their headers is which column; all that is wrong in it is said at once."""

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from influencer_roi.intake.folder import MAPPING
from influencer_roi.intake.mapping import MappingFile, mapped_in, mapping_text, read_mapping
from influencer_roi.ledger.load import Intake, load_folder
from influencer_roi.model.report import Refused
from influencer_roi.model.schema import ORDERS, POSTS
from tests.exported import folder_of, ledger_of, notes, refused, rows, set_aside, split, total

SALES = """\
Bill No,Bill Date,Party,Net Amt (INR),Coupon Used,Bill Status,Curr
B-1,04/05/2031,Mira,"1,000",ASHA10,Closed,INR
B-2,05/05/2031,Ravi,500,,Scrapped,INR
B-3,06/05/2031,Sara,250,BINA15,Awaited,INR
B-4,07/05/2031,Tara,30,,Closed,USD
"""
OURS = """\
[orders]
file = "Sales register.csv"
order_id = "Bill No"
date = "Bill Date"
date_order = "month first"
user_id = "party"
revenue = "Net-Amt"
code = "Coupon Used"
status = "Bill Status"
left_out = ["scrapped"]
pending = ["Awaited"]
currency = "Curr"
campaign = { constant = "Summer" }
"""

SHEETS = {"Notes": "a,b", "Reels": "Who,Day\nA1,2031-05-01", "Paid": "Who,Sum\nB2,70"}


def wrong(text: str) -> list[str]:
    """Everything that is said of a mapping by itself."""
    with pytest.raises(Refused) as caught:
        mapped_in(text)
    assert {(one.code, one.place) for one in caught.value.problems} == {("bad_mapping", MAPPING)}
    return [one.text for one in caught.value.problems]


def said(folder: Path, mapping: str, **files: str) -> list[str]:
    """Everything that is said of a mapping beside the files of a folder."""
    named = {name.replace("_", " ") + ".csv": text for name, text in files.items()}
    problems = refused(folder, {**named, MAPPING: mapping}, instead_of="orders")
    return [one.text for one in problems if one.code == "bad_mapping"]


# ---- what it gives


def test_it_needs_no_more_than_is_said(tmp_path: Path) -> None:
    """Files refused for what they lack are read once a mapping names the few columns the refusal asks for."""
    files = {"influencers": "id\nA1", "posts": "influencer_id,date\nA1,2031-05-01"}
    files |= {"orders": "date,revenue\n2031-05-02,700", "payouts": "influencer_id,total_payout\nA1,200"}
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text)
    with pytest.raises(Refused) as caught:
        load_folder(tmp_path)
    said = {one.place: one.text for one in caught.value.problems}
    assert said["orders.csv"].endswith(
        "A mapping.toml that names its columns needs no more than date and revenue."
    )
    assert "A mapping.toml that names the others does without it." in said["payouts.csv"]
    columns = {name: text.split("\n")[0].split(",") for name, text in files.items()}
    mapping = "".join(
        f"[{name}]\n" + "".join(f'{one} = "{one}"\n' for one in of) for name, of in columns.items()
    )
    (tmp_path / MAPPING).write_text(mapping)
    assert total(load_folder(tmp_path), "organic_revenue", "spend", "posts") == (700, 200, 1)


def test_a_format_of_ones_own(tmp_path: Path) -> None:
    """Headers, a constant, the order of days, their status words, currency and codes are as it says."""
    files = {"Sales register.csv": SALES, MAPPING: OURS}
    ledger = ledger_of(tmp_path, files, instead_of="orders")
    assert rows(ledger, "orders", "order_id", "date", "user_id", "revenue", "influencer_id", "campaign") == [
        ("B-1", dt.date(2031, 4, 5), "Mira", 1000, "A1", "Summer"),
        ("B-3", dt.date(2031, 6, 5), "Sara", 250, "B2", "Summer"),
    ]
    assert "1 scrapped (line 3); ₹500.00 in all." in notes(ledger, "left_out")[0]
    assert "('Awaited'; line 4): ₹250.00, which counts." in notes(ledger, "pending")[0]
    assert set_aside(ledger) == [("Sales register.csv", 5, "Curr", "currency_mismatch")]


SOLD = '[orders]\nfile = "sold.csv"\ndate = "Sold at"\nrevenue = "Net"\ninfluencer_id = "Who"\n'


@pytest.mark.parametrize("header", ["Sold at", "Sold at (UTC)"])
def test_an_instant_is_the_day_of_the_business(tmp_path: Path, header: str) -> None:
    """A format of one's own is our columns under other names: instants fall on days as in those."""
    at = "2031-05-04 20:00" if "UTC" in header else "2031-05-04T20:00:00Z"
    files = {"sold.csv": f"{header},Net,Who\n{at},100,A1\n", MAPPING: SOLD}
    ledger = ledger_of(tmp_path, files, instead_of="orders")
    assert rows(ledger, "orders", "date", "revenue") == [(dt.date(2031, 5, 5), 100)]


def test_one_sheet_of_two_months(tmp_path: Path) -> None:
    """Equal files of which a mapping says two things both count; of which it says one, one does."""
    sheet = "Creator,Amt\nA1,1000\nB2,500\n"
    month = """\
[[payouts]]
file = "{}.csv"
influencer_id = "Creator"
total_payout = "Amt"
month = {{ constant = "{}" }}
"""
    files = {"paid april.csv": sheet, "paid may.csv": sheet}
    twice = month.format("paid april", "2031-04") + month.format("paid may", "2031-05")
    ledger = ledger_of(tmp_path / "two", {**files, MAPPING: twice}, instead_of="payouts")
    assert total(ledger, "spend") == (3000,)
    ledger = ledger_of(
        tmp_path / "one", {**files, MAPPING: month.format("paid*", "2031")}, instead_of="payouts"
    )
    assert total(ledger, "spend") == (1500,)
    said = "paid april.csv: paid may.csv is this file byte by byte, which counts once."
    assert said in notes(ledger, "no_part")


def test_the_order_of_days_that_is_set(tmp_path: Path) -> None:
    """Where a mapping says none, the setting does, as for our own columns."""
    files = {"sold.csv": "Sold at,Net,Who\n05/04/2031,100,A1\n", MAPPING: SOLD}
    ledger = ledger_of(tmp_path, files, instead_of="orders", intake=Intake(order="mdy"))
    assert rows(ledger, "orders", "date") == [(dt.date(2031, 5, 4),)]


def test_a_day_against_the_order_of_a_mapping(tmp_path: Path) -> None:
    """A date that only the other order would read is set aside, never read in that."""
    mapping = SOLD.replace("[orders]", '[orders]\ndate_order = "month first"')
    files = {"sold.csv": "Sold at,Net,Who\n05/04/2031,100,A1\n25/04/2031,70,A1\n", MAPPING: mapping}
    ledger = ledger_of(tmp_path, files, instead_of="orders")
    assert rows(ledger, "orders", "date") == [(dt.date(2031, 5, 4),)]
    found = [(one.line, one.value, one.code) for one in ledger.report.set_aside]
    assert found == [(3, "25/04/2031", "date_order")]


def test_amounts_in_another_currency(tmp_path: Path) -> None:
    """A header that states another currency than the one set is no column of amounts."""
    mapping = SOLD.replace('"Net"', '"Net (USD)"')
    (problem,) = said(tmp_path, mapping, sold="Sold at,Net (USD),Who\n2031-05-04,100,A1\n")
    assert problem.startswith("orders.revenue of sold.csv: 'Net (USD)' is in another currency: convert it")


def test_a_credit_beside_a_debit(tmp_path: Path) -> None:
    """A bank's `(Cr)` beside its `(Dr)` is no crore; what is said of an amount names its header."""
    mapping = SOLD.replace('"Net"', '"Net (Cr)"')
    sold = 'Sold at,Who,Net (Cr),Net (Dr)\n2031-05-04,A1,"1,500.00",\n2031-05-05,A1,,80\n'
    ledger = ledger_of(tmp_path, {MAPPING: mapping, "sold.csv": sold}, instead_of="orders")
    assert total(ledger, "revenue") == (1500.0,)
    assert "Net (Cr): 1 value groups its digits" in notes(ledger, "grouping")[0]


def test_a_sheet_of_a_workbook(tmp_path: Path) -> None:
    """Each sheet is read by what is said of it; the sheets of a known format by that."""
    folder = tmp_path / "folder"
    folder.mkdir()
    with xlsxwriter.Workbook(folder / "Tracker.xlsx") as book:
        for name, lines in SHEETS.items():
            sheet = book.add_worksheet(name)
            for at, line in enumerate(lines.split()):
                sheet.write_row(at, 0, line.split(","))
    mapping = """\
[posts]
file = "Tracker.xlsx"
sheet = "Reels"
influencer_id = "Who"
date = "Day"
platform = { constant = "Instagram" }
[payouts]
file = "tracker.xlsx"
sheet = "paid"
influencer_id = "Who"
basis = { constant = "post" }
total_payout = "Sum"
"""
    ledger = ledger_of(folder, {MAPPING: mapping}, instead_of="posts payouts")
    assert rows(ledger, "posts", "influencer_id", "date") == [("A1", dt.date(2031, 5, 1))]
    assert rows(ledger, "payouts", "influencer_id", "total_payout") == [("B2", 70)]


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    """A sheet the workbook has not is said, with those it has."""
    with xlsxwriter.Workbook(tmp_path / "Tracker.xlsx") as book:
        book.add_worksheet("Reels")
    text = '[posts]\nfile = "Tracker.xlsx"\nsheet = "Posts"\ndate = "Day"\n'
    assert said(tmp_path, text)[0] == '"Posts" is no sheet of Tracker.xlsx, which has Reels.'


def test_of_no_known_format(tmp_path: Path) -> None:
    """With format = "none" a file that looks like an export is read by what is said alone, line by line."""
    shopify = "Name,Created at,Financial Status,Subtotal,Lineitem name,Email\n"
    shopify += "#1,2031-05-03,paid,500,Whey,a@x.in\n#1,2031-05-03,paid,200,Bar,a@x.in\n"
    mapping = '[orders]\nfile = "shop.csv"\nformat = "none"\ndate = "Created at"\nrevenue = "Subtotal"\n'
    known = ledger_of(tmp_path / "known", {"shop.csv": shopify}, instead_of="orders")
    other = ledger_of(tmp_path / "other", {"shop.csv": shopify, MAPPING: mapping}, instead_of="orders")
    assert [one.report.counts["orders"].read for one in (known, other)] == [1, 2]
    assert rows(other, "orders", "revenue", "user_id") == [(500, None), (200, None)]


@pytest.mark.parametrize(
    "text", [OURS, '[[posts]]\nfile = "a.csv"\nsheet = "b \\"c\\""\nurl = "\\u007f d"\n']
)
def test_written_as_it_is_read(text: str) -> None:
    """What a mapping says is written as text that says the same."""
    assert mapped_in(mapping_text(mapped_in(text))) == mapped_in(text)


def test_the_mapping_in_force_is_said(tmp_path: Path) -> None:
    """A note has what the mapping says of each file, and what was read by it."""
    files = {"Sales register.csv": SALES, MAPPING: OURS}
    ledger = ledger_of(tmp_path, files, instead_of="orders")
    (note,) = notes(ledger, "mapping")
    assert note.startswith('mapping.toml: orders from Sales register.csv: order_id = "Bill No"; ')
    assert note.endswith('campaign is always "Summer"; month first; scrapped left out; Awaited pending.')
    (read,) = notes(ledger, "export")
    assert read == "Sales register.csv: was read as what mapping.toml says of it."


def test_several_files_of_one_table(tmp_path: Path) -> None:
    """A table that stands twice is of two files; what is not said of a known format comes from it."""
    files = {
        "bina channel.csv": "Content,Video title,Video publish time,Views,Likes,Comments added\n"
        "Total,,,90,8,7\nabc,Haul,2031-05-09,90,8,7\n",
        "asha reels.csv": "Link,Went live,Reached,Hearts,Replies\nhttps://e.in/1,2031-05-04,100,9,1\n",
        MAPPING: """
            [[posts]]
            file = "bina channel.csv"
            influencer_id = { constant = "B2" }
            [[posts]]
            file = "asha reels.csv"
            influencer_id = { constant = "A1" }
            platform = { constant = "Instagram" }
            date = "Went live"
            url = "Link"
            reach = "Reached"
            likes = "Hearts"
            comments = "Replies"
            """,
    }
    ledger = ledger_of(tmp_path, files, instead_of="posts")
    assert rows(ledger, "posts", "influencer_id", "platform", "date", "reach") == [
        ("A1", "Instagram", dt.date(2031, 5, 4), 100),
        ("B2", "YouTube", dt.date(2031, 5, 9), 90),
    ]


@pytest.mark.parametrize("pattern", ["sales*.csv", "SALES MAY.CSV", "*may*"])
def test_a_pattern_names_files(tmp_path: Path, pattern: str) -> None:
    """A name is any of its spellings in capitals, or a pattern; such a file is the table's whatever it is."""
    files = {
        "Sales May.csv": "Day,Amount,Coupon\n2031-05-04,100,ASHA10\n",
        MAPPING: f'[orders]\nfile = "{pattern}"\ndate = "Day"\nrevenue = "Amount"\ncode = "Coupon"\n',
    }
    assert total(ledger_of(tmp_path, files, instead_of="orders"), "revenue") == (100,)


def test_the_later_of_mapped_files_counts(tmp_path: Path) -> None:
    """An order in two months' files is one, with the status of the later, in any order of their names."""
    may = "Bill,Day,Who,Amount,State\n1,2031-05-04,u1,100,Paid\n2,2031-05-30,u2,50,Paid\n"
    june = "Bill,Day,Who,Amount,State\n2,2031-05-30,u2,50,Returned\n3,2031-06-04,u3,7,Paid\n"
    mapping = '[orders]\nfile = "sales*.csv"\norder_id = "Bill"\ndate = "Day"\nuser_id = "Who"\n'
    mapping += 'revenue = "Amount"\nstatus = "State"\n'
    for names in (("a", "b"), ("b", "a")):
        files = {f"sales {name}.csv": text for name, text in zip(names, (may, june), strict=True)}
        ledger = ledger_of(tmp_path / names[0], {**files, MAPPING: mapping}, instead_of="orders")
        assert total(ledger, "organic_revenue", "organic_orders") == (107, 2)
        assert set_aside(ledger) == []


def test_files_found_by_name_are_parts_beside_it(tmp_path: Path) -> None:
    """A file the mapping names and one that is named as the table are the table together."""
    files = {
        "Sales May.csv": "Day,Amount\n2031-05-04,100\n",
        MAPPING: '[orders]\nfile = "Sales*.csv"\ndate = "Day"\nrevenue = "Amount"\n',
    }
    assert total(ledger_of(tmp_path, files), "organic_revenue") == (700 + 100,)


def test_without_a_file_it_is_the_one_of_that_name(tmp_path: Path) -> None:
    """A mapping that names no file is of the file found by its name."""
    files = {
        "payouts.csv": "Who,Cost\nA1,300\n",
        MAPPING: '[payouts]\ninfluencer_id = "Who"\ntotal_payout = "Cost"\n',
    }
    assert split(ledger_of(tmp_path, files), "influencer_id", "spend")["A1"] == (300,)


@pytest.mark.parametrize("file", ["", "orders/*.csv", "may.csv", "ma*.CSV"])
def test_the_files_of_a_folder_of_orders(tmp_path: Path, file: str) -> None:
    """A mapping is of the files in a folder of orders too, by no name, by theirs, or by where they lie."""
    path = folder_of(tmp_path, {}, instead_of="orders")
    (path / "orders").mkdir()
    (path / "orders" / "may.csv").write_text("Day,Amount\n2031-05-04,100\n", encoding="utf-8")
    named = f'file = "{file}"\n' if file else ""
    (path / MAPPING).write_text(f'[orders]\n{named}date = "Day"\nrevenue = "Amount"\n', encoding="utf-8")
    assert total(load_folder(path), "organic_revenue") == (100,)


def test_a_mapping_holds_where_exports_are_off(tmp_path: Path) -> None:
    """A mapping is no guess: it is followed where no export is recognised."""
    files = {"Sales register.csv": SALES, MAPPING: OURS}
    ledger = ledger_of(tmp_path, files, instead_of="orders", intake=Intake(exports="off"))
    assert total(ledger, "revenue") == (1250,)


@pytest.mark.parametrize(
    ("headers", "named", "problem"),
    [
        (
            "Amount (gross)",
            "Amount (net)",
            'orders.revenue is "Amount (net)"; sales.csv has "Amount (gross)".',
        ),
        (
            "Amount (gross),Amount (net)",
            "Amount",
            'orders.revenue is "Amount"; sales.csv has "Amount (gross)" and "Amount (net)"; say which.',
        ),
        ("Amount (gross),Amount (net)", "amount (Net)", ""),
        ("Amount (₹)", "Amount (INR)", ""),
        ("Amount (net)", "Amount", ""),
        ("Amount (net),Amount (INR)", "Amount", ""),
    ],
)
def test_brackets_that_say_more_than_a_unit(tmp_path: Path, headers: str, named: str, problem: str) -> None:
    """A unit behind a header does not count; what else stands in brackets makes it another header."""
    cells = ",".join(["70", "100"][-len(headers.split(",")) :])
    sales = f"Day,{headers}\n2031-05-04,{cells}\n"
    mapping = f'[orders]\nfile = "sales.csv"\ndate = "Day"\nrevenue = "{named}"\n'
    assert said(tmp_path, mapping, sales=sales) == [problem][: bool(problem)]
    if not problem:
        files = {"sales.csv": sales, MAPPING: mapping}
        assert rows(ledger_of(tmp_path, files, instead_of="orders"), "orders", "revenue") == [(100,)]


# ---- what is wrong with it by itself


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[orders]\nreveue = "Net"\n', "orders.reveue is no column: revenue?"),
        (
            '[order]\nrevenue = "Net"\n',
            "there is no table [order]: orders? Name influencers, posts, orders, payouts.",
        ),
        ('orders = "sales.csv"\n', "orders is no table. Write [orders], and its columns below it."),
        (
            "[orders]\nrevenue = 5\n",
            'orders.revenue is neither a header nor a value. Write "their header" or { constant = "…" }.',
        ),
        (
            '[orders]\nrevenue = { header = "Net" }\n',
            'orders.revenue is neither a header nor a value. Write "their header" or { constant = "…" }.',
        ),
        (
            '[orders]\nrevenue = "Net Amt"\norders = "net-amt"\n',
            'orders.revenue and orders.orders are both "Net Amt". One header is one of them.',
        ),
        (
            '[orders]\ndate_order = "year first"\n',
            'orders.date_order is "year first". Write "day first" or "month first".',
        ),
        ("[orders]\nleft_out = 5\n", 'orders.left_out is no list of words. Write left_out = ["a word"].'),
        ("[orders]\npending = [1]\n", 'orders.pending is no list of words. Write pending = ["a word"].'),
        ("[orders]\nfile = 5\n", 'orders.file is no text. Write file = "…".'),
    ],
)
def test_what_cannot_be_meant(text: str, problem: str) -> None:
    """A table, column or option that is none is named, with the nearest and what to write."""
    assert wrong(text) == [problem]


def test_everything_wrong_is_said_at_once() -> None:
    """Of several faults none waits for another."""
    text = '[orders]\nreveue = "Net"\ndate_order = "up"\n[[posts]]\nreech = "R"\n[payout]\nrate = "r"\n'
    assert [one.partition(".")[0].partition(" is")[0] for one in wrong(text)] == [
        "orders",
        "orders",
        "posts",
        "there",
    ]


def test_no_toml_says_the_line() -> None:
    """A table that cannot be read says on which line."""
    (said_,) = wrong('[orders]\nrevenue = "Net\n')
    assert said_.startswith("this is no TOML: ")
    assert "line 2" in said_
    assert said_.endswith("Correct that line.")


def test_one_header_may_be_two_texts() -> None:
    """A header may be two columns of text, as a campaign that is the source too."""
    (one,) = mapped_in('[orders]\ncampaign = "Channel"\nsource = "Channel"\n')
    assert (one.table, dict(one.headers)) == (ORDERS, {"campaign": "Channel", "source": "Channel"})


def test_constants_of_any_kind() -> None:
    """A value for every row may be a text, a number or a day."""
    (one,) = mapped_in(
        '[posts]\nplatform = { constant = "X" }\nlikes = { constant = 0 }\ndate = { constant = 2031-05-04 }\n'
    )
    assert (one.table, dict(one.constants)) == (POSTS, {"platform": "X", "likes": "0", "date": "2031-05-04"})


def test_no_mapping_says_nothing(tmp_path: Path) -> None:
    """Without a file, or with an empty one, nothing is mapped."""
    assert read_mapping(tmp_path) == MappingFile()
    (tmp_path / MAPPING).write_bytes(b"\xef\xbb\xbf# nothing yet\r\n")
    assert read_mapping(tmp_path) == MappingFile()


def test_a_mapping_that_is_no_text(tmp_path: Path) -> None:
    """A file of bytes is refused by name."""
    (tmp_path / MAPPING).write_bytes(b"\xff\xfe\x00x")
    with pytest.raises(Refused, match=r"mapping\.toml: the file is not UTF-8\. Save it as UTF-8\."):
        read_mapping(tmp_path)


# ---- what is wrong with it beside the files


def test_a_header_that_is_not_there(tmp_path: Path) -> None:
    """The nearest header the file has is named."""
    mapping = '[orders]\nfile = "Sales register.csv"\ndate = "Bill Date"\nrevenue = "Net Amnt"\n'
    register = SALES.replace("Net Amt (INR)", "Net Amt")
    assert said(tmp_path, mapping, Sales_register=register) == [
        'orders.revenue is "Net Amnt"; Sales register.csv has "Net Amt".'
    ]


def test_a_header_that_is_nowhere_near(tmp_path: Path) -> None:
    """Where none is near, all there are are named."""
    mapping = '[orders]\nfile = "may.csv"\ndate = "Day"\nrevenue = "Umsatz"\n'
    assert said(tmp_path, mapping, may="Day,Net\n2031-05-04,5\n") == [
        'orders.revenue is "Umsatz"; may.csv has Day, Net.'
    ]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The nearest file of the folder is named."""
    mapping = '[orders]\nfile = "Sale.csv"\ndate = "Bill Date"\nrevenue = "Net Amt"\n'
    assert said(tmp_path, mapping, Sales=SALES) == [
        'orders names "Sale.csv", which is not in the folder. Is it "Sales.csv"? Put it there.'
    ]
    (missing,) = said(tmp_path / "none", '[orders]\ndate = "Bill Date"\nrevenue = "Net Amt"\n')
    assert missing == "orders names a file of orders, which is not in the folder. Put it there."


def test_files_and_headers_at_once(tmp_path: Path) -> None:
    """A missing file, a missing header of another and one of a third table are said together."""
    mapping = (
        '[[orders]]\nfile = "june.csv"\ndate = "Day"\nrevenue = "Net"\n'
        '[[orders]]\nfile = "may.csv"\ndate = "Dai"\nrevenue = "Net"\n'
        '[payouts]\ninfluencer_id = "influencer"\ntotal_payout = "total payout"\n'
    )
    assert len(said(tmp_path, mapping, may="Day,Net\n2031-05-04,5\n")) == 3


def test_what_a_mapping_leaves_out(tmp_path: Path) -> None:
    """A mapping that says nothing of a column the table cannot be without is refused, with what to add."""
    mapping = '[orders]\nfile = "may.csv"\nrevenue = "Net"\n'
    files = {"may.csv": "Day,Net\n2031-05-04,5\n", MAPPING: mapping}
    (problem,) = refused(tmp_path, files, instead_of="orders")
    assert (problem.code, problem.place) == ("missing_column", "may.csv")
    assert "in which nothing gives date. Say in mapping.toml what has it." in problem.text
    assert '[orders] file = "may.csv", date = "their header" or { constant = "…" }.' in problem.text


def test_a_table_of_our_own_columns_stays(tmp_path: Path) -> None:
    """Files a mapping does not name are read as ever."""
    mapping = '[orders]\nfile = "may.csv"\ndate = "Day"\nrevenue = "Net"\n'
    files = {"may.csv": "Day,Net\n2031-05-04,5\n", MAPPING: mapping}
    ledger = ledger_of(tmp_path, files, instead_of="orders")
    assert rows(ledger, "payouts", "influencer_id", "total_payout") == [("A1", 500)]


def test_a_file_of_no_known_name_and_form(tmp_path: Path) -> None:
    """Where a table has no file, what was looked at is named with its headers, and the way out."""
    files = {"our people.csv": "Ig name,Fans,Kind\nasha,5000,Fitness\n", "notes.csv": "Remember\nmilk\n"}
    (problem,) = refused(tmp_path, files, instead_of="influencers")
    assert problem.code == "file_missing"
    assert problem.text == (
        "no file for influencers. Put a file named influencer*.csv there. "
        "our people.csv is of no known form. It has: Ig name, Fans, Kind. "
        "If it holds influencers, say so in mapping.toml "
        '([influencers] file = "our people.csv", id = "their header"), or at /publish.'
    )
    mapping = '[influencers]\nfile = "our people.csv"\nid = "Ig name"\n'
    files[MAPPING] = f'{mapping}follower_count = "Fans"\ncategory = "Kind"\n'
    ledger = ledger_of(tmp_path, files, instead_of="influencers")
    assert rows(ledger, "influencers", "id", "category", "follower_count")[0] == ("asha", "Fitness", 5000)


def test_a_status_is_as_the_mapping_says(tmp_path: Path) -> None:
    """What a mapping says of a status comes before what the format says of it."""
    files = {
        "shop.csv": "Order Number,Order Status,Order Date,Order Total Amount,Coupon Code\n"
        "1,On hold,2031-05-04 10:00,100,ASHA10\n2,Done,2031-05-04 10:00,20,ASHA10\n"
        "3,Completed,2031-05-04 10:00,3,ASHA10\n",
        MAPPING: '[orders]\nfile = "shop.csv"\npending = ["on-hold"]\nleft_out = ["done"]\n',
    }
    assert total(ledger_of(tmp_path, files, instead_of="orders"), "revenue", "orders") == (103, 2)
