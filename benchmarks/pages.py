"""Times what pages answer: every page's update, and blocks of the tables that ask row block by row block."""

from collections.abc import Callable, Iterator, Mapping

from benchmarks.setup import Data, Setup, timed
from benchmarks.table import Row
from influencer_roi.filters import Filters
from influencer_roi.metrics.vocabulary import DEFAULT
from influencer_roi.pages import PAGES
from influencer_roi.ui.page import Page
from influencer_roi.ui.tables import Rows

TABLE = "table"
# Gates are worked out of influencer-days, not of sums; once asked, they are kept with the ledger.
OF_DAYS = {"evidence": 0.15}
BLOCK = 100


def updates(setup: Setup) -> Iterator[Row]:
    """Yield a row per page: its update under a new brand and period; over large ones a period too."""
    for data in (setup.sample, setup.large, *setup.wide):
        for page in PAGES:
            yield _update(data, page, setup.runs, asked_of(page, data))
            if data is not setup.sample and page.listed:
                yield _update(data, page, setup.runs, data.period)


def blocks(setup: Setup) -> Iterator[Row]:
    """Yield rows per table of the large folder: its update, a block as it lies, by a number, by a text."""
    for page in PAGES:
        for identity in page.own_files:
            for table in page.choices[TABLE].options:
                yield _update(setup.large, page, setup.runs, setup.large.period, {TABLE: table})
                yield from _blocks(setup, page, page.tables[identity], table)


def asked_of(page: Page, data: Data) -> Callable[[], Filters]:
    """Return what gives new filters for a page: a brand, or the influencer a profile is of."""
    return data.brand_and_period if page.listed else data.influencer_and_period


def _update(
    data: Data,
    page: Page,
    runs: int,
    asked: Callable[[], Filters],
    chosen: dict[str, str] | None = None,
) -> Row:
    choices = {name: choice.default for name, choice in page.choices.items()} | (chosen or {})
    page.update(data.ledger, asked(), **choices)
    seconds = tuple(_answering(data, page, asked(), choices) for _ in range(runs))
    words = [page.label, *(page.choices[name].options[value] for name, value in (chosen or {}).items())]
    filtered = asked.__name__.replace("_", " ")
    limit = max(data.limit, OF_DAYS.get(page.key, 0.0))
    return Row(f"{data.name}: {', '.join(words)}, new {filtered}", seconds, limit)


def _answering(data: Data, page: Page, filters: Filters, choices: Mapping[str, str]) -> float:
    return timed(lambda: page.update(data.ledger, filters, **choices))


def _blocks(setup: Setup, page: Page, rows: Rows, table: str) -> Iterator[Row]:
    data, request = setup.large, {"startRow": 0, "endRow": BLOCK}
    choices = {**page.defaults, TABLE: table}

    def one_block(wanted: Mapping[str, object]) -> float:
        view = page.viewed(data.ledger, data.period(), choices, DEFAULT)
        return timed(lambda: rows.block(view, wanted))

    first, _ = rows.found(page.viewed(data.ledger, data.period(), choices, DEFAULT), request)
    shown = first[0] if first and isinstance(first[0], Mapping) else {}
    number = next(name for name, value in shown.items() if isinstance(value, float))
    for column in ("", number, "influencer_id"):
        sort = [{"colId": column, "sort": "desc"}] if column else []
        seconds = tuple(one_block({**request, "sortModel": sort}) for _ in range(max(3, setup.runs // 3)))
        words = f", by {column}" if column else ""
        yield Row(
            f"{data.name}: {page.label}, a block of {page.choices[TABLE].options[table]}{words}", seconds
        )
