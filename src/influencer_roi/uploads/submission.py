"""Reads what the browser tells was done at a desk; what no page of ours sends is as if it were not."""

from influencer_roi.ui.desk import Submission

_LONGEST = 2_000  # characters: why several files were not taken, too
_MOST = 20


def text(submission: Submission, name: str) -> str:
    """Return a text that was told, empty where it is none."""
    found = submission.get(name)
    return found[:_LONGEST] if isinstance(found, str) else ""


def answered(submission: Submission) -> dict[str, str]:
    """Return {key of a stop: why it is passed} as it was told."""
    found = submission.get("reasons")
    pairs = list(found.items())[:_MOST] if isinstance(found, dict) else []
    return {str(key)[:_LONGEST]: value[:_LONGEST] for key, value in pairs if isinstance(value, str)}
