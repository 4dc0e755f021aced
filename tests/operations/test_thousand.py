import json
from collections.abc import Callable
from pathlib import Path
from random import Random

from benchmarks.worlds import write_world
from tests.operations.clients import UPDATE, Question, Site, overview, visits
from tests.operations.conftest import behind_nginx, seconds
from tests.serving.conftest import Start
from tests.test_callbacks import body_of

ORDERS, USERS, LASTING = 1_000_000, 1_000, 180.0
MOST, SELECTIONS = 400.0, 300  # milliseconds, and how many different changes of filters they make
PAGES = ("/", "/campaigns", "/influencers", "/content", "/payouts")
FROM = 20  # addresses they come from: nginx gives each a hundred connections


def asking(site: Site) -> Callable[[int, Random], Question]:
    """Return what users ask: mostly a change of filters, which others may have made too; else a page."""
    connection = site.connect()
    _, listed = Question("/_dash-dependencies").ask(connection, site.headers)
    connection.close()
    draw = next(one for one in json.loads(listed) if one["output"].startswith("..page.children"))
    nth = overview(site)

    def next_question(_: int, chance: Random) -> Question:
        kind, page = chance.random(), chance.choice(PAGES)
        if kind < 0.6:
            return nth(chance.randrange(SELECTIONS))
        if kind < 0.8:
            moved = {"path": page, "search": "", "at": 1}
            return Question(UPDATE, json.dumps(body_of(draw, {"moved": moved}, "moved.data")).encode())
        return Question("/status.json" if kind < 0.9 else page)

    return next_question


def test_a_thousand_users(start: Start, tmp_path: Path):
    """A thousand users with 5 to 15 seconds of thought, at a million orders: no error, p95 400 ms at most."""
    write_world(tmp_path / "world", max(10_000, round(seconds(ORDERS))))
    with behind_nginx(start, tmp_path, tmp_path / "world") as served:
        users = max(10, round(seconds(USERS)))
        asks = asking(served.site)

        def from_(number: int) -> Site:
            return served.seen_from(f"127.0.0.{2 + number % FROM}")

        times = visits(from_, users, asks, max(20.0, seconds(LASTING)))
    print(f"\n{users} users: {times}")
    assert times.errors == []
    assert times.p95() <= MOST
