import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from influencer_roi.cli import main

PASSWORD = "copper kettle sings 9"  # noqa: S105 # of nobody
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over users of its own, with a line typed into it; gives its code and what it says."""
    monkeypatch.setenv("INFLUENCER_ROI_ACCESS", str(tmp_path / "access.sqlite"))

    def ran(*arguments: str, typed: str = PASSWORD) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out + said.err

    return ran


def test_add_change_remove(run: Run):
    """A user is added with the password of standard input, given another role, and removed."""
    assert run("users", "list") == (0, "There is no user yet: influencer-roi users add NAME --role finance\n")
    assert run("users", "add", "Ann", "--role", "finance") == (0, "ann may sign in as finance.\n")
    assert run("users", "add", "bob", "--role", "viewer", "--no-password")[0] == 0
    assert run("users", "role", "ann", "admin")[1].startswith("ann is admin from the next sign-in on")
    assert run("users", "list") == (0, "ann  admin\nbob  viewer  signs in elsewhere\n")
    assert run("users", "remove", "ann") == (0, "ann may no longer sign in, and is signed out.\n")
    assert run("users", "list") == (0, "bob  viewer  signs in elsewhere\n")


def test_password_of_a_file(run: Run, tmp_path: Path):
    """A password is the first line of a file where one is named; a file there is not is said."""
    (tmp_path / "password").write_text(f"{PASSWORD}\nmore\n")
    assert (
        run("users", "add", "ann", "--role", "finance", "--password-file", str(tmp_path / "password"))[0] == 0
    )
    code, said = run("users", "add", "bob", "--role", "finance", "--password-file", str(tmp_path / "none"))
    assert (code, "the password cannot be read from it" in said) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "typed", "words"),
    [
        (["users", "add", "ann", "--role", "finance"], "short", "A password has 12 to 512 characters"),
        (["users", "add", "a b", "--role", "finance"], PASSWORD, "'a b' is no name for a user"),
        (["users", "role", "ann", "admin"], "", "There is no user 'ann'; there is nobody yet."),
        (["users", "remove", "ann"], "", "There is no user 'ann'"),
        (["share", "view", "/nope"], "", "'/nope' is no page; there are /, /campaigns"),
        (["share", "view", "/", "--days", "100"], "", "A share link lasts 1 to 90 days, not 100."),
        (["share", "revoke", "7"], "", "There is no share link 7"),
    ],
)
def test_refused(run: Run, arguments: list[str], typed: str, words: str):
    """What cannot be done is said in a line, and exits with 2."""
    code, said = run(*arguments, typed=typed)
    assert (code, words in said, len(said.splitlines())) == (2, True, 1)


def test_share(run: Run):
    """A link is made for a view with its filters, listed without its secret, and revoked."""
    code, said = run("share", "view", "/campaigns?brand=Gritzo", "--days", "2")
    path = said.splitlines()[0]
    assert (code, path.startswith("/shared/"), said.splitlines()[1][-16:]) == (0, True, "It lasts 2 days.")
    listed = run("share", "list")[1]
    assert listed.startswith("1  /campaigns?brand=Gritzo  until 20")
    assert path.removeprefix("/shared/") not in listed
    assert run("share", "revoke", "1") == (0, "Link 1 opens nothing from now on.\n")
    assert "  revoked  by command line: " in run("share", "list")[1]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_nobody_else_reads_them(run: Run, tmp_path: Path):
    """The file users are in is its owner's alone."""
    run("users", "add", "ann", "--role", "finance")
    assert (tmp_path / "access.sqlite").stat().st_mode & 0o077 == 0
