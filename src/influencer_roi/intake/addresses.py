"""Knows the address of a page however it was shared."""

import polars as pl

_SCHEME = r"(?i)^https?://(?:www\.|m\.)?"
_SHARED = "[?&](?:utm_[a-z]+|igshid|igsh|img_index|fbclid|gclid|feature|si|hl|s|t)=[^&]*"


def address(url: pl.Expr) -> pl.Expr:
    """Return what all ways to write the address of one page share, without what says how it was shared."""
    bare = url.str.replace(_SCHEME, "").str.replace("#.*$", "").str.replace_all(_SHARED, "")
    return bare.str.replace("^([^?&]*)&", "${1}?").str.strip_chars_end("/")
