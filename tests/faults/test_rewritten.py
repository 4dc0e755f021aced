import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from influencer_roi.ledger.load import load_folder
from tests.conftest import WORLD
from tests.faults.states import State, state_of
from tests.worlds import frame_of, write_folder

SECONDS = 30
LOADERS = 2
ROWS = 20_000
LOADER = Path(__file__).with_name("loader.py")
HERE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    """Two states of the orders file, of different length, long enough to be caught half-written."""
    orders = frame_of(str(WORLD["orders"]))
    many = orders.sample(ROWS, with_replacement=True, seed=1)
    dear = many.head(ROWS * 2 // 3).with_columns(revenue=pl.lit("123456.75"))
    return {"one": many.write_csv().encode(), "two": dear.write_csv().encode()}


def test_a_file_rewritten_while_it_is_read(tmp_path: Path, contents: dict[str, bytes]):
    """For 30 s a file is rewritten in place while it is loaded: nobody dies, and no answer is a mixture."""
    folder = write_folder(tmp_path, WORLD)
    orders = folder / "tracking_data.csv"
    states: dict[State, str] = {}
    for name, content in contents.items():
        orders.write_bytes(content)
        states[state_of(load_folder(folder))] = name
    command = [sys.executable, str(LOADER), str(folder), str(SECONDS)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE / "src"), str(HERE)])}
    loaders = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(LOADERS)
    ]
    rewritten = _rewrite(orders, list(contents.values()), loaders)
    answers = Counter(
        states.get(tuple(answer), str(answer))
        for loader in loaders
        for answer in map(json.loads, loader.communicate()[0].splitlines())
    )
    sys.stdout.write(f"{rewritten} times rewritten; {answers}\n")
    assert [loader.returncode for loader in loaders] == [0] * LOADERS
    assert set(answers) <= {"one", "two", "['changed_while_reading']"}
    # Otherwise nothing was read, or nothing was rewritten under a reader.
    assert min(answers["one"], answers["two"]) > 5
    assert rewritten > 5 * SECONDS


def _rewrite(file: Path, contents: list[bytes], loaders: list["subprocess.Popen[str]"]) -> int:
    """Write each content over the other, chunk by chunk as `cp` does, with pauses, while loaders run."""
    chance = random.Random(20261121)  # noqa: S311 # pauses, not secrets
    times = 0
    while any(loader.poll() is None for loader in loaders):
        with file.open("r+b", buffering=0) as opened:
            opened.truncate(0)
            content = contents[times % len(contents)]
            for start in range(0, len(content), 1 << 16):
                opened.write(content[start : start + (1 << 16)])
        times += 1
        time.sleep(chance.choice([0, 0, 0.001, 0.02, 0.1, 0.3]))
    return times
