"""Says in one sentence, and a line below, how an upload stands."""

from influencer_roi.metrics.units import RUPEES
from influencer_roi.pages.publish.seen import CHANGES, COLUMNS, FILES, ROWS, Seen
from influencer_roi.queries.versions.changes import headline
from influencer_roi.ui.words import grouped_words, plural

_FIRST = (
    "Bring the files your tools gave you, and see what they would change.",
    "Influencers, posts, orders and payouts, as they were exported. Nothing is live before you publish.",
)


def verdict(seen: Seen) -> tuple[str, str]:
    """Return the sentence for the step that is open, and the line below it; empty where there is none."""
    if seen.published:
        return f"Everybody sees version {seen.published} now.", "It is on every page. Undo takes one click."
    if not seen.files:
        return _FIRST
    if seen.problems and seen.step in (ROWS, CHANGES):
        return "These files cannot be read yet.", seen.problems[0] if len(seen.problems) == 1 else ""
    return {FILES: _files, COLUMNS: _columns, ROWS: _rows, CHANGES: _changes}[seen.step](seen)


def _files(seen: Seen) -> tuple[str, str]:
    return f"{plural(len(seen.files), 'file')} brought.", "Drop more, or go on."


def _columns(seen: Seen) -> tuple[str, str]:
    asking = [sheet for sheet in seen.sheets if sheet.asks]
    if not asking:
        return "Every column has its place.", ""
    count, rest = seen.asks, len(seen.sheets) - len(asking)
    where = f" of {asking[0].name}" if len(asking) == 1 else ""
    needs = "needs" if count == 1 else "need"
    what = "column" if count == 1 else "columns"
    others = {0: "", 1: "The other file is understood."}.get(
        rest, f"The other {grouped_words(rest)} files are understood."
    )
    return f"{grouped_words(count).capitalize()} {what}{where} {needs} your eye.", others


def _rows(seen: Seen) -> tuple[str, str]:
    if seen.report is None:
        return "The rows are being read.", "Live stays as it is meanwhile."
    counts = seen.report.counts.values()
    read, kept = sum(one.read for one in counts), sum(one.kept for one in counts)
    aside = sum(one.set_aside for one in counts)
    first = f"{kept:,} of {read:,} rows are kept; " + (
        "none is set aside." if not aside else f"{aside:,} could not be read."
    )
    if seen.change and seen.change.stops:
        return first, "One file loses more than it may, so it will be a stop in the next step."
    return first, ""


def _changes(seen: Seen) -> tuple[str, str]:
    if seen.change is None or not seen.change.compared_with:
        return "This is the first version: nothing is live yet.", ""
    if seen.change.is_all_new:
        return "All of this is new: what is live is the made-up sample.", ""
    found = seen.change.difference
    past = [(name, found.comparison.past(name)) for name in ("revenue", "spend")]
    words = [
        f"{name} {'falls' if value < 0 else 'rises'} by {RUPEES.short(abs(value))}"
        for name, value in past
        if abs(value) >= 0.005
    ]
    return headline(found.comparison), f"In months that are live, {' and '.join(words)}." if words else ""
