"""Finds the handle in what people write of a profile: `@asha`, https://www.instagram.com/asha/, `Asha`."""

import re
from collections.abc import Container

_SCHEME = re.compile(r"^(?:https?://)?(?:www\.|m\.)?", re.IGNORECASE)
_SITE = re.compile(r"^(?:[a-z0-9-]+\.)+[a-z]{2,}/(.+)$", re.IGNORECASE)
_BEFORE_A_HANDLE = frozenset(("c", "channel", "user", "in", "profile", "stories", "company", "add", "pages"))
_BETWEEN = re.compile(r"\s*[,;|&+\n/]\s*|\s+and\s+", re.IGNORECASE)
_CODE = re.compile(r"^(?=.*[0-9])(?=.*[a-z])[^\s]+$", re.IGNORECASE)


def handle_in(text: str) -> str:
    """Return the handle a text is or holds, in small letters: what all its ways of writing share."""
    site = _SITE.match(_SCHEME.sub("", text.strip()))
    if site:
        path = re.split(r"[?#]", site[1])[0].split("/")
        text = next((part for part in path if part and part.lower() not in _BEFORE_A_HANDLE), "")
    return text.strip().lstrip("@").lower()


def is_known(text: str, known: Container[str]) -> bool:
    """Return whether a text names one of those who are known, by an id, handle or code in small letters."""
    return any(
        one.strip().lower() in known or handle_in(one) in known for one in (text, *parts_of(text)) if one
    )


def parts_of(text: str) -> list[str]:
    """Return the codes of a cell that holds several, in order; none of a cell that is an address.

    Blanks divide codes where letters and digits make one: a name of several words is no list.
    """
    if "://" in text:
        return [part for part in re.split(r"[,;|\s]+", text) if part] if text.count("://") > 1 else []
    parts = [part for part in _BETWEEN.split(text) if part]
    codes = [word for part in parts if " " in part for word in part.split() if _CODE.match(word)]
    return [*parts, *codes] if len(parts) > 1 else codes
