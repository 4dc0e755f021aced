import statistics
import time

import pytest
from flask.testing import FlaskClient

from influencer_roi.access.store import Store

TRIES, WITHIN = 40, 0.010  # of each name, and seconds


@pytest.mark.slow
def test_an_unknown_name_takes_as_long(nobody: FlaskClient, staffed: Store):
    """A refusal does not say by its time whether there is such a user: medians are within 10 ms.

    It is the time of the processor, so that what else the machine does is no part of it.
    """
    taken: dict[str, list[float]] = {"finance": [], "nobody.of.us": []}
    for turn in range(TRIES):
        for name in sorted(taken, reverse=turn % 2 == 0):
            with staffed.writing() as change:
                change.execute("DELETE FROM failures")
            began = time.process_time()
            assert nobody.post("/sign-in", data={"name": name, "password": "wrong"}).status_code == 401
            taken[name].append(time.process_time() - began)
    known, unknown = (statistics.median(times) for times in taken.values())
    assert abs(known - unknown) < WITHIN
