"""What the server counts, for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 12, 30)
_ROWS = (1, 2, 4, 8, 16, 32, 64, 128)
_RATES = (5, 10, 25, 50, 100, 200, 400, 800, 1600)


class Metrics:
    """The counters of one server, in a registry of its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "writer_requests", "Requests by HTTP status", ["status"], registry=self._registry
        )
        self.tokens = self._counter("writer_tokens", "Tokens written")
        self.prompt_tokens = self._counter("writer_prompt_tokens", "Tokens of prompts read")
        self.failures = self._counter("writer_failures", "Texts that the model failed on")
        self.splits = self._counter("writer_splits", "Batches that were split after a failure")
        self.waiting = Gauge(
            "writer_waiting", "Texts that wait for a place", registry=self._registry
        )
        self.request_seconds = self._histogram("writer_request_seconds", "A request's time")
        self.queue_seconds = self._histogram("writer_queue_seconds", "A text's wait for a place")
        self.first_token_seconds = self._histogram(
            "writer_first_token_seconds", "From a text's arrival to its first token"
        )
        self.batch_rows = self._histogram("writer_batch_rows", "Texts that share a step", _ROWS)
        self.text_rate = self._histogram(
            "writer_text_tokens_per_second", "A text's tokens a second, once it is begun", _RATES
        )

    def text(self) -> bytes:
        """All metrics in Prometheus' text format."""
        return generate_latest(self._registry)

    def _counter(self, name: str, help: str) -> Counter:
        return Counter(name, help, registry=self._registry)

    def _histogram(self, name: str, help: str, buckets: tuple[float, ...] = _SECONDS) -> Histogram:
        return Histogram(name, help, buckets=buckets, registry=self._registry)
