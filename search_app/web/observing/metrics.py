"""Figures for Prometheus at /metrics: how much is asked, how long it takes, what answers.

They are told to programs on this machine only. Labels are routes and names of problems, so that
no figure holds what anybody looked for, and their number is bounded.
"""

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from flask import Blueprint, Flask, Response, abort, current_app, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from search_app.web.guards.hosts import is_loopback, name_of
from search_app.web.observing.observed import Served, observe
from search_app.web.observing.verification import Verification

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

metrics = Blueprint("metrics", __name__)

_EXTENSION = "timtin-metrics"
# Most searches take 1 to 20 ms; five seconds is what one may take if nothing else is set.
_BUCKETS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)  # s
_REASONS = ("too-costly", "busy", "too-many-requests", "unavailable")  # as the problems are called
_BY_PROXIES = ("HTTP_X_FORWARDED_", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")
_IS_FORWARDED = "timtin.is-forwarded"


@metrics.get("/metrics")
def figures() -> Response:
    """Answer with all figures in the text format of Prometheus."""
    if not _is_from_here():
        abort(403)
    registry = cast(CollectorRegistry, current_app.extensions[_EXTENSION])
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def register(app: Flask, verification: Verification) -> None:
    """Count and time the requests to `app`, and answer /metrics."""
    registry = CollectorRegistry()
    requests = _Requests(registry)
    observed = observe(app)
    observed.begun.append(requests.begun)
    observed.ended.append(requests.ended)
    registry.register(_Builds(verification))
    ProcessCollector(registry=registry)
    app.extensions[_EXTENSION] = registry
    app.register_blueprint(metrics)


def noting_proxies(server: "WSGIApplication") -> "WSGIApplication":
    """Return what a server calls, noting what came through a proxy, before it forgets that."""

    def noting(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        environ[_IS_FORWARDED] = _names_proxy(environ)
        return server(environ, start_response)

    return noting


class _Requests:
    """What is counted of requests."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._count = Counter(
            "timtin_requests",
            "Requests answered, by route and class of status.",
            ("endpoint", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "timtin_request_seconds",
            "Time until the last byte was handed over, by route.",
            ("endpoint",),
            buckets=_BUCKETS,
            registry=registry,
        )
        self._refused = Counter(
            "timtin_refused",
            "Requests refused to protect the site, by reason.",
            ("reason",),
            registry=registry,
        )
        for reason in _REASONS:
            self._refused.labels(reason)  # 0 is told, too: an alert can be set before the first
        self._in_flight = Gauge(
            "timtin_requests_in_flight", "Requests being answered.", registry=registry
        )

    def begun(self) -> None:
        self._in_flight.inc()

    def ended(self, served: Served) -> None:
        self._in_flight.dec()
        self._count.labels(served.route, f"{served.status // 100}xx").inc()
        self._seconds.labels(served.route).observe(served.seconds)
        if served.refused:
            self._refused.labels(served.refused).inc()


class _Builds(Collector):
    """What the index says of itself when it is asked."""

    def __init__(self, verification: Verification) -> None:
        self._verification = verification

    def collect(self) -> Iterator[Metric]:
        told = self._verification.look()
        yield CounterMetricFamily(
            "timtin_generations_opened",
            "Times that another build of the index took the place of the one before.",
            value=self._verification.changes,
        )
        if told is None:
            return
        yield GaugeMetricFamily("timtin_articles", "Articles of the index.", told.articles)
        yield GaugeMetricFamily(
            "timtin_index_built_timestamp_seconds",
            "When the index was built, in seconds since 1970.",
            datetime.datetime.fromisoformat(told.built).timestamp(),
        )
        yield GaugeMetricFamily(
            "timtin_index_damaged",
            "1 when a file of the index differs from its checksum, else 0.",
            float(told.checksums == "damaged"),
        )


def _is_from_here() -> bool:
    """Return whether a program on this machine asks for itself, not a proxy on it for others."""
    if request.environ.get(_IS_FORWARDED) or _names_proxy(request.environ):
        return False
    return is_loopback(request.remote_addr or "") and is_loopback(name_of(request.host))


def _names_proxy(environ: "WSGIEnvironment") -> bool:
    return any(name.startswith(_BY_PROXIES) for name in environ)
