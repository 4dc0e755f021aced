"""Draws the last step: publish what was brought, or discard it."""

from influencer_roi.pages.publish.seen import CHANGES, PUBLISH, Seen
from influencer_roi.pages.publish.steps import LATER, NOW, button
from influencer_roi.pages.publish.steps import step as drawn
from influencer_roi.ui.nodes import Node, el, page_node


def step(seen: Seen) -> list[Node]:
    """Return the step of publishing; once it is done, what there is to do then."""
    if seen.published:
        return _done(seen)
    if seen.step != CHANGES:
        tools = [button("Discard these files", "discard")] if seen.files and seen.is_read else []
        return drawn(
            PUBLISH, LATER, "Publish", say=["One click; live stays as it is until then"], tools=tools
        )
    stops = len(seen.change.stops) if seen.change else 0
    before = f" Version {seen.number - 1} is kept; undo takes one click." if seen.number > 1 else ""
    words = f"Everybody sees version {seen.number} at once, on every page.{before}"
    label = f"Publish as version {seen.number}"
    lacks = f": answer the {'stop' if stops == 1 else 'stops'} first" if stops else ""
    publish = el(
        "button",
        f"{label}{lacks}",
        type="button",
        id="publish-go",
        className="btn" if stops else "btn go",
        disabled=bool(stops),
        data_do="publish",
        data_compared=seen.change.compared_with if seen.change else "",
        data_label=label,
        data_lacks=lacks,
    )
    tools = [button("Discard these files", "discard"), publish]
    return drawn(PUBLISH, LATER, "Publish", say=[words], tools=tools)


def _done(seen: Seen) -> list[Node]:
    links = [
        el("a", "Look at it", href="/", className="btn go"),
        page_node("Versions", "/versions", className="btn"),
        page_node("Bring more files", "/publish", className="btn"),
    ]
    sentences = ["Everybody sees it, on every page."]
    return drawn(PUBLISH, NOW, "Published", f"as version {seen.published}", say=sentences, tools=links)
