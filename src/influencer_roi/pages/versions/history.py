"""Draws what happened beside the versions: uploads that did not go live."""

from influencer_roi.pages.versions.listing import Listing, clock
from influencer_roi.ui import nodes
from influencer_roi.ui.nodes import Node, el

_SAY = (
    "Uploads that did not go live: discarded, stopped, or over their time. Files are deleted after 24 hours."
)
_FOOT = (
    "The last 20 versions are kept, each with its files where they are not too large. Undo takes a few "
    "seconds and is itself a version, so nothing is lost from this list."
)


def card(listing: Listing) -> list[Node]:
    """Return the card of what else happened, newest first."""
    acts = [
        el(
            "li",
            el("span", f"{(at := clock(one.at)).day} {at:%b, %H:%M}", className="muted"),
            el("span", el("b", one.who), f" {one.what}"),
        )
        for one in listing.others
    ]
    body = el("ul", acts, className="log") if acts else el("p", "Nothing.", className="muted")
    say, foot = el("p", _SAY, className="say"), el("p", _FOOT, className="muted at-end")
    return nodes.card("What else happened?", say, body, foot, width="w5")
