"""Tables in several files, and in one workbook: one answer, lines named by file."""

import datetime as dt
import gzip
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from influencer_roi import queries
from influencer_roi.api import Answers
from influencer_roi.filters import Filters
from influencer_roi.ledger.load import Intake, check_folder, load_folder, load_frames
from influencer_roi.model.report import Refused
from influencer_roi.settings import Engine

PEOPLE = "id,name,category,follower_count,platform\nm1,Mira,Food,900,Instagram\nm2,Nils,Food,20,YouTube\n"
POSTS = (
    "influencer_id,platform,date,reach,likes,comments\n"
    "m1,Instagram,2025-02-01,400,20,2\nm2,YouTube,2025-02-03,600,10,1\n"
)
HEADER = "source,campaign,influencer_id,user_id,date,orders,revenue\n"
MAY = f"{HEADER}IG,Holi,m1,u1,2025-02-02,1,100\nIG,Holi,m2,u2,2025-02-04,2,\n"
JUNE = f"{HEADER}IG,Holi,m2,u3,2025-02-05,1,40\nIG,Holi,m9,u3,soon,1,40\nIG,Holi,m9,u4,2025-02-05,1,7\n"
SUMS = "month,revenue\nMay,1\n"
PAYOUTS = "influencer_id,basis,rate,orders,total_payout\nm1,post,50,1,50\nm2,order,5,3,15\n"
FILES = {"influencers.csv": PEOPLE, "posts.csv": POSTS, "orders.csv": MAY, "payouts.csv": PAYOUTS}


def folder_of(folder: Path, files: Mapping[str, str]) -> Path:
    """Write these files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def noted(folder: Path, code: str) -> str:
    """The first note of one code."""
    return next(str(note) for note in check_folder(folder).notes if note.code == code)


def revenue(folder: Path) -> float | None:
    """What all orders of a folder earned."""
    return queries.totals(load_folder(folder), Filters())["revenue"]


def test_files_of_one_form_are_parts(tmp_path: Path) -> None:
    """A second file of the same columns, in another order, is read too; faults name file and line."""
    turned = "\n".join(",".join(reversed(line.split(","))) for line in JUNE.splitlines())
    report = check_folder(folder_of(tmp_path, {**FILES, "orders_2025-06.csv": turned}))
    counts = report.counts["orders"]
    assert (counts.file, counts.read, counts.kept) == ("orders.csv, orders_2025-06.csv", 5, 3)
    assert [(one.file, one.line, one.code) for one in report.set_aside] == [
        ("orders.csv", 3, "missing_value"),
        ("orders_2025-06.csv", 3, "bad_date"),
    ]


def test_notes_name_the_file_of_each_line(tmp_path: Path) -> None:
    """A note on rows of a table in parts says in which file each stands."""
    may = MAY.replace("u2,2025-02-04,2,", "u2,2025-02-04,1,0")
    june = JUNE.replace("1,7", "1,0").replace("soon", "2025-02-05")
    folder = folder_of(tmp_path, {**FILES, "orders.csv": may, "orders june.csv": june})
    assert "(orders.csv line 3, orders june.csv line 4)" in noted(folder, "revenue_zero")


def test_copies_are_named_and_not_read(tmp_path: Path) -> None:
    """A copy by its name, or byte by byte, and a file of other columns are not read, and named."""
    files = {
        **FILES,
        "orders (1).csv": MAY,
        "orders_again.csv": MAY,
        "orders_sums.csv": "month,revenue\nMay,1\n",
    }
    folder = folder_of(tmp_path, files)
    assert "not read: orders (1).csv (a copy). A file" in noted(folder, "unread_files")
    unlike = "orders_sums.csv: not read as a part of orders: this does not look like orders. 1 of its 2 "
    copy = "orders_again.csv: not read as a part of orders: it is orders.csv byte by byte, which counts once."
    said = [str(note) for note in check_folder(folder).notes if note.code == "no_part"]
    assert [one.startswith(start) for one, start in zip(said, (unlike, copy), strict=True)] == [True, True]
    assert revenue(folder) == 100.0


def test_the_file_named_as_the_table_in_a_folder_of_orders(tmp_path: Path) -> None:
    """In a folder of orders too the file named as the table is one, and another thing beside it is named."""
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    folder = folder_of(tmp_path, {**files, "orders/orders.csv": MAY, "orders/a_sums.csv": SUMS})
    assert revenue(folder) == 100
    assert "a_sums.csv: not read as a part of orders: this does not look like orders." in noted(
        folder, "no_part"
    )


def test_candidates_that_do_not_agree(tmp_path: Path) -> None:
    """Without a file of the exact name, files of other columns are refused, both by name, with a way out."""
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    folder = folder_of(tmp_path, {**files, "orders_may.csv": MAY, "orders_sums.csv": SUMS})
    with pytest.raises(Refused) as refused:
        check_folder(folder)
    said = (
        "orders_may.csv and orders_sums.csv could both hold orders, and they do not have the same columns: "
        "name the right one orders.csv, or take orders_sums.csv out of the folder; files that have them may "
        "also lie in a folder orders/."
    )
    assert [problem.text for problem in refused.value.problems] == [said]


def test_optional_columns_decide_nothing(tmp_path: Path) -> None:
    """A file with an optional column more or less than the one named orders is its part, with a note."""
    may = MAY.replace("campaign", "campaign,product").replace("Holi", "Holi,Oil")
    june = f"{HEADER.strip()},order_id\nIG,Holi,m2,u3,2025-02-05,1,40,7\n"
    folder = folder_of(tmp_path, {**FILES, "orders.csv": may, "orders_june.csv": june})
    assert revenue(folder) == 140.0
    absent = [str(note) for note in check_folder(folder).notes if note.code == "column_absent"]
    both = "orders.csv, orders_june.csv"
    assert f"{both}: orders.csv: not there, and not needed: order_id." in absent
    assert f"{both}: orders_june.csv: not there, and not needed: product." in absent


@pytest.mark.parametrize(
    ("name", "text", "lacks"),
    [
        (
            *("orders_june.csv", "date,influencer_id,revenue\n2025-02-05,m1,9\n"),
            "source, campaign, user_id, orders",
        ),
        ("payouts_june.csv", "influencer_id,total_payout\nm1,9\n", "basis"),
    ],
)
def test_money_is_never_lost(tmp_path: Path, name: str, text: str, lacks: str) -> None:
    """Records of money that lack a column refuse the folder, though another file is named as the table."""
    folder = folder_of(tmp_path, {**FILES, name: text})
    with pytest.raises(Refused) as refused:
        check_folder(folder)
    (problem,) = refused.value.problems
    assert problem.code == "two_candidates"
    assert f"{name} lacks {lacks}. Add them, or take it out of the folder" in problem.text


@pytest.mark.parametrize("text", ["", HEADER])
def test_a_part_without_rows(tmp_path: Path, text: str) -> None:
    """A part without a record is noted; the others count."""
    folder = folder_of(tmp_path, {**FILES, "orders_june.csv": text})
    assert "orders_june.csv: not read as a part of orders: " in noted(folder, "no_part")
    assert revenue(folder) == 100.0


def test_a_part_that_cannot_be_read(tmp_path: Path) -> None:
    """A part of which nobody knows what it has refuses the folder."""
    folder = folder_of(tmp_path, {**FILES, "orders_june.csv": f'{HEADER}"IG,Holi\n'})
    with pytest.raises(Refused) as refused:
        check_folder(folder)
    said = [(one.code, one.place) for one in refused.value.problems]
    assert said == [("unterminated_quote", "orders_june.csv")]


def test_parts_that_lack_a_column(tmp_path: Path) -> None:
    """Files of a table of which each lacks a required column are refused, every one by its name."""
    lacking = [text.replace(",reach,", ",views,") for text in (POSTS, POSTS.replace("400", "500"))]
    files = {name: text for name, text in FILES.items() if name != "posts.csv"}
    parts = dict(zip(("posts may.csv", "posts june.csv"), lacking, strict=True))
    with pytest.raises(Refused) as refused:
        check_folder(folder_of(tmp_path, {**files, **parts}))
    said = sorted((problem.code, problem.place) for problem in refused.value.problems)
    assert said == [("missing_column", "posts june.csv"), ("missing_column", "posts may.csv")]


def test_a_total_in_each_part(tmp_path: Path) -> None:
    """Every file's own total is set aside, though another file's rows follow it."""
    may = "IG,Holi,m1,u1,2025-02-02,1,60\nIG,Holi,m2,u2,2025-02-04,1,40\nTotal,,,,,2,100\n"
    june = "IG,Holi,m1,u5,2025-03-02,1,6\nIG,Holi,m2,u6,2025-03-04,1,4\nTotal,,,,,2,10\n"
    files = {**FILES, "orders.csv": HEADER + may, "orders_june.csv": HEADER + june}
    report = check_folder(folder_of(tmp_path, files))
    assert [(one.file, one.line, one.code) for one in report.set_aside] == [
        ("orders.csv", 4, "footer_row"),
        ("orders_june.csv", 4, "footer_row"),
    ]


def test_a_folder_of_parts_answers_as_one_file(tmp_path: Path) -> None:
    """A row without revenue is set aside from a folder of parts, where other rows have some."""
    one = folder_of(tmp_path / "one", FILES)
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    parts = folder_of(tmp_path / "parts", {**files, "orders/a.csv": MAY})
    counts = [check_folder(folder).counts["orders"] for folder in (one, parts)]
    assert [(count.read, count.kept, count.set_aside) for count in counts] == [(2, 1, 1), (2, 1, 1)]
    assert revenue(one) == revenue(parts) == 100.0


@pytest.mark.parametrize("unlike", ["order", "separator", "header", "column", "encoding"])
def test_parts_of_a_folder_need_not_look_alike(tmp_path: Path, unlike: str) -> None:
    """Files of a folder may have their columns in another order, form or spelling, or one more."""
    may, june = f"{HEADER}IG,Holi,m1,u1,2025-02-02,1,100\n", f"{HEADER}IG,Holi,m2,u3,2025-02-05,1,40\n"
    turned = "\n".join(",".join(reversed(line.split(","))) for line in june.splitlines())
    status = june.replace("revenue\n", "revenue,status\n") + "IG,Holi,m2,u4,2025-02-05,1,7,RTO\n"
    others = {
        "order": turned.encode(),
        "separator": june.replace(",", ";").encode(),
        "header": june.replace("revenue", "Revenue (INR)").encode(),
        "column": status.replace(",40\n", ",40,paid\n").encode(),
        "encoding": june.encode("utf-16"),
    }
    folder = folder_of(tmp_path, {**FILES, "orders/may.csv": may})
    (folder / "orders.csv").unlink()
    (folder / "orders/june.csv").write_bytes(others[unlike])
    assert revenue(folder) == 140


@pytest.mark.parametrize("name", ["orders.csv", "orders.parquet", "orders/may.csv", "orders/may.parquet"])
def test_the_header_again_is_known_in_any_form(tmp_path: Path, name: str) -> None:
    """A header among the rows is set aside as such, whatever the form of the file and wherever it lies."""
    rows = [HEADER.strip(), "IG,Holi,m1,u1,2025-02-02,1,100", HEADER.strip(), "IG,Holi,m2,u3,2025-02-05,1,40"]
    folder = folder_of(tmp_path, {**FILES, name: "\n".join(rows)})
    if name.endswith(".parquet"):
        frame = pl.read_csv(folder / name, infer_schema=False)
        frame.write_parquet(folder / name)
    if name != "orders.csv":
        (folder / "orders.csv").unlink()
    assert [fault.code for fault in check_folder(folder).set_aside] == ["repeated_header"]
    assert revenue(folder) == 140


@pytest.mark.parametrize("name", ["orders/MAY.CSV", "orders/May.Parquet"])
def test_files_in_a_folder_of_orders_in_any_capitals(tmp_path: Path, name: str) -> None:
    """The suffix of a file in a folder of orders is known in any capitals, as beside it."""
    folder = folder_of(tmp_path, {**FILES, name: MAY})
    if name.endswith("Parquet"):
        pl.read_csv(folder / name, infer_schema=False).write_parquet(folder / name)
    (folder / "orders.csv").unlink()
    assert revenue(folder) == 100


@pytest.mark.parametrize("name", ["orders/june.csv.gz", "orders/2025/june.xlsx"])
def test_packed_parts_of_a_folder_are_read(tmp_path: Path, name: str) -> None:
    """A folder of orders may hold gzip files and workbooks too; what else lies in it is named."""
    may, june = f"{HEADER}IG,Holi,m1,u1,2025-02-02,1,100\n", f"{HEADER}IG,Holi,m2,u3,2025-02-05,1,40\n"
    folder = folder_of(tmp_path, {**FILES, "orders/may.csv": may, "orders/sums.tsv": "month\n"})
    (folder / "orders.csv").unlink()
    (folder / name).parent.mkdir(exist_ok=True)
    if name.endswith(".gz"):
        (folder / name).write_bytes(gzip.compress(june.encode()))
    else:
        with xlsxwriter.Workbook(folder / name) as book:
            sheet = book.add_worksheet()
            for at, line in enumerate(june.splitlines()):
                sheet.write_row(at, 0, line.split(","))
    assert revenue(folder) == 140
    assert "not read: orders/sums.tsv. A file" in noted(folder, "unread_files")


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("again", [("may.x", "june.x", "year.x"), ("may.x", "june.x", "may again.x")])
def test_rows_of_a_folder_count_once(tmp_path: Path, form: str, again: tuple[str, str, str]) -> None:
    """A file of a folder with the rows of all others, or of one, is named and not counted."""
    may, june = (pl.read_csv(text.encode(), infer_schema=False).drop_nulls() for text in (MAY, JUNE))
    whole = pl.concat([may, june]) if again[2] == "year.x" else may
    folder = folder_of(tmp_path, {name: text for name, text in FILES.items() if name != "orders.csv"})
    (folder / "orders").mkdir()
    for name, rows in zip(again, (may, june, whole.reverse()), strict=True):
        path = folder / "orders" / name.replace(".x", f".{form}")
        rows.write_csv(path) if form == "csv" else rows.write_parquet(path)
    assert load_folder(folder).entries["revenue"].sum() == 147.0
    assert "has the rows of others" in noted(folder, "no_part")


@pytest.mark.parametrize(
    ("odd", "kept", "aside"),
    [
        (MAY.replace("Holi", "Caf\u00e9").encode("cp1252"), 1, 1),
        (MAY.encode() + b"IG,Holi,m1,u1,2025-02-02,1,5,9\n", 1, 2),
    ],
    ids=["cp1252", "a long row"],
)
def test_parts_no_engine_can_scan(tmp_path: Path, odd: bytes, kept: int, aside: int) -> None:
    """Files that cannot be scanned, by an encoding or a long line, are read as any file is."""
    folder = folder_of(tmp_path, {name: text for name, text in FILES.items() if name != "orders.csv"})
    (folder / "orders").mkdir()
    (folder / "orders" / "may.csv").write_bytes(odd)
    counts = check_folder(folder).counts["orders"]
    assert (counts.kept, counts.set_aside) == (kept, aside)
    assert load_folder(folder).entries["revenue"].sum() == 100.0


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_what_earned_nothing_is_left_out_of_parts(tmp_path: Path, form: str) -> None:
    """Statuses, refunds and currencies count alike in one file, in frames, and in a folder of parts."""
    orders = (
        f"{HEADER.strip()},Status,Refunded Amount,Currency\n"
        "IG,Holi,m1,u1,2025-02-02,1,100,Paid,,INR\n"
        "IG,Holi,m1,u2,2025-02-03,1,70,RTO,,INR\n"
        "IG,Holi,m2,u3,2025-02-04,1,50,paid,20,\n"
        "IG,Holi,m2,u4,2025-02-05,1,30,Nirvana,0,INR\n"
        "IG,Holi,m2,u5,2025-02-05,1,9,paid,,EUR\n"
    )
    one = folder_of(tmp_path / "one", {**FILES, "orders.csv": orders})
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    parts = folder_of(tmp_path / "parts", files)
    rows = pl.read_csv(one / "orders.csv", infer_schema=False)
    (parts / "orders").mkdir()
    for at in (0, 3):
        path = parts / "orders" / f"{at}.{form}"
        rows[at : at + 3].write_csv(path) if form == "csv" else rows[at : at + 3].write_parquet(path)
    names = {"influencers": PEOPLE, "posts": POSTS, "payouts": PAYOUTS}
    frames = {name: pl.read_csv(text.encode(), infer_schema=False) for name, text in names.items()}
    ledgers = [load_folder(one), load_folder(parts), load_frames({**frames, "orders": rows})]
    for ledger in ledgers:
        counts = ledger.report.counts["orders"]
        assert (counts.read, counts.kept, counts.set_aside, counts.left_out) == (5, 3, 1, 1)
        assert (counts.money.kept, counts.money.set_aside, counts.money.left_out) == (160.0, 9.0, 90.0)
        assert queries.totals(ledger, Filters())["revenue"] == 160.0
        assert {"left_out", "unknown_status", "refund_taken_off"} <= {
            note.code for note in ledger.report.notes
        }


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("each", [3, 20], ids=["few rows", "many rows"])
def test_a_total_is_known_in_parts(tmp_path: Path, form: str, each: int) -> None:
    """A total at the end of one part, of it or of all parts, is set aside from a folder of parts."""
    header = HEADER.strip().split(",")
    rows: list[list[str | None]] = [
        ["IG", "Holi", "m1", f"u{at}", "2025-02-02", "1", f"{at + 1}"] for at in range(2 * each)
    ]
    own: list[str | None] = ["Gesamt", None, None, None, "2025-02-02", f"{each}", f"{each * (each + 1) // 2}"]
    every: list[str | None] = ["Alles", None, None, None, "2025-02-03", None, f"{each * (2 * each + 1)}"]
    of_one = [[*rows[:each], own], rows[each:]]
    of_all = [rows[:each], [*rows[each:], every]]
    for total, parts in ((own, of_one), (every, of_all)):
        files = {name: text for name, text in FILES.items() if name != "orders.csv"}
        folder = folder_of(tmp_path / f"{total[0]}", files)
        (folder / "orders").mkdir()
        for at, part in enumerate(parts):
            frame = pl.DataFrame(part, schema=dict.fromkeys(header, pl.String), orient="row")
            path = folder / "orders" / f"{at}.{form}"
            frame.write_csv(path) if form == "csv" else frame.write_parquet(path)
        report = check_folder(folder)
        assert [one.code for one in report.set_aside] == ["footer_row"]
        assert revenue(folder) == each * (2 * each + 1)


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("each", [2, 20], ids=["few rows", "many rows"])
@pytest.mark.parametrize("total", ["earned", "less refunds", "neither"])
def test_a_total_of_what_earned_is_known_in_parts(tmp_path: Path, each: int, total: str) -> None:
    """A total of what was not cancelled, less refunds or not, is one in a folder of parts too."""
    header = [*HEADER.strip().split(","), "status", "refunded_amount"]
    paid: list[list[str | None]] = [
        ["IG", "Holi", "m1", f"u{at}", "2025-02-02", "1", "50", "paid", "20" if at else None]
        for at in range(each)
    ]
    gone: list[list[str | None]] = [
        ["IG", "Holi", "m1", f"v{at}", "2025-02-02", "1", "7", "cancelled", None] for at in range(each)
    ]
    sums = {"earned": 50 * each, "less refunds": 50 * each - 20 * (each - 1), "neither": 50 * each - 3}
    last = ["Alles", None, None, None, "2025-02-03", f"{each}", f"{sums[total]}", None, None]
    rows = pl.DataFrame([*paid, *gone, last], schema=dict.fromkeys(header, pl.String), orient="row")
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    one, parts = (folder_of(tmp_path / name, files) for name in ("one", "parts"))
    rows.write_csv(one / "orders.csv")
    (parts / "orders").mkdir()
    rows.write_parquet(parts / "orders" / "0.parquet")
    aside = [[fault.code for fault in check_folder(folder).set_aside] for folder in (one, parts)]
    assert aside == [[] if total == "neither" else ["footer_row"]] * 2


def test_a_scale_in_a_header(tmp_path: Path) -> None:
    """Numbers under a header that states a scale are multiplied by it, in a file, in parts and in frames."""
    rows = pl.DataFrame(
        {
            "source": ["IG"] * 3,
            "campaign": ["Holi"] * 3,
            "influencer_id": ["m1", "m2", None],
            "user_id": ["u1", "u2", "u3"],
            "date": ["2025-02-02"] * 3,
            "orders": ["1", "2", "1"],
            "Revenue (Rs. in Lakhs)": ["1.1", "0.25", "0.5 lakh"],
        }
    )
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    one, parts, lying = (folder_of(tmp_path / name, files) for name in ("one", "parts", "lying"))
    rows.write_csv(one / "orders.csv")
    for folder, form in ((parts, "csv"), (lying, "parquet")):
        (folder / "orders").mkdir()
        rows.write_csv(folder / "orders" / "0.csv") if form == "csv" else rows.write_parquet(
            folder / "orders" / "0.parquet"
        )
    for ledger in map(load_folder, (one, parts, lying)):
        totals = queries.totals(ledger, Filters())
        assert (totals["revenue"], totals["organic_revenue"]) == (135_000.0, 50_000.0)
    by_duckdb = load_folder(lying, Intake(engine="duckdb"))
    assert queries.totals(by_duckdb, Filters())["revenue"] == 135_000.0
    said = "revenue: 'Revenue (Rs. in Lakhs)' states a scale; its numbers were multiplied by 1,00,000."
    assert all(noted(folder, "header_scale").endswith(said) for folder in (one, lying))


def test_parts_in_two_scales_are_refused(tmp_path: Path) -> None:
    """A part in thousands beside one in units has the same columns, and cannot be added to it."""
    files = {**FILES, "posts_june.csv": POSTS.replace("reach", "Reach ('000)")}
    files["posts_july.csv"] = files.pop("posts.csv")
    with pytest.raises(Refused) as refused:
        check_folder(folder_of(tmp_path, files))
    (problem,) = refused.value.problems
    assert problem.code == "scales_differ"
    assert "'reach' in posts_july.csv, 'Reach ('000)' in posts_june.csv" in problem.text


def test_a_zone_in_a_header(tmp_path: Path) -> None:
    """Times under a header that states their zone are instants, as texts, as Parquet, where rows lie."""
    rows = pl.DataFrame(
        {
            "source": ["IG"] * 2,
            "campaign": ["Holi"] * 2,
            "influencer_id": ["m1", "m2"],
            "user_id": ["u1", "u2"],
            "Date (UTC)": ["2025-02-02 18:00:00", "2025-02-02 19:00:00"],
            "orders": ["1", "2"],
            "revenue": ["100", "20"],
        }
    )
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    one, parts, lying = (folder_of(tmp_path / name, files) for name in ("one", "parts", "lying"))
    rows.write_csv(one / "orders.csv")
    for folder in (parts, lying):
        (folder / "orders").mkdir()
    rows.write_csv(parts / "orders" / "0.csv")
    rows.with_columns(pl.col("Date (UTC)").str.to_datetime()).write_parquet(lying / "orders" / "0.parquet")
    for ledger in (*map(load_folder, (one, parts, lying)), load_folder(lying, Intake(engine="duckdb"))):
        days = Answers(ledger).query("date", metrics=["revenue"]).select("date", "revenue").rows()
        assert [(dt.date(2025, 2, 2), 100.0), (dt.date(2025, 2, 3), 20.0)] == [
            one for one in sorted(days) if one[1]
        ]


def test_the_zone_of_the_business_in_a_header(tmp_path: Path) -> None:
    """Times in it are on their own day, so no row that lies in files has to be looked at by itself."""
    folder = folder_of(tmp_path, {name: text for name, text in FILES.items() if name != "orders.csv"})
    (folder / "orders").mkdir()
    times = pl.DataFrame({"Date (IST)": ["2025-02-02 20:00:00"]}).select(pl.all().str.to_datetime())
    rows = {"source": "IG", "campaign": "Holi", "influencer_id": "m1", "user_id": "u1", "orders": 1}
    held = times.with_columns(pl.lit(value).alias(name) for name, value in {**rows, "revenue": 100}.items())
    held.write_parquet(folder / "orders" / "0.parquet")
    ledger = load_folder(folder)
    assert ledger.in_place is not None
    assert (ledger.in_place.kept.height, [*ledger.tables.orders["date"]]) == (0, [dt.date(2025, 2, 2)])


def test_parts_in_two_zones_are_refused(tmp_path: Path) -> None:
    """A part whose times are in UTC cannot lie beside one that does not say so."""
    june = POSTS.replace("date", "Date (UTC)").replace("2025-02-03", "2025-02-03 20:00")
    files = {**FILES, "posts_june.csv": june}
    files["posts_july.csv"] = files.pop("posts.csv")
    with pytest.raises(Refused) as refused:
        check_folder(folder_of(tmp_path, files))
    (problem,) = refused.value.problems
    assert problem.code == "scales_differ"
    assert "date is in several zones: 'date' in posts_july.csv, 'Date (UTC)'" in problem.text


def test_parts_of_days_have_no_zone(tmp_path: Path) -> None:
    """A zone over days without times moves none of them, so a part may state it and another not."""
    files = {**FILES, "posts_june.csv": POSTS.replace("date", "Date (UTC)")}
    files["posts_july.csv"] = files.pop("posts.csv")
    assert check_folder(folder_of(tmp_path, files)).counts["posts"].set_aside == 0


def test_brackets_in_a_header_of_frames(tmp_path: Path) -> None:
    """A column of midnights is one of days, whatever stands in brackets in its header."""
    folder = folder_of(tmp_path, FILES)
    orders = pl.read_csv(folder / "orders.csv", infer_schema=False)
    month = pl.lit("2025-02-01").str.to_datetime()
    named = orders.with_columns(campaign=month).rename({"campaign": "Campaign (month)"})
    (folder / "orders.csv").unlink()
    named.write_parquet(folder / "orders.parquet")
    assert load_folder(folder).tables.orders["campaign"].unique().to_list() == ["2025-02-01"]


def test_one_workbook_answers_as_files(tmp_path: Path) -> None:
    """A workbook with a sheet for each table, a title above one of them, gives the answers of files."""
    files = folder_of(tmp_path / "files", FILES)
    book_folder = folder_of(tmp_path / "book", {})
    with xlsxwriter.Workbook(book_folder / "Plan for influencers.xlsx") as book:
        for name, text in FILES.items():
            sheet = book.add_worksheet(name.removesuffix(".csv").title())
            rows = [line.split(",") for line in text.splitlines()]
            above = [["Our plan"], []] if name == "posts.csv" else []
            for at, row in enumerate([*above, *rows]):
                sheet.write_row(at, 0, [None if cell == "" else cell for cell in row])
    counts = [check_folder(folder).counts for folder in (files, book_folder)]
    read = [{name: (one.read, one.kept) for name, one in each.items()} for each in counts]
    assert read[0] == read[1]
    assert counts[1]["orders"].file == "Plan for influencers.xlsx [Orders]"
    assert revenue(files) == revenue(book_folder)


def test_a_cell_that_shows_dollars_is_set_aside(tmp_path: Path) -> None:
    """A number that a workbook shows in another currency is not added to rupees; one in rupees is."""
    folder = folder_of(tmp_path, {name: text for name, text in FILES.items() if name != "payouts.csv"})
    with xlsxwriter.Workbook(folder / "payouts.xlsx") as book:
        dollars, rupees = (
            book.add_format({"num_format": one}) for one in ("[$$-409]#,##0.00", "[$₹-4009] #,##0")
        )
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["influencer_id", "basis", "rate", "orders", "total_payout"])
        for at, (name, paid, shown) in enumerate([("m1", 50, dollars), ("m2", 15, rupees)], start=1):
            sheet.write_row(at, 0, [name, "post", paid, 1])
            sheet.write_number(at, 4, paid, shown)
    report = check_folder(folder)
    aside = [(one.line, one.code) for one in report.set_aside if one.table == "payouts"]
    assert aside == [(2, "currency_mismatch")]
    assert report.counts["payouts"].money.kept == 15.0


def test_brands_of_a_folder(tmp_path: Path) -> None:
    """Spellings in brands.csv name a brand in products, in a folder and among frames."""
    orders = (
        MAY.replace("campaign", "campaign,product")
        .replace("Holi", "Holi,Kesari laddu", 1)
        .replace("Holi,m2", "Holi,,m2")
    )
    folder = folder_of(
        tmp_path, {**FILES, "orders.csv": orders, "brands.csv": "brand,spelling\nMithai,laddu\n"}
    )
    found = queries.slices(load_folder(folder), Filters(), by="brand", metrics=("revenue",))
    assert ("Mithai", 100.0) in found.select("brand", "revenue").rows()
    assert not [note for note in check_folder(folder).notes if note.code == "unread_files"]


def test_a_brand_only_a_row_set_aside_states_is_learnt(tmp_path: Path) -> None:
    """A brand that stands in a row with a fault alone names products of other rows, in files and in parts."""
    orders = (
        f"{HEADER.strip()},product,brand\n"
        "IG,Holi,m1,u1,2025-02-02,1,100,Zarda paan,\n"
        "IG,Holi,m1,u1,soon,1,5,,Zarda\n"
    )
    whole = folder_of(tmp_path / "whole", {**FILES, "orders.csv": orders})
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    parts = folder_of(tmp_path / "parts", {**files, "orders/a.csv": orders})
    for folder in (whole, parts):
        found = queries.slices(load_folder(folder), Filters(), by="brand", metrics=("revenue",))
        assert ("Zarda", 100.0) in found.select("brand", "revenue").rows()


DAY_FIRST = f"{HEADER}IG,Holi,m1,u1,25/05/2025,1,100\nIG,Holi,m1,u2,03/05/2025,1,200\n"
MONTH_FIRST = f"{HEADER}IG,Holi,m2,u3,06/25/2025,1,400\nIG,Holi,m2,u4,06/03/2025,1,800\n"
COMMAS = HEADER.replace(",", ";") + "IG;Holi;m1;u1;2025-05-01;1;1.234,50\nIG;Holi;m1;u2;2025-05-02;1;200,25\n"
POINTS = f'{HEADER}IG,Holi,m2,u3,2025-05-01,1,"1,234.50"\nIG,Holi,m2,u4,2025-05-02,1,200.25\n'
DOTS = f"{HEADER}IG,Holi,m1,u1,2025-05-01,1,1.234.567\nIG,Holi,m1,u2,2025-05-02,1,12.500\n"


def by(folder: Path, dimension: str) -> list[tuple[object, ...]]:
    """What orders earned, by a dimension."""
    return queries.slices(load_folder(folder), Filters(), by=dimension, metrics=("revenue",)).rows()


@pytest.mark.parametrize("names", [("orders/a.csv", "orders/b.csv"), ("orders_a.csv", "orders_b.csv")])
def test_one_number_groups_nothing_beside_points(tmp_path: Path, names: tuple[str, str]) -> None:
    """1.500 alone in a file is 1.5 where the other files of its table have decimal points, as in one file."""
    one, other = (
        f"{HEADER}IG,Holi,m{at},u,2025-05-01,1,{text}\n" for at, text in ((1, "1.500"), (2, "25.44"))
    )
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    folder = folder_of(tmp_path, {**files, names[0]: one, names[1]: other})
    assert by(folder, "influencer_id") == [("m1", 1.5), ("m2", 25.44)]
    assert "dots_of_files" in [note.code for note in check_folder(folder).notes]


def test_a_part_whose_faults_are_its_own_is_no_repetition(tmp_path: Path) -> None:
    """Two parts that keep one row alike and set other rows aside are both read, and every fault is told."""
    first, second = (
        f"{HEADER}IG,Holi,m1,u1,2025-02-02,1,100\nIG,Holi,m1,u1,{day},1,5\n" for day in ("soon", "late")
    )
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    report = check_folder(folder_of(tmp_path, {**files, "orders_a.csv": first, "orders_b.csv": second}))
    assert (report.counts["orders"].read, report.counts["orders"].set_aside) == (4, 2)


@pytest.mark.parametrize("names", [("orders/a.csv", "orders/b.csv"), ("orders_a.csv", "orders_b.csv")])
def test_zeros_alone_beside_points_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    """Nobody can say what 310.000 and 620.000 are where another file of the table has decimal points."""
    one, other = (
        f"{HEADER}IG,Holi,m{at},u,2025-05-01,1,{first}\nIG,Holi,m{at},v,2025-05-02,1,{second}\n"
        for at, first, second in ((1, "310.000", "620.000"), (2, "25.44", "7"))
    )
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    with pytest.raises(Refused, match=r"a\.csv: revenue has only .*as those of (orders_)?b\.csv are"):
        check_folder(folder_of(tmp_path, {**files, names[0]: one, names[1]: other}))


@pytest.mark.parametrize("names", [("orders/a.csv", "orders/b.csv"), ("orders_a.csv", "orders_b.csv")])
def test_quantities_of_each_file(tmp_path: Path, names: tuple[str, str]) -> None:
    """Quantities in three decimals in one file stay what they are beside plain ones in another."""
    one, other = (f"{HEADER}IG,Holi,m1,u{at},2025-05-01,{text},10\n" for at, text in ((1, "3.000"), (2, "2")))
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    ledger = load_folder(folder_of(tmp_path, {**files, names[0]: one, names[1]: other}))
    assert queries.totals(ledger, Filters(), metrics=("orders",))["orders"] == 5


@pytest.mark.parametrize("name", ["orders/a.csv", "orders.csv"])
def test_a_count_has_no_parts(tmp_path: Path, name: str) -> None:
    """A part of a currency in the header of a count scales nothing, in one file as in a folder."""
    text = f"{HEADER.replace(',orders,', ',Orders (paise),')}IG,Holi,m1,u1,2025-05-01,3,10\n"
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    ledger = load_folder(folder_of(tmp_path, {**files, name: text}))
    assert queries.totals(ledger, Filters(), metrics=("orders",))["orders"] == 3


@pytest.mark.parametrize("names", [("orders/a.csv", "orders/b.csv"), ("orders_a.csv", "orders_b.csv")])
@pytest.mark.parametrize("amount", ["1000.50", "1000"])
def test_decimal_commas_in_one_file(tmp_path: Path, names: tuple[str, str], amount: str) -> None:
    """Decimal commas in each row of one file are read beside the points, or whole amounts, of another."""
    commas = f'{HEADER}IG,Holi,m1,u1,2025-05-01,1,"1000,50"\nIG,Holi,m1,u2,2025-05-02,1,"12,25"\n'
    points = f"{HEADER}IG,Holi,m2,u3,2025-05-01,1,{amount}\n"
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    folder = folder_of(tmp_path, {**files, names[0]: commas, names[1]: points})
    assert by(folder, "influencer_id") == [("m1", 1012.75), ("m2", float(amount))]


@pytest.mark.parametrize(("amount", "earned"), [("14,110", 14110), ("2,14,110/-", 214110)])
def test_commas_that_group_beside_decimal_ones(tmp_path: Path, amount: str, earned: float) -> None:
    """Commas of a file that shows no decimal one group, though those of another file are decimal ones."""
    commas = HEADER.replace(",", "\t") + "IG\tHoli\tm1\tu1\t2025-05-01\t1\t84759,00\n"
    groups = f'{HEADER}IG,Holi,m2,u3,2025-05-01,1,"{amount}"\n'
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    folder = folder_of(tmp_path, {**files, "orders_a.csv": commas, "orders_b.csv": groups})
    assert by(folder, "influencer_id") == [("m1", 84759.0), ("m2", earned)]


@pytest.mark.parametrize("names", [("orders/a.csv", "orders/b.csv"), ("orders_a.csv", "orders_b.csv")])
def test_each_file_says_what_a_dot_is(tmp_path: Path, names: tuple[str, str]) -> None:
    """Dots group in the file where they can be nothing else, plain as every number of another file is."""
    dots = f"{HEADER}IG,Holi,m1,u1,2025-05-01,1,1.000\nIG,Holi,m1,u2,2025-05-02,1,12.500\n"
    points = f"{HEADER}IG,Holi,m2,u3,2025-05-01,1,1234.50\nIG,Holi,m2,u4,2025-05-02,1,200\n"
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    folder = folder_of(tmp_path, {**files, names[0]: dots, names[1]: points})
    assert by(folder, "influencer_id") == [("m1", 13500.0), ("m2", 1434.5)]


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("names", [("orders/a.csv", "orders/b.csv"), ("orders_a.csv", "orders_b.csv")])
@pytest.mark.parametrize("mark", ["", "₹"])
@pytest.mark.parametrize("proof", ["2450.000", "0.750"])
def test_three_decimals_of_one_export(tmp_path: Path, names: tuple[str, str], mark: str, proof: str) -> None:
    """Where one file proves that three digits are decimals, those of a small file group no thousands."""
    small, large = (
        f"{HEADER}IG,Holi,m{at},u,2025-05-01,1,{mark}{one}\nIG,Holi,m{at},v,2025-05-02,1,{mark}{other}\n"
        for at, one, other in ((1, "310.000", "620.500"), (2, proof, "150.000"))
    )
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    folder = folder_of(tmp_path, {**files, names[0]: small, names[1]: large})
    assert by(folder, "influencer_id") == [("m1", 930.5), ("m2", float(proof) + 150)]


def test_thousands_in_two_groups_beside_three_decimals(tmp_path: Path) -> None:
    """1.234.567 groups, whatever another file's three digits are."""
    points = f"{HEADER}IG,Holi,m2,u3,2025-05-01,1,2450.000\nIG,Holi,m2,u4,2025-05-02,1,150.000\n"
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    folder = folder_of(tmp_path, {**files, "orders_a.csv": DOTS, "orders_b.csv": points})
    assert by(folder, "influencer_id") == [("m1", 1247067.0), ("m2", 2600.0)]


@pytest.mark.parametrize("names", [("orders/a.csv", "orders/b.csv"), ("orders_a.csv", "orders_b.csv")])
def test_crores_beside_a_file_of_debits(tmp_path: Path, names: tuple[str, str]) -> None:
    """Crores of one file stay, though another file has an amount that is a debit."""
    crores, debits = (
        f"{HEADER}IG,Holi,m{at},u,2025-05-01,1,{one}\nIG,Holi,m{at},v,2025-05-02,1,70\n"
        for at, one in ((1, "2.5 Cr"), (2, "400 Dr"))
    )
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    folder = folder_of(tmp_path, {**files, names[0]: crores, names[1]: debits})
    assert by(folder, "influencer_id") == [("m1", 2.5e7 + 70), ("m2", 70.0)]


def test_lines_of_notes_name_their_file(tmp_path: Path) -> None:
    """A note on rows of a folder of orders says in which file each stands, and on which line of it."""
    header = HEADER.replace("\n", ",status\n")
    one, other = (
        f"{header}IG,Holi,m1,u{at},2025-05-01,1,7,paid\nIG,Holi,m1,v{at},2025-05-02,1,9,pending\n"
        for at in (1, 2)
    )
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    report = check_folder(folder_of(tmp_path, {**files, "orders/a.csv": one, "orders/b.csv": other}))
    (said,) = [note.text for note in report.notes if note.code == "pending"]
    assert "a.csv line 3, b.csv line 3" in said


def test_large_files_that_differ_in_dots_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files too large to be read as a whole have to write dots in one way, where each of two proves one."""
    monkeypatch.setattr("influencer_roi.intake.location.LARGE", 1)
    dots = f"{HEADER}IG,Holi,m1,u1,2025-05-01,1,1.000\nIG,Holi,m1,u2,2025-05-02,1,12.500\n"
    points = f"{HEADER}IG,Holi,m2,u3,2025-05-01,1,1234.50\nIG,Holi,m2,u4,2025-05-02,1,1.500\n"
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    folder = folder_of(tmp_path / "two", {**files, "orders/a.csv": dots, "orders/b.csv": points})
    with pytest.raises(Refused, match="dots are decimal points in some of its files, and group thousands"):
        check_folder(folder)
    folder = folder_of(
        tmp_path / "one",
        {**files, "orders/b.csv": points, "orders/c.csv": points.replace("u3", "v3").replace("u4", "v4")},
    )
    assert by(folder, "influencer_id")[1] == ("m2", 2472.0)


@pytest.mark.parametrize(
    ("one", "other", "earned"),
    [
        (('"Rs. 2,345.50"', "Rs. 100.00"), ("300.50", "10"), 2756.0),
        (("310.000", "620.500"), ("2450.000", "150.000"), 3530.5),
        (("310.00", "5 Dr."), ("1.500", "7"), 318.5),
    ],
)
def test_large_files_that_agree_on_dots(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    one: tuple[str, str],
    other: tuple[str, str],
    earned: float,
) -> None:
    """Dots of marks group nothing, nor do three digits that are decimals in another large file."""
    monkeypatch.setattr("influencer_roi.intake.location.LARGE", 1)
    first, second = (
        f"{HEADER}IG,Holi,m1,{name}1,2025-05-01,1,{texts[0]}\nIG,Holi,m1,{name}2,2025-05-02,1,{texts[1]}\n"
        for name, texts in (("u", one), ("v", other))
    )
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    folder = folder_of(tmp_path, {**files, "orders/a.csv": first, "orders/b.csv": second})
    assert by(folder, "influencer_id")[0] == ("m1", earned)


@pytest.mark.parametrize("others", ['"1000,50"', "99.50", "1000"])
def test_large_files_with_decimal_commas_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, others: str
) -> None:
    """Files too large to be read as a whole have to write decimal points, where one has none."""
    monkeypatch.setattr("influencer_roi.intake.location.LARGE", 1)
    commas = f'{HEADER}IG,Holi,m1,u1,2025-05-01,1,"1000,50"\nIG,Holi,m1,u2,2025-05-02,1,"12,25"\n'
    points = f"{HEADER}IG,Holi,m2,u3,2025-05-01,1,{others}\nIG,Holi,m2,u4,2025-05-01,1,7\n"
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    with pytest.raises(Refused, match=r"end in a comma and two digits. Write 1234.50"):
        check_folder(folder_of(tmp_path, {**files, "orders/a.csv": commas, "orders/b.csv": points}))


def test_a_comma_too_many_in_a_large_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One number that has no grouping there is sets its row aside, however large the files are."""
    monkeypatch.setattr("influencer_roi.intake.location.LARGE", 1)
    rows = f'{HEADER}IG,Holi,m1,u1,2025-05-01,1,"12,25"\nIG,Holi,m1,u2,2025-05-02,1,100\n'
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    report = check_folder(folder_of(tmp_path, {**files, "orders/a.csv": rows}))
    assert [one.code for one in report.set_aside] == ["bad_grouping"]


@pytest.mark.parametrize("large", [1 << 20, 1])
@pytest.mark.parametrize("name", ["orders.csv", "orders/a.csv"])
def test_half_a_download_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, large: int
) -> None:
    """A last line that ends in the middle of a row is told beside what becomes of it, in every way in."""
    monkeypatch.setattr("influencer_roi.intake.location.LARGE", large)
    rows = f"{HEADER}IG,Holi,m1,u1,2025-05-01,1,12\nIG,Holi,m1,u2,2025-05-02,1,100"
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    cut = rows.removesuffix(",1,100")
    report = check_folder(folder_of(tmp_path / "cut", {**files, name: cut}))
    assert "may be missing" in "".join(one.text for one in report.notes if one.code == "file_cut_short")
    assert report.counts["orders"].kept == 1
    report = check_folder(folder_of(tmp_path / "whole", {**files, name: rows}))
    assert "file_cut_short" not in {one.code for one in report.notes}


def test_large_files_in_utf16_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files too large to be read as a whole have to be UTF-8, and that is said in words."""
    monkeypatch.setattr("influencer_roi.intake.location.LARGE", 1)
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    folder = folder_of(tmp_path, {**files, "orders/a.csv": f"{HEADER}IG,Holi,m1,u1,2025-05-01,1,12\n"})
    wide = f"{HEADER}IG,Holi,m1,u2,2025-05-01,1,12\n".encode("utf-16")
    (folder / "orders" / "b.csv").write_bytes(wide)
    with pytest.raises(Refused, match=r"b\.csv: the file is UTF-16, .* Save it as UTF-8"):
        check_folder(folder)


def test_decimal_commas_in_a_folder_of_orders(tmp_path: Path) -> None:
    """Amounts of which each has a decimal comma are read so where orders would stay in place."""
    orders = f'{HEADER}IG,Holi,m1,u1,2025-05-01,1,"1000,50"\nIG,Holi,m1,u2,2025-05-02,1,"12,25"\n'
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    folder = folder_of(tmp_path, {**files, "orders/a.csv": orders})
    assert by(folder, "influencer_id")[0] == ("m1", 1012.75)


_MDY, _DMY, _PLAIN = "Date (MM/DD/YYYY)", "Date [dd-mm-yy]", "date"


@pytest.mark.in_turn(4)
@pytest.mark.parametrize("where", ["orders_", "orders/", "posts_"])
@pytest.mark.parametrize(
    ("files", "days"),
    [
        (((_MDY, "05/06/2025"),), ["05-06"]),
        (((_DMY, "05-06-2025 10:30"),), ["06-05"]),
        (((_MDY, "05/06/2025", "25/06/2025"),), ["06-05", "06-25"]),
        (((_MDY, "05/06/2025"), (_PLAIN, "05/07/2025")), ["05-06", "07-05"]),
        (((_PLAIN, "05/07/2025"), (_MDY, "05/06/2025")), ["05-06", "07-05"]),
        (((_MDY, "'05 / 06 / 2025 10:30 pm"), (_DMY, "Sat 05.07.2025")), ["05-06", "07-05"]),
        (((_MDY, "05/06/2025"), (_MDY, "25/07/2025")), ["05-06", "07-25"]),
        (((_MDY, "05/06/2025"), (_PLAIN, "25/07/2025")), ["05-06", "07-25"]),
        (((_MDY, "05/28/2025"), (_PLAIN, "05/07/2025")), ["05-07", "05-28"]),
        (((_MDY, "05/06/2025"), (_DMY, "25/07/2025"), (_PLAIN, "04/03/2025")), ["03-04", "05-06", "07-25"]),
    ],
)
def test_a_header_may_state_what_comes_first(
    tmp_path: Path, where: str, files: tuple[tuple[str, ...], ...], days: list[str]
) -> None:
    """What values of a file prove comes first, then what its own header says, then what other files prove."""
    folder = folder_of(tmp_path, {"influencers.csv": PEOPLE, "payouts.csv": PAYOUTS})
    table = where[:-1].removesuffix("_")
    for name, text in (("orders", MAY), ("posts", POSTS)):
        if name != table:
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    for at, (header, *cells) in enumerate(files):
        head, row = HEADER, "IG,{0},m1,u,{0},1,50\n"
        if table == "posts":
            head, row = f"{POSTS.splitlines()[0]}\n", "m1,IG,{0},400,20,2\n"
        path = folder / f"{where}{at}.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text(head.replace("date", header) + "".join(map(row.format, cells)), encoding="utf-8")
    read = getattr(load_folder(folder).tables, table)["date"]
    assert sorted(f"{day:%m-%d}" for day in read) == days


@pytest.mark.parametrize("header", ["Revenue (paise)", "revenue_paise", "Revenue in paise"])
def test_a_header_may_state_paise(tmp_path: Path, header: str) -> None:
    """Amounts under a header in paise are hundredths of rupees, with a note."""
    orders = f"{HEADER.strip().replace('revenue', header)}\nIG,Holi,m1,u1,2025-05-01,1,12345\n"
    folder = folder_of(tmp_path, {**FILES, "orders.csv": orders})
    assert by(folder, "influencer_id")[0] == ("m1", 123.45)
    said = [note.text for note in check_folder(folder).notes if note.code == "header_scale"]
    assert said == [f"revenue: '{header}' states a scale; its numbers were multiplied by 0.01."]


@pytest.mark.parametrize("name", ["orders.csv", "orders/a.csv"])
def test_what_may_be_a_unit_and_is_none_known(tmp_path: Path, name: str) -> None:
    """Amounts under it are as they are written, and the note says that nothing came of it."""
    orders = f"{HEADER.strip().replace('revenue', 'Revenue (INR T)')}\nIG,Holi,m1,u1,2025-05-01,1,12\n"
    files = {other: text for other, text in FILES.items() if other != "orders.csv"}
    folder = folder_of(tmp_path, {**files, name: orders})
    assert by(folder, "influencer_id")[0] == ("m1", 12.0)
    assert "'INR T' in 'Revenue (INR T)' may be a unit" in noted(folder, "unit_unknown")


@pytest.mark.parametrize("name", ["orders.csv", "orders/a.csv"])
def test_a_zone_in_a_column_of_its_own(tmp_path: Path, name: str) -> None:
    """A column of time zones is not used; its note says what that means for days, where there are any."""
    orders = f"{HEADER.strip()},Time Zone\nIG,Holi,m1,u1,2025-05-01 20:00,1,50,UTC\n"
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    files["influencers.csv"] = PEOPLE.replace("id,", "timezone,id,").replace("\nm", "\nIST,m")
    folder = folder_of(tmp_path, {**files, name: orders})
    said = [note.text for note in check_folder(folder).notes if note.code == "time_zone"]
    assert said == ["'Time Zone' is not used: times without a zone of their own count on the day written."]


@pytest.mark.parametrize("text", [MAY, MAY.replace("2,\n", "2,5\n")])
def test_times_in_parquet_under_another_zone(tmp_path: Path, text: str) -> None:
    """A header with a zone not known here is told of once where orders lie, with odd rows and without."""
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    orders = (
        pl.read_csv(text.encode())
        .with_columns(date=pl.datetime(2025, 5, 1, 20))
        .rename({"date": "Date (PKT)"})
    )
    folder = folder_of(tmp_path, files)
    (folder / "orders").mkdir()
    orders.write_parquet(folder / "orders" / "a.parquet")
    said = [note.text for note in check_folder(folder).notes if note.code == "time_zone"]
    assert said == ["date: the header states a zone not known here; days are as written."]


@pytest.mark.in_turn(5)
@pytest.mark.parametrize("name", ["orders.csv", "orders/a.csv", "orders/a.parquet"])
@pytest.mark.parametrize("engine", [None, "duckdb"])
@pytest.mark.parametrize("hour", [0, 22])
def test_days_under_another_zone(tmp_path: Path, name: str, engine: Engine | None, hour: int) -> None:
    """A zone not known here is told of where there are times, whatever else is said of zones."""
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    rows = pl.read_csv(MAY.replace("2,\n", "2,5\n").encode())
    rows = rows.with_columns(date=pl.datetime(2025, 5, 1, hour))
    if hour:
        rows = rows.with_columns(tz=pl.lit("Europe/London"))
    elif name.endswith("csv"):
        rows = rows.cast({"date": pl.Date})
    path = folder_of(tmp_path, files) / name
    path.parent.mkdir(exist_ok=True)
    rows = rows.rename({"date": "Date (Europe/London)"})
    rows.write_csv(path) if path.suffix == ".csv" else rows.write_parquet(path)
    notes = check_folder(tmp_path, Intake(engine=engine)).notes
    said = {note.text for note in notes if note.code == "time_zone"}
    expected = {
        "date: the header states a zone not known here; days are as written.",
        "'tz' is not used: times without a zone of their own count on the day written.",
    }
    assert said == (expected if hour else set())


@pytest.mark.parametrize("names", [("orders/a.csv", "orders/b.csv"), ("orders_a.csv", "orders_b.csv")])
def test_each_file_says_which_comes_first(tmp_path: Path, names: tuple[str, str]) -> None:
    """One file may write the day first and another the month; a note names both."""
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    folder = folder_of(tmp_path, {**files, names[0]: DAY_FIRST, names[1]: MONTH_FIRST})
    months = {str(month): earned for month, earned in by(folder, "month") if earned}
    assert months == {"2025-05-01": 300, "2025-06-01": 1200}
    said = {note.code: note.text for note in check_folder(folder).notes}
    assert said["dmy"].startswith(f"date: in {Path(names[0]).name}, dates are written day first")
    assert said["mdy"].startswith(f"date: in {Path(names[1]).name}, dates are written month first")


def test_a_file_that_does_not_tell_is_as_its_siblings(tmp_path: Path) -> None:
    """A date both orders can read is read as the other files of the folder, or of the mapping, prove."""
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    unsure = f"{HEADER}IG,Holi,m1,u5,04/05/2025,1,7\n"
    folder = folder_of(tmp_path / "own", {**files, "orders/a.csv": MONTH_FIRST, "orders/b.csv": unsure})
    assert [earned for month, earned in by(folder, "month") if str(month) == "2025-04-01"] == [7]
    columns = "".join(f'{name} = "{name}"\n' for name in HEADER.strip().split(",") if name != "date")
    mapped = {
        "mapping.toml": f'[orders]\nfile = "Sales*.csv"\ndate = "Billed"\n{columns}',
        "Sales 1.csv": MONTH_FIRST.replace("date", "Billed"),
        "Sales 2.csv": unsure.replace("date", "Billed"),
    }
    folder = folder_of(tmp_path / "theirs", {**files, **mapped})
    assert [earned for month, earned in by(folder, "month") if str(month) == "2025-04-01"] == [7]


@pytest.mark.parametrize("folder", ["orders/", "orders_"])
@pytest.mark.parametrize(("first", "earned"), [(COMMAS, 1434.75), (DOTS, 1247067)])
def test_each_file_says_what_its_dots_are(tmp_path: Path, folder: str, first: str, earned: float) -> None:
    """A comma may divide rupees and paise, or dots group thousands, in one file, and not in another."""
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    there = folder_of(tmp_path, {**files, f"{folder}a.csv": first, f"{folder}b.csv": POINTS})
    assert by(there, "influencer_id") == [("m1", earned), ("m2", 1434.75)]
    assert check_folder(there).faults.is_empty()


@pytest.mark.in_turn(2)
@pytest.mark.parametrize(
    "places",
    [("orders.csv", "orders.csv"), ("orders/a.csv", "orders/b.csv"), ("orders_a.csv", "orders_b.csv")],
)
@pytest.mark.parametrize(
    "amounts", [("310.005", "1.299,95", "250,50", "700"), ("310.005", "9", "1.299,95", "4")]
)
def test_decimal_commas_beside_dots(
    tmp_path: Path, places: tuple[str, str], amounts: tuple[str, str, str, str]
) -> None:
    """A dot groups and a comma is a decimal one wherever the rows that prove it stand."""
    rows = [f'IG,Holi,m1,u{at},2025-05-01,1,"{one}"\n' for at, one in enumerate(amounts)]
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    for place, own in ((places[0], rows[:2]), (places[1], rows[2:])):
        files[place] = files.get(place, HEADER) + "".join(own)
    total = sum(float(one.replace(".", "").replace(",", ".")) for one in amounts)
    assert by(folder_of(tmp_path, files), "influencer_id")[0] == ("m1", total)


def test_an_archive_where_a_table_is_missing(tmp_path: Path) -> None:
    """A folder without orders names the archive they may be in."""
    folder = folder_of(tmp_path, {name: text for name, text in FILES.items() if name != "orders.csv"})
    (folder / "June export.zip").write_bytes(b"PK")
    with pytest.raises(
        Refused, match=r"no file for orders\. .* June export.zip is not looked into: unpack it"
    ):
        check_folder(folder)


@pytest.mark.parametrize("limit", [1 << 20, 1])
def test_headers_of_a_folder_of_orders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    """A column that stands twice is refused in place too; commas behind the last one are none."""
    monkeypatch.setattr("influencer_roi.intake.location.LARGE", limit)
    files = {name: text for name, text in FILES.items() if name != "orders.csv"}
    twice = f"{HEADER.strip()},Revenue,revenue\nIG,Holi,m1,u1,2025-05-01,1,5,6,7\n"
    with pytest.raises(Refused, match="'revenue' stands 3 times"):
        check_folder(folder_of(tmp_path / "twice", {**files, "orders/a.csv": twice}))
    behind = f"{HEADER.strip()},,\nIG,Holi,m1,u1,2025-05-01,1,5,,\n"
    assert by(folder_of(tmp_path / "behind", {**files, "orders/a.csv": behind}), "influencer_id")[0] == (
        "m1",
        5,
    )
