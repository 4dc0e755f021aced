"""Gives tests of the running server what it runs in: two servers, and the example's nginx before them."""

import os
import shutil
import ssl
import subprocess
import sys
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from influencer_roi.store.build import build_snapshot
from tests.operations.clients import Secure, Site
from tests.serving.conftest import DASHBOARD, HERE, HOST, Served, Start, free_port, started_in
from tests.waiting import PATIENCE, wait_until

NAME = "roi.example.com"
PASSWORD = "copper kettle sings 9"  # noqa: S105 # of nobody
EXAMPLE = HERE / "docs" / "examples" / "nginx.conf"


def seconds(default: float) -> float:
    """Return how long a test goes on; OPERATIONS_SCALE makes it shorter or longer."""
    return default * float(os.environ.get("OPERATIONS_SCALE", "1"))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start servers that end with the test."""
    yield from started_in(tmp_path)


def built(data: Path, folder: Path) -> dict[str, str]:
    """Build a snapshot of a data folder, and return the settings that serve it."""
    build_snapshot(data, folder / "snapshot")
    return {"INFLUENCER_ROI_DATA": str(data), "INFLUENCER_ROI_SNAPSHOT": str(folder / "snapshot")}


def shared(data: Path, folder: Path) -> dict[str, str]:
    """Add a user, and return the settings that serve a data folder to whoever signs in, behind a proxy."""
    environment = {
        **built(data, folder),
        "INFLUENCER_ROI_ACCESS": str(folder / "access.sqlite"),
        "INFLUENCER_ROI_HOSTS": NAME,
        "INFLUENCER_ROI_TLS": "yes",
        "INFLUENCER_ROI_TRUSTED_PROXIES": HOST,
    }
    (folder / "password").write_text(PASSWORD, encoding="ascii")
    add = ["users", "add", "asha", "--role", "finance", "--password-file", str(folder / "password")]
    command = [sys.executable, "-m", "influencer_roi.cli", *add]
    subprocess.run(command, check=True, env={**os.environ, **environment})
    return environment


@dataclass
class Proxied:
    """Two servers behind nginx, and the site readers see, from this machine or from some address of it."""

    servers: list[Served]
    site: Site
    seen_from: Callable[[str], Site]
    start: Start
    environment: dict[str, str]

    def restart(self, number: int) -> None:
        """Start a server that ended again, on its port."""
        environment = {**self.environment, "PORT": str(self.servers[number].port)}
        self.servers[number] = self.start(DASHBOARD, workers=2, **environment)


@pytest.fixture
def proxied(start: Start, tmp_path: Path, world_folder: Path) -> Iterator[Proxied]:
    """Serve the world as docs/deploying.md has it: a user, two servers, nginx by https."""
    with behind_nginx(start, tmp_path, world_folder) as served:
        yield served


@contextmanager
def behind_nginx(start: Start, folder: Path, data: Path) -> Iterator[Proxied]:
    """Serve a data folder as docs/deploying.md has it."""
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed: apt-get install nginx-light")
    environment = shared(data, folder)
    servers = [start(DASHBOARD, workers=2, **environment) for _ in range(2)]
    trusted, port = certificate(folder), free_port()
    nginx = begin_nginx(folder, port, [one.port for one in servers])
    try:
        wait_until(lambda: ready(port, trusted), lambda: (folder / "error.log").read_text(encoding="utf-8"))
        headers = {"Host": NAME, "Cookie": signed_in(port, trusted)}

        def seen_from(source: str) -> Site:
            return Site(lambda: Secure(port, NAME, trusted, source), headers)

        yield Proxied(servers, seen_from(""), seen_from, start, environment)
    finally:
        nginx.terminate()
        nginx.wait(PATIENCE)


def certificate(folder: Path, name: str = NAME) -> ssl.SSLContext:
    """Make an authority of our own and a certificate by it for a name, and return who trusts it."""
    openssl = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    about = [
        "-days",
        "2",
        "-subj",
        "/CN=tests of influencer-roi",
        "-addext",
        "basicConstraints=critical,CA:TRUE",
    ]
    own = ["-keyout", "ca.key", "-out", "ca.pem"]
    signed = [*openssl, "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "2", "-subj", f"/CN={name}"]
    named = ["-addext", f"subjectAltName=DNS:{name}", "-addext", "basicConstraints=critical,CA:FALSE"]
    theirs = ["-keyout", "site.key", "-out", "site.pem"]
    for words in ([*openssl, *about, *own], [*signed, *named, *theirs]):
        subprocess.run(words, check=True, cwd=folder, capture_output=True)
    return ssl.create_default_context(cafile=folder / "ca.pem")


def begin_nginx(
    folder: Path, port: int, behind: list[int], *, plain: int = 0, name: str = NAME
) -> subprocess.Popen[bytes]:
    """Start nginx with the example, its name, ports and paths apart; `plain` is the port without https."""
    site = EXAMPLE.read_text(encoding="utf-8")
    for written, meant in {
        "listen 80;": f"listen {HOST}:{plain or free_port()};",
        "listen 443 ssl;": f"listen {HOST}:{port} ssl;",
        "127.0.0.1:8051": f"{HOST}:{behind[0]}",
        "127.0.0.1:8052": f"{HOST}:{behind[1]}",
        "/etc/ssl/roi.example.com.pem": str(folder / "site.pem"),
        "/etc/ssl/private/roi.example.com.key": str(folder / "site.key"),
        "/var/log/nginx/influencer-roi.log": str(folder / "access.log"),
        NAME: name,
    }.items():
        assert written in site
        site = site.replace(written, meant)
    folders = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in TEMPORARY)
    around = (
        f"daemon off;\npid {folder}/nginx.pid;\nevents {{ worker_connections 2048; }}\nhttp {{\n{folders}"
    )
    (folder / "nginx.conf").write_text(f"{around}{site}}}\n", encoding="utf-8")
    words = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    return subprocess.Popen(words)


TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def ready(port: int, trusted: ssl.SSLContext, name: str = NAME) -> bool:
    """Return whether the site is ready."""
    connection = Secure(port, name, trusted)
    try:
        connection.request("GET", "/readyz", headers={"Host": name})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def signed_in(port: int, trusted: ssl.SSLContext, name: str = NAME) -> str:
    """Return the cookie of a session that was begun by name and password."""
    connection = Secure(port, name, trusted)
    form = urllib.parse.urlencode({"name": "asha", "password": PASSWORD})
    headers = {"Host": name, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/sign-in", form, headers)
    answer = connection.getresponse()
    cookies = [one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie") or []]
    assert (answer.status, answer.getheader("Strict-Transport-Security")) == (303, "max-age=63072000")
    connection.close()
    return "; ".join(cookies)
