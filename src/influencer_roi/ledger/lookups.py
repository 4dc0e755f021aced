"""Says how orders in place name somebody by a code: which codes are known, and where their days change."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Lookups:
    """What orders in place are asked for codes by: every known one, folded, and days, in order.

    From each of `days` on a code may be somebody else's; between two of them lies a span.
    """

    codes: tuple[str, ...] = ()
    days: tuple[dt.date, ...] = ()

    @property
    def span_days(self) -> tuple[dt.date, ...]:
        """A day of each span, the one before all `days` first."""
        return (self.days[0] - dt.timedelta(days=1), *self.days) if self.days else ()


NO_LOOKUPS = Lookups()
