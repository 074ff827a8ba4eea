"""Writes texts for many callers at once: waiting rows share a batch in a worker thread."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from bot.writer.decode import Batch, Row, Sampling
from bot.writer.metrics import Metrics

log = logging.getLogger(__name__)


class OverloadedError(RuntimeError):
    """As many texts wait as may wait: try again shortly."""


class PromptError(ValueError):
    """A prompt that the model cannot read; the message says why."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some more text of candidate `index`; `finish_reason` is set on its last piece."""

    index: int
    text: str
    tokens: int = 0
    finish_reason: str = ""


@dataclass(eq=False, slots=True)
class _Job:
    """One candidate on its way; `out` belongs to the caller's event loop."""

    index: int
    row: Row
    stop: tuple[str, ...]
    stream: bool
    out: asyncio.Queue[Piece | Exception]
    queued: float = field(default_factory=time.monotonic)
    tokens: list[int] = field(default_factory=list)
    sent: int = 0
    left: bool = False
    done: bool = False


class Engine:
    """A model with a queue. `start` before use, `close` after."""

    def __init__(
        self,
        model: Any,
        tokenizer: Any,
        *,
        max_batch: int = 64,
        max_waiting: int = 256,
        metrics: Metrics | None = None,
    ) -> None:
        self._model = model
        self._words = tokenizer
        self._max_batch = max_batch
        self._max_waiting = max_waiting
        self._waiting: deque[_Job] = deque()
        self._arrived = asyncio.Event()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._worker: asyncio.Task[None] | None = None
        self.metrics = metrics or Metrics()
        self.ready = False

    @classmethod
    def load(cls, model: str, threads: int = 1, **options: Any) -> Engine:
        """Load a checkpoint directory or hub id: fp32 on a CPU, bf16 on a GPU.

        `threads` is torch's on a CPU; for the compact model one is fastest.
        """
        gpu = torch.cuda.is_available()
        if not gpu:
            torch.set_num_threads(threads)
        loaded = AutoModelForCausalLM.from_pretrained(
            model, dtype=torch.bfloat16 if gpu else torch.float32
        )
        words = AutoTokenizer.from_pretrained(model)
        return cls(loaded.to("cuda" if gpu else "cpu").eval(), words, **options)

    async def start(self) -> None:
        """Begin to serve; `ready` turns true after a first text has been written."""
        self._worker = asyncio.create_task(self._work())

    async def close(self) -> None:
        """Stop serving; whoever still waits gets an error."""
        self.ready = False
        if self._worker:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
        self._pool.shutdown(wait=True)
        for job in self._waiting:
            job.out.put_nowait(OverloadedError("the server is shutting down"))
        self._waiting.clear()

    def encode(self, prompt: str | Sequence[int], max_tokens: int) -> tuple[int, ...]:
        """Token ids of a prompt. Raises PromptError if it is empty, unknown or too long."""
        words = self._words
        ids = words.encode(prompt, add_special_tokens=False) if isinstance(prompt, str) else prompt
        if not ids:
            raise PromptError("the prompt is empty")
        if not all(0 <= token < self._model.config.vocab_size for token in ids):
            raise PromptError("the prompt has a token id outside the vocabulary")
        room = self._model.config.max_position_embeddings
        if len(ids) + max_tokens > room:
            raise PromptError(
                f"{len(ids)} prompt tokens and max_tokens {max_tokens} exceed the {room} tokens "
                "that the model can hold"
            )
        return tuple(ids)

    async def write(
        self,
        prompts: Sequence[tuple[int, ...]],
        n: int,
        sampling: Sampling,
        *,
        stop: tuple[str, ...] = (),
        stream: bool = False,
    ) -> AsyncGenerator[Piece, None]:
        """Pieces of `n` texts a prompt, numbered prompt by prompt, as they are written.

        Without `stream` each text comes as one piece. Raises OverloadedError at once if
        too many texts wait, and whatever the model raised.
        """
        out: asyncio.Queue[Piece | Exception] = asyncio.Queue()
        asked = [prompt for prompt in prompts for _ in range(n)]
        rows = [Row(prompt, sampling.candidate(at)) for at, prompt in enumerate(asked)]
        jobs = [_Job(at, row, stop, stream, out) for at, row in enumerate(rows)]
        if len(self._waiting) + len(jobs) > self._max_waiting:
            raise OverloadedError("too many requests are waiting")
        self._waiting.extend(jobs)
        self._arrived.set()
        try:
            open_texts = len(jobs)
            while open_texts:
                piece = await out.get()
                if isinstance(piece, Exception):
                    raise piece
                open_texts -= bool(piece.finish_reason)
                yield piece
        finally:
            for job in jobs:
                job.left = True

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._pool, self._warm_up)
        self.ready = True
        while True:
            await self._arrived.wait()
            jobs = self._take()
            if jobs:
                self.metrics.batch_rows.observe(len(jobs))
                await loop.run_in_executor(self._pool, self._run, jobs, loop)
            if not self._waiting:
                self._arrived.clear()

    def _take(self) -> list[_Job]:
        jobs: list[_Job] = []
        while self._waiting and len(jobs) < self._max_batch:
            job = self._waiting.popleft()
            if not job.left:
                self.metrics.queue_seconds.observe(time.monotonic() - job.queued)
                jobs.append(job)
        return jobs

    def _warm_up(self) -> None:
        # The first forward passes allocate and compile; no shopper should wait for them.
        row = Row((self._words.eos_token_id,), Sampling(max_tokens=8))
        with torch.inference_mode():
            for rows in (1, 4):
                batch = Batch(self._model, [row] * rows, self._words.eos_token_id)
                while not all(batch.finished):
                    batch.step()

    def _run(self, jobs: Sequence[_Job], loop: asyncio.AbstractEventLoop) -> None:
        """Write a batch; if it breaks, each job alone, so that only the culprit fails."""
        try:
            self._write(jobs, loop)
        except Exception as error:
            log.exception("a batch of %d failed", len(jobs))
            if len(jobs) == 1:
                loop.call_soon_threadsafe(jobs[0].out.put_nowait, error)
                return
            for job in jobs:
                if not job.done and not job.left:
                    job.tokens.clear()
                    self._run([job], loop)

    @torch.inference_mode()
    def _write(self, jobs: Sequence[_Job], loop: asyncio.AbstractEventLoop) -> None:
        batch = Batch(self._model, [job.row for job in jobs], self._words.eos_token_id)
        while not all(batch.finished):
            for at, token in enumerate(batch.step()):
                job = jobs[at]
                if job.done:
                    continue
                if token is not None:
                    job.tokens.append(token)
                if piece := self._piece(job, ended=batch.finished[at], by_itself=token is None):
                    loop.call_soon_threadsafe(job.out.put_nowait, piece)
                if job.left or job.done:
                    batch.drop(at)

    def _piece(self, job: _Job, *, ended: bool, by_itself: bool) -> Piece | None:
        """What can be sent of a job now: nothing before its end unless it streams."""
        if not (ended or job.stream or job.stop):
            return None
        text = self._words.decode(job.tokens, skip_special_tokens=True)
        cuts = [cut for mark in job.stop if (cut := text.find(mark)) >= 0]
        if cuts or ended:
            job.done = True
            text = text[: min(cuts)] if cuts else text
            reason = "stop" if cuts or by_itself else "length"
            return Piece(job.index, text[job.sent :], len(job.tokens), reason)
        # The end may be the start of a stop mark, or half a character.
        hold = max((len(mark) - 1 for mark in job.stop), default=0)
        safe = len(text.rstrip("\ufffd")) - hold
        if not job.stream or safe <= job.sent:
            return None
        fresh, job.sent = text[job.sent : safe], safe
        return Piece(job.index, fresh)
