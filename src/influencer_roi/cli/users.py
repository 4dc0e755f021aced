"""Adds, changes, removes and lists the users who may sign in."""

import argparse
import getpass
import sys
from contextlib import closing
from pathlib import Path

from influencer_roi.access import users
from influencer_roi.access.audit import Trail
from influencer_roi.access.store import Store
from influencer_roi.model.roles import Role
from influencer_roi.settings import Access


def add(parsed: argparse.Namespace) -> int:
    """Add a user, with the password of the terminal, of a file or of standard input."""
    password = None if parsed.no_password else _password(parsed.password_file)
    with opened() as store:
        users.add(store, parsed.name, Role(parsed.role), password, trail(store))
    print(f"{users.spelled(parsed.name)} may sign in as {parsed.role}.")
    return 0


def set_role(parsed: argparse.Namespace) -> int:
    """Give a user another role."""
    with opened() as store:
        users.set_role(store, parsed.name, Role(parsed.role), trail(store))
    print(
        f"{users.spelled(parsed.name)} is {parsed.role} from the next sign-in on; open sessions have ended."
    )
    return 0


def set_password(parsed: argparse.Namespace) -> int:
    """Give a user another password."""
    with opened() as store:
        users.set_password(store, parsed.name, _password(parsed.password_file), trail(store))
    print(f"{users.spelled(parsed.name)} has another password, and is signed out.")
    return 0


def remove(parsed: argparse.Namespace) -> int:
    """Remove a user."""
    with opened() as store:
        users.remove(store, parsed.name, trail(store))
    print(f"{users.spelled(parsed.name)} may no longer sign in, and is signed out.")
    return 0


def listed(_: argparse.Namespace) -> int:
    """Print a line per user: name, role, and where they sign in."""
    with opened() as store:
        found = users.listed(store)
    for user in found:
        print(f"{user.name}  {user.role}{'' if user.has_password else '  signs in elsewhere'}")
    if not found:
        print("There is no user yet: influencer-roi users add NAME --role finance")
    return 0


def opened() -> closing[Store]:
    """Return the store the settings name, to be closed.

    Raises:
        ValueError: it cannot be used; it says why.
    """
    return closing(Store(Access.from_environment().file))


def trail(store: Store | None) -> Trail:
    """Return where what is typed here is written down, and who typed it."""
    return Trail(store, f"command line: {getpass.getuser()}")


def _password(file: Path | None) -> str:
    """Return the password: the first line of a file or of standard input, else what is typed unseen, twice.

    Raises:
        ValueError: the file cannot be read, or the two differ.
    """
    if file is not None:
        return _first_line(file)
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first, second = (getpass.getpass(prompt) for prompt in ("Password: ", "The same again: "))
    if first != second:
        raise ValueError("The two passwords differ; nothing was changed.")
    return first


def _first_line(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{file}: the password cannot be read from it ({error}).") from None
