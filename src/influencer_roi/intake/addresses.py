"""Knows the address of a page however it was shared."""

import polars as pl

_SCHEME = r"(?i)^https?://(?:www\.|m\.)?"
_SHARED = "[?&](?:utm_[a-z]+|igshid|igsh|img_index|fbclid|gclid|feature|app|si|hl|s|t)=[^&]*"
_ONE_PAGE = {  # forms in which the same post is shown, by the one they are read as
    r"(?i)^instagram\.com/(?:[^/?]+/)?(?:p|reels?|tv)/": "instagram.com/p/",
    r"(?i)^(?:youtu\.be/|youtube\.com/(?:shorts|live|embed)/)": "youtube.com/watch?v=",
    r"(?i)^(?:mobile\.)?(?:twitter|x)\.com/[^/?]+/status/": "x.com/i/status/",
}


def address(url: pl.Expr) -> pl.Expr:
    """Return what all ways to write the address of one page share, without what says how it was shared."""
    bare = url.str.replace(_SCHEME, "").str.replace("#.*$", "").str.replace_all(_SHARED, "")
    bare = bare.str.replace("^([^?&]*)&", "${1}?").str.strip_chars_end("/")
    for form, one in _ONE_PAGE.items():
        bare = bare.str.replace(form, one)
    return bare
