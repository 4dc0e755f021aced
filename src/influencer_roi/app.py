"""Builds the application: settings, ledger, pages, server."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from secrets import token_urlsafe

from dash import Dash
from dash.development.base_component import Component
from flask import Flask, g, has_request_context

from influencer_roi import bundle, callbacks
from influencer_roi.access.audiences import ByAudience, seen_by
from influencer_roi.access.audit import log_to_stderr
from influencer_roi.access.bodies import hold_callbacks
from influencer_roi.access.door import Door
from influencer_roi.access.entry import reader
from influencer_roi.access.gate import OPEN, Gate, gate_of
from influencer_roi.access.headers import page_policy
from influencer_roi.callbacks.desks import Answers, guard_desks
from influencer_roi.callbacks.opening import open_ahead
from influencer_roi.callbacks.waiting import progress
from influencer_roi.downloads import Turns, downloads
from influencer_roi.ledger.entries import Ledger
from influencer_roi.live.health import Health, health
from influencer_roi.live.hot_swap import HotSwap, Make
from influencer_roi.live.source import source_of
from influencer_roi.live.versions_desk import VersionsDesk, versions_routes
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.audience import Audience
from influencer_roi.model.report import Refused
from influencer_roi.monitoring import Monitor, log, note, watch
from influencer_roi.pages import DESKS, PAGES
from influencer_roi.response_cache import AnswerCache, cache_responses
from influencer_roi.settings import Access, Operation, Settings, shared_folder
from influencer_roi.store import Snapshot
from influencer_roi.ui.document import document
from influencer_roi.ui.grid import ASKED
from influencer_roi.ui.shell import shell
from influencer_roi.uploads import PublishDesk, uploads

APP_LOAD_ERROR = 4
_VERSIONS = ("_version", "_version_url")


@dataclass(frozen=True)
class Shared:
    """What the applications of a process share: who has a workbook written, and the answers given before."""

    turns: Turns | None = None
    cached: AnswerCache = field(default_factory=AnswerCache)


class _App(Dash):
    """The Dash application, whose index names no version of anything: that would help only who attacks it."""

    # Dash documents that it is given names alone.
    def interpolate_index(self, *, config: str = "", **named: str) -> str:  # type: ignore[override]
        """Return the index, with a nonce that libraries may write styles under."""
        opening, _, rest = config.partition(">")
        given = json.loads(rest.removesuffix("</script>"))
        shown = {name: value for name, value in given.items() if not name.endswith(_VERSIONS)}
        written = json.dumps(shown).replace("<", "\\u003c")
        index: str = super().interpolate_index(config=f"{opening}>{written}</script>", **named)  # type: ignore[no-untyped-call] # Dash's
        g.nonce = token_urlsafe(16)
        return index.replace("{%nonce%}", g.nonce)


def nonce() -> str:
    """Return the nonce of the page that is answered; empty where the answer is none."""
    return str(g.get("nonce", ""))


def server() -> Flask:
    """Return the WSGI application gunicorn serves; a setting that makes no sense ends it with a message.

    It answers at once: from the last good snapshot, else with a page that follows the first build.
    """
    try:
        return started_hot_swap().flask
    except (ValueError, Refused) as wrong:
        sys.stderr.write(f"{wrong}\n")
        sys.exit(APP_LOAD_ERROR)


def started_hot_swap() -> HotSwap:
    """Return what serves the data the environment names, looking for new data from now on.

    Raises:
        ValueError: a setting cannot be read, what the browser gets is missing, or nobody could sign in
            where others may come; it names which.
        Refused: the folder of snapshots holds those of other data.
    """
    settings, assets = Settings.from_environment(), bundle.assets_folder()
    gate = gate_of(Access.from_environment())
    bundle.bundles(assets)  # a broken installation ends here, not behind a page that waits for data
    source = source_of(settings)
    source.claim()
    served = HotSwap(source, dashboard(settings, gate), assets)
    Door(gate, labels(), listed=False).install(served.flask)
    note(served.flask, labels())
    watch(served.flask, _monitor(Operation.from_environment(), served.now))
    log_to_stderr()
    served.start()
    return served


def _monitor(operation: Operation, now: Callable[[], Health]) -> Monitor:
    """Return what learns of each answer, as the settings have it."""
    logs = (log,) if operation.log_requests else ()
    if not operation.metrics_port:
        return Monitor(logs)
    from influencer_roi.monitoring.prometheus import Figures  # noqa: PLC0415 # off by default, and not free

    figures = Figures(now)
    return Monitor((*logs, figures.record), figures.application)


def dashboard(settings: Settings, gate: Gate = OPEN) -> Make:
    """Return what makes the dashboard over a snapshot, for whom the gate lets in."""
    folder = shared_folder()
    cached = AnswerCache(f"{folder}/answers.sqlite") if folder else AnswerCache()
    shared = Shared(Turns(settings.root() / "turns"), cached)

    def make(snapshot: Snapshot, now: Callable[[], Health]) -> Flask:
        return for_everybody(
            snapshot.ledger, settings, gate=gate, version=snapshot.version, now=now, shared=shared
        )

    return make


def for_everybody(
    ledger: Ledger,
    settings: Settings,
    *,
    gate: Gate,
    version: str = "",
    now: Callable[[], Health] | None = None,
    shared: Shared | None = None,
) -> Flask:
    """Return the application over a ledger that answers each reader from what their role may see."""
    shared = shared or Shared()
    expected = gate.audiences()

    def over(audience: Audience) -> Flask:
        seen = seen_by(ledger, audience)
        flask: Flask = create_app(seen, settings, gate=gate, version=version, now=now, shared=shared).server
        if audience in expected:
            open_ahead(seen, Assumptions.of(settings))
        return flask

    return ByAudience(over, gate).flask(expected)


def labels() -> dict[str, str]:
    """Return the pages and desks a reader can come to, by path."""
    return {page.path: page.label for page in PAGES} | {desk.path: desk.label for desk in DESKS}


def create_app(
    ledger: Ledger,
    settings: Settings,
    *,
    gate: Gate = OPEN,
    version: str = "",
    now: Callable[[], Health] | None = None,
    shared: Shared | None = None,
) -> Dash:
    """Return the Dash application over a ledger, for whom the gate lets in.

    `version` names its snapshot to the pages; `now` tells how it goes with the next one.
    """
    shared = shared or Shared()
    flask = Flask(__name__)
    flask.config.update(COMPRESS_STREAMING_ENDPOINT_CONDITIONAL=["static", "_dash_assets.static"])
    hashes = cache(lambda: tuple(app.csp_hashes()))  # every callback is registered when a page is asked for
    _door(ledger, gate, hashes).install(flask)
    note(flask, labels())
    cache_responses(flask, shared.cached, of=version)
    hold_callbacks(flask, lambda: app.callback_map)
    guard_desks(flask)
    app = _dash(flask, version)
    assumed = Assumptions.of(settings)
    root = settings.root()
    desks: Answers = {"publish": PublishDesk(root, gate), "versions": VersionsDesk(root)}
    callbacks.register(app, ledger, assumed, shared.cached, answers=desks)
    flask.register_blueprint(uploads(root, gate))
    flask.register_blueprint(versions_routes(root, gate))
    flask.register_blueprint(downloads(ledger, assumed, turns=shared.turns))
    flask.register_blueprint(progress(shared.cached))
    flask.register_blueprint(health(now or partial(Health, ledger, version)))
    return app


def _door(ledger: Ledger, gate: Gate, hashes: Callable[[], Sequence[str]]) -> Door:
    """Return the door of a dashboard; `hashes` gives those of Dash's inline scripts."""
    return Door(
        gate,
        labels(),
        lambda: page_policy(hashes(), nonce()),
        audience=ledger.audience,
        closed=frozenset(page.path for page in PAGES if not page.opens_to(ledger)),
        acts={desk.path: desk.act for desk in DESKS},
        rows={f"{identity}-{ASKED}": page.path for page in PAGES for identity in page.tables},
    )


def _dash(flask: Flask, version: str) -> Dash:
    """Return Dash on a Flask application, with what every page loads, and no page yet."""
    assets = bundle.assets_folder()
    loaded = bundle.loaded(assets)
    flask.register_blueprint(bundle.serving((loaded.early, *loaded.styles, *loaded.scripts)))
    app = _App(
        __name__,
        server=flask,  # type: ignore[arg-type] # Dash declares it wrongly
        assets_folder=str(assets),
        assets_ignore=bundle.IGNORED,
        compress=True,
        external_stylesheets=[one.address for one in loaded.styles],
        external_scripts=[one.address for one in loaded.scripts],
        title="influencer-roi",
        update_title="",
        suppress_callback_exceptions=True,  # a page's components come with the page
        on_error=callbacks.failed,
    )
    app.index_string = document(early=loaded.early.address, version=version)
    app.layout = _shell
    return app


def _shell() -> Component:
    """Return the layout for who asks; Dash asks for it once by itself, to look at it."""
    return shell(reader()) if has_request_context() else shell()
