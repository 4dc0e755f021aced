"""Says which candidates for a table are its parts, which are another thing, and which must not get lost."""

from collections.abc import Mapping, Sequence

from influencer_roi.intake.folder import Source, is_exact
from influencer_roi.intake.read import Sheet
from influencer_roi.model.headers import lacking, match_columns
from influencer_roi.model.report import Problem, Refused, or_refused
from influencer_roi.model.schema import INFLUENCER_ID, SET_ASIDE, Table

Candidate = Sheet | Refused  # as it was read, or why it could not be
_NOTHING = frozenset(("file_empty", "no_header", "no_rows"))  # how a file without a record is refused
_UNLIKE = frozenset(("missing_column", "header_not_found", "looks_like_export"))  # and another thing


def refuse_unreadable(
    candidates: Mapping[Source, Candidate], parts: Mapping[Source, Sheet], table: Table
) -> None:
    """Refuse what cannot be read, but for candidates that have no rows, or are another thing.

    Raises:
        Refused: such a file, the one named as the table, or all where none is a part.
    """
    first = next(iter(candidates))
    if is_exact(first, table) and first not in parts:
        raise Refused(_problems(candidates[first], table))
    lost = [one for one in candidates.values() if not parts or _may_be_lost(one)]
    if lost:
        raise Refused(problem for one in lost for problem in _problems(one, table))


def _may_be_lost(one: Candidate) -> bool:
    """Return whether nobody knows what a file has that cannot be read."""
    return isinstance(one, Refused) and not _codes(one) <= _NOTHING | _UNLIKE


def _problems(one: Candidate, table: Table) -> tuple[Problem, ...]:
    """Return why a candidate is no such table."""
    if isinstance(one, Refused):
        return one.problems
    found = or_refused(lambda: match_columns(table, one.headers, one.file, currency=one.currency))
    return found.problems if isinstance(found, Refused) else ()


def _codes(refused: Refused) -> set[str]:
    return {problem.code for problem in refused.problems}


def holds_nothing(one: Candidate) -> bool:
    """Return whether a candidate has no record at all."""
    return isinstance(one, Refused) and _codes(one) <= _NOTHING


def lacks(one: Candidate, table: Table) -> list[str]:
    """Return the required columns a candidate that was read does not have."""
    return lacking(table, one.headers, one.currency) if isinstance(one, Sheet) else []


def may_be_part(one: Candidate, table: Table) -> bool:
    """Return whether a candidate has records of money: who, and all a record cannot be without."""
    return isinstance(one, Sheet) and has_records(lacks(one, table), table)


def has_records(lacked: Sequence[str], table: Table) -> bool:
    """Return whether what lacks some required columns has records of money all the same."""
    record = {column.name for column in table.columns if column.absent == SET_ASIDE} | {INFLUENCER_ID.name}
    return bool(table.money) and record.isdisjoint(lacked)


def why_not(one: Candidate, table: Table) -> str:
    """Return in words why a candidate is no part."""
    if isinstance(one, Refused):
        return " ".join(problem.text for problem in one.problems)
    return what_lacks(lacks(one, table), table)


def what_lacks(lacked: Sequence[str], table: Table) -> str:
    """Return in words that something lacks required columns."""
    return f"it lacks {', '.join(lacked)}, which {table.name} need."
