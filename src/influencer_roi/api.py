"""Lets analysts ask from Python: `load(...)` takes a folder or four frames and answers with frames."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import polars as pl

from influencer_roi import queries
from influencer_roi.access.audit import Trail
from influencer_roi.filters import URL_NAMES, Filters
from influencer_roi.intake.frames import as_polars
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import Intake, load_folder, load_frames
from influencer_roi.live import acts
from influencer_roi.live.comparing import compared
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.model.slicing import COMPARE
from influencer_roi.queries.comparing import slices_beside, totals_beside
from influencer_roi.queries.credit_rules import STANDARD, Crediting, Rule
from influencer_roi.queries.dating import dated
from influencer_roi.queries.evidence.values import plain
from influencer_roi.queries.month_close import month_close, month_named
from influencer_roi.queries.moved import MOVED, moved_since
from influencer_roi.queries.versions.compared import Compared
from influencer_roi.queries.versions.values import listed
from influencer_roi.settings import Settings
from influencer_roi.store.publishing import PublishRequest
from influencer_roi.store.staged import Staged
from influencer_roi.store.upload import Way

Frame = pd.DataFrame | pl.DataFrame


@dataclass(frozen=True)
class Answers:
    """A ledger to ask. Methods answer with Polars frames; `.to_pandas()` turns any of them into pandas."""

    ledger: Ledger
    assumed: Assumptions = DEFAULT

    def query(
        self,
        by: str | None = None,
        *,
        metrics: Sequence[str] = queries.ALL_METRICS,
        credit: str = STANDARD.rule,
        window: int = STANDARD.window,
        **where: object,
    ) -> pl.DataFrame:
        """Return one row per value of `by`, or one row for everything, with the metrics; null is nothing.

        `where` names filters by their keys in `model/dimensions.py`: a dimension that filters takes one text
        or a list (`brand="Gritzo"`), `start` and `end` take dates or ISO texts, `followers_from` and
        `followers_to` numbers. A name that is none of them is answered with all there are. With
        `day="post"` revenue stands on the day of the post it is credited to. With `compare="previous"` or
        `"year"` each metric stands also as it was before, `_before`, with the days compared with,
        `compared_from` and `compared_to`.

        By post, orders are credited by the rule `credit` ("recorded", "last", "first", "linear", "decay",
        "40-20-40"; or "standard", the recorded post, else the last) over a `window` of 7, 14, 30, 60 or 90
        days; the row of no post has what is credited to none.

        Raises:
            ValueError: there is no such dimension, metric, filter, or value of a filter; no such rule or
                window; or compared weeks do not begin on the same weekday.
        """
        _known("dimension", [by] if by else [], DIMENSIONS)
        _known("metric", metrics, REGISTRY)
        _known("rule of credit", [credit], [rule.value for rule in Rule])
        metrics, how = tuple(dict.fromkeys(metrics)), Crediting(Rule(credit), window)
        filters = _filters(self.ledger, where)
        ledger = dated(self.ledger, filters)
        if by is None:
            row = totals_beside(ledger, filters, metrics=metrics, assumed=self.assumed)
            return row if COMPARE in where else row.select(metrics)
        ask = slices_beside if COMPARE in where else queries.slices
        return ask(ledger, filters, by=by, metrics=metrics, assumed=self.assumed, credit=how)

    def moved(self, by: str, *, metrics: Sequence[str] = MOVED, **where: object) -> pl.DataFrame:
        """Return what each value of `by` moved since the days compared with: KEY_before, KEY, KEY_moved.

        `where` names filters as in `query`, and `compare`: "previous" (the default) or "year". What moved
        adds up to the change of the total; `compared_from` and `compared_to` say which days those are.

        Raises:
            ValueError: as for `query`; there are no days to compare with; nothing adds up to a metric.
        """
        _known("dimension", [by], DIMENSIONS)
        _known("metric", metrics, REGISTRY)
        filters = _filters(self.ledger, where)
        wanted, ledger = tuple(dict.fromkeys(metrics)), dated(self.ledger, filters)
        return moved_since(ledger, filters, by=by, metrics=wanted, assumed=self.assumed)

    def month_close(self, month: str, **where: object) -> pl.DataFrame:
        """Return what a month, as "2025-07", is worth: one row per payee and basis, in rupees and units.

        Filters on influencers choose payees; no other filter changes what a payout is.

        Raises:
            ValueError: the data have no such month; or as for `query`.
        """
        filters = _filters(self.ledger, where)
        return month_close(self.ledger, filters, month=month_named(self.ledger, month)).rows

    def evidence(self, **where: object) -> dict[str, object]:
        """Return how much the numbers of a selection can carry, as `influencer-roi evidence` prints it.

        "timing", "maturity", "repeat" and "backtest" have their `state`, "open", "weak", "closed" or "thin",
        and their numbers; "needed_share" has its 90 % band, "other_basis" what deals would have cost.

        Raises:
            ValueError: as for `query`.
        """
        return plain(self.ledger, _filters(self.ledger, where), assumed=self.assumed)

    def entries(self, **where: object) -> pl.DataFrame:
        """Return the ledger entries of a selection, at the ledger's grain."""
        filters = _filters(self.ledger, where)
        return queries.entry_rows(dated(self.ledger, filters), filters)


def load(source: str | Path | Mapping[str, Frame], settings: Settings | None = None) -> Answers:
    """Return answers over a data folder, or over four pandas or Polars frames by table name.

    The tables are influencers, posts, orders and payouts. They are read and answered under `settings`:
    those of the environment, as on the command line, where none are given.

    Raises:
        Refused: the folder or a frame cannot be used; it names every problem.
        ValueError: a setting of the environment cannot be read; it names the variable.
    """
    used = settings or Settings.from_environment()
    intake, assumed = Intake.of(used), Assumptions.of(used)
    if isinstance(source, str | Path):
        return Answers(load_folder(Path(source), intake), assumed)
    frames = {name: as_polars(frame, name) for name, frame in source.items()}
    return Answers(load_frames(frames, intake), assumed)


def stage(folder: str | Path, *, who: str, way: str = Way.ALONE, settings: Settings | None = None) -> Staged:
    """Return an upload of a folder, built beside what is live and not live itself; it lasts 24 hours.

    `way` is "alone", "replace" (tables that are brought take the place of live ones) or "add".

    Raises:
        Refused: the folder cannot be served; it names every problem.
    """
    used = settings or Settings.from_environment()
    staged = acts.stage_folder(used.root(), Path(folder), trail=Trail(None, who), who=who, way=Way(way))
    acts.build_here(staged, Intake.of(used))
    return staged


def diff(staged: Staged) -> Compared:
    """Return what changes where an upload goes live: `values` as plain values, `difference` with the rows.

    Raises:
        Refused: it is gone.
    """
    found = compared(staged)
    staged.note_compared(found.compared_with)
    return found


def publish(staged: Staged, *, who: str, why: str, reasons: Mapping[str, str] | None = None) -> str:
    """Return the name of the new live version that holds an upload; `reasons` pass stops, by their key.

    Raises:
        Refused: something stops it, or another version went live since `diff`.
    """
    compared(staged)  # whoever looks at the version later sees what it changed
    return acts.publish(
        staged, PublishRequest(who, why, staged.compared_with, reasons or {}), Trail(None, who)
    )


def versions(settings: Settings | None = None) -> list[dict[str, object]]:
    """Return what is known of each version that is or was live, newest first."""
    return listed((settings or Settings.from_environment()).root())


def undo(version: int | str, *, who: str, why: str, settings: Settings | None = None) -> str:
    """Return the name of the new live version that holds what an older one holds, by number or name.

    Raises:
        Refused: there is no such version, or it is live.
    """
    root = (settings or Settings.from_environment()).root()
    named = acts.version_named(root, str(version))
    return acts.undo(root, named, who=who, why=why, trail=Trail(None, who))


def _filters(ledger: Ledger, where: Mapping[str, object]) -> Filters:
    _known("filter", where, URL_NAMES)
    texts = {name: _texts(value) for name, value in where.items()}
    filters, dropped = Filters.from_texts(texts, ledger)
    if dropped:
        raise ValueError(f"not in this ledger: {', '.join(dropped)}")
    return filters


def _known(kind: str, wanted: Iterable[str], there: Iterable[str]) -> None:
    unknown = sorted(set(wanted) - set(there))
    if unknown:
        raise ValueError(f"no {kind} is named {', '.join(unknown)}; there are {', '.join(there)}")


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, dt.datetime):
        return (value.date().isoformat(),)
    if isinstance(value, str | int | dt.date):
        return (str(value),)
    if isinstance(value, list | tuple):
        return tuple(map(str, value))
    raise ValueError(f"a filter takes a text, a number, a date or a list of texts, not {value!r}")
