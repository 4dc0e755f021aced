"""Hashes passwords by argon2id, checks them in the same time for everybody, and refuses weak ones."""

import re
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 512  # characters
_DIFFERENT = 5  # characters a password has at least
# What people take when 12 characters are wanted: one of these, with digits and signs around it or between.
_KNOWN = frozenset(
    [
        "",
        *"""
    password passwort passw passwordpassword passphrase secret secretsecret mysecret topsecret changeme
    changemenow changethis letmein letmeinnow welcome welcomewelcome welcomeback hello helloworld hellohello
    admin adminadmin administrator root rootroot user guest test testtest testing demo default temp temporary
    qwerty qwertyuiop qwertyqwerty qwertzuiop azerty azertyuiop asdf asdfgh asdfghjkl zxcvbnm qazwsx qazwsxedc
    iloveyou iloveyouso princess dragon monkey sunshine football baseball superman batman trustno master
    letme login signin access influencer influencerroi roi healthkart muscleblaze hkvitals gritzo dashboard
    india indiaindia mumbai delhi summer winter spring autumn monday january company finance analyst
    correcthorsebatterystaple
    """.split(),
    ]
)
_NO_LETTERS = re.compile(r"[\W\d_]+")
_AS_LETTERS = str.maketrans("013457@$", "oleastas")
_HASHER = PasswordHasher()


def why_weak(password: str, name: str) -> str:
    """Return why nobody should have this password, in words; empty where it will do."""
    folded = password.casefold()
    if not SHORTEST <= len(password) <= LONGEST:
        return f"A password has {SHORTEST} to {LONGEST} characters; this one has {len(password)}."
    if len(set(folded)) < _DIFFERENT:
        return f"A password has at least {_DIFFERENT} different characters."
    words = {_NO_LETTERS.sub("", text) for text in (folded, folded.translate(_AS_LETTERS))}
    if words & _KNOWN:
        return "Many people take this password; several words that do not belong together make a good one."
    return "A password does not hold the name." if name.casefold() in folded else ""


def hashed(password: str) -> str:
    """Return what to store of a password."""
    return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Return whether a password is the stored one, to the last character.

    Where none is stored, or what is typed is longer than any, it takes as long to say no.
    """
    try:
        _HASHER.verify(stored or nobodys(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None and len(password) <= LONGEST


def is_outdated(stored: str) -> bool:
    """Return whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


@cache
def nobodys() -> str:
    """Return the hash of a password that opens nothing."""
    return _HASHER.hash("of nobody at all")
