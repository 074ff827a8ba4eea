"""Why texts of the model were not said, counted for Prometheus where the check runs."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, generate_latest

_REGISTRY = CollectorRegistry()
_REJECTIONS = Counter(
    "writer_check_rejections",
    "Texts that the check refused, by reason",
    ["reason"],
    registry=_REGISTRY,
)
_WORDINGS = Counter(
    "writer_wordings", "Sentences by who worded them", ["origin"], registry=_REGISTRY
)


def count(origin: str, reasons: Iterable[str]) -> None:
    """Note a sentence that is sent, and the reasons against those that were not."""
    _WORDINGS.labels(origin).inc()
    for reason in reasons:
        # What follows a colon names a slot or an act: too many to count apart.
        _REJECTIONS.labels(reason.partition(":")[0]).inc()


def metrics() -> bytes:
    """The counts in Prometheus' text format."""
    return generate_latest(_REGISTRY)
