"""Draws the menu of pages: those of results, those of the data, and the desks where data is changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from influencer_roi.settings import CURRENCY, base_currency
from influencer_roi.ui.markup import marked, page_link

# Strokes of 16 by 16 that mask a box, which takes its colour from the page.
ICONS: Mapping[str, str] = {
    "overview": "<path d='M2.5 9h4V2.5h-4zM9.5 13.5h4V7h-4zM2.5 13.5h4V12h-4zM9.5 4h4V2.5h-4z'/>",
    "campaigns": "<path d='M3 6.5v3l7.5 3.5V3zM10.5 6c1.5 0 2.5.8 2.5 2s-1 2-2.5 2M5 10v3h2v-2'/>",
    "influencers": "<circle cx='6' cy='5.5' r='2.5'/><path d='M1.5 13.5c0-2.6 2-4.2 4.5-4.2s4.5 1.6 4.5 4.2"
    "M10.5 3.2a2.5 2.5 0 0 1 0 4.6M12 9.6c1.5.6 2.5 2 2.5 3.9'/>",
    "content": "<rect x='2.5' y='2.5' width='11' height='11' rx='2'/><path d='M6.5 5.5v5l4-2.5z'/>",
    "payouts": "<rect x='1.5' y='4' width='13' height='8' rx='1'/><circle cx='8' cy='8' r='1.8'/>",
    "explorer": "<path d='M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6'/>",
    "evidence": "<path d='M8 2v12M4 14h8M3 5h10M3 5l-1.5 4h3zM13 5l-1.5 4h3z'/>",
    "data": "<path d='M8 2l5 2v4c0 3-2 5-5 6-3-1-5-3-5-6V4zM5.8 8l1.6 1.6 2.9-3.1'/>",
    "publish": "<path d='M8 10.5V2.5M5 5.5l3-3 3 3M2.5 10v3.5h11V10'/>",
    "glossary": "<path d='M3 3h4c.6 0 1 .4 1 1v9c0-.6-.4-1-1-1H3zM13 3H9c-.6 0-1 .4-1 1v9c0-.6.4-1 1-1h4z'/>",
}
_OF_RUPEES = {"payouts": "<path d='M4 3h8M4 6h8M4 9h2.5a3 3 0 0 0 0-6M4 9l5 5'/>"}
_SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='black' "
    "stroke-width='1.5' stroke-linejoin='round'>{}</svg>"
)


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


def standing_in(page: Listed, message: Component) -> Component:
    """Return what stands beside the menu in place of a page, under its question."""
    heading = html.H1(page.question, id="question", tabIndex=-1)
    return html.Main([html.Div(heading, className="top"), message], id="main", className="main")


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
                [_icon(other.icon), other.label],
                id=f"{page.key}-to-{other.key}",
                href=other.path,
                className="here" if is_here else "",
                **marks,
            )


def _icon(name: str) -> html.Span:
    """Return an icon, which says nothing that the word beside it does not."""
    strokes = {**ICONS, **(_OF_RUPEES if base_currency() == CURRENCY else {})}[name]
    image = f'url("data:image/svg+xml,{quote(_SVG.format(strokes))}")'
    drawn = html.Span(className="icon", style={"maskImage": image, "WebkitMaskImage": image})
    return marked(drawn, **{"aria-hidden": "true"})
