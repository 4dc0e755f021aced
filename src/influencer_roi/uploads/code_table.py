"""Writes the code table of an upload: files that are one, and codes whose owner a reader chose."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from influencer_roi.intake.clean import Rules
from influencer_roi.intake.codes import CODE_TABLE, codes_in_sheet, no_codes
from influencer_roi.intake.converting.claims import claims_of
from influencer_roi.intake.mapping import Mapped, MappingFile
from influencer_roi.intake.spelled_codes import folded_code
from influencer_roi.ledger.entries import Ledger
from influencer_roi.pages.publish.seen import Code, Sheet
from influencer_roi.store import disk
from influencer_roi.store.staged import Staged
from influencer_roi.uploads.answers import keep_newest, remembered_in

_KEPT = "remembered-codes.json"
MOST = 5_000  # codes that are remembered


def put_codes(staged: Staged, sheets: Iterable[Sheet], chosen: Mapping[str, str]) -> None:
    """Write the code table of an upload: what its files say whose codes are, and what a reader chose.

    Raises:
        Refused: a file that is to be a code table cannot be read as one.
    """
    tables = [_rows(staged, sheet) for sheet in sheets if sheet.table == CODE_TABLE.name]
    rows = pl.concat([*tables, _chosen(chosen)]).unique(maintain_order=True)
    disk.keep_text(staged.codes, "" if rows.is_empty() else rows.write_csv())


def unowned(root: Path, ledger: Ledger, chosen: Mapping[str, str]) -> tuple[Code, ...]:
    """Return the codes that are nobody's, each with whose it is to be: as chosen, or as was said before."""
    people = frozenset(ledger.tables.influencers["id"])
    before = {code: str(who) for code, who in remembered_in(root / _KEPT).items() if who in people}
    return tuple(
        Code(code, orders, revenue, chosen.get(code, before.get(folded_code(code), "")))
        for code, orders, revenue in ledger.report.unowned.iter_rows()
    )


def remember_codes(root: Path, chosen: Mapping[str, str]) -> None:
    """Remember whose codes are, for the next upload that has them; the oldest go."""
    owners = {folded_code(code): who for code, who in chosen.items()}
    keep_newest(root / _KEPT, {**remembered_in(root / _KEPT), **owners}, most=MOST)


def _rows(staged: Staged, sheet: Sheet) -> pl.DataFrame:
    """Return what one file says whose codes are."""
    columns = {line.ours: line.header for line in sheet.lines if line.header}
    mapping = MappingFile((Mapped(CODE_TABLE, sheet.file, sheet.page, headers=columns),))
    (claim,) = claims_of([staged.dropped / sheet.file], staged.dropped, mapping, known=())
    return codes_in_sheet(claim.sheet(CODE_TABLE), Rules())


def _chosen(chosen: Mapping[str, str]) -> pl.DataFrame:
    pairs = [(code, who) for code, who in chosen.items() if who]
    named = pl.DataFrame(pairs, schema=["code", "influencer_id"], orient="row")
    return pl.concat([no_codes(), named.cast(pl.String)], how="diagonal")
