import ast
import os
import re
from pathlib import Path

import pytest

import influencer_roi
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.settings import (
    Access,
    Operation,
    Settings,
    environment_with,
    is_loopback,
    listening,
    port,
    spark_master,
    temporary,
    workers,
)


def test_defaults():
    """Without an environment the sample is shown, 20 % baseline and 45 % margin are assumed."""
    assert Settings.from_environment({}) == Settings(folder=None, baseline=0.20, margin=0.45)


def test_environment():
    """Each variable sets its own value; blanks around it do not count."""
    environment = {
        "INFLUENCER_ROI_DATA": " /srv/data ",
        "INFLUENCER_ROI_BASELINE": "0",
        "INFLUENCER_ROI_MARGIN": " 0.6 ",
    }
    assert Settings.from_environment(environment) == Settings(Path("/srv/data"), baseline=0.0, margin=0.6)


def test_empty_is_not_set():
    """A variable that is empty, as shells and hosts like to leave them, is not set."""
    names = ("DATA", "BASELINE", "MARGIN")
    assert Settings.from_environment({f"INFLUENCER_ROI_{name}": " " for name in names}) == Settings()


@pytest.mark.parametrize("text", ["20%", "20", "-0.1", "nan", "half"])
@pytest.mark.parametrize(("name", "least", "default"), [("BASELINE", "0", "0.2"), ("MARGIN", "0.01", "0.45")])
def test_no_share(name: str, least: str, default: str, text: str):
    """What is no share up to 1 is refused by its variable's name, with an example; so is no margin at all."""
    with pytest.raises(ValueError, match="between") as raised:
        Settings.from_environment({f"INFLUENCER_ROI_{name}": text})
    message = f"INFLUENCER_ROI_{name} is '{text}'; give a share between {least} and 1, such as {default}."
    assert str(raised.value) == message


def test_where_data_comes_from():
    """Folder, loader, snapshot, largest file, and all that says how files are read are each a variable."""
    environment = {
        "INFLUENCER_ROI_SOURCE": "warehouse.tables:load",
        "INFLUENCER_ROI_SNAPSHOT": "/var/lib/roi",
        "INFLUENCER_ROI_DATE_ORDER": "MDY",
        "INFLUENCER_ROI_CURRENCY": "usd",
        "INFLUENCER_ROI_ZONE": "America/New_York",
        "INFLUENCER_ROI_PENDING": "leave-out",
        "INFLUENCER_ROI_EXPORTS": "Off",
        "INFLUENCER_ROI_MAX_FILE_BYTES": "1000",
        "INFLUENCER_ROI_MAX_BUILD_SECONDS": "60",
    }
    assert Settings.from_environment(environment) == Settings(
        source="warehouse.tables:load",
        snapshot=Path("/var/lib/roi"),
        date_order="mdy",
        most=1000,
        currency="USD",
        zone="America/New_York",
        pending="leave_out",
        exports="off",
        build_seconds=60,
    )


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"DATE_ORDER": "ymd"}, "INFLUENCER_ROI_DATE_ORDER is 'ymd'; give dmy or mdy."),
        (
            {"CURRENCY": "rupees"},
            "INFLUENCER_ROI_CURRENCY is 'RUPEES', which is not known; give one of",
        ),
        (
            {"ZONE": "asia/calcuta"},
            "is no time zone; give one as Asia/Kolkata or Europe/London. Is it Asia/Calcutta?",
        ),
        ({"ZONE": "../etc"}, "INFLUENCER_ROI_ZONE is '../etc', which is no time zone"),
        ({"PENDING": "no"}, "INFLUENCER_ROI_PENDING is 'no'; give count or leave_out."),
        ({"EXPORTS": "no"}, "INFLUENCER_ROI_EXPORTS is 'no'; give on or off."),
        ({"MAX_FILE_BYTES": "4 GB"}, "INFLUENCER_ROI_MAX_FILE_BYTES is '4 GB'; give a number of bytes"),
        ({"MAX_BUILD_SECONDS": "1h"}, "MAX_BUILD_SECONDS is '1h'; give a number of seconds, such as 3600."),
        ({"DATA": "/a", "SOURCE": "b:c"}, "INFLUENCER_ROI_DATA and INFLUENCER_ROI_SOURCE are both set"),
    ],
)
def test_what_makes_no_sense(variables: dict[str, str], words: str):
    """What cannot be read, or cannot be together, is refused by name."""
    with pytest.raises(ValueError, match=re.escape(words)):
        Settings.from_environment({f"INFLUENCER_ROI_{name}": text for name, text in variables.items()})


def test_every_folder_has_its_own_snapshots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Snapshots of different data lie apart, those of one folder together, in a place of the user's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    one, same = Settings(folder=tmp_path / "one").root(), Settings(folder=Path("one")).root()
    others = [Settings(folder=tmp_path / "two"), Settings(source="a:b"), Settings()]
    assert one == same
    assert len({one, *(other.root() for other in others)}) == 4
    assert one.parent == tmp_path / "influencer-roi"
    assert one.parent.stat().st_mode & 0o077 == 0
    assert Settings(snapshot=tmp_path / "mine").root() == tmp_path / "mine"


def test_a_home_nobody_can_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where the user has no place of their own, snapshots lie among temporary files."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert Settings().root().parent.parent == tmp_path


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_temporary_folder_that_others_write_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int):
    """Nothing is kept where others may write: the folder is named, and the two ways out."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    temporary().chmod(mode)
    with pytest.raises(ValueError, match=r"XDG_CACHE_HOME or INFLUENCER_ROI_SNAPSHOT") as raised:
        temporary()
    assert str(tmp_path) in str(raised.value)


def test_a_temporary_folder_that_is_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A link that somebody put in its place is not followed."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "theirs").mkdir()
    temporary().rmdir()
    (tmp_path / f"influencer-roi-{os.getuid()}").symlink_to(tmp_path / "theirs")
    with pytest.raises(ValueError, match="that you alone own"):
        temporary()


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root gives folders away")
def test_a_temporary_folder_of_somebody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder that somebody else made under the expected name is refused, by every setting that needs it."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    os.chown(temporary(), 12345, -1)
    with pytest.raises(ValueError, match="that you alone own"):
        Settings().root()


def test_chosen_before_the_environment(monkeypatch: pytest.MonkeyPatch):
    """What a command names goes before the environment; what it leaves open stays the environment's."""
    monkeypatch.setenv("INFLUENCER_ROI_ENGINE", "duckdb")
    monkeypatch.setenv("INFLUENCER_ROI_MARGIN", "0.6")
    settings = Settings.from_environment(environment_with({"engine": "polars", "orders": None, "margin": ""}))
    assert (settings.engine, settings.orders, settings.margin) == ("polars", "", 0.6)


def test_what_hosts_set():
    """Port, workers and cluster are the host's where it names them."""
    named = {"PORT": "80", "WEB_CONCURRENCY": "4", "INFLUENCER_ROI_SPARK_MASTER": "spark://there:7077"}
    assert (port(named), workers(named), spark_master(named)) == ("80", 4, "spark://there:7077")
    assert (port({}), workers({}), spark_master({})) == ("8050", 2, "")
    with pytest.raises(ValueError, match="WEB_CONCURRENCY is 'many'; give a whole number"):
        workers({"WEB_CONCURRENCY": "many"})


def test_this_machine_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where nothing is named it listens on this machine alone, and users are in a folder of the user's."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    access = Access.from_environment({})
    assert access == Access("127.0.0.1", file=tmp_path / "influencer-roi" / "access.sqlite")
    assert (access.is_for_others, access.tls, listening({})) == (False, False, "127.0.0.1:8050")


def test_for_others():
    """Each variable of access sets its own value; beyond this machine https is expected."""
    named = {
        "HOST": "0.0.0.0",
        "PORT": "80",
        "INFLUENCER_ROI_HOSTS": "ROI.example.com, roi.example.org",
        "INFLUENCER_ROI_TRUSTED_PROXIES": "10.0.0.5 10.1.0.0/16",
        "INFLUENCER_ROI_PROXY_HEADER": "X-Auth-User",
        "INFLUENCER_ROI_ACCESS": "/var/lib/roi/access.sqlite",
    }
    access = Access.from_environment(named)
    assert access == Access(
        "0.0.0.0",
        hosts=("roi.example.com", "roi.example.org"),
        tls=True,
        proxies=("10.0.0.5", "10.1.0.0/16"),
        header="X-Auth-User",
        file=Path("/var/lib/roi/access.sqlite"),
    )
    assert (access.is_for_others, listening(named)) == (True, "0.0.0.0:80")
    assert not Access.from_environment({**named, "INFLUENCER_ROI_TLS": "no"}).tls


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"TLS": "maybe"}, "INFLUENCER_ROI_TLS is 'maybe'; give yes or no."),
        (
            {"TRUSTED_PROXIES": "proxy.local"},
            "INFLUENCER_ROI_TRUSTED_PROXIES names 'proxy.local'; give addresses",
        ),
        ({"TRUSTED_PROXIES": "10.0.0.5/24"}, "INFLUENCER_ROI_TRUSTED_PROXIES names '10.0.0.5/24'"),
    ],
)
def test_access_that_makes_no_sense(variables: dict[str, str], words: str):
    """What cannot be read is refused by name: nothing falls back to less."""
    with pytest.raises(ValueError, match=re.escape(words)):
        Access.from_environment({f"INFLUENCER_ROI_{name}": text for name, text in variables.items()})


def test_what_operators_set():
    """Figures are off, requests are lines in the log where others may come, and answers have ten seconds."""
    named = {"INFLUENCER_ROI_METRICS_PORT": "9100", "INFLUENCER_ROI_MAX_REQUEST_SECONDS": "30"}
    assert Operation.from_environment({}) == Operation(0, log_requests=False, request_seconds=10)
    assert Operation.from_environment({**named, "HOST": "0.0.0.0"}) == Operation(
        9100, log_requests=True, request_seconds=30
    )
    assert not Operation.from_environment({"HOST": "::", "INFLUENCER_ROI_REQUEST_LOG": "no"}).log_requests


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"METRICS_PORT": "on"}, "INFLUENCER_ROI_METRICS_PORT is 'on'; give a port, such as 9100."),
        ({"METRICS_PORT": "70000"}, "INFLUENCER_ROI_METRICS_PORT is '70000'; give a port, such as 9100."),
        ({"REQUEST_LOG": "all"}, "INFLUENCER_ROI_REQUEST_LOG is 'all'; give yes or no."),
        ({"MAX_REQUEST_SECONDS": "0"}, "INFLUENCER_ROI_MAX_REQUEST_SECONDS is '0'; give a number of seconds"),
    ],
)
def test_operation_that_makes_no_sense(variables: dict[str, str], words: str):
    """What operators set and cannot be read is refused by name."""
    with pytest.raises(ValueError, match=re.escape(words)):
        Operation.from_environment({f"INFLUENCER_ROI_{name}": text for name, text in variables.items()})


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        *((here, True) for here in ("127.0.0.1", "127.9.9.9", "::1", "localhost")),
        *((else_, False) for else_ in ("0.0.0.0", "::", "192.168.1.5", "example.com", "localhost.example")),
    ],
)
def test_loopback(host: str, alone: bool):  # noqa: FBT001 # a column of the table
    """Only this machine's own addresses are this machine."""
    assert is_loopback(host) is alone


def test_assumptions_are_said_once():
    """What metrics assume where nobody says otherwise is what the settings assume."""
    settings = Settings()
    assert Assumptions() == Assumptions(settings.baseline, settings.margin)


def test_the_environment_is_read_here_alone():
    """No other module of the package reads the environment."""
    package = Path(influencer_roi.__file__).parent
    reading = {
        str(file.relative_to(package))
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if _reads_environment(node)
    }
    assert {file for file in reading if not file.startswith("settings/")} == set()
    assert {"settings/__init__.py", "settings/access.py", "settings/operation.py"} <= reading


def _reads_environment(node: ast.AST) -> bool:
    """Whether a piece of code is `os.environ` or its like, however it was imported."""
    names = {"environ", "environb", "getenv", "getenvb"}
    if isinstance(node, ast.ImportFrom):
        return node.module == "os" and any(one.name in names for one in node.names)
    return (
        isinstance(node, ast.Attribute)
        and node.attr in names
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
    )
