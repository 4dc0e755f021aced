"""Counts answers for Prometheus, over all workers, and says which data is served."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from influencer_roi.live.health import Health
from influencer_roi.monitoring.answers import Answer
from influencer_roi.settings import counts_folder, is_loopback
from influencer_roi.store.versions import made_at

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PATH = "/metrics"
_NAMED = "influencer_roi_"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_TEXT = "text/plain; version=0.0.4; charset=utf-8"
_BODIES = (HTTPStatus.LENGTH_REQUIRED, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


class Figures:
    """The counts of this process, kept where those of the other workers are; `now` gives what is served."""

    def __init__(self, now: Callable[[], Health]) -> None:
        self._registry = CollectorRegistry()
        self._served = _Served(now)
        self._requests = Counter(
            f"{_NAMED}requests", "Answers sent.", ("route", "method", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            f"{_NAMED}request_seconds",
            "Seconds from a request to the last byte of its answer.",
            ("route",),
            registry=self._registry,
            buckets=_SECONDS,
        )
        self._refused = Counter(
            f"{_NAMED}refused_bodies",
            "Bodies that were too long, or did not say how long.",
            registry=self._registry,
        )

    def record(self, answer: Answer) -> None:
        """Count an answer."""
        self._requests.labels(answer.route, answer.method, answer.status).inc()
        self._seconds.labels(answer.route).observe(answer.seconds)
        if answer.status in _BODIES:
            self._refused.inc()

    def text(self) -> bytes:
        """Return all figures as Prometheus reads them."""
        registry = CollectorRegistry()
        if counts_folder():
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call] # theirs
        else:
            registry = self._registry
        return generate_latest(registry) + generate_latest(self._served.registry)

    def application(self, environment: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Answer with the figures, to this machine alone."""
        host = environment.get("HTTP_HOST", "").rpartition(":")[0]
        if environment.get("PATH_INFO") != PATH or not is_loopback(host):
            start("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "0")])
            return [b""]
        body = self.text()
        start("200 OK", [("Content-Type", _TEXT), ("Content-Length", str(len(body)))])
        return [body]


class _Served(Collector):
    """Says which data is served, asked anew each time."""

    def __init__(self, now: Callable[[], Health]) -> None:
        self._now = now
        self.registry = CollectorRegistry()
        self.registry.register(self)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the gauges."""
        served = self._now()
        yield _gauge("ready", "Whether there is data to answer from.", float(served.ledger is not None))
        if served.version:
            age = dt.datetime.now(dt.UTC) - made_at(served.version)
            yield _gauge("version_age_seconds", "Since the served version was built.", age.total_seconds())
        if served.ledger is not None:
            rows = GaugeMetricFamily(
                f"{_NAMED}rows", "Rows of the files, by what became of them.", labels=["table", "outcome"]
            )
            for table, counts in served.ledger.report.counts.items():
                rows.add_metric([table, "kept"], counts.kept)
                rows.add_metric([table, "set aside"], counts.set_aside)
                rows.add_metric([table, "left out"], counts.left_out)
            yield rows


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"{_NAMED}{name}", meaning, value=value)
