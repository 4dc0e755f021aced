"""Decides whether the day or the month comes first in the dates of a column, and says what decided."""

import re
from dataclasses import dataclass
from functools import cache

from influencer_roi.model.headers import DATE_FORM
from influencer_roi.settings import DateOrder

_DAY, _MONTH, _YEAR = "(?:dd?|day|tt|jj|gg)", "(?:mm?|mmm|month)", "(?:y+|year|j+|a+)"
_BETWEEN = "[-/. ]?"
_FORMAT = re.compile(
    rf"(?<![a-z])(?<!y[-/. ])(?:({_MONTH}){_BETWEEN}{_DAY}|{_DAY}{_BETWEEN}{_MONTH})"
    rf"(?:{_BETWEEN}{_YEAR})?(?![a-z])"
)
_STYLE = re.compile(
    r"\b(?:(us|american)|uk|british|indian|european|eu)[ -](?:date )?(?:format|style|dates?)\b"
)
_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")
AGAINST = ", against the order stated"  # behind a date of another order, which no rule may read later
_FIRST = {"dmy": "day", "mdy": "month"}
_NOTHING = "no date shows whether day or month comes first"


@cache
def order_stated(header: str) -> DateOrder | None:
    """Return the order of day and month a header states: `Date (US format MM/DD/YYYY)`."""
    for text in (*_BRACKETS.findall(header.casefold()), *DATE_FORM.findall(header.casefold().rstrip())):
        if found := _FORMAT.search(text) or _STYLE.search(text):
            return "mdy" if found[1] else "dmy"
    return None


def without_order(header: str) -> str:
    """Return a header in small letters without the form of dates it states."""
    return _FORMAT.sub("", header.casefold())


def order_proven(proofs: tuple[int, int], header: str) -> DateOrder | None:
    """Return the order that more dates prove than prove the other, else the one the header states.

    `proofs` are how many dates prove that the day comes first, and that the month does.
    """
    day_first, month_first = proofs
    if day_first == month_first:
        return order_stated(header)
    return "mdy" if month_first > day_first else "dmy"


@dataclass(frozen=True)
class Way:
    """What decides beside dates: the `order` somebody states of just these, their header, the `usual` one."""

    order: DateOrder | None
    usual: DateOrder | None
    header: str

    def of(self, proofs: tuple[int, int]) -> DateOrder:
        """Return the order of dates; see `order_proven` for the `proofs`."""
        return self.order or order_proven(proofs, self.header) or self.usual or "dmy"

    def remark(self, proofs: tuple[int, int]) -> tuple[str, str]:
        """Return what is to be said of what decided."""
        found, stated = self.of(proofs), order_stated(self.header)
        if proofs[found == "mdy"] and (self.order or proofs[0] != proofs[1]):
            against = ", whatever the header says" if stated not in (None, found) else ""
            proof = "; some value proves it" if against or found == "mdy" else ""
            return found, f"dates are written {_FIRST[found]} first{against}{proof}."
        if stated and not self.order:
            return said_by_header(found)
        shown = "some date shows another order" if any(proofs) else _NOTHING
        code = "month_first_set" if found == "mdy" else "day_first_assumed"
        set_or_not = "set" if self.order or self.usual else "assumed"
        return code, f"{shown}; {_FIRST[found]} first is {set_or_not}."


def said_by_header(order: DateOrder) -> tuple[str, str]:
    """Return the remark on dates whose header decided."""
    return "order_stated", f"dates are written {_FIRST[order]} first; the header says so."
