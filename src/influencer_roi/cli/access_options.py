"""Declares what can be typed about users and share links."""

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from influencer_roi.model.roles import Role

Run = Callable[[argparse.Namespace], int]


def add_users(options: argparse.ArgumentParser) -> None:
    """Add `users add NAME --role ROLE`, `role NAME ROLE`, `password NAME`, `remove NAME` and `list`."""
    acts = options.add_subparsers(required=True, metavar="ACT")
    add = acts.add_parser("add", help="let somebody sign in; the password is asked for, unseen")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", choices=[role.value for role in Role], required=True)
    password = add.add_mutually_exclusive_group()
    _add_password_file(password)
    password.add_argument(
        "--no-password",
        action="store_true",
        help="they sign in elsewhere: at a trusted proxy, by OpenID Connect",
    )
    add.set_defaults(run=later("users", "add"))
    role = acts.add_parser("role", help="give somebody another role; their sessions end")
    role.add_argument("name", metavar="NAME")
    role.add_argument("role", choices=[one.value for one in Role])
    role.set_defaults(run=later("users", "set_role"))
    change = acts.add_parser("password", help="give somebody another password; their sessions end")
    change.add_argument("name", metavar="NAME")
    _add_password_file(change)
    change.set_defaults(run=later("users", "set_password"))
    remove = acts.add_parser("remove", help="let somebody in no more; their sessions end")
    remove.add_argument("name", metavar="NAME")
    remove.set_defaults(run=later("users", "remove"))
    acts.add_parser("list", help="list everybody who may sign in").set_defaults(run=later("users", "listed"))


def _add_password_file(options: argparse._ActionsContainer) -> None:  # argparse has no other name
    options.add_argument(
        "--password-file", type=Path, metavar="FILE", help="take the first line of a file as the password"
    )


def add_sharing(options: argparse.ArgumentParser) -> None:
    """Add `share view ADDRESS`, `share list` and `share revoke NUMBER`."""
    acts = options.add_subparsers(required=True, metavar="ACT")
    view = acts.add_parser("view", help="make a link to one view, with its filters fixed")
    view.add_argument("view", metavar="ADDRESS", help='a page with its filters: "/campaigns?brand=Gritzo"')
    view.add_argument("--days", type=int, default=7, metavar="N", help="how long it lasts, 90 at most")
    view.add_argument("--with-payouts", action="store_true", help="show what one person is paid, too")
    view.set_defaults(run=later("sharing", "make"))
    acts.add_parser("list", help="list every link").set_defaults(run=later("sharing", "listed"))
    revoke = acts.add_parser("revoke", help="end a link")
    revoke.add_argument("number", type=int, metavar="NUMBER")
    revoke.set_defaults(run=later("sharing", "revoke"))


def later(module: str, function: str) -> Run:
    """Return a command whose module is imported when it runs, not before."""

    def run(parsed: argparse.Namespace) -> int:
        command: Run = getattr(import_module(f"influencer_roi.cli.{module}"), function)
        return command(parsed)

    return run
