import datetime as dt
import random
from functools import partial
from pathlib import Path

import polars as pl
import pytest
from flask import Flask, Response, g

from influencer_roi.downloads import files, streams
from influencer_roi.downloads.about import RowsFile
from influencer_roi.downloads.turns import Turns, person
from influencer_roi.filters import Filters
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.roles import LOCAL, Reader, Role
from tests.listings import Counted


def many(height: int) -> RowsFile:
    """Rows that no packing makes short, in pieces of ten thousand."""
    chance = random.Random(4)  # noqa: S311 # no secret
    piece = pl.DataFrame({"text": [chance.randbytes(64).hex() for _ in range(10_000)]})
    given: list[int] = []
    listed = Counted([piece] * (height // 10_000), given)
    return RowsFile("many", listed, Filters(), dt.date(2025, 7, 1), Assumptions())


def test_one_workbook_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """While a person has one written, another is refused at once, on any worker; others are served."""
    monkeypatch.setattr(streams, "AHEAD", 1_000)
    one, other = Turns(tmp_path / "turns"), Turns(tmp_path / "turns")
    write = partial(files.workbook_file, many(50_000))
    with Flask("turns").test_request_context():
        first = one.answer("ann", write)
        for turns in (one, other):
            refused = turns.answer("ann", write)
            assert (refused.status_code, refused.headers["Retry-After"]) == (429, "5")
            assert "take the CSV or Parquet" in refused.get_data(as_text=True)
        assert one.answer("bob", write).status_code == 200
        assert len(b"".join(first.iter_encoded())) > 1_000_000
        for turns in (one, other):
            again = turns.answer("ann", write)
            assert again.status_code == 200
            again.close()


def test_who_leaves_a_workbook_ends_it(monkeypatch: pytest.MonkeyPatch):
    """A reader who leaves ends the work and the turn; so does a failure."""
    monkeypatch.setattr(streams, "AHEAD", 1_000)
    turns, rows = Turns(), many(90_000)
    assert isinstance(rows.listed, Counted)
    with Flask("turns").test_request_context():
        answer = turns.answer("ann", partial(files.workbook_file, rows))
        next(answer.iter_encoded())
        answer.close()
        assert rows.listed.given == [10_000, -1]
        with pytest.raises(ZeroDivisionError):
            turns.answer("ann", lambda: Response(str(1 // 0)))
        assert turns.answer("ann", lambda: Response("here")).data == b"here"


def test_who_a_person_is():
    """A person is the user that signed in; where nobody has to, the address asked from."""
    with Flask("turns").test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.7"}):
        assert person() == "192.0.2.7"
        g.reader = LOCAL
        assert person() == "192.0.2.7"
        g.reader = Reader("ann", Role.ANALYST)
        assert person() == "ann"
