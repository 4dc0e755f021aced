"""Reads what addresses and controls hold: days, whole numbers, one of a few words."""

import datetime as dt
from enum import StrEnum


def day_of(text: str) -> dt.date | None:
    """Return the day an ISO text names; None where it names none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def whole_of(text: str) -> int | None:
    """Return the whole number of at most twelve digits a text is; None where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None


def word_of(kind: type[StrEnum], text: str) -> StrEnum | None:
    """Return the one of a few words a text is; None where it is none of them."""
    return kind(text) if text in list(kind) else None


def texts_of(value: object) -> tuple[str, ...]:
    """Return what a control holds as texts: one, several or none."""
    if isinstance(value, list | tuple):
        return tuple(str(one) for one in value)
    return () if value is None or value == "" else (str(value),)
