"""Declares lists of creators, one row per profile, as Modash, HypeAuditor and sheets have them."""

import re

import polars as pl

from influencer_roi.intake.exports.form import Export, Reading, Take, Theirs, coalesced, count, text
from influencer_roi.intake.exports.lines import no_totals
from influencer_roi.intake.handles import handle_in
from influencer_roi.model.names import SITES
from influencer_roi.model.schema import INFLUENCERS

_HANDLES = ("Handle", "Username", "User name", "Account")
_NAMES = ("Full name", "Name", "Creator name", "Influencer name")
_IDS = ("ID", "Influencer ID", "Creator ID")
_CODES = (
    *("Promo code", "Promo codes", "Coupon code", "Coupon codes", "Discount code", "Discount codes"),
    *("Coupon", "Coupons", "Promo", "Voucher code", "Code", "Codes", "UTM"),
)


def _handle(theirs: Theirs) -> pl.Series | None:
    cells = theirs.text(*_HANDLES)
    if cells is None:
        return None
    handles = {cell: handle_in(cell) for cell in cells.unique().drop_nulls()}
    return cells.replace_strict(handles, default=None, return_dtype=pl.String)


def _else_handle(words: str, *headers: str) -> Take:
    """Take the cells of the first of these headers that is there, the handle where one is empty."""
    return Take(words, lambda theirs: coalesced(theirs.text(*headers), _handle(theirs)))


def _platform(theirs: Theirs) -> pl.Series | None:
    named = theirs.text("Platform", "Social network", "Network", "Channel")
    if named is not None:
        return named
    links = theirs.text("Profile URL", "Profile link", "URL", "Link")
    if links is None:
        return None
    link = pl.col("link").str.to_lowercase()
    sites = [
        pl.when(link.str.contains(rf"(?:^|[/.]){re.escape(site)}(?:/|$)")).then(pl.lit(name))
        for site, name in SITES.items()
    ]
    return links.to_frame("link").select(pl.coalesce(sites).alias("platform"))["platform"]


CREATORS = Export(
    "creator list",
    (_HANDLES, ("Followers", "Follower count", "Followers count")),
    {
        INFLUENCERS.name: Reading(
            {
                "id": _else_handle("an id, else the handle", *_IDS),
                "handle": Take("Handle, else Username, else Account", _handle),
                "name": _else_handle("Full name, else Name, else the handle", *_NAMES),
                "platform": Take("Platform, else Social network, else the profile's address", _platform),
                "category": text("Niche", "Category", "Categories"),
                "follower_count": count("Followers", "Follower count", "Followers count"),
                "gender": text("Gender"),
                "code": text(*_CODES),
            },
            rows=no_totals(*_HANDLES),
            rows_words="one row per profile; scores, quality audience and rate cards are not used",
            counted="profile",
        )
    },
)
