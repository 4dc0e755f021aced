"""Holds one post as the Content page shows it: its words, where it stands, its metrics."""

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.pages.view import hover
from influencer_roi.queries import Frame
from influencer_roi.ui.markup import plot_text
from influencer_roi.ui.words import day

NO_CAPTION = "(no caption)"
LONGEST_CAPTION = 300
LONGEST_LABEL = 60
_LINK = re.compile(r"https?://[^\s<>\"'\\]+", re.IGNORECASE)


@dataclass(frozen=True)
class PostLink:
    """Where a post stands: an address to open and its host, or only words where it is no web address."""

    href: str = ""
    words: str = ""


@dataclass(frozen=True)
class Post:
    """One row of `content.with_texts`; the metrics are those of the selection, None is nothing."""

    post_id: str
    posts: float
    revenue: float
    orders: float
    spend: float | None
    roas: float | None
    reach: float
    likes: float
    comments: float
    engagement_rate: float | None
    influencer_id: str
    name: str
    date: dt.date
    platform: str
    url: str | None
    caption: str | None

    @property
    def words(self) -> str:
        """The caption, cut where it is very long."""
        return (self.caption or NO_CAPTION)[:LONGEST_CAPTION]

    @property
    def link(self) -> PostLink:
        """Where it stands."""
        return post_link(self.url)

    @property
    def hover(self) -> str:
        """Whose it is and when, the core metrics, reach and engagement, how it begins; only our markup."""
        row = {key: self.value(key) for key in ("revenue", "spend", "roas", "orders")}
        begins = self.words[:LONGEST_LABEL] + ("…" if len(self.words) > LONGEST_LABEL else "")
        beside = [f"{REGISTRY[key].label} {self.written(key)}" for key in ("reach", "engagement_rate")]
        return "<br>".join(
            [hover(f"{self.name} · {day(self.date)}", row), *beside, f"<i>{plot_text(begins)}</i>"]
        )

    def value(self, metric: str) -> float | None:
        """Return a metric by its key."""
        value: float | None = getattr(self, metric)
        return value

    def written(self, metric: str) -> str:
        """Return a metric in short."""
        return REGISTRY[metric].unit.short(self.value(metric))


NO_LINK = PostLink()


def posts_of(rows: Frame) -> list[Post]:
    """Return rows of `content.with_texts` as posts, in their order."""
    return [Post(**row) for row in rows.iter_rows(named=True)]


def post_link(url: str | None) -> PostLink:
    """Return what may be opened of a post's address; only http and https are, all else is text."""
    text = (url or "").strip()
    host = _host(text) if _LINK.fullmatch(text) else None
    return PostLink(text, f"{host.removeprefix('www.')} ↗") if host else PostLink("", text)


def _host(text: str) -> str | None:
    try:
        return urlsplit(text).hostname
    except ValueError:
        return None
