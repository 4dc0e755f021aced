import random
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlencode
from zipfile import ZipFile

import polars as pl
import pytest
from flask.testing import FlaskClient

from influencer_roi.access.door import DOWNLOADS, ON_SCREEN
from influencer_roi.access.gate import Gate
from influencer_roi.access.store import Store
from influencer_roi.app import for_everybody
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.monitoring import Monitor, log, watch
from influencer_roi.settings import Access, Settings
from tests.access.conftest import PASSWORD
from tests.access.logged import Lines, lines
from tests.test_viewers import standing_in
from tests.viewers import full

FEW, MANY = 75, 2_000
FILES = "entries orders posts influencers payouts slices agreements underperformers set-aside load-report"
FORMS = ("csv", "parquet", "xlsx", "csv", "JSON", "json", "csv.gz", "", "csv/..", "csv%00", "html")
NAMES = (*FILES.split(), "order", "..", "../../etc/passwd", "%2e%2e", "access.sqlite", "ENTRIES", "*", "")
KEYS = (*DIMENSIONS, "influencer", "from", "to", "by", "sort", "about", "baseline", "max_roas", "min_spend")
VALUES = (
    *("", "YouTube", "Nano", "n1", "Gritzo", "2025-06-01", "9999-12-31", "0001-01-01", "2025-02-30", "yes"),
    *(
        "brand",
        "influencer_id",
        "date",
        "roas",
        "spend",
        "-1",
        "1e999",
        "nan",
        "10" * 300,
        "x" * 2000,
        "\x00",
    ),
    *("\ud800", "\u202e", "=1+1", "' OR 1=1 --", "<script>", "../..", "%", "&", "a\r\nSet-Cookie: a=b", "🍜"),
)
METHODS = ("GET", "GET", "GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "OPTIONS")


@pytest.fixture(scope="module")
def browsers(staffed: Store) -> Callable[[], FlaskClient]:
    """Give browsers at a server over people who are paid, which logs requests as one for others does."""
    gate = Gate(Access(host="0.0.0.0", file=Path("unused")), staffed)
    flask = for_everybody(full(), Settings(), gate=gate)
    watch(flask, Monitor((log,)))
    return flask.test_client


@pytest.fixture
def logged() -> Iterator[Lines]:
    """Give the lines of the log while the test runs."""
    with lines() as seen:
        yield seen


def forged(chance: random.Random) -> tuple[str, str]:
    """A method, and the address of a file with much of it exchanged for what no page of ours asks."""
    name = chance.choice(NAMES if chance.random() < 0.3 else FILES.split())
    form = chance.choice(FORMS if chance.random() < 0.3 else FORMS[:4])
    pairs = [("by", chance.choice(tuple(DIMENSIONS)))] if chance.random() < 0.5 else []
    pairs += [(chance.choice(KEYS), chance.choice(VALUES)) for _ in range(chance.randrange(5))]
    query = urlencode(pairs, errors="surrogatepass")
    if chance.random() < 0.05:
        query += chance.choice(("&&=&", "%zz", "?", "&by", "%ff", ";by=brand"))
    path = ON_SCREEN if chance.random() < 0.2 else f"{DOWNLOADS}{quote(name, safe='/.%*-')}.{form}"
    return chance.choice(METHODS), f"{path}?{query}"


ALLOWED = {
    "nobody": {401},
    "viewer": {200, 400, 403, 404, 405},
    "analyst": {200, 400, 404, 405},
}


@pytest.mark.parametrize("who", ALLOWED)
@pytest.mark.parametrize("times", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_forged_downloads(browsers: Callable[[], FlaskClient], logged: Lines, who: str, times: int):
    """Whoever asks for whatever file: no error, nothing beyond the role, one line of log each."""
    client, chance = browsers(), random.Random(13)  # noqa: S311 # the same each time
    if who != "nobody":
        client.post("/sign-in", data={"name": who, "password": PASSWORD})
    statuses, asked = set(), []
    for _ in range(times):
        method, address = forged(chance)
        with client.open(address, method=method) as answer:
            body = answer.get_data()
            statuses.add(answer.status_code)
            asked.append(answer.headers["Request-Id"])
        if answer.status_code == 200:
            assert beyond(who, method, address, body) == []
    assert statuses <= ALLOWED[who]
    assert {one: logged.by_request[one] for one in asked if logged.by_request[one] != 1} == {}
    assert logged.broken == []


def beyond(who: str, method: str, address: str, body: bytes) -> list[str]:
    """What of an answer a role may not have: files and payouts for viewers, customers for analysts."""
    text, path = text_of(body), address.partition("?")[0]
    found = re.findall(r"customer\.[nmd]\d", text)
    if who == "viewer":
        found += [f"a payout of {amount}" for amount in standing_in(text)]
        found += [path] if path != ON_SCREEN and method != "OPTIONS" else []
    return found


def text_of(body: bytes) -> str:
    """Everything that can be read in a file, packed or not."""
    if body.startswith(b"PAR1"):
        return pl.read_parquet(body).write_csv()
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as book:
            return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return body.decode("utf-8", "replace")


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_what_may_be_found(browsers: Callable[[], FlaskClient], form: str):
    """In files of those who may have them payouts and customers are found: so the test above can fail."""
    analyst, admin = browsers(), browsers()
    for client, who in ((analyst, "analyst"), (admin, "admin")):
        client.post("/sign-in", data={"name": who, "password": PASSWORD})
    payouts = analyst.get(f"/download/payouts.{form}").data
    assert len(standing_in(text_of(payouts))) > 10 or form == "xlsx"  # which writes numbers as they are
    assert beyond("analyst", "GET", f"/download/orders.{form}", admin.get(f"/download/orders.{form}").data)
    assert beyond("viewer", "GET", f"/download/payouts.{form}", payouts)[-1] == f"/download/payouts.{form}"
