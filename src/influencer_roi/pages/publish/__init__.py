"""Answers "What changes if these files go live?": files, columns, rows, what changes, and publishing it."""

from influencer_roi.model.roles import Act
from influencer_roi.pages.publish import changes, columns, files, publishing, rows
from influencer_roi.pages.publish.seen import Seen
from influencer_roi.pages.publish.verdict import verdict
from influencer_roi.ui.desk import Desk, desk_top
from influencer_roi.ui.nodes import Node, el, page_node

DESK = Desk(
    key="publish",
    path="/publish",
    label="Publish",
    icon="publish",
    question="What changes if these files go live?",
    act=Act.PUBLISH,
)


def draw(seen: Seen) -> list[Node]:
    """Return the desk as it shows an upload: what it is about, one sentence, five steps."""
    first, second = verdict(seen)
    lines = [el("p", first), *([el("p", second)] if second else [])]
    parts = (
        [] if seen.published else [files.step(seen), columns.step(seen), rows.step(seen), changes.step(seen)]
    )
    state = "reading" if seen.state == "building" else ""
    return [
        desk_top(DESK, seen.live, page_node("Versions", "/versions")),
        el("div", lines, className="verdict", role="status"),
        el("div", seen.message, className="banner warn", role="alert", hidden=not seen.message),
        el("div", id="publish-progress", className="sending", role="status", aria_live="polite"),
        el(
            "ol",
            [*parts, publishing.step(seen)],
            className="steps",
            data_upload="" if seen.published else seen.upload,  # what is dropped then is another
            data_step=str(seen.step),
            data_state=state,
        ),
    ]
