import math
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import Intake, load_folder
from influencer_roi.model.report import Refused
from tests.intake.cases.cases import Case, Kept, Refusal, answers, clean_folder
from tests.intake.cases.files import FILE_CASES
from tests.intake.cases.forms import FORM_CASES
from tests.intake.cases.headers import HEADER_CASES
from tests.intake.cases.keys import KEY_CASES
from tests.intake.cases.scenes import SCENES, Scene
from tests.intake.cases.sense import SENSE_CASES
from tests.intake.cases.values import DATE_CASES, NUMBER_CASES
from tests.intake.cases.words import WORD_CASES

CASES = (
    *FILE_CASES,
    *FORM_CASES,
    *HEADER_CASES,
    *NUMBER_CASES,
    *DATE_CASES,
    *WORD_CASES,
    *KEY_CASES,
    *SENSE_CASES,
)

# Every kind of input there is: how many of each letter the matrix of the intake has.
MATRIX = {"F": 30, "E": 28, "H": 12, "N": 21, "D": 14, "B": 9, "K": 10, "S": 15}
IDS = {f"{letter}{number:02}" for letter, most in MATRIX.items() for number in range(1, most + 1)}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The ledger of the clean folder."""
    folder = clean_folder(tmp_path_factory.mktemp("clean"))
    return load_folder(folder, Intake())


def test_the_clean_folder_is_clean(base: Ledger) -> None:
    """Nothing is set aside, noted or absent in the folder every case starts from."""
    assert (list(base.report.set_aside), base.report.notes, base.unmeasured) == ([], (), frozenset())
    counts = {name: (one.read, one.kept, one.blank_lines) for name, one in base.report.counts.items()}
    assert counts == {"influencers": (4, 4, 0), "posts": (4, 4, 0), "orders": (6, 6, 0), "payouts": (4, 4, 0)}
    assert_totals(Kept(), base)


def test_every_kind_of_input_is_tried() -> None:
    """The cases are those of the matrix, all 139, none left out and none invented."""
    assert len(IDS) == 139
    assert {case.id for case in CASES} | {scene.id for scene in SCENES} == IDS


@pytest.mark.parametrize("case", CASES, ids=str)
def test_intake(case: Case, base: Ledger, tmp_path: Path) -> None:
    """Each kind of input has the one outcome the matrix gives it, and changes nothing else."""
    folder = clean_folder(tmp_path / "folder")
    case.change(folder)
    intake = case.intake(folder)
    if isinstance(case.outcome, Refusal):
        with pytest.raises(Refused) as refused:
            load_folder(folder, intake)
        assert [problem.code for problem in refused.value.problems] == [case.outcome.code]
        return
    ledger = load_folder(folder, intake)
    assert sorted(case.outcome.aside) == faults(ledger)
    assert sorted(case.outcome.notes) == sorted(f"{one.table}:{one.code}" for one in ledger.report.notes)
    assert_nothing_vanished(ledger)
    assert_totals(case.outcome, ledger)
    if case.outcome.like:
        assert_frame_equal(case.outcome.like(base.entries), ledger.entries)
    if case.outcome.shows:
        look, expected = case.outcome.shows
        assert look(ledger) == expected


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_scene(scene: Scene, tmp_path: Path) -> None:
    """What happens over time has its one outcome too."""
    scene.play(tmp_path / "scene")


def faults(ledger: Ledger) -> list[str]:
    """Every fault as a case writes it."""
    found = ledger.report.set_aside
    return sorted(f"{one.table} {one.line} {one.column or '*'} {one.code}" for one in found)


def assert_nothing_vanished(ledger: Ledger) -> None:
    """Hold each table to this: rows read are rows kept and lines set aside."""
    for name, counts in ledger.report.counts.items():
        aside = {one.line for one in ledger.report.set_aside if one.table == name}
        assert (name, counts.read) == (name, counts.kept + len(aside))


def assert_totals(expected: Kept, ledger: Ledger) -> None:
    """Hold revenue, organic included, and spend to the last paisa."""
    totals = answers()(ledger)
    revenue = sum(totals[name] or 0 for name in ("revenue", "organic_revenue"))
    assert math.isclose(expected.revenue, revenue, abs_tol=1e-6), revenue
    assert math.isclose(expected.spend, totals["spend"] or 0, abs_tol=1e-6), totals["spend"]
