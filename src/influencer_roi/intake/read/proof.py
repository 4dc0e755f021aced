"""Proves by one pass over the bytes of a text what then need not be checked in each cell."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from influencer_roi.intake.read.header import SEPARATORS

QUOTES = '"'
_SOUGHT = ("+", QUOTES, "'", "`", "@")
_TWO_BLANKS = "  "
_DEL = b"\x7f"
LINE_END, QUOTE = ord("\n"), ord(QUOTES)
_BLANK = ord(" ")
_HEAD = 1 << 12
LONGEST = 1 << 16
_BLOCK = LONGEST // 2
_CHUNK = 4 * _BLOCK  # codes that fit the processor's cache: many looks at one cost one

Codes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Proof:
    """What the bytes of a text prove of it; the default proves nothing.

    `ends` has how many line feeds each part of it has, where all else is ASCII from the blank to the tilde.
    `bare` is a separator beside which no blank stands, nor beside a quote or at either end of a line: no cell
    between such begins or ends with one. `lacks`
    are those of a few characters and pairs that stand nowhere in it. No line of a `short` one is longer than
    LONGEST bytes.

    Readers ask its methods, which fall back on the text itself where nothing is proven.
    """

    ends: tuple[int, ...] | None = None
    bare: str = ""
    lacks: tuple[str, ...] = ()
    short: bool = False

    @property
    def plain(self) -> bool:
        """Whether every character is a line feed, or ASCII from the blank to the tilde."""
        return self.ends is not None

    @property
    def blanks(self) -> tuple[str, ...] | None:
        """The only white space within lines; None where there may be any."""
        return (" ",) if self.plain else None

    def has(self, character: str, body: bytes) -> bool:
        """Return whether a character stands in the text."""
        return character not in self.lacks and character.encode() in body


NO_PROOF = Proof()


def proof_of(body: bytes) -> Proof:
    """Return what the bytes of a text prove; the pass ends at the first that forbids any."""
    if not body.isascii():
        return NO_PROOF
    separator = max(SEPARATORS, key=lambda one: body.count(one.encode(), 0, _HEAD))
    ends: list[int] = []
    lacks = list(_SOUGHT)
    bare = not (body.startswith(b" ") or body.endswith(b" "))
    short, apart = True, True
    end, flag, blank = (np.empty(_CHUNK + 1, np.bool_) for _ in range(3))
    for part, codes in enumerate(parts(body, overlap=1)):
        size, own, within = len(codes), min(len(codes), _CHUNK), (part * _CHUNK, (part + 1) * _CHUNK + 1)
        ends.append(int(np.count_nonzero(np.equal(codes, LINE_END, out=end[:size])[:own])))
        low = np.count_nonzero(np.less(codes, _BLANK, out=flag[:size])[:own])
        if low != ends[-1] or body.find(_DEL, *within) >= 0:
            return NO_PROOF
        lacks = [one for one in lacks if body.find(one.encode(), *within) < 0]
        if short:
            blocks = end[: own - own % _BLOCK].reshape(-1, _BLOCK)
            short = bool(blocks.any(axis=1).all())  # so two line ends are less than two blocks apart
        np.equal(codes, _BLANK, out=blank[:size])
        if apart:
            apart = not _meet(blank[1:size], blank[: size - 1], flag[: size - 1])
        if bare:
            for edge in (separator,) if QUOTES in lacks else (separator, QUOTES):
                end[:size] |= np.equal(codes, ord(edge), out=flag[:size])
            behind = _meet(blank[1:size], end[: size - 1], flag[: size - 1])
            bare = not (behind or _meet(blank[: size - 1], end[1:size], flag[: size - 1]))
    lacking = (*lacks, _TWO_BLANKS) if apart else tuple(lacks)
    return Proof(tuple(ends), separator if bare else "", lacking, short)


def _meet(some: Flags, others: Flags, space: Flags) -> bool:
    """Return whether one of some stands where one of others does; `space` is what this may write to."""
    return bool(np.logical_and(some, others, out=space).any())


def line_ends(body: bytes) -> tuple[int, ...]:
    """Return how many line feeds each part of a text has."""
    return tuple(int(np.count_nonzero(codes == LINE_END)) for codes in parts(body))


def parts(body: bytes, *, overlap: int = 0) -> Iterator[Codes]:
    """Yield the codes of a text part by part, each with the first few of the next."""
    codes = np.frombuffer(body, np.uint8)
    for start in range(0, len(codes), _CHUNK):
        yield codes[start : start + _CHUNK + overlap]
