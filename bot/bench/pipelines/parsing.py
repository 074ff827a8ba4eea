"""What a trained model makes of texts, and how long it takes."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import structlog

from bot.bench.pipelines.measures import Read
from bot.bench.questions import conversations

FALLBACK = "nlu_fallback"
# Not the seed of the load: no message may be known from elsewhere.
MESSAGES, SEED = 28, 11


class Parser:
    """A model in this process."""

    def __init__(self, model: Path) -> None:
        from rasa.core.agent import Agent

        # Until Rasa's own command line sets it up, structlog prints every message's text.
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
        self._agent = Agent.load(model)

    def read(self, texts: Sequence[str], meant: str) -> list[Read]:
        """The likeliest intent of each text, whether or not its confidence is enough."""
        return [self._read(text, meant) for text in texts]

    def seconds(self) -> float:
        """Mean seconds of a shopper's message, one at a time."""
        (texts,) = conversations(1, MESSAGES, SEED)
        self.read(texts[:1], "")
        started = time.perf_counter()
        self.read(texts[1:], "")
        return (time.perf_counter() - started) / (len(texts) - 1)

    def _read(self, text: str, meant: str) -> Read:
        parsed: dict[str, Any] = asyncio.run(self._agent.parse_message(text))
        ranking = [r for r in parsed.get("intent_ranking", ()) if r["name"] != FALLBACK]
        best: dict[str, Any] = ranking[0] if ranking else {"name": FALLBACK, "confidence": 0.0}
        return Read(meant, best["name"], best["confidence"])
