"""The code table says whose a code is, and on which days; no code is two people's on one day."""

import gzip
import io
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from influencer_roi.intake.folder import CODES
from tests.exported import PLAIN, ledger_of, notes, refused, split, total

HEADER = "code,influencer_id,from,to\n"
ORDERS = """\
source,campaign,influencer_id,user_id,date,orders,revenue,code
,,,u1,2031-05-01,1,1,SUMMER
,,,u2,2031-05-10,1,20,summer
,,,u3,2031-05-20,1,300,SUM MER
,,,u4,2031-05-21,1,4000,SUMMER
"""


def revenue(folder: Path, codes: str, orders: str = ORDERS) -> dict[str | None, float | None]:
    """Revenue by influencer with such a code table, organic revenue under None."""
    ledger = ledger_of(folder, {"orders.csv": orders, CODES: codes})
    found = {name: value for name, (value,) in split(ledger, "influencer_id", "revenue").items() if value}
    return {**found, None: total(ledger, "organic_revenue")[0]}


def problems(folder: Path, codes: str, influencers: str = "") -> list[tuple[str, str]]:
    """The code and the text of all that is wrong with a code table."""
    people = {"influencers.csv": influencers} if influencers else {}
    return [(one.code, str(one)) for one in refused(folder, {**people, CODES: codes})]


# ---- days


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("SUMMER,A1,2031-05-10,2031-05-20", {"A1": 320, None: 4001}),
        ("SUMMER,A1,2031-05-10,", {"A1": 4320, None: 1}),
        ("SUMMER,A1,,2031-05-20", {"A1": 321, None: 4000}),
        ("SUMMER,A1,,", {"A1": 4321, None: 0}),
    ],
)
def test_days_are_inclusive_and_may_be_open(
    tmp_path: Path, row: str, expected: dict[str | None, float]
) -> None:
    """A code is somebody's from its first day to its last, both included; an empty cell is open."""
    assert revenue(tmp_path, HEADER + row) == expected


def test_a_code_changes_hands(tmp_path: Path) -> None:
    """A code that is one's and then another's gives each their days."""
    codes = f"{HEADER}SUMMER,A1,,2031-05-10\nSUMMER,B2,2031-05-11,\n"
    assert revenue(tmp_path, codes) == {"A1": 21, "B2": 4300, None: 0}


def test_days_are_not_needed(tmp_path: Path) -> None:
    """A table of two columns holds codes that are always valid, its headers in other words too."""
    assert revenue(tmp_path, "Promo Code,Handle\nSUMMER,@asha.fit\n") == {"A1": 4321, None: 0}


@pytest.mark.parametrize("who", ["B2", "b2", "binabeauty", "@BinaBeauty", "https://youtube.com/@binabeauty"])
def test_whom_a_row_names(tmp_path: Path, who: str) -> None:
    """An influencer is an id, a handle or the address of a profile."""
    assert revenue(tmp_path, f"{HEADER}SUMMER,{who},,\n") == {"B2": 4321, None: 0}


# ---- several codes


def test_several_codes_of_an_order(tmp_path: Path) -> None:
    """Of several codes the known one counts, of two known ones the first; blanks and case do not count."""
    orders = (
        "source,campaign,influencer_id,user_id,date,orders,revenue,code\n"
        ',,,u1,2031-05-01,1,1,"FREESHIP, asha10"\n,,,u2,2031-05-01,1,20,BINA15;ASHA10\n'
        ",,,u3,2031-05-01,1,300,FREESHIP|bina 15\n,,C3,u4,2031-05-01,1,4000,ASHA10\n"
    )
    assert revenue(tmp_path, HEADER, orders) == {"A1": 1, "B2": 320, "C3": 4000, None: 0}


def test_the_influencers_own_codes_belong_to_the_table(tmp_path: Path) -> None:
    """A column of codes in influencers, several in a cell, is valid on every day beside codes.csv."""
    people = (
        "id,name,category,follower_count,platform,promo_code\n"
        'A1,Asha,Fitness,500,Instagram,"ASHA10, SUMMER"\nB2,Bina,Beauty,700,YouTube,\n'
    )
    files = {"influencers.csv": people, "orders.csv": ORDERS, CODES: f"{HEADER}BINA15,B2,,\n"}
    assert split(ledger_of(tmp_path, files), "influencer_id", "revenue")["A1"] == (4321,)


def test_blanks_do_not_part_a_code(tmp_path: Path) -> None:
    """`ASHA 10` and `BINA 10` of influencers are two codes; `10` and `SUMMER` in a cell are nobody's."""
    people = (
        "id,name,category,follower_count,platform,code\n"
        "A1,Asha,Fitness,500,Instagram,ASHA 10\nB2,Bina,Beauty,700,YouTube,BINA 10\n"
    )
    orders = (
        "source,campaign,influencer_id,user_id,date,orders,revenue,code\n"
        ",,,u1,2031-05-01,1,1,asha10\n,,,u2,2031-05-01,1,20,Bina 10\n,,,u3,2031-05-01,1,300,SUMMER SALE\n"
    )
    files = {"influencers.csv": people, "orders.csv": orders, CODES: f"{HEADER}SUMMER,A1,,\n"}
    ledger = ledger_of(tmp_path, files)
    assert [total(ledger, "revenue", influencer_id=who)[0] for who in ("A1", "B2")] == [1, 20]
    assert total(ledger, "organic_revenue") == (300,)


def test_several_codes_of_a_row(tmp_path: Path) -> None:
    """A row of codes.csv may give somebody several codes."""
    assert revenue(tmp_path, f'{HEADER}"SPRING, SUMMER",A1,2031-05-20,\n') == {"A1": 4300, None: 21}


# ---- forms


def _parquet() -> bytes:
    written = io.BytesIO()
    pl.DataFrame({"code": ["SUMMER"], "influencer_id": ["A1"]}).write_parquet(written)
    return written.getvalue()


def _workbook() -> bytes:
    written = io.BytesIO()
    pl.DataFrame({"code": ["SUMMER"], "influencer_id": ["A1"]}).write_excel(written, worksheet="Sheet1")
    return written.getvalue()


TEXT = b"code,influencer_id\nSUMMER,A1\n"
FORMS = {
    "CODES.csv": TEXT,
    "codes.csv.gz": gzip.compress(TEXT),
    "codes.parquet": _parquet(),
    "Codes.xlsx": _workbook(),
}


@pytest.mark.parametrize("name", FORMS)
def test_any_form(tmp_path: Path, name: str) -> None:
    """A code table is one in every form the tables may have, in any capitals, and is read by that alone."""
    ledger = ledger_of(tmp_path, {"orders.csv": ORDERS, name: FORMS[name]})
    assert total(ledger, "revenue") == (4321,)
    assert notes(ledger, "unread_files") == []


def test_a_sheet_of_the_workbook(tmp_path: Path) -> None:
    """A workbook of the tables may have the codes as one of its sheets, beside a file of others."""
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as workbook:
        for name, text in {**PLAIN, "orders.csv": ORDERS, CODES: TEXT.decode()}.items():
            pl.read_csv(text.encode(), infer_schema=False).write_excel(workbook, name.removesuffix(".csv"))
    alone: dict[str, str | bytes] = {"all of it.xlsx": book.getvalue()}
    instead = "influencers posts orders payouts"
    assert total(ledger_of(tmp_path / "one", alone, instead_of=instead), "revenue") == (4321,)
    both = {**alone, CODES: f"{HEADER}SUMMER,B2,,\n"}
    assert [one.code for one in refused(tmp_path / "two", both, instead_of=instead)] == ["code_of_two"]


# ---- refused


def test_two_people_on_one_day(tmp_path: Path) -> None:
    """A code of two people on one day refuses the folder, and names the code, both and their days."""
    codes = f"{HEADER}SUMMER,A1,2031-05-01,2031-05-20\nSUMMER,B2,2031-05-20,\n"
    ((code, said),) = problems(tmp_path, codes)
    assert code == "code_of_two"
    assert said == (
        "codes.csv: the code SUMMER is A1's (2031-05-01 to 2031-05-20) and B2's (2031-05-20 to now on). "
        "Give it to one of them, or each its own days."
    )


def test_two_people_in_both_files(tmp_path: Path) -> None:
    """A code of the influencers file is valid always, so a row of codes.csv for another clashes."""
    ((code, said),) = problems(tmp_path, f"{HEADER}asha10,B2,2031-05-01,2031-05-02\n")
    assert code == "code_of_two"
    assert "A1's (always) and B2's (2031-05-01 to 2031-05-02)" in said


def test_what_else_is_wrong_is_said_beside(tmp_path: Path) -> None:
    """A code of two people is said beside orders of which none can be kept, wherever those lie."""
    dateless = ORDERS.replace("2031-05-", "soon ")
    codes = f"{HEADER}SUMMER,A1,,\nSUMMER,B2,,\n"
    assert [code for code, _ in problems(tmp_path, codes)] == ["code_of_two"]
    both = refused(tmp_path, {"orders.csv": dateless, CODES: codes})
    assert [one.code for one in both] == ["nothing_kept", "code_of_two"]


def test_the_same_person_twice_is_none(tmp_path: Path) -> None:
    """One code given to one person twice, in either file, by id and by handle, is no clash."""
    codes = f"{HEADER}ASHA10,A1,,\nASHA10,@asha.fit,2031-05-01,\nASHA10,A1,,\n"
    assert problems(tmp_path, codes) == []


def test_every_row_that_cannot_be_is_said(tmp_path: Path) -> None:
    """A day that is none, a row without a code and days that are turned are said with line and way out."""
    ((_, day),) = problems(tmp_path / "day", f"{HEADER}SUMMER,A1,some day,\n")
    assert day.startswith("codes.csv: line 2 has ")
    assert "'some day'" in day
    ((_, code),) = problems(tmp_path / "code", f"{HEADER},A1,,\n")
    assert code.startswith("codes.csv: line 2 has ")
    assert problems(tmp_path / "turned", f"{HEADER}SUMMER,A1,2031-05-20,2031-05-01\n") == [
        (
            "bad_code",
            "codes.csv: 'summer' is A1's from 2031-05-20 to 2031-05-01, which is before. Turn the days.",
        )
    ]


def test_columns_are_asked_for(tmp_path: Path) -> None:
    """A code table without an influencer is refused for the column it lacks."""
    ((code, said),) = problems(tmp_path, "code,days\nSUMMER,5\n")
    assert code == "missing_column"
    assert said.startswith("codes.csv: this does not look like codes.")
    assert said.endswith("add the rest: code, influencer_id.")


def test_a_template_nobody_filled_in(tmp_path: Path) -> None:
    """A code table of a header alone, or of nothing, gives no code and is no fault."""
    assert problems(tmp_path / "header", HEADER) == []
    assert problems(tmp_path / "empty", "") == []


# ---- codes of nobody


def test_codes_of_nobody_are_counted(tmp_path: Path) -> None:
    """Codes of nobody, and codes outside their days, stay organic, each with its orders and rupees."""
    orders = ORDERS + ",,,u5,2031-05-22,3,50000,EXTRA10\n,,,u6,2031-05-23,2,600000,extra10\n"
    ledger = ledger_of(tmp_path, {"orders.csv": orders, CODES: f"{HEADER}SUMMER,A1,2031-05-10,2031-05-20\n"})
    assert total(ledger, "organic_orders", "organic_revenue") == (7, 654_001)
    (said,) = notes(ledger, "unknown_code")
    assert said == (
        "orders.csv: 4 rows name codes that are nobody's on its day: EXTRA10: 5 orders, ₹6,50,000.00, "
        "SUMMER: 2 orders, ₹4,001.00; they count as organic."
    )


@pytest.mark.parametrize("header", ["Codes", "Promo Codes", "Coupon Code(s)", "vouchers"])
def test_several_codes_of_a_person(tmp_path: Path, header: str) -> None:
    """A column of codes in the influencers file may be called by their plural."""
    people = f'id,name,category,follower_count,platform,{header}\nA1,Asha,Fitness,9,Instagram,"ONE, SUMMER"\n'
    ledger = ledger_of(tmp_path, {"influencers.csv": people, "orders.csv": ORDERS}, instead_of="influencers")
    assert total(ledger, "revenue") == (4321,)


@pytest.mark.parametrize("beside", ["Coupons", "Promo", "Codes", "Vouchers", "Discount Codes"])
def test_which_of_two_columns_has_the_code(tmp_path: Path, beside: str) -> None:
    """Beside a coupon code, a column in the plural may be how many there are, and a promo its campaign."""
    header, *rows = ORDERS.replace(",code", f",{beside},Coupon Code").splitlines()
    orders = "\n".join([header, *(row.replace(",S", ",2,S").replace(",s", ",2,s") for row in rows)])
    assert revenue(tmp_path, f"{HEADER}SUMMER,A1,,\n", orders) == {"A1": 4321, None: 0}
