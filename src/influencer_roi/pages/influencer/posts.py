"""Shows what the last posts of a person brought, each against its fee, whatever the days chosen."""

import datetime as dt
from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.metrics.units import COUNT, PERCENT, RUPEES, TIMES
from influencer_roi.pages.content.post import NO_CAPTION, post_link
from influencer_roi.pages.crediting import CHOICES, crediting
from influencer_roi.pages.influencer.lines import Cell, Line, Lines
from influencer_roi.pages.influencer.person import person_of
from influencer_roi.queries import influencer_rows, totals
from influencer_roi.queries.evidence import earning_days
from influencer_roi.queries.influencer_rows import Found
from influencer_roi.queries.negotiating import of_person, with_returns
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.components import EARNING
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import hue_of
from influencer_roi.ui.markup import address, page_link
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import OF_PEOPLE, WITHHELD
from influencer_roi.ui.words import plural, short_day, whole_rupees

LAST = 6
PAISA = 0.005
TABLE = Lines(
    (
        *("Posted", "Platform", "Caption", "Reach", "Engagement", "Orders", "Credited"),
        *("Earned back", "Against the fee", "ROAS"),
    ),
    texts=3,
    size=LAST,
    linked=2,
    dotted=1,
    noted=0,
)
Post = Mapping[str, object]


def _frame(at: Anchor) -> Component:
    foot = html.P(page_link(id=f"{at}-all"), className="foot", id=f"{at}-foot")
    return html.Div([TABLE.frame(at), foot])


def _fill(view: View, at: Anchor) -> Shown:
    """Return the last posts of a person, and where all of them are."""
    person = person_of(view)
    life = of_person(person or "")
    how = crediting(view)
    posts = influencer_rows.posts(view.ledger, life, how) if person else None
    found = posts.found if posts else 0
    lines, say = [], "No post by this person in these files." if person else ""
    if posts and found:
        shown = with_returns(posts.rows, view.ledger, life, assumed=view.assumed, credit=how)
        lines = [_line(view, post) for post in shown.head(LAST).to_dicts()]
        say = view.of_revenue(_sentence(view, Found(shown, posts.amount), life))
    body = {
        **TABLE.regions(at, lines),
        f"{at}-all.children": f"All {plural(found, 'post')}" if found > 1 else "The post",
        f"{at}-all.href": address("/explorer", "table=posts", life.to_query()),
        f"{at}-foot.hidden": not found,
    }
    return Shown(say, "&".join(filter(None, ("by=post_id", view.picked, life.to_query()))), body)


CARD = Card("last", "What did the last posts bring?", "w12", _frame, _fill, choices=CHOICES)


def _line(view: View, post: Post) -> Line:
    def read(key: str) -> float | None:
        value = post[key]
        return float(value) if isinstance(value, int | float) else None

    against, url = read("profit"), post["url"]
    hidden = not view.ledger.audience.sees_payouts
    lost = "bad" if against is not None and against < -PAISA else ""
    platform = str(post["platform"] or "")
    return Line(
        (
            Cell(_posted(view, post), note=_young(view, post)),
            Cell(platform, hue=hue_of(view, "platform")(platform)),
            Cell(
                str(post["caption"] or NO_CAPTION), href=post_link(url if isinstance(url, str) else None).href
            ),
            Cell(COUNT.exact(read("reach"))),
            Cell(PERCENT.exact(read("engagement_rate"))),
            Cell(COUNT.short(read("orders"))),
            Cell(whole_rupees(read("revenue"))),
            Cell(whole_rupees(read("earned_back"))),
            Cell(WITHHELD, tone="withheld") if hidden else Cell(whole_rupees(against), tone=lost),
            Cell(WITHHELD, tone="withheld") if hidden else Cell(TIMES.short(read("roas"))),
        )
    )


def _posted(view: View, post: Post) -> str:
    """Return "17 Jul", with the year where it is not that of the data's last day."""
    return short_day(post["date"], year=view.ledger.as_of.year)


def _young(view: View, post: Post) -> str:
    """Return that orders go on coming for a post, while they do."""
    date = post["date"]
    young = isinstance(date, dt.date) and (view.ledger.as_of - date).days < earning_days(view.ledger)
    return EARNING if young else ""


def _sentence(view: View, posts: Found, life: Filters) -> str:
    """Return how many posts earned their fee back, which came closest, and what is credited to none."""
    left = (totals(view.ledger, life, metrics=("revenue",))["revenue"] or 0.0) - (posts.amount or 0.0)
    none = f" {RUPEES.short(left)} is credited to no post." if abs(left) > PAISA else ""
    return f"{_earned(view, posts)} All orders credited so far, whatever the dates chosen.{none}"


def _earned(view: View, posts: Found) -> str:
    credited = f"{plural(posts.found, 'post')}, {RUPEES.short(posts.amount)} credited"
    if not view.ledger.audience.sees_payouts:
        return f"{credited}. {OF_PEOPLE}"
    paid = [row for row in posts.rows.to_dicts() if (row["spend"] or 0.0) > 0]
    if not paid:
        return f"{credited}; no fee is on any."
    best = max(paid, key=lambda row: row["profit"])
    earned = [row for row in paid if row["profit"] >= -PAISA]
    return _none(view, paid, best) if not earned else _some(view, paid, best, len(earned))


def _none(view: View, paid: Sequence[dict[str, float]], best: Post) -> str:
    """Return "No post has earned its ₹24,340 back, none of all 24"; no sum where posts cost differently."""
    costs = [row["spend"] for row in paid]
    fee = f"its {RUPEES.short(max(costs))}" if max(costs) - min(costs) < 1 else "its fee"
    if len(paid) == 1:
        return f"The one post with a fee has not earned {fee} back."
    return (
        f"No post has earned {fee} back, none of all {len(paid)}; that of {_posted(view, best)} came closest."
    )


def _some(view: View, paid: Sequence[dict[str, float]], best: dict[str, float], count: int) -> str:
    if len(paid) == 1:
        return f"The one post with a fee has earned its {RUPEES.short(best['spend'])} back."
    often = f"All {len(paid)} posts have" if count == len(paid) else f"{count} of {len(paid)} posts have"
    often = often.replace("have", "has") if count == 1 else often
    beyond = f", {RUPEES.short(best['profit'])} beyond it" if best["profit"] > PAISA else ""
    return f"{often} earned the fee back; that of {_posted(view, best)} went furthest{beyond}."
