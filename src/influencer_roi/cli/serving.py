"""Serves the dashboard: checks the folder, then becomes gunicorn."""

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import NoReturn

from influencer_roi.access.gate import check
from influencer_roi.live.source import DataSource, source_of
from influencer_roi.settings import Access, Settings, adopt, environment_with
from influencer_roi.store import current_version

SMALL = 64 << 20  # bytes; a build of less takes a moment
GUNICORN_SETTINGS = "python:influencer_roi.gunicorn_settings"


def serve(parsed: argparse.Namespace) -> int:
    """Have small data built first, so that what is wrong with it is said here; then become gunicorn.

    Large data is built behind the served page, which says how far it is. What was served before is served
    again at once, and what is wrong with the new files then stands on the page.
    """
    chosen = {name: getattr(parsed, name) for name in ("source", "engine", "orders")}
    folder = str(parsed.folder.resolve()) if parsed.folder else None
    environment = environment_with({**chosen, "data": folder}) | {"PORT": str(parsed.port)}
    environment |= {"HOST": parsed.host} if parsed.host else {}
    access = Access.from_environment(environment)
    check(access)
    settings = Settings.from_environment(environment)
    here = source_of(settings)
    if current_version(here.root) is None and _is_small(here):
        code = subprocess.run(here.build_command(), check=False, env=environment).returncode
        if code:
            return 1
    sys.stderr.write(f"{_where(access, parsed.port)}\n")
    return _run_server(access.host, parsed.port, environment)


def _where(access: Access, port: int) -> str:
    """Return where readers find it, and who may come."""
    if not access.is_for_others:
        return f"influencer-roi is at http://localhost:{port}, for this machine only."
    names = " and ".join(access.hosts) or f"port {port} of {access.host}"
    how = "by https" if access.tls else "without https: passwords and figures can be read on the way"
    return f"influencer-roi is at {names}; readers sign in {how}."


def _is_small(here: DataSource) -> bool:
    return sum(size for _, size, _, _ in here.fingerprint()) <= SMALL


def _run_server(host: str, port: int, environment: Mapping[str, str]) -> int:
    """Run the application; gunicorn forks, which Windows cannot."""
    if sys.platform != "win32":
        _become_gunicorn(environment)
    adopt(environment)
    from influencer_roi.app import server

    server().run(host=host, port=port, threaded=True)
    return 0


def _become_gunicorn(environment: Mapping[str, str]) -> NoReturn:
    command = [sys.executable, "-m", "gunicorn", "-c", GUNICORN_SETTINGS, "influencer_roi.app:server()"]
    os.execve(sys.executable, command, environment)
