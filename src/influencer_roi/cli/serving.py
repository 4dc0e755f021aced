"""Serves the dashboard: checks the folder, then becomes gunicorn."""

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn

from influencer_roi.data.load import load_folder
from influencer_roi.settings import PREFIX, Settings


def serve(parsed: argparse.Namespace) -> int:
    """Check the folder, then become gunicorn; where gunicorn cannot run, serve from this process."""
    environment = dict(os.environ, PORT=str(parsed.port))
    if parsed.folder:
        environment[f"{PREFIX}DATA"] = str(parsed.folder.resolve())
    settings = Settings.from_environment(environment)
    if settings.folder:
        load_folder(settings.folder)
    os.environ.update(environment)
    sys.stderr.write(f"influencer-roi is at http://localhost:{parsed.port}\n")
    return _run_server(parsed.port)


def _run_server(port: int) -> int:
    """Run the application; gunicorn forks, which Windows cannot."""
    if sys.platform != "win32":
        _become_gunicorn()
    from influencer_roi.app import server

    server().run(host="127.0.0.1", port=port, threaded=True)
    return 0


def _become_gunicorn() -> NoReturn:
    config = Path(__file__).parents[3] / "gunicorn.conf.py"
    command = [sys.executable, "-m", "gunicorn", "-c", str(config), "influencer_roi.app:server()"]
    os.execv(sys.executable, command)
