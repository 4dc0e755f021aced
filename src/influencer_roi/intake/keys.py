"""Lets keys meet that differ in capitals only: all tables spell an influencer as the influencers file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import polars as pl

from influencer_roi.intake.tallies import NAMING, Tallies
from influencer_roi.model.report import Counts, Note, rows
from influencer_roi.model.tables import Tables

Notes = Callable[[Mapping[str, Counts]], Iterator[Note]]


def respelled(tables: Tables, tallies: Tallies) -> tuple[Tables, Notes]:
    """Return the tables with influencer ids as the influencers file spells them, and what was changed.

    An id that the influencers file has as it stands stays; so does one that fits two of its ids. `tallies`
    are those of the tables, which are returned themselves where nothing changes.
    """
    spelled = _spellings(tables, tallies)
    changed: dict[str, int] = {}
    for name in NAMING if spelled else ():
        frame: pl.DataFrame = getattr(tables, name)
        mended = frame["influencer_id"].replace(spelled)
        count = int((mended != frame["influencer_id"]).sum())
        if count:
            changed[name] = count
            tables = replace(tables, **{name: frame.with_columns(mended)})

    def notes(counts: Mapping[str, Counts]) -> Iterator[Note]:
        for name, count in changed.items():
            said = (
                f"{rows(count, 'spells', 'spell')} an influencer in other capitals than the influencers file."
            )
            yield Note(name, counts[name].file, "id_case", said)

    return tables, notes


def _spellings(tables: Tables, tallies: Tallies) -> dict[str, str]:
    """Return {id as written: id of the influencers file} for ids that differ in capitals only."""
    known = tables.influencers.select(id="id", fold=pl.col("id").str.to_lowercase())
    single = known.filter(pl.col("fold").is_unique())
    named = pl.concat([tally["influencer_id"] for tally in tallies.values()])
    strangers = named.unique().to_frame("id").join(known, on="id", how="anti")
    folded = strangers.with_columns(fold=pl.col("id").str.to_lowercase())
    return dict(folded.join(single, on="fold", validate="m:1").select("id", "id_right").iter_rows())
