"""Serves the scripts and stylesheets of assets/ as one file of each kind: fewer requests, one cache entry."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from flask import Blueprint, Response

from influencer_roi.settings import HOME, YEAR

KINDS: Mapping[str, str] = {"js": "text/javascript", "css": "text/css"}
APART = ("early.js", "waiting.js", "waiting.css", "sign-in.css")
IGNORED = r"^(?!plotly).*\.(js|css)$"  # what Dash is not to serve itself: all but the Plotly bundle
_INSTALL_AGAIN = "Install again from a complete checkout: pip install -c constraints.txt ."


@dataclass(frozen=True)
class Bundle:
    """Every file of one kind, in the order of their names; the address changes with the content."""

    kind: str
    content: str

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"/bundle-{_fingerprint(self.content.encode())}.{self.kind}"


def fingerprinted(address: str, file: Path) -> str:
    """Return the address of a file as browsers may keep it: with what changes when the file does."""
    return f"{address}?v={_fingerprint(file.read_bytes())}"


def assets_folder() -> Path:
    """Return the folder of what the browser gets: the package's own; in a checkout, the one at its top.

    Raises:
        ValueError: there is none.
    """
    installed = Path(str(resources.files("influencer_roi"))) / "assets"
    for folder in (installed, HOME / "assets"):
        if folder.is_dir():
            return folder
    raise ValueError(f"{installed} is missing: no page could be drawn. {_INSTALL_AGAIN}")


def bundles(assets: Path) -> tuple[Bundle, ...]:
    """Return the bundle of each kind of file in a folder; those a page loads by itself stay apart.

    Raises:
        ValueError: a kind has no file, so that pages would come without it.
    """
    return tuple(_bundle(assets, kind) for kind in KINDS)


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _bundle(assets: Path, kind: str) -> Bundle:
    files = sorted(file for file in assets.glob(f"*.{kind}") if file.name not in APART)
    content = "\n".join(file.read_text(encoding="utf-8") for file in files)
    if not content.strip():
        raise ValueError(f"{assets} holds no {kind}: no page could be drawn. {_INSTALL_AGAIN}")
    return Bundle(kind, content)


def serving(served: tuple[Bundle, ...]) -> Blueprint:
    """Return the routes of bundles, kept by the browser for a year."""
    routes = Blueprint("bundles", __name__)
    for bundle in served:
        routes.add_url_rule(bundle.address, bundle.kind, lambda bundle=bundle: _answer(bundle))
    return routes


def _answer(bundle: Bundle) -> Response:
    headers = {"Cache-Control": f"public, max-age={YEAR}, immutable"}
    return Response(bundle.content, headers=headers, mimetype=KINDS[bundle.kind])
