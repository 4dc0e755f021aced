from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.operations.clients import Question, overview
from tests.operations.conftest import Proxied
from tests.waiting import wait_until

NAMES = [f"name{number}" for number in range(12)]
UPSTREAM = -1  # of the words of a line in the log of nginx


@contextmanager
def asking(proxied: Proxied, log: Path) -> Iterator[Callable[..., str]]:
    """Give what asks behind nginx, and returns which server answered."""
    connection = proxied.site.connect()

    def ask(question: Question, **headers: str) -> str:
        before = log.read_text(encoding="utf-8")
        question.ask(connection, {**proxied.site.headers, **headers})
        wait_until(lambda: len(log.read_text(encoding="utf-8")) > len(before))
        return log.read_text(encoding="utf-8").splitlines()[-1].split()[UPSTREAM]

    yield ask
    connection.close()


def test_what_was_asked_before(proxied: Proxied, tmp_path: Path):
    """The same update is asked of the same server, and different ones of both."""
    nth = overview(proxied.site)
    with asking(proxied, tmp_path / "access.log") as ask:
        first, again = ([ask(nth(number)) for number in range(12)] for _ in range(2))
    assert (again, len({*first})) == (first, 2)


def test_how_far_it_is(proxied: Proxied, tmp_path: Path):
    """How far it is with what a table waits for is asked of the server that looks for it."""
    nth = overview(proxied.site)
    with asking(proxied, tmp_path / "access.log") as ask:
        asked = [ask(nth(number), **{"Table-Wait": name}) for number, name in enumerate(NAMES)]
        told = [ask(Question(f"/progress.json?of={name}")) for name in NAMES]
    assert (told, len({*asked})) == (asked, 2)
