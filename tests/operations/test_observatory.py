import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from tests.operations.clients import Secure
from tests.operations.conftest import begin_nginx, certificate, ready, shared, signed_in
from tests.serving.conftest import DASHBOARD, HOST, Start
from tests.waiting import PATIENCE, wait_until

SCANNER = "node_modules/@mdn/mdn-http-observatory"
NAME, PLAIN, SECURE = "localhost", 80, 443  # the scanner takes a name, and no port
_PASSED_ON = "proxy_set_header X-Forwarded-Proto $scheme;"
_NEEDED = "npm install --ignore-scripts @mdn/mdn-http-observatory in a folder that OBSERVATORY names"


@pytest.fixture
def scanner() -> Path:
    """Give the scanner's folder, with no site on its list of those that browsers know beforehand."""
    folder = Path(os.environ.get("OBSERVATORY", "/nowhere")) / SCANNER
    if not folder.exists() or shutil.which("node") is None or shutil.which("nginx") is None:
        pytest.skip(f"this wants node, nginx, and {_NEEDED}")
    (folder / "conf" / "hsts-preload.json").write_text("{}", encoding="ascii")
    for port in (PLAIN, SECURE):
        with closing(socket.socket()) as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind((HOST, port))
            except OSError as error:
                pytest.skip(f"port {port} of this machine cannot be had: {error}")
    return folder


@dataclass(frozen=True)
class Site:
    """The site of docs/examples, and who trusts its certificate."""

    folder: Path
    nginx: subprocess.Popen[bytes]
    trusted: ssl.SSLContext

    def status(self) -> int:
        """Return the status of the first page."""
        with closing(Secure(SECURE, NAME, self.trusted)) as connection:
            connection.request("GET", "/", headers={"Accept": "text/html", "Host": NAME})
            return connection.getresponse().status

    def sign_in(self) -> None:
        """Have whoever comes be somebody who signed in: the scanner cannot."""
        session = signed_in(SECURE, self.trusted, NAME)
        file = self.folder / "nginx.conf"
        written = file.read_text("utf-8")
        file.write_text(
            written.replace(_PASSED_ON, f'{_PASSED_ON}\nproxy_set_header Cookie "{session}";'), "utf-8"
        )
        self.nginx.send_signal(signal.SIGHUP)
        wait_until(lambda: self.status() == HTTPStatus.OK)


@pytest.fixture
def site(start: Start, tmp_path: Path, world_folder: Path) -> Iterator[Site]:
    """Serve the world as docs/deploying.md has it, under the name of this machine."""
    environment = shared(world_folder, tmp_path)
    servers = [start(DASHBOARD, workers=1, **environment) for _ in range(2)]
    trusted = certificate(tmp_path, NAME)
    nginx = begin_nginx(tmp_path, SECURE, [one.port for one in servers], plain=PLAIN, name=NAME)
    try:
        wait_until(lambda: ready(SECURE, trusted, NAME), lambda: (tmp_path / "error.log").read_text("utf-8"))
        yield Site(tmp_path, nginx, trusted)
    finally:
        nginx.terminate()
        nginx.wait(PATIENCE)


def scanned(scanner: Path, site: Site) -> dict[str, Any]:
    """What the scanner says of the site, which it trusts by our authority."""
    words = ["node", str(scanner / "src" / "scan.js"), NAME]
    environment = {**os.environ, "NODE_EXTRA_CA_CERTS": str(site.folder / "ca.pem")}
    done = subprocess.run(words, check=True, capture_output=True, text=True, env=environment, timeout=120)
    found: dict[str, Any] = json.loads(done.stdout)
    assert "scan" in found, found
    del found["scan"]["responseHeaders"]
    print(f"\n{json.dumps(found['scan'])}")
    for name, test in found["tests"].items():
        print(f"  {name}: {test.get('result')} {test.get('scoreModifier')}")
    return found


def test_what_everybody_sees(scanner: Path, site: Site):
    """MDN's Observatory gives the site, which is its sign-in page, A+ with 125 or more, and fails nothing."""
    scan = scanned(scanner, site)["scan"]
    assert (scan["grade"], scan["testsPassed"], scan["testsQuantity"]) == ("A+", 10, 10)
    assert scan["score"] >= 125


def test_what_readers_see(scanner: Path, site: Site):
    """The dashboard itself, seen with a reader's session, has the same grade, and fails nothing either."""
    site.sign_in()
    scan = scanned(scanner, site)["scan"]
    assert (scan["grade"], scan["testsPassed"], scan["testsQuantity"]) == ("A+", 10, 10)
    assert scan["score"] >= 125
