"""OpenAI's completions request as typed data."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from bot.writer.batch import Sampling
from bot.writer.jobs import Wish

MAX_TEXTS = 32
# Names of options that would change the texts, and the values that ask for no change.
_REFUSED: dict[str, tuple[object, ...]] = {
    "best_of": (None, 1),
    "suffix": (None, ""),
    "logit_bias": (None, {}),
    "frequency_penalty": (None, 0),
    "presence_penalty": (None, 0),
}


class ApiError(Exception):
    """An answer in OpenAI's error envelope."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: str = "invalid_request_error",
        param: str = "",
        code: str = "",
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.kind = kind
        self.param = param
        self.code = code

    def body(self) -> dict[str, Any]:
        """The envelope."""
        return {
            "error": {
                "message": self.message,
                "type": self.kind,
                "param": self.param or None,
                "code": self.code or None,
            }
        }


@dataclass(frozen=True, slots=True)
class CompletionRequest:
    """One request to `/v1/completions`; a prompt is text or token ids.

    `usage` asks for a last event of a stream that counts tokens.
    """

    prompts: tuple[str | tuple[int, ...], ...]
    n: int
    sampling: Sampling
    wish: Wish
    usage: bool = False


def parse(body: Any) -> CompletionRequest:
    """Read a request's JSON. Raises ApiError 400 naming the field that is wrong."""
    if not isinstance(body, dict):
        raise ApiError(400, "the body must be a JSON object")
    _refuse(body)
    n = int(_number(body, "n", 1, 1, MAX_TEXTS, whole=True))
    prompts = _prompts(body.get("prompt"))
    if len(prompts) * n > MAX_TEXTS:
        raise ApiError(400, f"at most {MAX_TEXTS} texts a request", param="n")
    wish = _wish(body)
    sampling = Sampling(
        # Without a text to write there must be one to give back.
        max_tokens=int(_number(body, "max_tokens", 64, 0 if wish.echo else 1, 4096, whole=True)),
        temperature=_number(body, "temperature", 1.0, 0, 2),
        top_p=_number(body, "top_p", 1.0, 0.001, 1),
        seed=int(_number(body, "seed", random.getrandbits(48), -(2**63), 2**63 - 1, whole=True)),
    )
    return CompletionRequest(prompts, n, sampling, wish, _usage(body, wish))


def _refuse(body: dict[str, Any]) -> None:
    for name, harmless in _REFUSED.items():
        if body.get(name) not in harmless:
            raise ApiError(400, f"{name} is not supported by this server", param=name)
    if not isinstance(body.get("model", ""), str):
        raise ApiError(400, "model must be text", param="model")


def _wish(body: dict[str, Any]) -> Wish:
    logprobs = body.get("logprobs")
    if logprobs is not None:
        logprobs = int(_number(body, "logprobs", 0, 0, 5, whole=True))
    return Wish(_stop(body.get("stop")), _flag(body, "stream"), logprobs, _flag(body, "echo"))


def _usage(body: dict[str, Any], wish: Wish) -> bool:
    options = body.get("stream_options")
    if options is None:
        return False
    if not wish.stream:
        raise ApiError(400, "stream_options needs stream to be true", param="stream_options")
    if not isinstance(options, dict):
        raise ApiError(400, "stream_options must be an object", param="stream_options")
    return _flag(options, "include_usage")


def _flag(body: dict[str, Any], name: str) -> bool:
    value = body.get(name)
    if value is not None and not isinstance(value, bool):
        raise ApiError(400, f"{name} must be true or false", param=name)
    return bool(value)


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
