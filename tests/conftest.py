"""Sets the scene: a world of three influencers, the real folders, and the browser."""

import gc
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, is_hypothesis_test, settings

from influencer_roi.access import passwords
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.settings import base_currency
from tests import trying
from tests.test_second_opinion import folders
from tests.worlds import World, world_of_folder, write_folder

Tables = Mapping[str, str | bytes | None]
ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data"
# No test looks at the users of the machine it runs on: servers it starts take them from a file there is not.
os.environ["INFLUENCER_ROI_ACCESS"] = str(Path(__file__).parent / "no-users" / "access.sqlite")

# How laws are tried: the same examples each time, so that a red test is the work of a change and not of luck.
# `HYPOTHESIS_PROFILE=nightly` looks for new ones, and tries ten times as many.
settings.register_profile(
    "default",
    derandomize=True,
    database=None,
    deadline=None,  # a busy machine is no fault
    suppress_health_check=[
        HealthCheck.too_slow,  # loading four files takes a tenth of a second
        HealthCheck.function_scoped_fixture,  # what fixtures give is frozen
    ],
)
settings.register_profile("ci", settings.get_profile("default"), print_blob=True)
settings.register_profile("nightly", settings.get_profile("ci"), derandomize=False, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# Totals: revenue 6,800 of 8 orders, spend 2,600 (ann 1,000, bob 1,600, cat has no payout), 4 posts,
# reach 82,000, 2,550 likes, 710 comments; organic 700 of 1 order.
WORLD: dict[str, str | bytes | None] = {
    "influencers": """
        id   name      category  gender  follower_count  platform
        ann  Ann Rao   Fitness   Female  50000           Instagram
        bob  Bob Sen   Health    Male    1200000         YouTube
        cat  Cat Iyer  Beauty    -       8000            Instagram
        """,
    "posts": """
        post_id  influencer_id  platform   date        caption                 reach  likes  comments
        p1       ann            Insta      2025-06-01  Try MuscleBlaze Whey!   10000  400    100
        p2       ann            Instagram  2025-06-15  A run in the morning    20000  600    100
        p3       bob            YT         2025-06-10  HKVitals, a review      50000  1500   500
        p4       cat            Instagram  2025-07-01  Gritzo for growing up   2000   50     10
        """,
    "orders": """
        source     campaign  influencer_id  user_id  product            date        orders  revenue
        p1         Summer    ann            u1       MB Whey            2025-06-02  1       1000
        Instagram  Summer    ann            u2       HK Multivitamin    2025-06-20  2       1500
        p3         Monsoon   bob            u3       HK Vitals ACV      2025-06-11  3       3000
        YouTube    Monsoon   bob            u1       MuscleBlaze Bar    2025-07-05  1       500
        coupon     -         cat            u4       Gritzo SuperMilk   2025-07-02  1       800
        organic    -         -              u5       MuscleBlaze Whey   2025-06-30  1       700
        """,
    "payouts": """
        influencer_id  basis  rate  orders  total_payout
        ann            post   500   3       1000
        bob            order  400   4       1600
        """,
}


def pytest_configure(config: pytest.Config) -> None:
    """Try laws at length where slow tests run: `-m slow`. Elsewhere passwords are hashed in no time."""
    trying.AT_LENGTH = config.option.markexpr.startswith("slow")
    if not trying.AT_LENGTH:
        passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


# To rewrite the asserts of a module takes longer than to import it, and is kept. In a fresh checkout all
# processes would do it at once.
def pytest_collection(session: pytest.Session) -> None:
    """Import first a share of the tests that is this process's own."""
    worker, count = (os.environ.get(f"PYTEST_XDIST_{name}", "") for name in ("WORKER", "WORKER_COUNT"))
    if not worker or session.config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return
    paths = sorted(path.relative_to(ROOT) for path in Path(__file__).parent.rglob("test_*.py"))
    for path in paths[int(worker.removeprefix("gw")) :: int(count)]:
        with suppress(Exception):  # told when it is collected
            import_module(".".join(path.with_suffix("").parts))


# A million objects of modules and of tests stay to the end. To go over them each time took the collector a
# fifth of the run.
def pytest_collection_finish() -> None:
    """Keep what was imported and collected out of the collector's sight."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


def pytest_unconfigure() -> None:
    """Give it all back: DuckDB's binding counts what is left when Python ends."""
    gc.unfreeze()


# ---- a world one can see


@pytest.fixture(autouse=True)
def _currency_as_set() -> Iterator[None]:
    """Have the currency a test set forgotten after it."""
    yield
    base_currency.cache_clear()


@pytest.fixture
def folder_of(tmp_path: Path) -> Callable[[Tables], Path]:
    """Write four files: the given tables (text, or bytes as they are; None for no file), else the world's."""
    return lambda tables: write_folder(tmp_path, {**WORLD, **tables})


@pytest.fixture
def ledger_of(folder_of: Callable[[Tables], Path]) -> Callable[[Tables], Ledger]:
    """Load the given tables, and the world's where none is given."""
    return lambda tables: load_folder(folder_of(tables))


@pytest.fixture(scope="session")
def world_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the world's four files."""
    return write_folder(tmp_path_factory.mktemp("world"), WORLD)


@pytest.fixture(scope="session")
def world(world_folder: Path) -> Ledger:
    """Give the ledger of three influencers: ann paid per post, bob per order, cat not at all."""
    return load_folder(world_folder)


@pytest.fixture(scope="session")
def sample() -> Ledger:
    """Give the ledger of the sample."""
    return load_folder(SAMPLE)


# ---- the real folders


@pytest.fixture(params=folders(), ids=lambda folder: folder.name)
def real_folder(request: pytest.FixtureRequest) -> Path:
    """Give each folder of shared/data in turn; skipped with a reason where there is none."""
    folder: Path = request.param
    return folder


def three_of(all_of_them: list[Any]) -> list[Any]:
    """Three folders that lie apart, where all of them take minutes; the slow tests take all."""
    return all_of_them[:: max(1, len(all_of_them) // 3)][:3]


@pytest.fixture
def real_ledger(real_folder: Path) -> Ledger:
    """Give the ledger of a real folder."""
    return _ledger_of(real_folder)


@pytest.fixture
def real_world(real_folder: Path) -> World:
    """Give a real folder as four frames of texts."""
    return _world_of(real_folder)


# Cached here, not by a fixture of the session: pytest would sort all tests by folder, across files.
@cache
def _ledger_of(folder: Path) -> Ledger:
    return load_folder(folder)


@cache
def _world_of(folder: Path) -> World:
    return world_of_folder(folder)


# ---- the browser

BROWSER_TESTS = "tests/browser/"
SLOW_TESTS = ("tests/faults/", "tests/operations/")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Beside it may be its shell, the same without windows, which takes two thirds of the time.
BROWSER = next(filter(shutil.which, (f"{CHROMIUM}-headless-shell", CHROMIUM)), None)
# No sandbox, because CI runs as root. No page lives long enough for what V8 would compile for later. Pages
# share one process, and what it compiled: a load takes a fifth less. The rest keeps the browser from talking
# to anyone but us.
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--js-flags=--no-maglev --no-turbofan",
    "--renderer-process-limit=1",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the Chromium of the system, not one Playwright would have to download."""
    return {**browser_type_launch_args, "executable_path": BROWSER, "args": CHROMIUM_ARGS}


def _turns(item: pytest.Item) -> int:
    """How many cases of a test take turns: what its mark says, five where it goes through real folders."""
    turn = item.get_closest_marker("in_turn")
    through_folders = "real_folder" in getattr(item, "fixturenames", ())
    return int(turn.args[0]) if turn else 5 if through_folders else 1


def _leave_most_to_slow(items: list[pytest.Item]) -> None:
    """Mark as slow the cases of a test that take turns, but each n-th, from another one on in each test."""
    cases: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        cases[item.nodeid.partition("[")[0]].append(item)
    for test, alike in cases.items():
        turns = min(_turns(alike[0]), len(alike))
        for place, item in enumerate(alike, start=crc32(test.encode())):
            if place % turns:
                item.add_marker(pytest.mark.slow)


def _runs_the_same_often(item: pytest.Item) -> bool:
    """Whether a test goes through laws, lengths or real folders: the same lines over and over."""
    law = is_hypothesis_test(getattr(item, "obj", None))
    through_folders = "real_folder" in getattr(item, "fixturenames", ())
    return law or through_folders or item.get_closest_marker("at_length") is not None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count as slow some folders, and what is tried at length or not in its turn; skip what lacks a browser.

    Slow tests may take what they take; any other that goes on for minutes hangs.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(BROWSER_TESTS))  # whose tests take longest
    _leave_most_to_slow(items)
    for item in items:
        lengthy = trying.AT_LENGTH and item.get_closest_marker("at_length")
        if lengthy or item.nodeid.startswith(SLOW_TESTS):
            item.add_marker(pytest.mark.slow)
        if item.nodeid.startswith(BROWSER_TESTS) or _runs_the_same_often(item):
            item.add_marker(pytest.mark.no_cover)  # what they run is measured where it is tested by itself
        if trying.AT_LENGTH:
            item.add_marker(pytest.mark.timeout(0))
    if BROWSER:
        return
    reason = f"no Chromium at {CHROMIUM}: install one (`make chromium`), or name yours in CHROMIUM"
    for item in items:
        if item.nodeid.startswith(BROWSER_TESTS):
            item.add_marker(pytest.mark.skip(reason=reason))
