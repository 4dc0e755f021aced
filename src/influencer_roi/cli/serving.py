"""Serves the dashboard: checks the folder, then becomes gunicorn."""

import argparse
import os
import socket
import subprocess
import sys
from collections.abc import Mapping

from influencer_roi.access.gate import check
from influencer_roi.live.source import DataSource, source_of
from influencer_roi.model.notation import grouped
from influencer_roi.model.report import refusal
from influencer_roi.settings import PREFIX, Access, Operation, Settings, adopt, environment_with
from influencer_roi.store import current_version

SMALL = 64 << 20  # bytes; a build of less takes a moment
GUNICORN_SETTINGS = "python:influencer_roi.gunicorn_settings"


def serve(parsed: argparse.Namespace) -> int:
    """Have small data built first, so that what is wrong with it is said here; then become gunicorn.

    Large data is built behind the served page, which says how far it is. What was served before is served
    again at once, and what is wrong with the new files then stands on the page.

    Raises:
        ValueError: a setting makes no sense, or the port cannot be listened on.
        Refused: the folder of snapshots holds those of other data.
    """
    chosen = {name: getattr(parsed, name) for name in ("source", "engine", "orders")}
    folder = str(parsed.folder.resolve()) if parsed.folder else None
    environment = environment_with({**chosen, "data": folder}) | {"PORT": str(parsed.port)}
    environment |= {"HOST": parsed.host} if parsed.host else {}
    access = Access.from_environment(environment)
    Operation.from_environment(environment)
    check(access)
    settings = Settings.from_environment(environment)
    here = source_of(settings)
    here.claim()
    is_small = sum(size for _, size, _, _ in here.fingerprint()) <= SMALL
    if current_version(here.root) is None and is_small and not _is_built(here, environment):
        return 1
    require_free(access.host, parsed.port)
    sys.stderr.write(f"{_where(access, parsed.port)}\n")
    return _run_server(access.host, parsed.port, environment)


def _where(access: Access, port: int) -> str:
    """Return where readers find it, and who may come."""
    if not access.is_for_others:
        return f"influencer-roi is at http://localhost:{port}, for this machine only."
    names = " and ".join(access.hosts) or f"port {port} of {access.host}"
    how = "by https" if access.tls else "without https: passwords and figures can be read on the way"
    return f"influencer-roi is at {names}; readers sign in {how}."


def _is_built(here: DataSource, environment: Mapping[str, str]) -> bool:
    """Build, and return whether it went well; what is wrong is on the terminal."""
    command = here.build_command()
    try:
        return subprocess.run(command, check=False, env=environment, timeout=here.patience).returncode == 0
    except subprocess.TimeoutExpired:
        more = f"{PREFIX}MAX_BUILD_SECONDS allows for more."
        message = f"the build took longer than {grouped(here.patience)} seconds and was ended. {more}"
        raise refusal("build_too_long", "", message) from None


def require_free(host: str, port: int) -> None:
    """Do nothing where a server can listen on a port of this machine.

    Raises:
        ValueError: it cannot, because another does or the system forbids it; it names the way out.
    """
    try:
        with socket.socket() as listening:
            # As gunicorn does: connections an ended server left to time out are no hindrance.
            if sys.platform != "win32":
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((host, port))
            listening.listen()
    except (OSError, OverflowError) as error:
        why = error.strerror if isinstance(error, OSError) else "ports go from 0 to 65535"
        raise ValueError(f"Port {port} cannot be used ({why}). Give another with --port or PORT.") from None


def _run_server(host: str, port: int, environment: Mapping[str, str]) -> int:
    """Run the application; gunicorn forks, which Windows cannot."""
    if sys.platform != "win32":
        command = [sys.executable, "-m", "gunicorn", "-c", GUNICORN_SETTINGS, "influencer_roi.app:server()"]
        os.execve(sys.executable, command, environment)
    adopt(environment)
    from influencer_roi.app import server

    server().run(host=host, port=port, threaded=True)
    return 0
