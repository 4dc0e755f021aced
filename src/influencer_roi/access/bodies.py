"""Refuses what no page of ours sends to a callback: a body is built as its callback was registered."""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import TypeAlias

from dash import Output
from flask import Flask, Response, request

from influencer_roi.access import refusals

CALLBACKS = "/_dash-update-component"

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
CallbackMap: TypeAlias = Mapping[str, Mapping[str, object]]
Part = tuple[str, str]  # the id of a component, and one of its properties
DEEPEST, LONGEST, MOST = 8, 32_768, 5_000  # levels, characters of a text, values in all
LARGEST = 2**53  # of whole numbers, what a browser counts without a gap
_ARGUMENTS = {
    "endId"
}  # of the address: Dash names the loaded page, for background callbacks, of which none is ours
_NEEDED = {"output", "outputs", "inputs", "changedPropIds"}
_ALLOWED = _NEEDED | {"state", "parsedChangedPropsIds"}


class Malformed(ValueError):
    """A body no page of ours sends; it says where it departs."""


@dataclass(frozen=True)
class Expected:
    """What a callback was registered with: what it writes, listens to and reads, in that order."""

    outputs: tuple[Part, ...]
    inputs: tuple[Part, ...]
    state: tuple[Part, ...]

    def check(self, body: Mapping[str, Json]) -> None:
        """Pass a body that fits.

        Raises:
            Malformed: it does not.
        """
        _check_parts(_as_list(body["outputs"]), self.outputs, "outputs", {"id", "property"})
        _check_parts(_as_list(body["inputs"]), self.inputs, "inputs", {"id", "property", "value"})
        _check_parts(_as_list(body.get("state", [])), self.state, "state", {"id", "property", "value"})
        changed = frozenset(f"{identity}.{name}" for identity, name in self.inputs)
        _check_names(body["changedPropIds"], changed, "changedPropIds")
        _check_names(body.get("parsedChangedPropsIds", []), changed, "parsedChangedPropsIds")


def hold_callbacks(flask: Flask, registered: Callable[[], CallbackMap]) -> None:
    """Refuse every body that is not built as its callback was registered; called once answers are cached.

    `registered` gives the callbacks there are; it is asked once, at the first body.
    """
    expected = cache(lambda: expected_of(registered()))

    @flask.before_request
    def look() -> Response | None:
        """Return the refusal of a body no page of ours sends."""
        if request.path != CALLBACKS or request.method != "POST":
            return None
        try:
            checked(_sent(), expected())
        except Malformed as wrong:
            refusals.write_down(HTTPStatus.BAD_REQUEST, str(wrong))
            return Response("No page of ours sends this.\n", status=400, mimetype="text/plain")
        return None


def _sent() -> bytes:
    if not {*request.args} <= _ARGUMENTS or request.mimetype != "application/json":
        raise Malformed("it is not sent as a callback's")
    return request.get_data()


def expected_of(callback_map: CallbackMap) -> dict[str, Expected]:
    """Return what each callback of the server expects, by its output as the browser writes it."""
    return {
        output: Expected(_outputs(one["output"]), _parts(one["inputs"]), _parts(one["state"]))
        for output, one in callback_map.items()
        if "callback" in one
    }


def checked(text: bytes, expected: Mapping[str, Expected]) -> Mapping[str, Json]:
    """Return the body of a request to a callback.

    Raises:
        Malformed: it is none that a page of ours sends.
    """
    try:
        body = json.loads(text, parse_constant=_refused, parse_float=_finite, parse_int=_exact)
    except Malformed:
        raise
    except (ValueError, RecursionError):
        raise Malformed("it is not JSON") from None
    if not isinstance(body, dict) or not _NEEDED <= body.keys() <= _ALLOWED:
        raise Malformed("it has other parts than a callback's")
    _check_size(body)
    output = body["output"]
    if not isinstance(output, str) or output not in expected:
        raise Malformed("it names no callback")
    expected[output].check(body)
    return body


def _outputs(registered: object) -> tuple[Part, ...]:
    """Return what a callback writes, as Dash keeps it: one Output or several."""
    written = registered if isinstance(registered, list | tuple) else [registered]
    return tuple(
        (str(one.component_id), one.component_property) for one in written if isinstance(one, Output)
    )


def _parts(registered: object) -> tuple[Part, ...]:
    listed = registered if isinstance(registered, list) else []
    return tuple((str(one["id"]), str(one["property"])) for one in listed)


def _as_list(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list) else [value]


def _check_parts(sent: Sequence[Json], registered: Sequence[Part], what: str, known: set[str]) -> None:
    if len(sent) != len(registered):
        raise Malformed(f"{what} are {len(sent)}, not {len(registered)}")
    for one, (identity, name) in zip(sent, registered, strict=True):
        if not isinstance(one, dict) or not one.keys() <= known:
            raise Malformed(f"{what} hold something else than parts")
        if one.get("id") != identity or _bare(one.get("property")) != _bare(name):
            raise Malformed(f"{what} are not those of the callback")


def _bare(name: Json) -> Json:
    """Return a property without what marks an output that several callbacks write."""
    return name.partition("@")[0] if isinstance(name, str) else name


def _check_names(sent: Json, known: frozenset[str], what: str) -> None:
    if not isinstance(sent, list) or not all(isinstance(one, str) and one in known for one in sent):
        raise Malformed(f"{what} name something else than inputs")


def _check_size(body: Json) -> None:
    """Pass what is neither deep nor long, and holds text that can be written."""
    left, waiting = MOST, [(body, 0)]
    while waiting:
        value, depth = waiting.pop()
        left -= 1
        if left < 0 or depth > DEEPEST:
            raise Malformed("it is too deep, or holds too much")
        if isinstance(value, dict):
            waiting += [(one, depth + 1) for pair in value.items() for one in pair]
        elif isinstance(value, list):
            waiting += [(one, depth + 1) for one in value]
        elif isinstance(value, str):
            _check_text(value)


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Malformed("a text holds half a character") from None
    if len(text) > LONGEST:
        raise Malformed(f"a text is longer than {LONGEST} characters")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise Malformed("a number is beyond all numbers")
    return number


def _exact(text: str) -> int:
    number = int(text)
    if abs(number) > LARGEST:
        raise Malformed("a number is larger than a browser counts")
    return number


def _refused(_: str) -> float:
    raise Malformed("a number is none")
