import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.served import command
from influencer_roi.access import users
from influencer_roi.access.audit import Trail
from influencer_roi.access.gate import Gate, gate_of
from influencer_roi.access.proxy import Caller
from influencer_roi.access.store import Store
from influencer_roi.model.audience import SEES_ALL
from influencer_roi.model.roles import LOCAL, Reader, Role
from influencer_roi.settings import Access

EVERYWHERE = "0.0.0.0"
SERVE = ["influencer_roi.cli", "serve"]
PROCFILE = command()
HERE, THERE = Caller("127.0.0.1"), Caller("192.0.2.7")


def reader(gate: Gate, caller: Caller) -> Reader | None:
    """Who comes from somewhere without a cookie."""
    session = gate.session(caller, {}, time.time())
    return session.reader if session else None


def test_on_this_machine_nobody_signs_in(file: Path):
    """Without users the reader at this machine may do everything, nobody else anything."""
    gate = gate_of(Access(file=file))
    assert (reader(gate, HERE), reader(gate, THERE)) == (LOCAL, None)
    assert not file.exists()


def test_on_this_machine_with_users(store: Store, file: Path, trail: Trail):
    """Once there are users, they sign in here too."""
    users.add(store, "ann", Role.ADMIN, None, trail)
    gate = gate_of(Access(file=file))
    assert (reader(gate, HERE), reader(gate, THERE)) == (None, None)
    assert gate.store is not None
    gate.store.close()


def test_whose_eyes_the_data_are_for(store: Store, file: Path, trail: Trail):
    """Audiences are those of users, and of the roles groups of a provider have; else of this machine."""
    assert Gate(Access(file=file)).audiences() == {SEES_ALL}
    users.add(store, "asha", Role.FINANCE, password=None, trail=trail)
    assert Gate(Access(file=file), store).audiences() == {Reader("", Role.ANALYST).audience}


@pytest.mark.parametrize(
    "access",
    [
        {"host": EVERYWHERE},
        {"host": "192.168.1.5"},
        {"hosts": ("roi.example.com",)},
        {"proxies": ("127.0.0.1",)},
        {"header": "X-Auth-User"},
    ],
    ids=str,
)
def test_others_need_a_user(file: Path, access: dict[str, object]):
    """Where others may come, by whatever setting, and nobody can sign in, that is refused."""
    with pytest.raises(ValueError, match="influencer-roi users add NAME --role finance"):
        gate_of(Access(file=file, **access))  # type: ignore[arg-type] # as the table above has them


def test_a_proxys_word(store: Store, file: Path, trail: Trail):
    """Who a trusted proxy names is a reader where there is such a user, and nobody where there is none."""
    users.add(store, "ann", Role.FINANCE, None, trail)
    gate = gate_of(Access(file=file, proxies=("10.0.0.5",), header="X-Auth-User"))
    assert reader(gate, Caller("192.0.2.7", name="Ann")) == Reader("ann", Role.FINANCE)
    assert reader(gate, Caller("192.0.2.7", name="bob")) is None
    assert gate.store is not None
    gate.store.close()


@pytest.mark.in_turn(2)
@pytest.mark.parametrize("words", [SERVE, PROCFILE], ids=["serve", "Procfile"])
def test_a_server_nobody_can_use_ends(tmp_path: Path, words: list[str]):
    """Beyond this machine and without users, a server ends before it listens, with one message."""
    ended = subprocess.run(
        [sys.executable, "-m", *words],
        env={**os.environ, "HOST": EVERYWHERE, "INFLUENCER_ROI_ACCESS": str(tmp_path / "access.sqlite")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode != 0
    assert "0.0.0.0 is open to others, and there is no user who may sign in." in ended.stderr
    assert "influencer-roi users add NAME --role finance" in ended.stderr
    assert "Traceback" not in ended.stderr
