"""A file of more than a gigabyte is brought, and no worker grows: it streams to the disk."""

import json
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

from tests.operations.conftest import built
from tests.operations.processes import all_serve, memory
from tests.serving.conftest import DASHBOARD, HOST, Start
from tests.waiting import PATIENCE

HEADER, LINE = b"influencer_id,basis\n", b"ann,post\n"
PART = LINE * (1 << 17)  # 1.2 MB
PARTS = 1024
LENGTH = len(HEADER) + PARTS * len(PART)
MOST_GROWTH = 64 << 10  # kilobytes


def test_more_than_a_gigabyte(start: Start, tmp_path: Path, world_folder: Path):
    """While 1.2 GB arrive, workers hold at most 64 MB more than idle, and all of it lies in the upload."""
    served = start(DASHBOARD, workers=2, **built(world_folder, tmp_path))
    all_serve(served, 2)
    upload = json.loads(served.get("/upload/new", "POST")[1])["upload"]
    idle, most = memory(served), 0

    def parts() -> Iterator[bytes]:
        nonlocal most
        yield HEADER
        for number in range(PARTS):
            if number % 32 == 0:
                most = max(most, memory(served))
            yield PART

    with closing(HTTPConnection(HOST, served.port, timeout=PATIENCE)) as connection:
        connection.request(
            "POST", f"/upload/{upload}?name=payouts.csv", parts(), {"Content-Length": str(LENGTH)}
        )
        answer = connection.getresponse()
        assert (answer.status, json.loads(answer.read())) == (200, {"taken": ["payouts.csv"]})
    most = max(most, memory(served))
    print(f"\n{LENGTH:,} bytes; KB of the workers: {idle:,} idle, {most:,} at most")
    brought = tmp_path / "snapshot" / "staged" / upload / "dropped" / "payouts.csv"
    assert brought.stat().st_size == LENGTH
    assert most - idle <= MOST_GROWTH
