"""Finds totals among records by their sum, in whatever language they say so."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, partial
from itertools import pairwise, takewhile

import polars as pl

from influencer_roi.intake.clean.cells import Rules
from influencer_roi.intake.clean.earning import Earned
from influencer_roi.intake.clean.statistics import statistics, without_lines
from influencer_roi.intake.clean.subtotals import filled_totals, subtotals
from influencer_roi.intake.clean.sums import RATE, Label, sums_of
from influencer_roi.intake.handles import is_known
from influencer_roi.intake.read.sheet import NO_FAULTS, faults_of_rows
from influencer_roi.intake.total_words import WORDS
from influencer_roi.model.schema import INFLUENCERS, Table

RUN = 4  # rows at an end of a file that may be totals
_DIGITS, _LETTERS = re.compile("[0-9]+"), re.compile(r"[^\W\d_]+")


def totals(
    texts: pl.DataFrame,
    values: pl.DataFrame,
    table: Table,
    rules: Rules,
    judged: Earned,
    *,
    ends: Sequence[int],
    whole: pl.Series,
) -> pl.DataFrame:
    """Return a fault for each row that sums the others of its file, or those of them that earned.

    Such a row is a subtotal, or says another figure of them; or one of the first or last of a file, names no
    known influencer, and has the sum of the rows it stands behind (or above). `values` are those of `texts`,
    of which `judged` says what earned; `ends` are the last lines of files, and `whole` says which rows are
    of files from which no totals were taken out: among others nothing sums what is left.
    """
    if not {*table.totalled[:1]} & {*texts.columns} or table.naming not in texts.columns:
        return NO_FAULTS
    if rules.totals is not None:
        found = [*rules.totals]
    else:
        figures = cache(partial(_figures, values, table, judged))
        naming, found = table.naming, []
        for rows in _stretches(texts["line"], ends):
            its_figures = partial(_of_rows, figures, rows)
            found += statistics(texts[rows], its_figures, naming, table, rules.influencers)
        summed = texts if whole.all() else texts.filter(whole)
        summing = figures if summed is texts else cache(lambda: figures().filter(whole))
        for rows in _stretches(summed["line"], ends):
            its_figures = partial(_of_rows, summing, rows)
            found += subtotals(summed[rows], its_figures, naming, table, but=found)
            found += _sums(summed[rows], its_figures, table, rules, but=found)
    if not found:
        return NO_FAULTS
    labels = texts.filter(pl.col("line").is_in(found))
    value = pl.coalesce(pl.col(pl.String), pl.lit(""))
    return faults_of_rows(labels, "footer_row", value=value)


def _figures(values: pl.DataFrame, table: Table, judged: Earned) -> pl.DataFrame:
    """Return line, what a total may sum, whether each row earns, and its refund."""
    names = [name for name in (*table.totalled, RATE) if name in values.columns]
    out, refunds = judged.left_out, judged.refunds
    earns = ~pl.col("line").is_in(out.implode()) if len(out) else pl.lit(value=True)
    known = values.select("line", *names).with_columns(earns=earns, refund=pl.lit(0.0))
    if refunds.is_empty():
        return known
    taken = known.drop("refund").join(refunds, on="line", how="left", maintain_order="left", validate="1:1")
    return taken.with_columns(pl.col("refund").fill_null(0.0))


def _stretches(lines: pl.Series, ends: Sequence[int]) -> Iterator[slice]:
    """Yield where the rows of each file stand; for several files, also those of all of them."""
    edges = [0, *(int(lines.search_sorted(end, side="right")) for end in ends), len(lines)]
    stretches = {(first, last) for first, last in pairwise(edges) if last > first}
    yield from (slice(first, last) for first, last in sorted(stretches))
    if len(stretches) > 1:
        yield slice(0, len(lines))


def _sums(
    every: pl.DataFrame,
    figures_of: Callable[[], pl.DataFrame],
    table: Table,
    rules: Rules,
    *,
    but: Sequence[int],
) -> list[int]:
    """Return the lines of totals at the ends of the rows of one file, looked at from the records outwards.

    Their figures are asked for only where a row at an end names nobody; lines that are totals anyway, `but`,
    are no records.
    """
    texts = without_lines(every, but)
    size = texts.height
    edges = _Edges(texts, table, rules.influencers)
    above = _run(edges.may_be(texts.head(RUN)))
    below = _run(reversed([*edges.may_be(texts.tail(RUN))]))
    if not above + below or size <= above + below:
        return []
    figures = without_lines(figures_of(), but)
    sums = sums_of(figures[above : size - below], table)
    found = []
    for place in (*range(size - below, size), *reversed(range(above))):
        row, label = figures.row(place, named=True), edges.label(texts.row(place, named=True))
        if any(one.is_in(row, label) for one in sums):
            found.append(row["line"])
            continue
        for one in sums if row["earns"] else sums[:1]:
            one.add(row)
    return found


def _of_rows(figures: Callable[[], pl.DataFrame], rows: slice) -> pl.DataFrame:
    return figures()[rows]


def _run(may_be: Iterable[bool]) -> int:
    """Return how many rows may be totals before one may not."""
    return sum(1 for _ in takewhile(bool, may_be))


class _Edges:
    """The first and last rows of a file: what their ids look like."""

    def __init__(self, texts: pl.DataFrame, table: Table, known: frozenset[str] | None) -> None:
        self._table = table
        self._texts = texts
        self._known = known

    @cached_property
    def _rows(self) -> pl.DataFrame:
        """The first and last rows; of few, each once."""
        if len(self._texts) <= RUN + RUN:
            return self._texts
        return pl.concat([self._texts.head(RUN), self._texts.tail(RUN)])

    @cached_property
    def _numbered(self) -> bool:
        """Whether most ids have a digit."""
        ids = [id_ for id_ in self._rows[self._table.naming] if id_ is not None]
        return 2 * sum(_has_digit(id_) for id_ in ids) > len(ids)

    @cached_property
    def _filled(self) -> int | None:
        """The only row of which a cell is a total; a campaign that is called Total has several."""
        lines = filled_totals(self._rows, self._table)
        return lines.item() if len(lines) == 1 else None

    def may_be(self, texts: pl.DataFrame) -> Iterator[bool]:
        """Yield which rows name no influencer that is known, or are totals that do."""
        for line, nameless in zip(texts["line"], self._nameless(texts), strict=True):
            yield nameless or line == self._filled

    def _nameless(self, texts: pl.DataFrame) -> Iterator[bool]:
        """Yield which rows name no influencer that is known; among influencers, which are hardly one."""
        ids, known = [*texts[self._table.naming]], self._known
        if self._table is INFLUENCERS:
            names = texts["name"] if "name" in texts.columns else ids
            for id_, name in zip(ids, names, strict=True):
                yield id_ is None or name is None or (self._numbered and not _has_digit(id_))
            return
        codes = texts["code"] if "code" in texts.columns else ids  # an order of somebody's discount code
        for id_, code in zip(ids, codes, strict=True):
            named = code if id_ is None else id_
            yield named is None or (known is not None and not is_known(named, known))

    def label(self, cells: dict[str, str | None]) -> Label:
        """Return what a row says beside its figures."""
        table = self._table
        texts = {name: text for name, text in cells.items() if name != "line" and text is not None}
        beside = [name for name in texts if name not in table.totalled]
        words = {text.strip(" :.-").casefold() for text in texts.values()}
        own = [name for name in (table.naming, table.key) if name is not None]
        return Label(
            word=bool(words & {*WORDS}),
            alone=not beside or (len(beside) == 1 and not texts[beside[0]][:1].isdigit()),
            nobody=any(name in cells and name not in texts for name in table.personal),
            record="url" in texts or any(self._is_one_more(name, cells) for name in own),
            person=self._is_one_more("user_id", cells),
            filled=self._is_filled(cells),
        )

    def _is_filled(self, cells: dict[str, str | None]) -> bool:
        row = self._rows.filter(line=cells["line"])
        return row["line"].item() == self._filled and not next(self._nameless(row))

    def _is_one_more(self, name: str, cells: dict[str, str | None]) -> bool:
        """Return whether an id is formed as those of other rows, by digits or as an address."""
        text = cells.get(name)
        if text is None or not ("@" in text or _DIGITS.search(text)):
            return False
        others = self._rows.filter(pl.col("line") != cells["line"])[name].drop_nulls()
        return _form(text) in {_form(other) for other in others}


def _has_digit(text: str) -> bool:
    return _DIGITS.search(text) is not None


def _form(text: str) -> str:
    """Return what an id looks like: INF07 and INF8 are both a9."""
    return _LETTERS.sub("a", _DIGITS.sub("9", text))
