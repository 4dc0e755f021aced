"""Says how gunicorn serves the dashboard: `gunicorn -c python:influencer_roi.gunicorn_settings …`."""

import contextlib
import ctypes
import gc
import shutil
import socket
import sys
import tempfile
from importlib import import_module
from typing import TYPE_CHECKING

from influencer_roi import settings
from influencer_roi.access.gate import check
from influencer_roi.response_cache.turns import MOST_WAITING
from influencer_roi.serving import handover

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.workers.base import Worker

M_ARENA_MAX = -8  # of glibc's malloc.h

# Hosts that read a Procfile hand the port over in PORT; who is to be reached from outside names that in HOST.
operation = settings.Operation.from_environment()
bind = [settings.listening()]
if operation.metrics_port:
    bind.append(f"{settings.HOST}:{operation.metrics_port}")

# Which proxies are believed is said once, to the door (access/proxy.py), not to gunicorn too.
forwarded_allow_ips = ""

# Polars fills all cores from one worker; the second is for what Python itself computes. More gained nothing.
workers = settings.workers()

# Sockets are held by one thread that waits on all of them; these answer pages, others probes and files. What
# has to be computed waits in one of them for its turn, and 16 are left for what is known.
worker_class = "influencer_roi.serving.worker.SocketWorker"
threads = MOST_WAITING + 16

# On TERM: what was asked is finished within this time.
graceful_timeout = 30

# A first start reads and rolls up the files before it answers; the default, 30 seconds, is short for that.
timeout = 120

# Each worker builds the app after the fork: a fork after any Polars query deadlocks. Imports ask none.
preload_app = False

# Nobody uses the control socket, and it wants a writable home.
control_socket_disable = True

# max_requests stays off: a new worker starts cold, and there is no leak to hide.


def on_starting(_: "Arbiter") -> None:
    """Ends a server that others could reach and nobody may use, before it listens.

    The users are closed again: no open file of SQLite goes through a fork.
    """
    try:
        check(settings.Access.from_environment())
    except ValueError as wrong:
        sys.stderr.write(f"{wrong}\n")
        sys.exit(1)
    shared = tempfile.mkdtemp(prefix="influencer-roi-")
    settings.adopt({settings.SHARED: shared})
    if operation.metrics_port:
        settings.adopt({settings.MULTIPROCESS: shared})


def on_exit(_: "Arbiter") -> None:
    """Removes what the workers shared: their counts and the answers they gave."""
    if folder := settings.shared_folder():
        shutil.rmtree(folder, ignore_errors=True)


def when_ready(arbiter: "Arbiter") -> None:
    """Imports what every worker needs before the first is forked: once, and in memory that they share.

    Behind a proxy it refuses connections until a worker serves, which listens again: the proxy asks another
    server meanwhile, where a queue would keep readers waiting.
    And lets the threads of a worker allocate from one arena: glibc gives each its own, and keeps them all.
    """
    if settings.Access.from_environment().proxies:
        for listener in arbiter.LISTENERS:
            listener.sock.shutdown(socket.SHUT_RDWR)
    with contextlib.suppress(AttributeError):  # other C libraries have no arenas
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
    gc.disable()
    import_module("influencer_roi.app")
    gc.freeze()
    gc.enable()


def on_reload(_: "Arbiter") -> None:
    """Has the workers that are there serve until one of the new ones does."""
    handover.begin_next()


def post_worker_init(worker: "Worker") -> None:
    """Asks each worker for one page before it serves.

    Dash sets itself up on the first request, and threads race it: without this, the first page after
    a start came up blank in 4 of 20 starts (plotly/dash#3971).
    """
    worker.app.callable.test_client().get("/healthz")
