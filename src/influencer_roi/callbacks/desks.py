"""Connects desks to Dash: each has one callback, which does what was asked and answers with all it shows."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from urllib.parse import parse_qsl

from dash import Dash, Input, Output
from dash.development.base_component import Component
from flask import Flask, Response, request

from influencer_roi.access import refusals
from influencer_roi.access.bodies import CALLBACKS
from influencer_roi.access.entry import reader
from influencer_roi.model.roles import Reader, refused
from influencer_roi.pages import DESKS
from influencer_roi.ui.desk import Desk, Shown, Submission, closed_desk, desk_layout
from influencer_roi.ui.rail import Listed

Answer = Callable[[Reader, Submission], Shown]
Answers = Mapping[str, Answer]  # by the key of the desk


def named(path: object, answers: Answers) -> Desk | None:
    """Return the desk at a path, None where there is none that answers."""
    return next((desk for desk in DESKS if desk.path == path and desk.key in answers), None)


def open_desks(answers: Answers) -> tuple[Desk, ...]:
    """Return the desks that who asks may use."""
    return tuple(desk for desk in DESKS if desk.key in answers and reader().may(desk.act))


def drawn_desk(desk: Desk, pages: Sequence[Listed], query: str, answers: Answers) -> Component:
    """Return a desk as an address names it, or what stands in its place for who may not use it."""
    desks = open_desks(answers)
    if desk not in desks:
        return closed_desk(desk, pages, desks)
    stated: Submission = dict(parse_qsl(query.removeprefix("?")))
    return desk_layout(desk, pages, desks, answers[desk.key](reader(), {**stated, "act": "look"}))


def register_desk(app: Dash, desk: Desk, answer: Answer) -> None:
    """Register the one callback of a desk: whatever is done there, one request answers for all of it."""

    @app.callback(
        Output(f"{desk.key}-body", "nodes"),
        Output(f"{desk.key}-address", "data"),
        Input(f"{desk.key}-asked", "data"),
        prevent_initial_call=True,
    )
    def act(submitted: object) -> tuple[object, str]:
        """Do what was asked, and return what the desk shows then."""
        shown = answer(reader(), submitted if isinstance(submitted, dict) else {})
        return shown.nodes, shown.query


def guard_desks(flask: Flask) -> None:
    """Refuse what is told at a desk by who may not use it; called once bodies are looked at."""
    acts = {f"{desk.key}-body.nodes": desk.act for desk in DESKS}

    @flask.before_request
    def look() -> Response | None:
        """Return the refusal of what this reader may not do."""
        if request.path != CALLBACKS or request.method != "POST":
            return None
        body = request.get_json(silent=True)
        output = str(body.get("output", "")) if isinstance(body, dict) else ""
        act = next((act for part, act in acts.items() if part in output), None)
        if act is None or reader().may(act):
            return None
        refusals.write_down(HTTPStatus.FORBIDDEN, refused(act))
        return Response(f"{refused(act)}\n", status=HTTPStatus.FORBIDDEN, mimetype="text/plain")
