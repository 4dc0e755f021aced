"""A team whose amounts are in dollars reads dollars: on pages, in files, notes and on the command line."""

import ast
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from plotly.utils import PlotlyJSONEncoder

from influencer_roi.app import create_app
from influencer_roi.cli import main
from influencer_roi.downloads import downloads
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import Intake, check_folder, load_folder
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.model.report import Refused
from influencer_roi.pages import PAGES
from influencer_roi.pages.publish import draw
from influencer_roi.pages.publish.seen import CHANGES, ROWS, Seen
from influencer_roi.pages.versions import shown
from influencer_roi.pages.versions.listing import Listing, Version
from influencer_roi.queries.versions import Difference
from influencer_roi.queries.versions.changes import compared_sums
from influencer_roi.queries.versions.compared import Compared
from influencer_roi.settings import HOME, Settings
from influencer_roi.store import current_version, read_snapshot
from influencer_roi.store.about import About, about_of
from influencer_roi.store.build import build_snapshot
from influencer_roi.store.publishing import undo
from influencer_roi.store.refresh_guard import Acceptance
from influencer_roi.store.summary import Month, Summary
from influencer_roi.ui.page import Page, layout
from tests.conftest import SAMPLE
from tests.currencies import write_in

# `rupees(` and `rupees_moved(` are the names of functions in the browser, M4 is where a drawn ₹ begins.
RUPEES = re.compile(
    r"₹|\{sign\}|M4%203h8M4%206h8|(?i:\b(?:rupees?(?!\()|lakhs?|crores?|pais[ae]|INR)\b)"
    r"|[0-9] (?:L|Cr)\b|[0-9],[0-9]{2},[0-9]{3}\b"
)
SOURCE = HOME / "src" / "influencer_roi"
# Who reads or writes currencies by their signs; whatever else has one writes it where it should not.
KNOWS_SIGNS = {"model/currencies.py", "model/notation.py", "model/names.py", "intake/read/number_formats.py"}


@pytest.fixture(autouse=True)
def _dollars(monkeypatch: pytest.MonkeyPatch) -> None:
    write_in("USD", monkeypatch)


@pytest.fixture(scope="module")
def dollars() -> Ledger:
    """The sample, its amounts in dollars."""
    return load_folder(SAMPLE, Intake(currency="USD"))


def rupees_in(text: str) -> set[str]:
    """What of a text is about rupees, with what stands around it."""
    return {text[max(0, found.start() - 40) : found.end() + 20] for found in RUPEES.finditer(text)}


def selections(page: Page, ledger: Ledger) -> Iterator[Filters]:
    """The selection a page opens with, all there is, and for a profile somebody."""
    yield from (page.opens(ledger), Filters())
    if not page.listed:
        one = ledger.tables.payouts["influencer_id"].sort()[0]
        yield Filters.from_query(f"influencer={one}", ledger)[0]


def choices_of(page: Page) -> Iterator[dict[str, str]]:
    """The choices of a page: as it opens, then each value of each."""
    yield page.defaults
    for name, choice in page.choices.items():
        yield from ({**page.defaults, name: value} for value in choice.options)


@pytest.mark.in_turn(12)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_no_page_is_in_rupees(page: Page, dollars: Ledger):
    """Whatever a page is asked, its answer has no rupee sign, lakh or crore in it."""
    *first, last = selections(page, dollars)
    asked = [*((one, page.defaults) for one in first), *((last, choices) for choices in choices_of(page))]
    for filters, choices in asked:
        drawn = layout(page, PAGES, dollars, filters, choices, DEFAULT)
        assert rupees_in(json.dumps(drawn, cls=PlotlyJSONEncoder, ensure_ascii=False)) == set(), choices


def test_desks(dollars: Ledger):
    """What is published is drawn in dollars; of a version in rupees no sum is."""
    june, july = (Month(name, 1_234_567.0, 400.0, 3.0) for name in ("2025-06", "2025-07"))
    before, after = Summary(months=(june,), currency="USD"), Summary(months=(june, july), currency="USD")
    change = Compared(Difference(compared_sums(before, after), ()), compared_with="1")
    seen = Seen(upload="ab", step=CHANGES, state="ready", change=change)
    rows = Seen(upload="ab", step=ROWS, files=(("a", 1),), state="ready", report=dollars.report)
    named = [
        Version(f"{at}", About(at, "fin", "2025-08-04T05:12:00+00:00", summary=one))
        for at, one in ((3, after), (2, before), (1, Summary(months=(june,))))
    ]
    drawn = [draw(seen), draw(rows), shown(Listing(tuple(named), "3"))]
    text = json.dumps(drawn, ensure_ascii=False)
    assert rupees_in(text) == set()
    assert "$1.23M" in text
    assert [one.is_summed for one in named] == [True, True, False]
    undoing = json.dumps(shown(Listing(tuple(named), "3"), asking="1"), ensure_ascii=False)
    assert "Its amounts are in INR: it is refused here." in undoing


def test_files(dollars: Ledger):
    """Files of rows keep their columns and numbers; what explains them, and their cells, are in dollars."""
    flask = Flask("downloads")
    flask.register_blueprint(downloads(dollars, Assumptions()))
    client = flask.test_client()
    for name in ("entries", "orders", "posts", "influencers", "payouts", "underperformers", "slices"):
        by = "by=brand&" if name == "slices" else ""
        text = client.get(f"/download/{name}.csv?{by}about=yes").text
        with zipfile.ZipFile(io.BytesIO(client.get(f"/download/{name}.xlsx?{by}").data)) as parts:
            text += "".join(parts.read(part).decode() for part in parts.namelist())
        assert rupees_in(text) == set(), name
        assert name in ("posts", "influencers") or "[$$-409]#,##0.00" in text, name


@pytest.mark.in_turn(4)
@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("evidence",),
        ("query",),
        *(("query", "--by", by) for by in DIMENSIONS),
        ("query", "--moved", "brand", "--from", "2025-07-01"),
        ("query", "--month-close", "2025-07"),
    ],
    ids=" ".join,
)
def test_the_command_line(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]):
    """Every command writes dollars."""
    name, *options = command
    metrics = [text for key in REGISTRY for text in ("--metric", key)] if "--by" in options[:1] else []
    assert main([name, str(SAMPLE), *options, *metrics]) == 0
    said = capsys.readouterr()
    assert rupees_in(said.out + said.err) == set()


def test_help_and_templates(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """So do its help and the empty files it writes."""
    with pytest.raises(SystemExit):
        main(["query", "--help"])
    main(["template", str(tmp_path / "empty")])
    text = capsys.readouterr().out + (tmp_path / "empty" / "README.txt").read_text(encoding="utf-8")
    assert "dollars in all; this is what counts as spend" in text
    assert rupees_in(text.replace("INR, or the currency that is set", "")) == set()


def test_a_currency_nobody_knows(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """A command ends with what to set instead."""
    write_in("dollars", monkeypatch)
    assert main(["query", str(SAMPLE)]) == 2
    assert "INFLUENCER_ROI_CURRENCY is 'DOLLARS', which is not known" in capsys.readouterr().err


def test_the_browser_is_told(dollars: Ledger):
    """Tables are written in the browser by what the page says of the currency, and by nothing else."""
    text = create_app(dollars, Settings(currency="USD")).server.test_client().get("/").text
    assert '<body data-sign="$" data-digits="en-US">' in text
    scripts = {file.name: file.read_text(encoding="utf-8") for file in (HOME / "assets").glob("*.js")}
    assert {name for name, text in scripts.items() if re.search(r"₹|en-IN|en-US", text)} == set()


# ---- what comes in

HEADER = "source,campaign,influencer_id,user_id,date,orders,revenue"


def orders(write: Callable[..., Path], *revenues: str) -> Path:
    """A folder of orders with these revenues."""
    rows = [f'web,Onam,ann,u{at},2031-05-02,1,"{one}"' for at, one in enumerate(revenues)]
    return write("\n".join([HEADER, *rows, ""]))


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a folder with these orders."""

    def written(text: str) -> Path:
        files = {
            "influencers": "id,name,category,follower_count,platform\nann,Ann,Fitness,9000,Instagram\n",
            "posts": "influencer_id,platform,date,reach,likes,comments\nann,Instagram,2031-05-01,900,4,1\n",
            "payouts": "influencer_id,basis,total_payout,campaign\nann,post,1234567.891,Diwali\n",
            "orders": text,
        }
        for name, content in files.items():
            (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
        return tmp_path

    return written


def test_what_is_a_dollar(write: Callable[..., Path]):
    """Dollars are numbers however they are written, rupees are set aside; notes are in dollars."""
    folder = orders(write, "$500", "US$ 1,000", "USD 20", "3 dollars", "INR 500", "₹ 700", "Rs. 5")
    ledger = load_folder(folder, Intake.of(Settings.from_environment()))
    assert ledger.entries["revenue"].sum() == 1523.0
    assert ledger.report.faults["code"].to_list() == ["currency_mismatch"] * 3
    said = {note.code: note.text for note in ledger.report.notes}
    assert "base_currency" not in said
    assert said["currency"] == "revenue: 4 values name the dollar, such as '$500'."
    assert said["sub_paise"] == "total_payout: 1 amount has parts of a cent; used as written."
    assert "; $1,234,567.89 in all, placed as if" in said["payout_unmatched"]


def test_an_export_follows_the_base(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch):
    """The currency column of a shop's export is held to the currency that is set."""
    folder = orders(write, "1")
    (folder / "orders.csv").unlink()
    head = "Name,Email,Financial Status,Currency,Subtotal,Created at,Lineitem name"
    row = "#1,a@x.in,paid,USD,900,2031-05-02,Whey\n#2,b@x.in,paid,INR,70,2031-05-02,Whey"
    (folder / "shop.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")

    def organic() -> float:
        ledger = load_folder(folder, Intake.of(Settings.from_environment()))
        return float(ledger.entries["organic_revenue"].sum())

    assert organic() == 900
    write_in("INR", monkeypatch)
    assert organic() == 70


def test_notes_are_in_the_currency_of_their_ledger(write: Callable[..., Path]):
    """Two ledgers of one process say their sums each in its own currency, whatever the environment names."""
    folder = orders(write, "5")
    said = [str(check_folder(folder, Intake(currency=one)).notes) for one in ("INR", "EUR")]
    assert ["; ₹12,34,567.89 in all" in said[0], "; €1,234,567.89 in all" in said[1]] == [True, True]


# ---- snapshots


def built(folder: Path, root: Path) -> str:
    """Build a snapshot as the environment says."""
    return build_snapshot(folder, root, Intake.of(Settings.from_environment()), accept=Acceptance.ANY)


def test_a_snapshot_is_read_in_its_own_currency_alone(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A server of another currency refuses it in words until it is made anew, and never takes it back."""
    folder, root = orders(write, "5"), tmp_path / "snapshots"
    first = built(folder, root)
    assert read_snapshot(root).ledger.report.currency == "USD"
    write_in("EUR", monkeypatch)
    with pytest.raises(Refused) as refused:
        read_snapshot(root)
    (problem,) = refused.value.problems
    assert problem.code == "other_currency"
    assert problem.text == (
        "its amounts are in USD, and INFLUENCER_ROI_CURRENCY is EUR. Set it to USD, or make the snapshot "
        f"anew: influencer-roi build FOLDER --out {root}."
    )
    assert "not EUR as this server is set" in problem.for_readers
    second = built(folder, root)
    assert (current_version(root), read_snapshot(root).ledger.report.currency) == (second, "EUR")
    with pytest.raises(Refused, match="its amounts are in USD"):
        undo(root, first, who="fin", why="a test")
    sums = [about.summary for name in (first, second) if (about := about_of(root, name))]
    assert [(one.is_known, one.total("revenue")) for one in sums] == [(False, None), (True, 5.0)]


# ---- the house


def _literals(file: Path) -> Iterator[str]:
    """Yield the texts of a module but docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in said:
            yield node.value


def test_one_place_writes_signs():
    """No text of the source has a sign or scale of amounts, but where currencies are known by them."""
    sign = re.compile(r"₹|en-IN|^ (?:L|Cr)$|(?i:\blakh\b(?!s)|\bcrore\b(?!s))")
    found = {
        file.relative_to(SOURCE).as_posix()
        for file in SOURCE.rglob("*.py")
        if any(sign.search(text) for text in _literals(file))
    }
    assert found - KNOWS_SIGNS - {"model/scales.py", "ui/pictures.py"} == set()
