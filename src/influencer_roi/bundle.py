"""Serves the scripts and stylesheets of assets/ as one file of each kind: fewer requests, one cache entry."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response

from influencer_roi.settings import YEAR

KINDS: Mapping[str, str] = {"js": "text/javascript", "css": "text/css"}
APART = ("early.js", "waiting.js", "waiting.css")
IGNORED = r"^(?!plotly).*\.(js|css)$"  # what Dash is not to serve itself: all but the Plotly bundle


@dataclass(frozen=True)
class Bundle:
    """Every file of one kind, in the order of their names; the address changes with the content."""

    kind: str
    content: str

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"/bundle-{hashlib.sha256(self.content.encode()).hexdigest()[:12]}.{self.kind}"


def bundles(assets: Path) -> tuple[Bundle, ...]:
    """Return the bundle of each kind of file in a folder; those a page loads by itself stay apart."""
    return tuple(
        Bundle(
            kind,
            "\n".join(
                file.read_text(encoding="utf-8")
                for file in sorted(assets.glob(f"*.{kind}"))
                if file.name not in APART
            ),
        )
        for kind in KINDS
    )


def serving(served: tuple[Bundle, ...]) -> Blueprint:
    """Return the routes of bundles, kept by the browser for a year."""
    routes = Blueprint("bundles", __name__)
    for bundle in served:
        routes.add_url_rule(bundle.address, bundle.kind, lambda bundle=bundle: _answer(bundle))
    return routes


def _answer(bundle: Bundle) -> Response:
    headers = {"Cache-Control": f"public, max-age={YEAR}, immutable"}
    return Response(bundle.content, headers=headers, mimetype=KINDS[bundle.kind])
