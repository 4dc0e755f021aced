"""Declares what can be typed: commands and their options, most of them taken from the registries."""

import argparse
from pathlib import Path

from influencer_roi.cli.access_options import add_sharing, add_users, later
from influencer_roi.cli.asking import FILTER_OPTIONS, query
from influencer_roi.cli.checking import check
from influencer_roi.cli.version_options import add_versions
from influencer_roi.filters import DAYS
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.model.calendar import Compare, Dating
from influencer_roi.model.dimensions import DIMENSIONS, FILTERING
from influencer_roi.model.notation import worded
from influencer_roi.model.slicing import COMPARE, DAY
from influencer_roi.queries.credit_rules import STANDARD, WINDOWS, Rule
from influencer_roi.settings import ENGINES, SCHEME, port


def parser() -> argparse.ArgumentParser:
    """Return the parser; what it parses has `run`, the command to call with it."""
    top = argparse.ArgumentParser(
        prog="influencer-roi", description="What did our influencer money earn, and where should it go next?"
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _add_serve(commands.add_parser("serve", help="serve a data folder, or the sample"))
    _add_check(
        commands.add_parser("check", help="say whether a data folder can be served, and what is odd in it")
    )
    _add_query(commands.add_parser("query", help="answer with numbers, as the pages do"))
    _add_evidence(commands.add_parser("evidence", help="say how much the numbers can carry"))
    _add_build(commands.add_parser("build", help="build a snapshot of a data folder, to serve it at once"))
    _add_sample(commands.add_parser("sample", help="write a made-up data folder"))
    add_versions(commands)
    add_users(commands.add_parser("users", help="say who may sign in, and as what"))
    add_sharing(commands.add_parser("share", help="make, list and revoke links to one view"))
    return top


def _add_serve(options: argparse.ArgumentParser) -> None:
    _add_data(options)
    # A text default goes through `type`, so that a PORT that is no number is named, and only by serve.
    options.add_argument("--port", type=int, default=port())
    options.add_argument("--host", help="what to listen on; this machine only where nothing is named")
    options.set_defaults(run=later("serving", "serve"), needs_data=False)


def _add_check(options: argparse.ArgumentParser) -> None:
    _add_data(options)
    options.add_argument("--format", choices=["table", "json"], default="table")
    options.set_defaults(run=check)


def _add_query(options: argparse.ArgumentParser) -> None:
    _add_data(options)
    rows = options.add_mutually_exclusive_group()
    rows.add_argument(
        "--by",
        type=_dimension,
        choices=list(DIMENSIONS),
        metavar="DIMENSION",
        help=f"one of {', '.join(DIMENSIONS)}",
    )
    rows.add_argument(
        "--moved",
        choices=list(DIMENSIONS),
        metavar="DIMENSION",
        help="what each value of a dimension moved since the days compared with",
    )
    rows.add_argument(
        "--month-close", metavar="MONTH", help="what a month, such as 2025-07, is worth payee by payee"
    )
    options.add_argument(
        "--metric",
        action="append",
        choices=list(REGISTRY),
        metavar="KEY",
        help=f"any of {', '.join(REGISTRY)}",
    )
    _add_filters(options)
    _add_credit(options)
    options.add_argument(
        "--sort",
        choices=[*REGISTRY, *DIMENSIONS],
        metavar="KEY",
        help="a metric, best first and nothing last, or the dimension of --by",
    )
    options.add_argument("--top", type=_positive, metavar="N", help="only the first N rows")
    options.add_argument("--format", choices=["table", "csv", "json"], default="table")
    options.set_defaults(run=query)


def _add_credit(options: argparse.ArgumentParser) -> None:
    options.add_argument(
        "--credit",
        choices=[rule.value for rule in Rule],
        help="how revenue comes to posts; standard, the recorded post, else the last, where none is named",
    )
    options.add_argument(
        "--window",
        type=int,
        choices=WINDOWS,
        help=f"over how many days up to an order; {STANDARD.window} where none is named",
    )


def _add_evidence(options: argparse.ArgumentParser) -> None:
    _add_data(options)
    _add_filters(options)
    options.add_argument("--format", choices=["table", "json"], default="table")
    options.set_defaults(run=later("evidence", "print_evidence"))


def _add_filters(options: argparse.ArgumentParser) -> None:
    for option, name in FILTER_OPTIONS.items():
        if name in FILTERING:
            options.add_argument(
                f"--{option}",
                action="append",
                metavar=option[0].upper(),
                help=worded(FILTERING[name].meaning),
            )
        elif name == DAY:
            options.add_argument(
                f"--{option}",
                choices=[day.value for day in Dating],
                help="the day revenue stands on: that of its order, or of the post it is credited to",
            )
        elif name == COMPARE:
            options.add_argument(
                f"--{option}",
                choices=[Compare.PREVIOUS.value, Compare.YEAR.value],
                help="the days before, or a year earlier; each metric also as KEY_before",
            )
        else:
            options.add_argument(f"--{option}", metavar="DATE" if name in DAYS else "N")


def _add_build(options: argparse.ArgumentParser) -> None:
    _add_data(options)
    options.add_argument("--out", type=Path, required=True, metavar="SNAPSHOT")
    options.add_argument(
        "--accept-changes", action="store_true", help="take data that lost rows or has many set aside"
    )
    options.add_argument(
        "--moved",
        action="store_true",
        help="take over the snapshots there: they are of this data, which moved",
    )
    options.add_argument("--sample", action="store_true", help="mark the data as made up")
    options.add_argument("--compare", action="store_true", help=argparse.SUPPRESS)  # uploads, by a server
    options.set_defaults(run=later("building", "build"))


def _add_sample(options: argparse.ArgumentParser) -> None:
    options.add_argument("folder", type=Path, metavar="FOLDER")
    for option in ("orders", "influencers", "posts", "days", "seed"):
        options.add_argument(f"--{option}", type=int, metavar="N")
    options.add_argument(
        "--noise", action="store_true", help="people do not repeat, orders do not follow posts: gates close"
    )
    options.set_defaults(run=later("folders", "sample"))


def _add_data(options: argparse.ArgumentParser) -> None:
    """Add what names the data: a folder of the four files, or of snapshots, or else a loader."""
    options.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    options.add_argument(
        "--source", metavar="MODULE:FUNCTION", help="a function that gives the four tables as frames"
    )
    options.add_argument(
        "--engine", choices=ENGINES, help="what rolls orders up; polars where nothing is named"
    )
    options.add_argument(
        "--orders", metavar="ADDRESS", help=f"a warehouse table instead of a file: {SCHEME}BACKEND://…#TABLE"
    )
    options.set_defaults(needs_data=True)


def _dimension(text: str) -> str:
    """Return the key of a dimension, which addresses may call by a shorter name."""
    return next((key for key, one in DIMENSIONS.items() if one.url_name == text), text)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 up")
    return int(text)
