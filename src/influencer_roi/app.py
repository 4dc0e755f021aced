"""Builds the application: settings, ledger, pages, server."""

import sys
import tempfile
from pathlib import Path

from dash import Dash
from flask import Flask, Response, jsonify
from flask_bootstrap import Bootstrap5

from influencer_roi import callbacks
from influencer_roi.data.ledger import Ledger
from influencer_roi.data.load import load_folder
from influencer_roi.data.report import Refused
from influencer_roi.downloads import downloads
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.sample import write_sample
from influencer_roi.settings import Settings
from influencer_roi.ui.shell import shell

HOME = Path(__file__).parents[2]
APP_LOAD_ERROR = 4
YEAR = 365 * 24 * 60 * 60
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='8' fill='%233b5bdb'/%3E"
    "%3Cpath d='M7 22l6-7 5 4 7-9' fill='none' stroke='%23fff' stroke-width='3'/%3E%3C/svg%3E"
)
_INDEX = """<!DOCTYPE html>
<html lang="en">
  <head>
    {%metas%}
    <title>{%title%}</title>
    <link rel="icon" href="{icon}">
    <script src="{early}"></script>
    {%css%}
  </head>
  <body>
    {%app_entry%}
    <footer>{%config%}{%scripts%}{%renderer%}</footer>
  </body>
</html>"""


def server() -> Flask:
    """Return the WSGI application gunicorn serves; what cannot be served ends it with a message."""
    try:
        settings = Settings.from_environment()
        application = create_app(load(settings), settings)
    except (Refused, ValueError) as refused:
        sys.stderr.write(f"{refused}\n")
        sys.exit(APP_LOAD_ERROR)
    flask: Flask = application.server
    return flask


def load(settings: Settings) -> Ledger:
    """Return the ledger of the folder that is set, else of the sample.

    Raises:
        Refused: the folder cannot be served.
    """
    if settings.folder:
        return load_folder(settings.folder)
    sample = HOME / "data"
    if sample.is_dir():
        return load_folder(sample, sample=True)
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder))
        return load_folder(Path(folder), sample=True)


def create_app(ledger: Ledger, settings: Settings) -> Dash:
    """Return the Dash application over a ledger."""
    flask = Flask(__name__)
    flask.config.update(
        BOOTSTRAP_SERVE_LOCAL=True,
        COMPRESS_STREAMING_ENDPOINT_CONDITIONAL=["static", "_dash_assets.static"],
        SEND_FILE_MAX_AGE_DEFAULT=YEAR,
    )
    Bootstrap5(flask)
    app = Dash(
        __name__,
        server=flask,  # type: ignore[arg-type] # Dash declares it wrongly
        assets_folder=str(HOME / "assets"),
        assets_ignore=r"early\.js",
        compress=True,
        external_stylesheets=["/bootstrap/static/css/bootstrap.min.css"],
        title="influencer-roi",
        update_title="",
        suppress_callback_exceptions=True,  # a page's components come with the page
        on_error=callbacks.failed,
    )
    app.index_string = _INDEX.replace("{early}", app.get_asset_url("early.js")).replace("{icon}", _ICON)
    app.layout = shell()
    assumed = Assumptions(settings.baseline, settings.margin)
    callbacks.register(app, ledger, assumed)
    flask.register_blueprint(downloads(ledger, assumed))
    _register_health(flask, ledger)
    _protect(app)
    return app


def _register_health(flask: Flask, ledger: Ledger) -> None:
    @flask.get("/healthz")
    def healthz() -> Response:
        """Say that this process answers, and for which data."""
        return jsonify(status="ok", entries=ledger.entries.height, as_of=ledger.as_of.isoformat())


def _protect(app: Dash) -> None:
    """Let pages load nothing from any other host; called after every callback is registered."""
    policy = "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {' '.join(app.csp_hashes())}",
            "style-src 'self' 'unsafe-inline'",
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

    flask: Flask = app.server

    @flask.after_request
    def secure(response: Response) -> Response:
        """Add the headers that keep a page to its own host."""
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        return response
