"""Serves scripts and stylesheets, those of assets/ as one of each kind; addresses change with the content."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from flask import Blueprint, Response

from influencer_roi.settings import HOME, YEAR

KINDS: Mapping[str, str] = {"js": "text/javascript", "css": "text/css"}
APART = ("early.js", "waiting.js", "waiting.css", "sign-in.css")
IGNORED = r".*\.(js|css)$"  # what Dash is not to have pages load by itself: all of it
_INSTALL_AGAIN = "Install again from a complete checkout: pip install -c constraints.txt ."


@dataclass(frozen=True)
class Bundle:
    """Every file of one kind, in the order of their names, or the one of a name.

    The address changes with the content, so that a browser may keep it for good.
    """

    kind: str
    content: str
    name: str = ""

    @property
    def address(self) -> str:
        """Where it is served."""
        fingerprint = hashlib.sha256(self.content.encode()).hexdigest()[:12]
        return f"/asset-{fingerprint}/{self.name}" if self.name else f"/bundle-{fingerprint}.{self.kind}"


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


@dataclass(frozen=True)
class Loaded:
    """What every page loads, in this order: the early script, stylesheets, then scripts."""

    early: Bundle
    styles: tuple[Bundle, ...]
    scripts: tuple[Bundle, ...]


def loaded(assets: Path) -> Loaded:
    """Return what every page loads; our own sheet and scripts have the last word.

    Raises:
        ValueError: a kind has no file, so that pages would come without it.
    """
    scripts, styles = bundles(assets)
    return Loaded(alone(assets / "early.js"), (bootstrap(), styles), (*plotly(assets), scripts))


def alone(file: Path) -> Bundle:
    """Return one file that a page loads by itself."""
    return Bundle(file.suffix.removeprefix("."), file.read_text(encoding="utf-8"), file.name)


def plotly(assets: Path) -> tuple[Bundle, ...]:
    """Return the small build of Plotly; none where it was not fetched, and Dash loads its own."""
    return tuple(alone(file) for file in sorted((assets / "vendor").glob("plotly*.js")))


def bootstrap() -> Bundle:
    """Return the stylesheet of Bootstrap, out of the package that brings it."""
    return alone(Path(str(resources.files("flask_bootstrap"))) / "static/bootstrap5/css/bootstrap.min.css")


def _bundle(assets: Path, kind: str) -> Bundle:
    files = sorted(file for file in assets.glob(f"*.{kind}") if file.name not in APART)
    content = "\n".join(file.read_text(encoding="utf-8") for file in files)
    if not content.strip():
        raise ValueError(f"{assets} holds no {kind}: no page could be drawn. {_INSTALL_AGAIN}")
    return Bundle(kind, content)


def serving(served: tuple[Bundle, ...]) -> Blueprint:
    """Return the routes of bundles, kept by the browser for a year."""
    routes = Blueprint("bundles", __name__)
    for number, bundle in enumerate(served):
        routes.add_url_rule(bundle.address, f"bundle-{number}", lambda bundle=bundle: _answer(bundle))
    return routes


def _answer(bundle: Bundle) -> Response:
    headers = {"Cache-Control": f"public, max-age={YEAR}, immutable"}
    return Response(bundle.content, headers=headers, mimetype=KINDS[bundle.kind])
