"""Reads one variable of the environment at a time, and says of one that cannot be read what it takes."""

import ipaddress
from collections.abc import Mapping
from typing import TypeVar

PREFIX = "INFLUENCER_ROI_"
_Word = TypeVar("_Word", bound=str)


def text(environment: Mapping[str, str], name: str) -> str:
    """Return a variable as it is written, empty where it is not set."""
    return environment.get(f"{PREFIX}{name}", "").strip()


def words(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Return the words of a variable in small letters."""
    return tuple(text(environment, name).replace(",", " ").casefold().split())


def networks(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Return the addresses and networks a variable names, as written.

    Raises:
        ValueError: it cannot be read; it names the variable.
    """
    for word in words(environment, name):
        try:
            ipaddress.ip_network(word)
        except ValueError:
            raise ValueError(
                f"{PREFIX}{name} names '{word}'; give addresses, such as 10.0.0.5 or 10.0.0.0/24."
            ) from None
    return words(environment, name)


def yes(environment: Mapping[str, str], name: str, *, default: str) -> bool:
    """Return whether a variable says yes.

    Raises:
        ValueError: it cannot be read; it names the variable.
    """
    found = text(environment, name).casefold() or default
    if found not in ("yes", "no"):
        raise ValueError(f"{PREFIX}{name} is '{found}'; give yes or no.")
    return found == "yes"


def one_of(environment: Mapping[str, str], name: str, options: tuple[_Word, ...]) -> _Word | None:
    """Return which of some options a variable names, None where it is not set.

    Raises:
        ValueError: it is none of them; it names the variable.
    """
    found = text(environment, name).casefold().replace("-", "_")
    for option in options:
        if found == option:
            return option
    if found:
        given = " or ".join(options) if len(options) == 2 else f"one of {', '.join(options)}"
        raise ValueError(f"{PREFIX}{name} is '{found}'; give {given}.")
    return None


def whole_number(environment: Mapping[str, str], name: str, default: int, *, of: str) -> int:
    """Return a whole number from 1 up, `default` where there is none.

    Raises:
        ValueError: it cannot be read; it names the variable.
    """
    found = text(environment, name)
    if not found:
        return default
    if not found.isdecimal() or not int(found):
        raise ValueError(f"{PREFIX}{name} is '{found}'; give a number of {of}, such as {default}.")
    return int(found)


def share(environment: Mapping[str, str], name: str, default: float, *, least: float = 0.0) -> float:
    """Return a share from `least` to 1, `default` where there is none.

    Raises:
        ValueError: it cannot be read; it names the variable.
    """
    found = text(environment, name)
    if not found:
        return default
    try:
        part = float(found)
    except ValueError:
        part = -1.0
    if not least <= part <= 1:
        raise ValueError(
            f"{PREFIX}{name} is '{found}'; give a share between {least:g} and 1, such as {default}."
        )
    return part
