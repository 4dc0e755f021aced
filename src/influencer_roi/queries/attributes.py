"""Sets what is known of influencers beside rows of them, by the codes of entries: no text is compared."""

from collections.abc import Sequence

import polars as pl

from influencer_roi.ledger.cubes import Ints, coded, names_of
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.ledger.people import influencers

PERSON = "influencer_id"
_KEPT_CODES = 16


@memo()
def attributes(ledger: Ledger) -> pl.DataFrame:
    """Return one row per influencer by code: the id as text, and the attributes that ride along."""
    names = names_of(ledger.entries[PERSON]).to_frame(PERSON)
    return names.join(influencers(ledger), on=PERSON, how="left", maintain_order="left", validate="1:1")


def described(rows: pl.DataFrame, ledger: Ledger, *names: str) -> pl.DataFrame:
    """Return rows of coded influencers with their ids as texts, and attributes beside: all, or some."""
    chosen = attributes(ledger)[[PERSON, *names]] if names else attributes(ledger)
    beside = chosen[rows[PERSON].to_physical()]
    return pl.DataFrame([*{one.name: one for one in (*rows, *beside)}.values()])


@memo(_KEPT_CODES)
def kinds_of(ledger: Ledger, columns: Sequence[str]) -> tuple[pl.DataFrame, Ints]:
    """Return the combinations of attributes there are, in order, and by code which an influencer has."""
    return coded(attributes(ledger), columns)
