"""Gives the sheets of a table that known formats and a mapping make of files, shops and networks met."""

from collections.abc import Sequence
from dataclasses import dataclass

from influencer_roi.intake.converting.claims import Claim
from influencer_roi.intake.converting.meeting import has_numbers, met
from influencer_roi.intake.exports import Teller
from influencer_roi.intake.read.sheet import Sheet
from influencer_roi.model.schema import ORDERS, Table
from influencer_roi.settings import CURRENCY, MOST_BYTES


@dataclass(frozen=True)
class Converted:
    """The files of a folder that are read by a known format or a mapping."""

    claims: Sequence[Claim] = ()
    most: int = MOST_BYTES
    currency: str = CURRENCY

    def gives(self, table: Table) -> bool:
        """Return whether some of them tells of a table."""
        return any(table.name in claim.readings for claim in self.claims)

    def sheets(self, table: Table) -> list[Sheet]:
        """Return what they give of a table, a file equal to another byte by byte once.

        Raises:
            Refused: one cannot be read, or gives too little.
        """
        found: dict[str, tuple[Claim, Sheet]] = {}
        for claim in self.claims:
            if table.name in claim.readings:
                sheet = claim.sheet(table, most=self.most, currency=self.currency)
                found.setdefault(f"{sheet.sha256} {claim.source.sheet}", (claim, sheet))
        read = [*found.values()]
        if table is not ORDERS:
            return [sheet for _, sheet in read]
        return together(read)


def together(read: Sequence[tuple[Claim, Sheet]]) -> list[Sheet]:
    """Return sheets of orders, those of shops first, an order a shop and a network know once."""

    def telling(teller: Teller) -> list[Sheet]:
        return [sheet for claim, sheet in read if (claim.export.tells if claim.export else "") == teller]

    own = telling("")
    numbered = [sheet for sheet in own if has_numbers(sheet)]
    shops, networks = met([*telling("shop"), *numbered], telling("network"))
    others = [sheet for sheet in own if not has_numbers(sheet)]
    return [sheet for sheet in (*shops, *others, *networks) if sheet.read or len(read) == 1]
