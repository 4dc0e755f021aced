"""Holds what is seen of this server by who runs it, how many processes serve, how long an answer takes."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from influencer_roi.settings.access import Access
from influencer_roi.settings.variables import PREFIX, text, whole_number, yes

WORKERS = 2
REQUEST_SECONDS = 10  # an answer may take, files apart
MOST_PORT = 65_535
MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"  # where workers keep their counts, as prometheus_client has it
SHARED = f"{PREFIX}SHARED_BY_WORKERS"  # set by the server for its workers, not by who starts it


@dataclass(frozen=True)
class Operation:
    """What whoever runs this server sees of it, and how long an answer may take.

    `metrics_port` is where this machine alone reads figures of its own, 0 for nowhere; `log_requests` says
    that each request is a line in the log.
    """

    metrics_port: int = 0
    log_requests: bool = False
    request_seconds: int = REQUEST_SECONDS

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Operation":
        """Return what the environment asks for.

        Raises:
            ValueError: a value cannot be read; it names the variable.
        """
        logged = "yes" if Access.from_environment(environment).is_for_others else "no"
        return cls(
            metrics_port=_metrics_port(environment),
            log_requests=yes(environment, "REQUEST_LOG", default=logged),
            request_seconds=whole_number(
                environment, "MAX_REQUEST_SECONDS", cls.request_seconds, of="seconds"
            ),
        )


def workers(environment: Mapping[str, str] = os.environ) -> int:
    """Return how many processes serve, WORKERS where the environment names no number.

    Raises:
        ValueError: it is no number.
    """
    number = environment.get("WEB_CONCURRENCY") or str(WORKERS)
    if not number.isdecimal() or not int(number):
        raise ValueError(f"WEB_CONCURRENCY is '{number}'; give a whole number from 1 up.")
    return int(number)


def counts_folder(environment: Mapping[str, str] = os.environ) -> str:
    """Return the folder where workers keep what they count; empty where each counts for itself."""
    return environment.get(MULTIPROCESS, "")


def shared_folder(environment: Mapping[str, str] = os.environ) -> str:
    """Return the folder that the workers of this server share; empty where there is none."""
    named = environment.get(SHARED, "")
    return named if named and Path(named).is_dir() else ""


def _metrics_port(environment: Mapping[str, str]) -> int:
    port = text(environment, "METRICS_PORT") or "0"
    if not port.isdecimal() or int(port) > MOST_PORT:
        raise ValueError(f"{PREFIX}METRICS_PORT is '{port}'; give a port, such as 9100.")
    return int(port)
