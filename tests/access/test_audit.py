import json
import logging
import sqlite3

import pytest

from influencer_roi.access.audit import Event, Trail, log_line
from influencer_roi.access.store import Store

FORGED = 'ann"}\n{"event": "signed in", "who": "admin"}\r\u2028\x1b[31m\x00 \u202e'


def test_a_row_and_a_line(store: Store, caplog: pytest.LogCaptureFixture):
    """What is done stands in the table and in the log: when, what, who, from where, under which request."""
    with caplog.at_level(logging.INFO):
        Trail(store, "ann", "192.0.2.1", "5f3a").record(
            Event.EXPORTED, file="orders.csv", query="brand=Gritzo"
        )
    ((at, *row),) = store.rows("SELECT at, event, who, address, request, details FROM audit")
    assert row == ["exported", "ann", "192.0.2.1", "5f3a", '{"file": "orders.csv", "query": "brand=Gritzo"}']
    (line,) = [record.getMessage() for record in caplog.records]
    assert json.loads(line) == {
        "event": "exported", "at": at, "who": "ann", "address": "192.0.2.1", "request": "5f3a",
        "file": "orders.csv", "query": "brand=Gritzo",
    }  # fmt: skip


@pytest.mark.parametrize(
    "change", ["UPDATE audit SET who = 'bob'", "DELETE FROM audit", "REPLACE INTO audit SELECT * FROM audit"]
)
def test_it_only_grows(store: Store, change: str):
    """No row of the audit log is changed or removed."""
    Trail(store, "ann").record(Event.SIGNED_IN)
    with pytest.raises(sqlite3.IntegrityError, match="the audit log only grows"):
        store.rows(change)
    assert store.rows("SELECT who FROM audit") == [("ann",)]


def test_no_line_can_be_forged(caplog: pytest.LogCaptureFixture):
    """Whatever a field holds, it is one line of plain ASCII that reads back as it was."""
    with caplog.at_level(logging.INFO):
        log_line("refused", path=FORGED)
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line) == {"event": "refused", "path": FORGED}
