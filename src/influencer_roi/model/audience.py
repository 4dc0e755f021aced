"""Says for whom a ledger is: from how many paid people on spend is shown, and who sees customers' ids."""

from dataclasses import dataclass

LEAST_PAID = 5


@dataclass(frozen=True)
class Audience:
    """Who reads a ledger.

    Spend, and what follows from it, is shown of `least_paid` paid people and more; 0 shows anybody's, and
    payouts too.
    """

    least_paid: int = 0
    sees_customers: bool = True

    @property
    def sees_payouts(self) -> bool:
        """Whether what one person was paid may be shown."""
        return not self.least_paid

    def exceeds(self, other: "Audience") -> bool:
        """Whether it sees what another one may not."""
        payouts = self.sees_payouts and not other.sees_payouts
        return payouts or (self.sees_customers and not other.sees_customers)


SEES_ALL = Audience()
