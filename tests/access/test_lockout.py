from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from influencer_roi.access.lockout import WINDOW, begin_try, keys, succeed
from influencer_roi.access.store import Store

NOON = 1_000_000.0
HOME, OFFICE = "192.0.2.1", "192.0.2.2"


def tries(store: Store, counted: tuple[str, ...], times: int, now: float = NOON) -> list[bool]:
    """Try this often, one second after another: which were looked at."""
    return [begin_try(store, counted, now + second) == 0 for second in range(times)]


def test_the_sixth_is_refused(store: Store):
    """Five wrong passwords are looked at, and no sixth, until the first is a quarter of an hour old."""
    assert tries(store, keys("ann", HOME), 7) == [True] * 5 + [False] * 2
    assert begin_try(store, keys("ann", HOME), NOON + 10) == WINDOW - 10
    assert begin_try(store, keys("ann", HOME), NOON + WINDOW) == 0


@pytest.mark.parametrize(
    ("name", "address", "looked_at"),
    [("ann", OFFICE, False), ("bob", HOME, False), ("bob", OFFICE, True)],
    ids=["the account", "the address", "neither"],
)
def test_account_and_address(store: Store, name: str, address: str, looked_at: bool):  # noqa: FBT001
    """Whoever tries one account from anywhere, or any account from one address, is counted."""
    tries(store, keys("ann", HOME), 5)
    assert (begin_try(store, keys(name, address), NOON + 10) == 0) is looked_at


def test_addresses_of_one_network(store: Store):
    """The addresses a provider gives one customer in IPv6 count as one."""
    for host in range(5):
        begin_try(store, keys(f"user{host}", f"2001:db8::{host}"), NOON)
    assert begin_try(store, keys("ann", "2001:db8::ffff"), NOON) > 0
    assert begin_try(store, keys("ann", "2001:db8:0:1::1"), NOON) == 0


def test_a_known_browser(store: Store):
    """A browser its user signed in with before is not locked out by others, but by its own five."""
    tries(store, keys("ann", HOME), 5)
    assert tries(store, keys("ann", HOME, device="known"), 6) == [True] * 5 + [False]


def test_success_begins_anew(store: Store):
    """The right password forgets the wrong ones of its account, not those its address had for others."""
    tries(store, keys("bob", HOME), 3)
    tries(store, keys("ann", HOME), 1)
    assert begin_try(store, keys("ann", HOME), NOON + 5) == 0
    succeed(store, keys("ann", HOME), NOON + 5)
    assert tries(store, keys("ann", OFFICE), 6, NOON + 6) == [True] * 5 + [False]
    assert tries(store, keys("cat", HOME), 2, NOON + 6) == [True, False]


def test_workers_and_restarts(store: Store, file: Path):
    """What one worker counted, another and a later one count on."""
    tries(store, keys("ann", HOME), 3)
    other = Store(file)
    assert tries(other, keys("ann", HOME), 3, NOON + 5) == [True, True, False]
    other.close()
    again = Store(file)
    assert begin_try(again, keys("ann", HOME), NOON + 10) > 0
    again.close()


def test_many_at_once_are_no_more(store: Store):
    """Forty tries at once are five: each is counted before its password is looked at."""
    with ThreadPoolExecutor(8) as pool:
        looked_at = list(pool.map(lambda _: begin_try(store, keys("ann", HOME), NOON) == 0, range(40)))
    assert looked_at.count(True) == 5


def test_a_password_typed_as_a_name_is_not_stored(store: Store):
    """What was typed as a name cannot be read from the store."""
    begin_try(store, keys("my secret password", HOME), NOON)
    assert "secret" not in str(store.rows("SELECT key FROM failures"))
