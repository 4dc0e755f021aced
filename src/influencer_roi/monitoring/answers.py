"""Watches answers go out: of which route, with what status, in how many seconds and bytes."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request

from influencer_roi.access.audit import log_line
from influencer_roi.access.door import POLLED, PROBES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LEFT = 499  # as nginx has it: the reader left, or was answered in place of the application
NOWHERE = "(none)"  # the route of what no route fits
_NOTED = "influencer_roi.noted"
_MONITOR = "influencer_roi.monitor"
_ANYWHERE = "/<path:path>"
_BY_ITSELF = (*PROBES, *POLLED)  # asked by machines, again and again


@dataclass(frozen=True)
class Answer:
    """One answer: to which route, how it ended, how many seconds and bytes; and whose request it was.

    A route is a pattern: an address may hold what is secret, and there are any number of them. `refused`
    says that it stands in the log already, with why.
    """

    method: str = ""
    route: str = NOWHERE
    status: int = 0
    seconds: float = 0.0
    size: int = 0
    request: str = ""
    address: str = ""
    who: str = ""
    refused: bool = False


Record = Callable[[Answer], None]


@dataclass(frozen=True)
class Monitor:
    """What learns of each answer, and where machines read figures, if anywhere."""

    records: tuple[Record, ...] = ()
    metrics: "WSGIApplication | None" = None

    def record(self, answer: Answer) -> None:
        """Have it written down and counted."""
        for record in self.records:
            record(answer)


def note(flask: Flask, pages: Mapping[str, str]) -> None:
    """Have an application note which of its routes a request was for, and whose it is."""

    @flask.after_request
    def noted(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else NOWHERE
        is_page = rule == _ANYWHERE and request.path in pages
        caller, reader = g.get("caller"), g.get("reader")
        request.environ[_NOTED] = Answer(
            route=request.path if is_page else rule,
            request=g.get("request_id", ""),
            address=caller.address if caller else "",
            who=reader.name if reader else "",
            refused="refused" in g,
        )
        return response


def watch(flask: Flask, monitor: Monitor) -> None:
    """Have a monitor learn of each answer of an application, once its last byte is on its way."""
    flask.extensions[_MONITOR] = monitor
    if monitor.records:
        flask.wsgi_app = watched(flask.wsgi_app, monitor)  # type: ignore[method-assign,assignment] # as Flask's documentation has it


def monitor_of(application: object) -> Monitor:
    """Return the monitor of an application; one that learns nothing where there is none."""
    monitor = application.extensions.get(_MONITOR) if isinstance(application, Flask) else None
    return monitor if isinstance(monitor, Monitor) else Monitor()


def watched(application: "WSGIApplication", monitor: Monitor) -> "WSGIApplication":
    """Return the application with a monitor that learns of each answer."""

    def serve(environment: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        answering = _Answering(environment, monitor)

        def begin(status: str, headers: list[tuple[str, str]], *error: object) -> Callable[[bytes], object]:
            answering.status = int(status[:3])
            return start(status, headers, *error)  # type: ignore[arg-type] # handed on as it came

        answering.parts = application(environment, begin)
        return answering

    return serve


@dataclass
class _Answering:
    """The parts of an answer on their way out; when it is closed, it is known how it went."""

    environment: "WSGIEnvironment"
    monitor: Monitor
    status: int = HTTPStatus.INTERNAL_SERVER_ERROR
    parts: Iterable[bytes] = ()
    size: int = 0
    began: float = field(default_factory=time.perf_counter)

    def __iter__(self) -> Iterator[bytes]:
        for part in self.parts:
            self.size += len(part)
            yield part

    def close(self) -> None:
        """End the answer."""
        close = getattr(self.parts, "close", None)
        if close is not None:
            close()
        left = self.environment.get("waitress.client_disconnected")
        answer = replace(
            self.environment.get(_NOTED) or Answer(),
            method=self.environment.get("REQUEST_METHOD", ""),
            status=LEFT if callable(left) and left() else self.status,
            seconds=time.perf_counter() - self.began,
            size=self.size,
        )
        self.monitor.record(answer)


def log(answer: Answer) -> None:
    """Write an answer down in one line; not what machines ask again and again, where it went well."""
    if answer.refused or (answer.route in _BY_ITSELF and answer.status < HTTPStatus.BAD_REQUEST):
        return
    log_line(
        "answered",
        method=answer.method,
        route=answer.route,
        status=answer.status,
        ms=round(answer.seconds * 1000),
        bytes=answer.size,
        who=answer.who,
        address=answer.address,
        request=answer.request,
    )
