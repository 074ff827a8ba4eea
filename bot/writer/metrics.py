"""What the server counts, for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6)


class Metrics:
    """The counters of one server, in a registry of its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "writer_requests", "Requests by HTTP status", ["status"], registry=self._registry
        )
        self.tokens = Counter("writer_tokens", "Tokens written", registry=self._registry)
        self.request_seconds = Histogram(
            "writer_request_seconds", "A request's time", buckets=_SECONDS, registry=self._registry
        )
        self.queue_seconds = Histogram(
            "writer_queue_seconds", "A text's wait", buckets=_SECONDS, registry=self._registry
        )
        self.batch_rows = Histogram(
            "writer_batch_rows",
            "Texts in a batch",
            buckets=(1, 2, 4, 8, 16, 32, 64, 128),
            registry=self._registry,
        )

    def text(self) -> bytes:
        """All metrics in Prometheus' text format."""
        return generate_latest(self._registry)
