import os
import statistics
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from influencer_roi.access.store import Store
from tests.operations.conftest import PASSWORD, built, seconds
from tests.serving.conftest import DASHBOARD, HOST, Start
from tests.waiting import PATIENCE, wait_until

TRIES, WITHIN = 60, 10.0  # of each name, and milliseconds
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def test_an_unknown_name_takes_as_long(start: Start, tmp_path: Path, world_folder: Path):
    """By the clock of who tries, a name there is and one there is not take the same within 10 ms."""
    file = tmp_path / "access.sqlite"
    (tmp_path / "password").write_text(PASSWORD, encoding="ascii")
    environment = {**built(world_folder, tmp_path), "INFLUENCER_ROI_ACCESS": str(file)}
    add = ["users", "add", "asha", "--role", "viewer", "--password-file", str(tmp_path / "password")]
    words = [sys.executable, "-m", "influencer_roi.cli", *add]
    subprocess.run(words, check=True, env={**os.environ, **environment})
    served = start(DASHBOARD, workers=1, **environment)
    wait_until(lambda: served.answers("/readyz"))
    store, connection = Store(file), HTTPConnection(HOST, served.port, timeout=PATIENCE)
    taken: dict[str, list[float]] = {"asha": [], "nobody.of.us": []}
    for turn in range(max(5, round(seconds(TRIES)))):
        for name in sorted(taken, reverse=turn % 2 == 0):
            with store.writing() as change:
                change.execute("DELETE FROM failures")
            began = time.perf_counter()
            connection.request("POST", "/sign-in", urlencode({"name": name, "password": "wrong"}), FORM)
            answer = connection.getresponse()
            answer.read()
            taken[name].append((time.perf_counter() - began) * 1000)
            assert answer.status == 401
    connection.close()
    store.close()
    known, unknown = (statistics.median(times) for times in taken.values())
    print(f"\nmedian of a known name {known:.1f} ms, of an unknown one {unknown:.1f} ms")
    assert abs(known - unknown) < WITHIN
