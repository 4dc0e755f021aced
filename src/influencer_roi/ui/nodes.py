"""Writes elements as plain nodes, [tag, attributes, *nodes]: a desk is drawn anew at each answer."""

from influencer_roi.ui.figures import Json

Node = Json
_RENAMED = {"aria": "aria-", "data": "data-"}


def el(tag: str, *below: "Node | list[Node]", **attributes: Json) -> list[Node]:
    """Return an element; `data_act` is data-act, and what is None or False is left out.

    Lists of nodes are laid out, whether they begin with a text or an element.
    """
    shown = {
        _spelled(name): value
        for name, value in attributes.items()
        if value is not None and value is not False
    }
    return [tag, shown, *(node for one in below for node in _laid_out(one))]


def scrolling(table: Node, name: str) -> list[Node]:
    """Return a table that scrolls by itself where it has no room."""
    return el("div", table, className="scroll", tabIndex=0, role="region", aria_label=name)


def page_node(words: str, href: str, **attributes: Json) -> list[Node]:
    """Return a link to a page of this application, which is drawn in place (assets/50-page.js)."""
    return el("a", words, href=href, **{"className": "ghost", "data_act": "page", **attributes})


def card(title: str, *body: "Node | list[Node]", width: str) -> list[Node]:
    """Return a card under its title."""
    head = el("header", el("h2", title))
    return el("section", head, *body, className=f"card-panel {width}", aria_label=title)


def _laid_out(one: "Node | list[Node]") -> list[Node]:
    if isinstance(one, list) and not _is_element(one):
        return one
    return [] if one is None else [one]


def _is_element(nodes: list[Node]) -> bool:
    """Return whether a list is an element, which begins with its tag and attributes, or several nodes."""
    return len(nodes) > 1 and isinstance(nodes[1], dict)


def _spelled(name: str) -> str:
    prefix, _, rest = name.partition("_")
    return f"{_RENAMED[prefix]}{rest.replace('_', '-')}" if prefix in _RENAMED and rest else name
