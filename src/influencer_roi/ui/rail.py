"""Draws the menu of pages: those of results, those of the data, and the desks where data is changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.icons import icon
from influencer_roi.ui.markup import marked, page_link


@dataclass(frozen=True, kw_only=True, eq=False)
class Listed:
    """What the menu knows of a page or a desk: where it is, what it is called, the question it answers.

    What is `listed` stands in the menu, those of one `group` together; others are found `under` one of them.
    """

    key: str
    path: str
    label: str
    icon: str
    question: str
    group: str = "results"
    listed: bool = True
    under: str = ""


def rail(page: Listed, pages: Sequence[Listed], desks: Sequence[Listed] = ()) -> Component:
    """Return the menu of pages; where its links lead are regions of the page. A small window folds it up.

    A desk stands before the last page of its group, and no filters lead there.
    """
    shown = [*_with_desks(pages, desks)]
    here = next((one.label for one in shown if one.key in (page.key, page.under) and one.listed), "Pages")
    logo = html.Div(["influencer", html.Em("·"), "roi"], className="logo")
    opener = marked(
        html.Button(here, className="ghost drop", title="Pages"),
        **{"data-act": "drop", "aria-expanded": "false", "aria-label": f"Pages, on {here}"},
    )
    nav = marked(html.Nav([*_links(page, shown)]), **{"aria-label": "Pages"})
    return html.Aside([logo, opener, nav], className="rail")


def _with_desks(pages: Sequence[Listed], desks: Sequence[Listed]) -> Iterator[Listed]:
    """Yield pages and desks in the order of the menu."""
    last = {one.group: one for one in pages if one.listed}
    for one in pages:
        if last.get(one.group) is one:
            yield from (desk for desk in desks if desk.group == one.group and desk.listed)
        yield one


def _links(page: Listed, shown: Sequence[Listed]) -> Iterator[Component]:
    """Yield the links of the rail, a line between groups."""
    for place, (_, group) in enumerate(groupby((one for one in shown if one.listed), lambda one: one.group)):
        if place:
            yield html.Hr()
        for other in group:
            is_here = other.key in (page.key, page.under)
            marks = {"aria-current": "page"} if is_here else {}
            yield page_link(
                [icon(other.icon), other.label],
                id=f"{page.key}-to-{other.key}",
                href=other.path,
                className="here" if is_here else "",
                **marks,
            )
