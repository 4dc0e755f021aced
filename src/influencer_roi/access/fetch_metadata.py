"""Tells requests of our own pages from those another site has a browser send."""

from urllib.parse import urlsplit

from werkzeug.datastructures import Headers

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def is_from_here(method: str, host: str, headers: Headers) -> bool:
    """Return whether a request may be answered, whoever had it sent.

    Another site may lead readers here by a link, in a window of its own, and nothing else. Old browsers say
    where what changes something comes from; programs say nothing, and nobody is signed in there unawares.
    """
    site = headers.get("Sec-Fetch-Site")
    if site is None:
        origin = headers.get("Origin")
        return method in _SAFE or origin is None or _host_of(origin) == host.casefold()
    if site in ("same-origin", "none"):
        return True
    at_top = headers.get("Sec-Fetch-Dest", "document") == "document"
    return method in _SAFE and at_top and is_navigation(headers)


def is_navigation(headers: Headers) -> bool:
    """Return whether what is asked for will stand in a window of its own."""
    mode = headers.get("Sec-Fetch-Mode")
    return mode == "navigate" if mode else "text/html" in headers.get("Accept", "")


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.casefold()
    except ValueError:
        return ""
