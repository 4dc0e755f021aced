"""Draws the last step: publish what was brought, or discard it."""

from influencer_roi.pages.publish.seen import CHANGES, PUBLISH, Seen
from influencer_roi.pages.publish.steps import LATER, NOW, button
from influencer_roi.pages.publish.steps import step as drawn
from influencer_roi.ui.nodes import Node, el


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
    told = {
        "compared": seen.change.compared_with if seen.change else "",
        "label": f"Publish as version {seen.number}",
    }
    lacks = f": answer the {'stop' if stops == 1 else 'stops'} first" if stops else ""
    publish = el(
        "button",
        f"Publish as version {seen.number}{lacks}",
        type="button",
        id="publish-go",
        className="btn" if stops else "btn go",
        disabled=bool(stops),
        data_do="publish",
        data_compared=told["compared"],
        data_label=told["label"],
        data_lacks=lacks,
    )
    return drawn(
        PUBLISH, LATER, "Publish", say=[words], tools=[button("Discard these files", "discard"), publish]
    )


def _done(seen: Seen) -> list[Node]:
    links = [
        el("a", "Look at it", href="/", className="btn go"),
        el("a", "Versions", href="/versions", className="btn", data_act="page"),
        el("a", "Bring more files", href="/publish", className="btn", data_act="page"),
    ]
    return drawn(
        PUBLISH,
        NOW,
        "Published",
        f"as version {seen.published}",
        say=["Everybody sees it, on every page."],
        tools=links,
    )
