"""Serves an application over HTTP from a thread of the tests, and ends it within a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

from werkzeug.serving import make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

PAUSE = 0.01  # seconds between two looks at whether it is to end; half a second would be waited for each time


@contextmanager
def listening(application: WSGIApplication) -> Iterator[str]:
    """Serve an application on a port of this machine; gives its address."""
    server = make_server("127.0.0.1", 0, application, threaded=True)
    thread = Thread(target=server.serve_forever, args=(PAUSE,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
