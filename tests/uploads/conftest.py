"""Gives the tests of this floor an application over a folder of versions, and people at it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from influencer_roi.app import create_app
from influencer_roi.ledger.entries import Ledger
from influencer_roi.settings import Settings
from tests.building import build_in_threads
from tests.waiting import wait_until

UPDATE = "/_dash-update-component"


@dataclass
class Bringer:
    """Somebody at the desk, with a browser, and one upload."""

    client: FlaskClient
    upload: str = ""

    def begin(self) -> "Bringer":
        """Begin an upload."""
        self.upload = self.client.post("/upload/new").get_json()["upload"]
        return self

    def bring(self, name: str, content: bytes) -> tuple[int, dict[str, Any]]:
        """Send a file; return the status and what was answered."""
        answer = self.client.post(f"/upload/{self.upload}", data=content, query_string={"name": name})
        return answer.status_code, answer.get_json()

    def bring_folder(self, folder: Path) -> None:
        """Send every file of a folder."""
        for path in sorted(folder.iterdir()):
            assert self.bring(path.name, path.read_bytes())[0] == 200

    def asks(self, act: str, **said: object) -> str:
        """Do something at the desk, and return what it shows then, as text."""
        return json.dumps(self.answer(act, **said)["publish-body"]["nodes"], ensure_ascii=False)

    def answer(self, act: str, **said: object) -> Any:
        """Do something at the desk, and return the answer."""
        sent = self.client.post(UPDATE, json=told(act=act, upload=self.upload, **said))
        assert sent.status_code == 200, sent.text
        return json.loads(sent.text)["response"]

    def read(self) -> str:
        """Have what was brought read, wait until it is, and return what the desk shows."""
        self.asks("read")
        wait_until(self.is_read)
        return self.asks("look")

    def is_read(self) -> bool:
        """Return whether nothing of the upload is being read."""
        found = self.client.get(f"/upload/{self.upload}/progress").get_json()
        return bool(found["state"] != "building")


def told(**said: object) -> dict[str, object]:
    """Return the body a browser sends from the desk."""
    return {
        "output": "..publish-body.nodes...publish-address.data..",
        "outputs": [
            {"id": "publish-body", "property": "nodes"},
            {"id": "publish-address", "property": "data"},
        ],
        "inputs": [{"id": "publish-asked", "property": "data", "value": said}],
        "changedPropIds": ["publish-asked.data"],
    }


@pytest.fixture(autouse=True)
def builds_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build in this process; live/test_staging.py holds the process that builds."""
    build_in_threads(monkeypatch)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give the folder of versions."""
    return tmp_path / "versions"


@pytest.fixture
def bringer(root: Path, world: Ledger) -> Bringer:
    """Give somebody at the desk of this machine, where nothing is live yet."""
    return Bringer(create_app(world, Settings(snapshot=root)).server.test_client())
