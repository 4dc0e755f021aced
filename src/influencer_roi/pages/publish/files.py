"""Draws the first step: where files are dropped, what was brought, what becomes of what is live."""

from influencer_roi.intake.exports import EXPORTS
from influencer_roi.pages.publish.seen import FILES, Seen
from influencer_roi.pages.publish.steps import NOW, back_to, button, onward, state_of
from influencer_roi.pages.publish.steps import step as drawn
from influencer_roi.store.upload import Way
from influencer_roi.ui.nodes import Node, el
from influencer_roi.ui.words import plural

TABLES = ("influencers", "posts", "orders", "payouts")
_WAYS = {
    Way.ALONE: ("These files are all there is", "they take the place of everything that is live"),
    Way.REPLACE: ("They take the place of the same tables", "the other tables stay as they are live"),
    Way.ADD: ("They are added to what is there", "last month's orders beside those before"),
}
_DONE = {
    Way.ALONE: "they take the place of all that is live",
    Way.REPLACE: "they take the place of the same tables",
    Way.ADD: "they are added to what is live",
}
_LARGE = 1 << 20
_TAKES = "CSV, CSV.gz, Parquet, a workbook, or a zip of them"


def step_words(seen: Seen) -> str:
    """Return how many tables are here, and what becomes of those that are live: "4 of 4 tables are here"."""
    there = {name for sheet in seen.sheets for name in sheet.table.split("+")} & {*TABLES}
    parts = {name.partition("/")[0].casefold() for name, _ in seen.files if "/" in name}
    there |= {"orders"} if any(one.startswith(("order", "tracking")) for one in parts) else set()
    way = f"; {_DONE[seen.way]}" if seen.can_add else ""
    return f"{len(there)} of 4 tables are here{way}"


def step(seen: Seen) -> list[Node]:
    """Return the step of files."""
    state = state_of(FILES, seen.step, reached=bool(seen.files))
    chips = el("div", [_chip(seen, name, size) for name, size in seen.files[:12]], className="drop-files")
    if state != NOW:
        again = [back_to("Drop another", FILES)] if seen.files else []
        return drawn(FILES, state, "Files", step_words(seen), say=[chips], tools=again)
    parts = [_zone()]
    if seen.files:
        acts = button("Discard these files", "discard"), el("span", className="gap"), onward("Go on", "read")
        parts += [chips, _ways(seen), el("div", *acts, className="act")]
    beside = step_words(seen) if seen.files else _TAKES
    return drawn(FILES, state, "Files", beside, body=parts)


def _zone() -> list[Node]:
    chosen = el(
        "input",
        type="file",
        multiple=True,
        id="publish-files",
        className="visually-hidden",
        aria_label="Choose files",
    )
    label = el("label", "Choose files", htmlFor="publish-files", className="btn go")
    words = el("p", el("b", "Drop files anywhere on this page"), " or ", className="drop-words")
    names = ", ".join(export.name for export in EXPORTS)
    known = f"Read as downloaded: {names}; and a list that says whose promo codes are."
    return el("div", words, chosen, label, el("p", known, className="known-exports"), className="zone")


def _chip(seen: Seen, name: str, size: int) -> list[Node]:
    counts = seen.report.counts.values() if seen.report else ()
    rows = next((one.read for one in counts if one.file == name), None)
    beside = f" · {plural(rows, 'row')}" if rows is not None else f" · {_sized(size)}"
    remove = [
        el(
            "button",
            "×",
            type="button",
            className="clear",
            data_do="remove",
            data_file=name,
            aria_label=f"Take {name} out",
        )
    ]
    return el("span", f"{name}{beside}", remove if seen.step == FILES else None, className="file")


def _sized(size: int) -> str:
    return f"{size / _LARGE:.1f} MB" if size >= _LARGE else f"{max(1, size // 1024)} KB"


def _ways(seen: Seen) -> list[Node]:
    """Return the choice of what becomes of what is live; what cannot be chosen says why."""
    if not seen.can_add:
        why = "What is live came without its files here, so these files are all there will be."
        return el("p", why, className="sm")
    options = [_way(seen, way, *words) for way, words in _WAYS.items()]
    return el("fieldset", el("legend", "What becomes of the data that is live?"), options, className="ways")


def _way(seen: Seen, way: Way, words: str, more: str) -> list[Node]:
    box = el(
        "input",
        type="radio",
        name="publish-way",
        value=way.value,
        defaultChecked=seen.way is way,
        data_pick="way",
        key=f"{way}{seen.way}",
    )
    return el("label", box, el("span", el("b", words), f": {more}"), className="tick")
