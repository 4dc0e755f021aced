import re
from pathlib import Path

import pytest

from docs.build import HERE, pages
from docs.columns import ABSENT_MEANS
from docs.exports_page import CODES_EXAMPLE, MAPPING_EXAMPLE
from docs.intake_page import BY_HAND, PAGE
from influencer_roi.intake.exports import EXPORTS
from influencer_roi.intake.folder import CODES
from influencer_roi.intake.mapping import mapped_in
from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.model.outcomes import FAULTS, NOTES, REFUSALS
from influencer_roi.model.schema import TABLES
from tests.exported import refused

MADE = pages()
PAGES = (*HERE.rglob("*.md"), HERE.parent / "CONTRIBUTING.md", HERE.parent / "README.md")

_BAR = re.compile(r"(?<!\\)\|")
_TEST = re.compile(r"`(?:tests/)?([\w/]*test_\w+\.py)?(?:::(test_\w+))?`")


def test_tests_that_pages_name_are_there():
    """What a page names as the test of a claim is one: `file.py::name`, or `::name` of the file before it."""
    lacking = []
    for page in PAGES:
        text = ""
        for file, name in _TEST.findall(page.read_text(encoding="utf-8")):
            if file:
                there = Path(__file__).parent / file
                text = there.read_text(encoding="utf-8") if there.exists() else ""
                lacking += [] if text else [f"{page.name}: {file}"]
            if name and f"def {name}(" not in text:
                lacking.append(f"{page.name}: {name}")
    assert lacking == []


def test_rows_of_tables_are_whole():
    """A row has the cells its header has: one more would not be shown."""
    table = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)
    for page in PAGES:
        for head, *rows in (found.splitlines() for found in table.findall(page.read_text())):
            cells = len(_BAR.findall(head))
            assert [row for row in rows if len(_BAR.findall(row)) != cells] == [], page.name


@pytest.mark.parametrize("name", MADE)
def test_fresh(name: str):
    """The page on disk is what the code says today; `make docs` writes it anew."""
    assert Path(HERE, name).read_text(encoding="utf-8") == MADE[name]


def test_everything_is_defined():
    """The glossary has a line for each metric and each dimension, by key and by label."""
    metrics = [f"| {one.label} | `{one.key}` | {one.meaning} |" for one in REGISTRY.values()]
    dimensions = [f"| {one.label} | `{one.key}` | {one.meaning} |" for one in DIMENSIONS.values()]
    assert [line for line in (*metrics, *dimensions) if line not in MADE["glossary.md"]] == []


def test_everything_is_in_the_dictionary():
    """The data dictionary has a line for each column of each file and each measure of the ledger."""
    page = MADE["data-dictionary.md"]
    columns = [f"| `{column.name}` | {column.kind} |" for table in TABLES for column in table.columns]
    measures = [f"| `{name}` | measure |" for name in MEASURES]
    assert [line for line in (*columns, *measures) if line not in page] == []


def test_absent_columns_exist():
    """What the dictionary says of absent values is about columns that may be absent."""
    may_be = {f"{table.name}.{one.name}" for table in TABLES for one in table.known if one.absent is None}
    assert sorted(ABSENT_MEANS.keys() - may_be) == []


def test_every_code_is_explained():
    """The page on the intake has a line for each code a load can give."""
    assert [
        code for code in (*FAULTS, *NOTES, *REFUSALS) if f"\n| `{code}` | " not in MADE["intake.md"]
    ] == []


def test_every_export_is_explained():
    """The page on exports has each format, and for each column it gives what that is computed from."""
    page = MADE["exports.md"]
    lines = [f"\n### {one.form.partition(' ')[2]}\n" for one in EXPORTS]
    assert [line for line in lines if line.casefold() not in page.casefold()] == []
    given = [reading for one in EXPORTS for reading in one.gives.values()]
    cells = [f"\n| `{name}` | {take.words} |\n" for one in given for name, take in one.columns.items()]
    assert [cell for cell in cells if cell not in page] == []


def test_examples_are_what_is_read(tmp_path: Path):
    """The mapping and the code table of the page on exports are read without a word."""
    tables = [one.table.name for one in mapped_in(MAPPING_EXAMPLE)]
    assert tables == ["orders", "posts", "posts"]
    assert refused(tmp_path, {CODES: CODES_EXAMPLE}) == []


@pytest.mark.in_turn(1)
def test_what_real_folders_say_is_explained(real_folder: Path, real_ledger: Ledger):
    """Each note and each fault of a shared folder stands under its name, and nothing else does."""
    by_hand = PAGE.read_text(encoding="utf-8").partition(BY_HAND)[2]
    section = by_hand.partition(f"\n### {real_folder.name}\n")[2].partition("\n### ")[0]
    explained = re.findall(r"^\| (\S+) \| `(\w+)` \| .+ \|$", section, re.MULTILINE)
    report = real_ledger.report
    said = {(note.file, note.code) for note in report.notes}
    said |= {(fault.file, fault.code) for fault in report.set_aside}
    assert sorted(explained) == sorted(said)
