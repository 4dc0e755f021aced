"""Serves an application over HTTP from a thread of the tests, and ends it within a moment."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from werkzeug.serving import make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


@contextmanager
def listening(application: WSGIApplication) -> Iterator[str]:
    """Serve an application on a port of this machine; gives its address.

    It sleeps until somebody comes, as who ends it does: to look now and then would take work from the tests.
    """
    server = make_server("127.0.0.1", 0, application, threaded=True)
    ended = Event()

    def serve() -> None:
        while not ended.is_set():
            server.handle_request()

    thread = Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        ended.set()
        socket.create_connection(("127.0.0.1", server.server_port)).close()
        thread.join()
        server.server_close()
