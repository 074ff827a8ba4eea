"""OpenAI's completions answer as JSON."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.writer.jobs import Piece, Said


@dataclass(frozen=True, slots=True)
class Usage:
    """How many tokens the prompts and the texts have."""

    prompt: int
    written: int

    def body(self) -> dict[str, int]:
        return {
            "prompt_tokens": self.prompt,
            "completion_tokens": self.written,
            "total_tokens": self.prompt + self.written,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What all messages of one answer share; `logprobs` says whether they were asked for."""

    model: str
    id: str
    created: int
    logprobs: bool

    @classmethod
    def start(cls, model: str, *, logprobs: bool) -> Answer:
        return cls(model, f"cmpl-{uuid.uuid4().hex}", int(time.time()), logprobs)

    def body(self, pieces: Sequence[Piece], usage: Usage | None = None) -> dict[str, Any]:
        """The JSON of an answer, or of one event of a stream."""
        body: dict[str, Any] = {
            "id": self.id,
            "object": "text_completion",
            "created": self.created,
            "model": self.model,
            "choices": [
                {
                    "index": piece.index,
                    "text": piece.text,
                    "logprobs": _logprobs(piece.said) if self.logprobs else None,
                    "finish_reason": piece.finish_reason or None,
                }
                for piece in pieces
            ],
        }
        if usage:
            body["usage"] = usage.body()
        return body


def _logprobs(said: Sequence[Said]) -> dict[str, list[Any]]:
    return {
        "tokens": [token.text for token in said],
        "token_logprobs": [token.logprob for token in said],
        # As OpenAI does it: the token itself is always among them.
        "top_logprobs": [
            None if token.logprob is None else {**dict(token.top), token.text: token.logprob}
            for token in said
        ],
        "text_offset": [token.offset for token in said],
    }
