"""Says who reads and what each role may; all else asks for the act, never for the role."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from influencer_roi.model.audience import LEAST_PAID, Audience


class Role(StrEnum):
    """What somebody is here for."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    FINANCE = "finance"
    ADMIN = "admin"


class Act(StrEnum):
    """What not everybody may do, in words that finish "You may not …"."""

    SEE_PAYOUTS = "see what one person is paid"
    DOWNLOAD = "take rows home"
    SHARE = "share a view"
    PUBLISH = "publish data"
    MANAGE_USERS = "manage users"
    SEE_CUSTOMERS = "see customers' ids"


_OF_ANALYST = frozenset({Act.SEE_PAYOUTS, Act.DOWNLOAD, Act.SHARE})
_OF_FINANCE = _OF_ANALYST | {Act.PUBLISH}
MAY: Mapping[Role, frozenset[Act]] = {
    Role.VIEWER: frozenset(),
    Role.ANALYST: _OF_ANALYST,
    Role.FINANCE: _OF_FINANCE,
    Role.ADMIN: frozenset(Act),
}


@dataclass(frozen=True)
class SharedView:
    """The one view a share link opens: a page and its query, with payouts of one person or without."""

    path: str
    query: str
    payouts: bool = False


@dataclass(frozen=True)
class Reader:
    """Who asks; `view` is the only one they may see, None where they signed in."""

    name: str
    role: Role
    view: SharedView | None = None

    def may(self, act: Act) -> bool:
        """Return whether the reader may do this."""
        if self.view is not None:
            return act is Act.SEE_PAYOUTS and self.view.payouts
        return act in MAY[self.role]

    @property
    def audience(self) -> Audience:
        """Which ledger the reader reads."""
        least_paid = 0 if self.may(Act.SEE_PAYOUTS) else LEAST_PAID
        return Audience(least_paid, sees_customers=self.may(Act.SEE_CUSTOMERS))

    @property
    def sees(self) -> str:
        """What an answer depends on beside the question: two readers with the same may share it."""
        return self.role if self.view is None else f"{self.role} {self.view}"


LOCAL = Reader("local", Role.ADMIN)


def refused(act: Act) -> str:
    """Return in words that a reader may not do this, and whom to ask."""
    names = [role.value for role in Role if act in MAY[role]]
    roles = " or ".join([", ".join(names[:-1]), names[-1]]) if names[1:] else names[0]
    return f"You may not {act.value}. Ask somebody with the role {roles}."
