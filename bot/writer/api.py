"""OpenAI's completions request and answer as typed data."""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MAX_TEXTS = 32
_REFUSED = ("echo", "logprobs", "suffix", "best_of", "logit_bias")


class ApiError(Exception):
    """An answer in OpenAI's error envelope."""

    def __init__(
        self, status: int, message: str, *, kind: str = "invalid_request_error", param: str = ""
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.kind = kind
        self.param = param

    def body(self) -> dict[str, Any]:
        """The envelope."""
        return {
            "error": {
                "message": self.message,
                "type": self.kind,
                "param": self.param or None,
                "code": None,
            }
        }


@dataclass(frozen=True, slots=True)
class CompletionRequest:
    """One request to `/v1/completions`; a prompt is text or token ids."""

    prompts: tuple[str | tuple[int, ...], ...]
    max_tokens: int
    temperature: float
    top_p: float
    n: int
    stop: tuple[str, ...]
    seed: int
    stream: bool


def parse(body: Any) -> CompletionRequest:
    """Read a request's JSON. Raises ApiError 400 naming the field that is wrong."""
    if not isinstance(body, dict):
        raise ApiError(400, "the body must be a JSON object")
    for name in _REFUSED:
        if body.get(name):
            raise ApiError(400, f"{name} is not supported by this server", param=name)
    n = _number(body, "n", 1, 1, MAX_TEXTS, whole=True)
    prompts = _prompts(body.get("prompt"))
    if len(prompts) * n > MAX_TEXTS:
        raise ApiError(400, f"at most {MAX_TEXTS} texts a request", param="n")
    stream = body.get("stream") or False
    if not isinstance(stream, bool):
        raise ApiError(400, "stream must be true or false", param="stream")
    return CompletionRequest(
        prompts=prompts,
        max_tokens=int(_number(body, "max_tokens", 64, 1, 4096, whole=True)),
        temperature=_number(body, "temperature", 1.0, 0, 2),
        top_p=_number(body, "top_p", 1.0, 0.001, 1),
        n=int(n),
        stop=_stop(body.get("stop")),
        seed=int(_number(body, "seed", random.getrandbits(48), -(2**63), 2**63 - 1, whole=True)),
        stream=stream,
    )


def _number(
    body: dict[str, Any], name: str, default: float, low: float, high: float, *, whole: bool = False
) -> float:
    value = body.get(name)
    if value is None:
        return default
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or (whole and not isinstance(value, int)) or not low <= value <= high:
        sort = "a whole number" if whole else "a number"
        raise ApiError(400, f"{name} must be {sort} from {low} to {high}", param=name)
    return float(value) if not whole else value


def _prompts(prompt: Any) -> tuple[str | tuple[int, ...], ...]:
    if isinstance(prompt, str):
        return (prompt,)
    if isinstance(prompt, list) and prompt:
        if all(isinstance(item, str) for item in prompt):
            return tuple(prompt)
        if _is_ids(prompt):
            return (tuple(prompt),)
        if all(_is_ids(item) for item in prompt):
            return tuple(tuple(item) for item in prompt)
    raise ApiError(400, "prompt must be text, token ids, or a list of either", param="prompt")


def _is_ids(item: Any) -> bool:
    return (
        isinstance(item, list)
        and bool(item)
        and all(isinstance(token, int) and not isinstance(token, bool) for token in item)
    )


def _stop(stop: Any) -> tuple[str, ...]:
    marks = [stop] if isinstance(stop, str) else stop or []
    if not isinstance(marks, list) or len(marks) > 4:
        raise ApiError(400, "stop must be text or a list of up to 4", param="stop")
    if not all(isinstance(mark, str) and mark for mark in marks):
        raise ApiError(400, "stop must not be empty", param="stop")
    return tuple(marks)


@dataclass(frozen=True, slots=True)
class Choice:
    """One text of an answer; `finish_reason` is empty while it is being streamed."""

    index: int
    text: str
    finish_reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What all messages of one answer share."""

    model: str
    id: str
    created: int

    @classmethod
    def start(cls, model: str) -> Answer:
        return cls(model, f"cmpl-{uuid.uuid4().hex}", int(time.time()))

    def body(
        self, choices: Sequence[Choice], usage: tuple[int, int] | None = None
    ) -> dict[str, Any]:
        """The JSON of an answer, or of one event of a stream.

        `usage` counts the tokens of the prompts and of the texts.
        """
        body: dict[str, Any] = {
            "id": self.id,
            "object": "text_completion",
            "created": self.created,
            "model": self.model,
            "choices": [
                {
                    "index": choice.index,
                    "text": choice.text,
                    "logprobs": None,
                    "finish_reason": choice.finish_reason or None,
                }
                for choice in choices
            ],
        }
        if usage:
            asked, written = usage
            body["usage"] = {
                "prompt_tokens": asked,
                "completion_tokens": written,
                "total_tokens": asked + written,
            }
        return body
