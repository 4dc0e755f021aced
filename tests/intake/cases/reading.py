"""Reads one posts file again and again, in a process of its own; each read waits for a line on its input."""

import sys
from pathlib import Path

from influencer_roi.intake.read import read_sheet
from influencer_roi.model.report import Refused
from influencer_roi.model.schema import POSTS


def outcome(file: Path) -> str:
    """Return how many rows the file has and what their likes add up to, or why it is refused."""
    try:
        rows = read_sheet(file, POSTS).rows
    except Refused as refused:
        return refused.problems[0].code
    return f"{rows.height} rows, {rows['cell_4'].cast(int).sum()} likes"


if __name__ == "__main__":
    for _ in sys.stdin:
        sys.stdout.write(outcome(Path(sys.argv[1])) + "\n")
        sys.stdout.flush()
