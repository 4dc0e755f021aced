"""Turns the bytes of a text file into UTF-8 with plain line ends, and says what had to be done."""

import codecs
import re
from dataclasses import dataclass, replace

import numpy as np

from influencer_roi.intake.read.proof import NO_PROOF, Proof, parts, proof_of
from influencer_roi.intake.read.sheet import Remarks
from influencer_roi.model.notation import grouped
from influencer_roi.model.report import many, refusal

BAD = "\ufdd0"  # stands for a byte that is no UTF-8; Unicode keeps it free of characters for uses like this
NUL = "\0"
_BOM = codecs.BOM_UTF8
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NULS_OF_WIDE = 0.2
_HEAD = 4096
CONTROLS = "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_CONTROL = re.compile(CONTROLS)
_HIGH = re.compile(rb"[\x80-\xff]+")
_UNLIKELY = frozenset(b"\x81\x8d\x8f\x90\x9d\xfe\xff")  # five that Windows-1252 leaves empty, þ and ÿ
_CONTROL_BYTES = bytes(code for code in (*range(1, 32), 127) if code not in b"\t\n\r")
_BLANK = 32


@dataclass(frozen=True)
class Text:
    """A text file as UTF-8 bytes, lines ended by one line feed.

    `bad` are the offsets in the file of the bytes that stand as BAD, `proof` is what is known of the content.
    """

    content: bytes
    remarks: Remarks = ()
    bad: tuple[int, ...] = ()
    proof: Proof = NO_PROOF

    @property
    def whole(self) -> bool:
        """Whether every byte could be read as text."""
        return self.proof.plain or (not self.bad and NUL.encode() not in self.content)


def as_text(content: bytes, file: str) -> Text:
    """Return a file's text.

    UTF-8, with or without a mark; UTF-16 with a mark; Windows-1252 where nothing beyond ASCII is UTF-8.

    Raises:
        Refused: the encoding is unknown.
    """
    if content.startswith(_WIDE):
        return _tidied(_wide(content, file), (("utf16_decoded", "the file is UTF-16; it was decoded."),))
    if content[:_HEAD].count(0) > _NULS_OF_WIDE * len(content[:_HEAD]):
        raise refusal("encoding_unknown", file, "the encoding is unknown. Save the file as UTF-8.")
    body = content.removeprefix(_BOM)
    if body.isascii():
        return _ended(body)
    try:
        return _tidied(body.decode("utf-8"))
    except UnicodeDecodeError:
        return _odd(body, len(content) - len(body))


def _wide(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError:
        raise refusal("encoding_unknown", file, "the file is damaged UTF-16. Save it as UTF-8.") from None


def _odd(body: bytes, skipped: int) -> Text:
    """Return what is not UTF-8: as Windows-1252 where that explains all of it, else byte by byte."""
    runs = _HIGH.findall(body)
    if not any(map(_is_utf8, runs)) and not _UNLIKELY.intersection(b"".join(runs)):
        text = body.decode("cp1252")
        odd = sum(map(len, runs))
        sentence = f"the file is not UTF-8; {grouped(odd)} characters were read as Windows-1252."
        return _tidied(text, (("cp1252_decoded", sentence),))
    offsets: list[int] = []

    def mark(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        offsets.append(error.start + skipped)
        return BAD, error.end

    codecs.register_error("influencer_roi.mark", mark)
    text = body.replace(BAD.encode(), b"").decode("utf-8", errors="influencer_roi.mark")
    return _tidied(text, bad=tuple(offsets))


def _is_utf8(run: bytes) -> bool:
    try:
        run.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _tidied(text: str, remarks: Remarks = (), bad: tuple[int, ...] = ()) -> Text:
    """Return text without a mark and control characters."""
    bare, count = _CONTROL.subn("", text.removeprefix("\ufeff"))
    ended = _ended(bare.encode("utf-8", errors="replace"))
    return replace(ended, remarks=(*remarks, *controls_note(count), *ended.remarks), bad=bad)


def _ended(body: bytes) -> Text:
    """Return text whose lines end in one line feed, without control characters."""
    proof = proof_of(body)
    if proof.plain:
        return Text(body, proof=proof)
    remarks: Remarks = ()
    if _holds_controls(body):
        bare = body.translate(None, _CONTROL_BYTES)
        remarks, body = controls_note(len(body) - len(bare)), bare
    if b"\r" not in body:
        return Text(body, remarks, proof=proof_of(body))
    only = b"\n" not in body
    body = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if only:
        remarks = (*remarks, ("newline_normalised", "lines end as on old Macs; they were read as lines."))
    return Text(body, remarks, proof=proof_of(body))


def _holds_controls(body: bytes) -> bool:
    """Return whether a byte below the blank is neither a line end nor a tab nor NUL, or is DEL."""
    allowed = [code for code in b"\0\t\n\r" if bytes([code]) in body]
    for part in parts(body):
        if np.count_nonzero(part < _BLANK) != sum(np.count_nonzero(part == code) for code in allowed):
            return True
    return b"\x7f" in body


def controls_note(count: int) -> Remarks:
    """Return the remark on so many control characters."""
    if not count:
        return ()
    were = many(count, "control character was", "control characters were")
    return (("control_characters", f"{were} taken out."),)
