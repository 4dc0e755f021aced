"""Writes docs/intake.md: every code a load can give. What stands below BY_HAND in it is kept as it is."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from influencer_roi.model.outcomes import FAULTS, NOTES, REFUSALS
from influencer_roi.model.ways_out import WAYS_OUT

PAGE = Path(__file__).parent / "intake.md"
BY_HAND = "<!-- Written by hand from here on. tests/test_docs.py holds it to what the folders say. -->"
_COLUMN = "{column}"
_WHOLE = (
    "A load keeps a row, keeps it with a note, sets it aside with a reason, leaves it out because it earned "
    "nothing, or refuses the file. Nothing vanishes: rows read are rows kept, set aside and left out. Why it "
    "is so: "
    "[decisions/0003-intake.md](decisions/0003-intake.md)."
)


def intake(made: str) -> str:
    """Return the text of the page; `made` says where it comes from."""
    by_hand = PAGE.read_text(encoding="utf-8").partition(BY_HAND)[2] if PAGE.exists() else "\n"
    parts = [
        "# What comes in, and what becomes of it",
        made,
        _WHOLE,
        "## Rows set aside",
        "Each is reported with file, line, column, value and the row as it stands.",
        _table(["Code", "The row has", "Way out"], _faults()),
        "## Notes",
        "The rows stay. A note says how many there are, which come first, what was made of them, what to do.",
        _table(["Code", "Meaning", "What to do"], _notes()),
        "## Refusals",
        "Nothing is served, or what is served stays. The message names the file and the way out.",
        _table(["Code", "Meaning"], _rows(REFUSALS)),
    ]
    return "\n\n".join(parts) + f"\n\n{BY_HAND}{by_hand}"


def _faults() -> Iterable[list[str]]:
    for code, fault in FAULTS.items():
        yield [f"`{code}`", fault.reason.replace(_COLUMN, "*column*"), fault.fix]


def _notes() -> Iterable[list[str]]:
    return ([f"`{code}`", meaning, WAYS_OUT.get(code, "")] for code, meaning in NOTES.items())


def _rows(codes: dict[str, str]) -> Iterable[list[str]]:
    return ([f"`{code}`", meaning] for code, meaning in codes.items())


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
