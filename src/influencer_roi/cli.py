"""Is the command line: serve, check, query and sample."""

import argparse
import csv
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import polars as pl
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from influencer_roi import queries
from influencer_roi.data.dimensions import DIMENSIONS
from influencer_roi.data.ledger import Ledger
from influencer_roi.data.load import load_folder
from influencer_roi.data.report import Refused
from influencer_roi.filters import Filters
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.sample import write_sample
from influencer_roi.settings import PREFIX, Settings

_FILTER_OPTIONS = {
    "brand": "brand",
    "platform": "platform",
    "category": "category",
    "campaign": "campaign",
    "influencer": "influencer_id",
    "tier": "tier",
    "gender": "gender",
    "basis": "basis",
    "from": "start",
    "to": "end",
    "followers-from": "followers_from",
    "followers-to": "followers_to",
}


class WrongUse(Exception):
    """The command line asks for something that does not exist; the message says what does."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused, 2 wrong use."""
    parsed = _parser().parse_args(arguments)
    try:
        return int(parsed.run(parsed))
    except Refused as refused:
        return _complain(str(refused), 1)
    except (WrongUse, ValueError) as wrong:
        return _complain(str(wrong), 2)


def _complain(message: str, code: int) -> int:
    sys.stderr.write(f"{message}\n")
    return code


def _serve(parsed: argparse.Namespace) -> int:
    """Check the folder, then become gunicorn; where gunicorn cannot run, serve from this process."""
    environment = dict(os.environ, PORT=str(parsed.port))
    if parsed.folder:
        environment[f"{PREFIX}DATA"] = str(parsed.folder.resolve())
    settings = Settings.from_environment(environment)
    if settings.folder:
        load_folder(settings.folder)
    os.environ.update(environment)
    sys.stderr.write(f"influencer-roi is at http://localhost:{parsed.port}\n")
    return _run_server(parsed.port)


def _run_server(port: int) -> int:
    """Run the application; gunicorn forks, which Windows cannot."""
    if sys.platform != "win32":
        _become_gunicorn()
    from influencer_roi.app import server

    server().run(host="127.0.0.1", port=port, threaded=True)
    return 0


def _become_gunicorn() -> NoReturn:
    config = Path(__file__).parents[2] / "gunicorn.conf.py"
    command = [sys.executable, "-m", "gunicorn", "-c", str(config), "influencer_roi.app:server()"]
    os.execv(sys.executable, command)


def _check(parsed: argparse.Namespace) -> int:
    try:
        ledger = load_folder(parsed.folder)
    except Refused as refused:
        _print_check({"tables": {}, "notes": [], "problems": list(refused.problems)}, parsed.format)
        return 1
    report = ledger.report
    tables = {
        name: {"read": one.read, "kept": one.kept, "set_aside": one.set_aside}
        for name, one in report.counts.items()
    }
    answer = {
        "tables": tables,
        "notes": report.sentences(),
        "problems": [],
        "set_aside": [vars(fault) for fault in report.set_aside],
    }
    _print_check(answer, parsed.format)
    return 0


def _print_check(answer: Mapping[str, object], form: str) -> None:
    problems, notes, tables = answer["problems"], answer["notes"], answer["tables"]
    if form == "json":
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    if isinstance(tables, dict) and tables:
        frame = pl.DataFrame([{"table": name, **counts} for name, counts in tables.items()])
        _print_table(frame)
    for sentence in notes if isinstance(notes, list) else []:
        print(f"- {sentence}")
    for sentence in problems if isinstance(problems, list) else []:
        sys.stderr.write(f"{sentence}\n")
    print("This folder cannot be served." if problems else "This folder can be served.")


def _query(parsed: argparse.Namespace) -> int:
    ledger = load_folder(parsed.folder)
    settings = Settings.from_environment()
    assumed = Assumptions(baseline=settings.baseline, margin=settings.margin)
    filters = _filters(parsed, ledger)
    metrics = tuple(parsed.metric or REGISTRY)
    if parsed.by is None:
        _print_rows([dict(queries.totals(ledger, filters, metrics=metrics, assumed=assumed))], parsed.format)
        return 0
    asked = tuple(dict.fromkeys([*metrics, *([parsed.sort] if parsed.sort in REGISTRY else [])]))
    rows = queries.slices(ledger, filters, by=parsed.by, metrics=asked, assumed=assumed)
    if parsed.sort and parsed.sort != parsed.by:
        rows = queries.ranked(rows, rank_by=parsed.sort, top=None)
    shown = rows.head(parsed.top) if parsed.top else rows
    _print_rows(shown.select(parsed.by, *metrics).to_dicts(), parsed.format, many=True)
    return 0


def _filters(parsed: argparse.Namespace, ledger: Ledger) -> Filters:
    texts = {}
    for option, name in _FILTER_OPTIONS.items():
        asked = getattr(parsed, option.replace("-", "_"))
        if asked:
            texts[name] = asked if isinstance(asked, list) else [asked]
    filters, dropped = Filters.from_texts(texts, ledger)
    if dropped:
        known = {name: ", ".join(ledger.values(name)[:20]) for name in texts if name in DIMENSIONS}
        choices = "; ".join(f"{name}: {values}" for name, values in known.items())
        raise WrongUse(f"Not in this data: {', '.join(dropped)}. {choices and f'There are {choices}.'}")
    return filters


def _print_rows(rows: list[dict[str, object]], form: str, *, many: bool = False) -> None:
    if form == "json":
        print(json.dumps(rows if many else rows[0], ensure_ascii=False, indent=2, default=str))
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]) if rows else [], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    elif many:
        _print_table(
            pl.DataFrame([{name: _written(name, value) for name, value in row.items()} for row in rows])
        )
    else:
        pairs = [
            {"metric": REGISTRY[key].label, "value": _written(key, value)} for key, value in rows[0].items()
        ]
        _print_table(pl.DataFrame(pairs))


def _written(key: str, value: object) -> str:
    if key in REGISTRY and (value is None or isinstance(value, float | int)):
        return REGISTRY[key].unit.exact(value)
    return "" if value is None else str(value)


def _print_table(frame: pl.DataFrame) -> None:
    table = Table(box=None, pad_edge=False)
    for place, name in enumerate(frame.columns):
        label = REGISTRY[name].label if name in REGISTRY else name
        table.add_column(label, justify="right" if place else "left", no_wrap=True)
    for row in frame.iter_rows():
        table.add_row(*map(str, row))
    Console(width=None if sys.stdout.isatty() else 400, markup=False, highlight=False).print(table)


def _sample(parsed: argparse.Namespace) -> int:
    given = {name: getattr(parsed, name) for name in ("orders", "influencers", "posts", "days", "seed")}
    columns = TextColumn("writing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("writing", total=None)
        write_sample(
            parsed.folder,
            **{name: value for name, value in given.items() if value is not None},
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    print(f"{parsed.folder} holds a sample. Try: influencer-roi serve {parsed.folder}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="influencer-roi", description="Which influencer rupee came back?")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_serve(commands.add_parser("serve", help="serve a data folder, or the sample"))
    _add_check(
        commands.add_parser("check", help="say whether a data folder can be served, and what is odd in it")
    )
    _add_query(commands.add_parser("query", help="answer with numbers, as the pages do"))
    _add_sample(commands.add_parser("sample", help="write a made-up data folder"))
    return parser


def _add_serve(serve: argparse.ArgumentParser) -> None:
    serve.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    serve.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8050")))
    serve.set_defaults(run=_serve)


def _add_check(check: argparse.ArgumentParser) -> None:
    check.add_argument("folder", type=Path, metavar="FOLDER")
    check.add_argument("--format", choices=["table", "json"], default="table")
    check.set_defaults(run=_check)


def _add_query(query: argparse.ArgumentParser) -> None:
    query.add_argument("folder", type=Path, metavar="FOLDER")
    query.add_argument(
        "--by", choices=list(DIMENSIONS), metavar="DIMENSION", help=f"one of {', '.join(DIMENSIONS)}"
    )
    query.add_argument(
        "--metric",
        action="append",
        choices=list(REGISTRY),
        metavar="KEY",
        help=f"any of {', '.join(REGISTRY)}",
    )
    for option, name in _FILTER_OPTIONS.items():
        if name in DIMENSIONS:
            query.add_argument(f"--{option}", action="append", metavar=option[0].upper())
        else:
            query.add_argument(f"--{option}", metavar="DATE" if option in ("from", "to") else "N")
    query.add_argument(
        "--sort", choices=[*REGISTRY, *DIMENSIONS], metavar="KEY", help="highest first, nothing last"
    )
    query.add_argument("--top", type=_positive, metavar="N")
    query.add_argument("--format", choices=["table", "csv", "json"], default="table")
    query.set_defaults(run=_query)


def _add_sample(sample: argparse.ArgumentParser) -> None:
    sample.add_argument("folder", type=Path, metavar="FOLDER")
    for option in ("orders", "influencers", "posts", "days", "seed"):
        sample.add_argument(f"--{option}", type=int, metavar="N")
    sample.set_defaults(run=_sample)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a positive number")
    return number


if __name__ == "__main__":
    sys.exit(main())
