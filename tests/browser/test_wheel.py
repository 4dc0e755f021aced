"""Installs the package from a wheel, with no checkout beside it, and opens a page of it."""

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import urllib.request
import venv
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import Reader
from tests.waiting import PATIENCE, wait_until

CHECKOUT = Path(__file__).parents[2]
WHAT_A_WHEEL_IS_MADE_OF = ("pyproject.toml", "setup.py", "src", "assets")
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
OFFLINE = ("--no-deps", "--no-index")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a virtual environment that holds the package from a wheel, and finds its libraries in ours."""
    folder = tmp_path_factory.mktemp("wheel")
    checkout = folder / "checkout"
    checkout.mkdir()
    for name in WHAT_A_WHEEL_IS_MADE_OF:
        copy = shutil.copytree if (CHECKOUT / name).is_dir() else shutil.copy
        copy(CHECKOUT / name, checkout / name)
    run(*PIP, "wheel", *OFFLINE, "--no-build-isolation", "--wheel-dir", str(folder), str(checkout))
    shutil.rmtree(checkout)
    home = folder / "environment"
    venv.create(home)
    (packages_of(home) / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    run(*PIP, "--python", str(home / "bin" / "python"), "install", *OFFLINE, *map(str, folder.glob("*.whl")))
    return home


@pytest.fixture(scope="module")
def address(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve what is installed there, from a folder that holds nothing; gives the address."""
    folder = tmp_path_factory.mktemp("elsewhere")
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(environment / "bin" / "influencer-roi"), "serve", "--port", str(port)]
    served = {**bare, "INFLUENCER_ROI_SNAPSHOT": str(folder / "snapshots"), "WEB_CONCURRENCY": "1"}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, env=served, stdout=log, stderr=log)
    try:
        wait_until(lambda: is_ready(port), (folder / "log").read_text)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def run(*command: str) -> None:
    """Run a command; what it printed is shown where it fails."""
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def is_ready(port: int) -> bool:
    """Whether the server there has data."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as response:
            return bool(response.status == HTTPStatus.OK)
    except OSError:
        return False


def packages_of(environment: Path) -> Path:
    """Where an environment holds what is installed into it."""
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(environment)}))


def test_nothing_is_left_behind(environment: Path):
    """Every module and every asset of the checkout is installed, and nothing else."""
    modules = (CHECKOUT / "src" / "influencer_roi").rglob("*.py")
    assets = (file for kind in ("js", "css") for file in (CHECKOUT / "assets").rglob(f"*.{kind}"))
    expected = {str(file.relative_to(CHECKOUT / "src" / "influencer_roi")) for file in modules}
    expected |= {str(file.relative_to(CHECKOUT)) for file in assets}
    package = packages_of(environment) / "influencer_roi"
    installed = (file for file in package.rglob("*") if file.is_file() and file.suffix != ".pyc")
    assert expected == {str(file.relative_to(package)) for file in installed}


@pytest.mark.slow
def test_a_page_draws(page: Page, reader: Reader, address: str):
    """The Overview of the sample draws, with its scripts and its styles, and its revenue is on the card."""
    loaded: list[Response] = []

    def keep(response: Response) -> None:
        loaded.append(response)

    page.on("response", keep)
    reader.open(address)
    assert reader.kpi("revenue").startswith("₹")
    bundles = [one for one in loaded if urlsplit(one.url).path.startswith("/bundle-")]
    assert sorted(one.url.rpartition(".")[2] for one in bundles) == ["css", "js"]
    assert all(one.ok and len(one.body()) > 1000 for one in bundles)
