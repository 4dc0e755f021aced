"""Declares what can be typed about versions: stage, diff, publish, versions, undo, template."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from influencer_roi.cli.access_options import later

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 # argparse has no other name


def add_versions(commands: "Commands") -> None:
    """Add the commands that bring data live and take it back."""
    _add_stage(
        commands.add_parser("stage", help="build a folder, or a zip of it, apart, beside what is live")
    )
    _add_diff(commands.add_parser("diff", help="say what changes where staged data goes live"))
    _add_publish(commands.add_parser("publish", help="make staged data live"))
    versions = commands.add_parser("versions", help="list what was live, newest first")
    _add_live(versions)
    versions.add_argument("--format", choices=["table", "json"], default="table")
    versions.set_defaults(run=later("versions", "versions"))
    _add_undo(commands.add_parser("undo", help="make an older version live again, as a new one"))
    template = commands.add_parser("template", help="write four empty files with headers, explained")
    template.add_argument("folder", type=Path, metavar="FOLDER")
    template.set_defaults(run=later("template", "template"))


def _add_stage(options: argparse.ArgumentParser) -> None:
    options.add_argument(
        "folder", type=Path, metavar="FOLDER", help="a folder of files, a zip of them, or one file"
    )
    options.add_argument("--out", type=Path, required=True, metavar="STAGED")
    way = options.add_mutually_exclusive_group()
    way.add_argument("--add", action="store_const", const="add", dest="way", help="add to the live files")
    way.add_argument(
        "--replace", action="store_const", const="replace", dest="way", help="take the place of live tables"
    )
    _add_live(options)
    options.set_defaults(run=later("versions", "stage"), way="alone")


def _add_diff(options: argparse.ArgumentParser) -> None:
    options.add_argument("staged", type=Path, metavar="STAGED")
    options.add_argument("--format", choices=["table", "json"], default="table")
    options.add_argument(
        "--rows", metavar="MEASURE.WHY", help="the rows of one cause as CSV, such as spend.gone"
    )
    options.set_defaults(run=later("versions", "diff"))


def _add_publish(options: argparse.ArgumentParser) -> None:
    options.add_argument("staged", type=Path, metavar="STAGED")
    _add_who(options)
    options.add_argument(
        "--reason", default="", metavar="TEXT", help="why what stops it is right, in ten letters or more"
    )
    options.set_defaults(run=later("versions", "publish"))


def _add_undo(options: argparse.ArgumentParser) -> None:
    options.add_argument("version", metavar="VERSION", help="its number, as `versions` lists it")
    _add_who(options)
    _add_live(options)
    options.set_defaults(run=later("versions", "undo"))


def _add_who(options: argparse.ArgumentParser) -> None:
    options.add_argument("--as", dest="who", required=True, type=_words, metavar="NAME")
    options.add_argument("--why", required=True, type=_words, metavar="TEXT")


def _words(text: str) -> str:
    """Return a text without blanks around it; one of blanks alone says nothing."""
    if not text.strip():
        raise argparse.ArgumentTypeError("say it in words: it stands beside the version")
    return text.strip()


def _add_live(options: argparse.ArgumentParser) -> None:
    options.add_argument(
        "--live",
        type=Path,
        metavar="SNAPSHOT",
        help="the folder of what is live, or the data folder that is; else what the environment names",
    )
