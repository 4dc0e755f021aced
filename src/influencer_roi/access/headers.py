"""Says which headers every answer has: what browsers may do with it, and that data is not kept."""

from collections.abc import Callable, Sequence

from flask import Response

YEARS = 2 * 365 * 24 * 3600  # seconds
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ASSETS = "/assets/"  # where the files of assets/ are


def dress(response: Response, *, policy: Callable[[], str], tls: bool) -> None:
    """Add the headers; where readers come by https, browsers are to remember to come by it alone.

    What has a tag is a file, asked for again at each use; everything else is data, and in no cache.
    """
    for name, value in _ALWAYS.items():
        response.headers[name] = value
    if "Content-Security-Policy" not in response.headers:
        response.headers["Content-Security-Policy"] = policy()
    if tls:
        response.headers["Strict-Transport-Security"] = f"max-age={YEARS}"
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-cache" if "ETag" in response.headers else "no-store"


def page_policy(hashes: Sequence[str], nonce: str) -> str:
    """Return what lets a page load nothing from any other host, and run no script but ours.

    `hashes` are those of Dash's inline scripts. Elements of style are written by the script that has the
    `nonce` alone; attributes of style by any, for Plotly writes them.
    """
    written = f" 'nonce-{nonce}'" if nonce else ""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {' '.join(hashes)}",
            "style-src 'self'",
            f"style-src-elem 'self'{written}",
            "style-src-attr 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )
