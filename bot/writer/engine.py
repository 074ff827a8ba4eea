"""Writes texts for many callers at once: each joins the batch that is being written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from bot.writer.batch import Net, Row, Sampling
from bot.writer.jobs import Job, Piece, Wish
from bot.writer.metrics import Metrics
from bot.writer.network import network_for
from bot.writer.worker import Worker

__all__ = ["Engine", "OverloadedError", "Piece", "PromptError", "Wish"]

# A step takes milliseconds; on the largest GPT-2 and a slow CPU, a few seconds.
STUCK_AFTER = 60.0
TOO_LONG = "context_length_exceeded"


class OverloadedError(RuntimeError):
    """As many texts wait as may wait: try again shortly."""


class ClosingError(RuntimeError):
    """The server is about to end and takes nothing new."""


class PromptError(ValueError):
    """A prompt that the model cannot read; the message says why, `code` in a word."""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class Engine:
    """A model with a queue. `start` before use, `close` after.

    `max_batch` texts are written side by side, `max_waiting` more may wait. `net` is for
    another way to run the same model.
    """

    def __init__(
        self,
        model: Any,
        tokenizer: Any,
        *,
        max_batch: int = 64,
        max_waiting: int = 256,
        metrics: Metrics | None = None,
        net: Net | None = None,
    ) -> None:
        self._model = model
        self._words = tokenizer
        self._max_waiting = max_waiting
        self._longest = max(map(len, tokenizer.get_vocab()))
        self.metrics = metrics or Metrics()
        self._net = net or network_for(model, max_batch)
        self._worker = Worker(self._net, tokenizer, self.metrics)
        self._open = 0
        self._nobody = asyncio.Event()
        self._nobody.set()
        self._closing = False

    @classmethod
    def load(cls, model: str, threads: int = 1, **options: Any) -> Engine:
        """Load a checkpoint directory or hub id, onto a GPU if there is one.

        `threads` is torch's on a CPU; for the compact model one is fastest. Raises OSError
        and ValueError (also ModelError) where that is not possible.
        """
        gpu = torch.cuda.is_available()
        if not gpu:
            torch.set_num_threads(threads)
        loaded = AutoModelForCausalLM.from_pretrained(
            model, dtype=torch.bfloat16 if gpu else torch.float32
        )
        words = AutoTokenizer.from_pretrained(model)
        return cls(loaded.to("cuda" if gpu else "cpu").eval(), words, **options)

    @property
    def ready(self) -> bool:
        """Whether it takes requests now."""
        return self._worker.warm and not self._closing and self.alive

    @property
    def alive(self) -> bool:
        """False once the thread that writes is dead or stuck: only a restart helps then."""
        return self._worker.healthy(STUCK_AFTER)

    async def start(self) -> None:
        """Begin to serve; `ready` turns true after a first text has been written."""
        self._worker.start(asyncio.get_running_loop())

    async def drain(self, seconds: float) -> None:
        """Take nothing new, and wait until the texts in hand are written, or `seconds`."""
        self._closing = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._nobody.wait(), seconds)

    async def close(self) -> None:
        """Stop serving; whoever still waits gets an error."""
        self._closing = True
        await asyncio.get_running_loop().run_in_executor(None, self._worker.close, 5.0)

    def encode(self, prompt: str | Sequence[int], max_tokens: int) -> tuple[int, ...]:
        """Token ids of a prompt. Raises PromptError if it is empty, unknown or too long."""
        room = self._net.positions
        if isinstance(prompt, str) and len(prompt) > room * self._longest:
            raise PromptError(f"the prompt exceeds the {room} tokens of the model", TOO_LONG)
        words = self._words
        ids = words.encode(prompt, add_special_tokens=False) if isinstance(prompt, str) else prompt
        if not ids:
            raise PromptError("the prompt is empty")
        if len(ids) + max_tokens > room:
            raise PromptError(
                f"{len(ids)} prompt tokens and max_tokens {max_tokens} exceed the {room} tokens "
                "of the model",
                TOO_LONG,
            )
        if not all(0 <= token < self._model.config.vocab_size for token in ids):
            raise PromptError("the prompt has a token id outside the vocabulary")
        return tuple(ids)

    async def write(
        self,
        prompts: Sequence[tuple[int, ...]],
        n: int,
        sampling: Sampling,
        *,
        stop: tuple[str, ...] = (),
        stream: bool = False,
        wish: Wish | None = None,
    ) -> AsyncGenerator[Piece, None]:
        """Pieces of `n` texts a prompt, numbered prompt by prompt, as they are written.

        Without `stream` each text comes as one piece; `wish` says the same and more. Raises
        OverloadedError at once if too many texts wait, ClosingError at the end, and whatever
        the model raised.
        """
        wish = wish or Wish(stop, stream)
        out: asyncio.Queue[Piece | Exception] = asyncio.Queue()
        asked = [prompt for prompt in prompts for _ in range(n)]
        scored = wish.echo and wish.logprobs is not None
        rows = [
            Row(prompt, sampling.candidate(at), (), wish.logprobs, scored)
            for at, prompt in enumerate(asked)
        ]
        jobs = [Job(at, row, wish, out) for at, row in enumerate(rows)]
        if self._closing:
            raise ClosingError("the server is shutting down")
        if not self._worker.put(jobs, self._max_waiting):
            raise OverloadedError("too many requests are waiting")
        self._open += 1
        self._nobody.clear()
        try:
            open_texts = len(jobs)
            while open_texts:
                piece = await out.get()
                if isinstance(piece, Exception):
                    raise piece
                open_texts -= bool(piece.finish_reason)
                yield piece
        finally:
            self._open -= 1
            if not self._open:
                self._nobody.set()
            self._worker.leave(jobs)
