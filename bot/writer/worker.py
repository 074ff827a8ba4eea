"""The thread that writes: it takes waiting texts into its batch and out again.

It knows nothing of HTTP, and of the callers only where to put what they get.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Sequence
from itertools import islice
from typing import Any

import torch

from bot.writer.batch import Batch, Drawn, Net, Row, Sampling
from bot.writer.jobs import Job, Piece
from bot.writer.metrics import Metrics

log = logging.getLogger(__name__)

# Prompt tokens that are read between two steps of the rows that are already writing.
READ_AT_ONCE = 1024
# Steps without a failure after which a batch that had to be split may double again.
RECOVERY = 64


class StoppedError(RuntimeError):
    """The thread that writes has ended."""


class Worker:
    """Runs a network for jobs that are `put` into its queue."""

    def __init__(self, net: Net, words: Any, metrics: Metrics) -> None:
        self._net = net
        self._words = words
        self._metrics = metrics
        self._batch: Batch[Job] = Batch(net, words.eos_token_id)
        self._limit = net.rows
        self._calm = 0
        self._changed = threading.Condition()
        self._waiting: deque[Job] = deque()
        self._closing = self._stopped = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._beat = time.monotonic()
        self._idle = True
        self.warm = False

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin; callers are answered on `loop`."""
        self._loop = loop
        self._thread.start()

    def put(self, jobs: Sequence[Job], most: int) -> bool:
        """Queue jobs; False if more than `most` would then wait.

        Raises StoppedError once the thread has ended, for whatever reason.
        """
        with self._changed:
            if self._stopped:
                raise StoppedError("the writer has stopped")
            if len(self._waiting) + len(jobs) > most:
                return False
            self._waiting.extend(jobs)
            self._changed.notify()
        self._metrics.waiting.set(len(self._waiting))
        return True

    def leave(self, jobs: Sequence[Job]) -> None:
        """Their caller has gone: free their places, in the queue and in the batch."""
        with self._changed:
            for job in jobs:
                job.left = True
            if any(job in self._waiting for job in jobs):
                self._waiting = deque(job for job in self._waiting if not job.left)
        self._metrics.waiting.set(len(self._waiting))

    def healthy(self, patience: float) -> bool:
        """Whether the thread lives and its last step ended within `patience` seconds.

        Warming up may take longer: on a GPU it compiles.
        """
        working = self._idle or not self.warm or time.monotonic() - self._beat < patience
        return working and not self._stopped

    def close(self, patience: float) -> None:
        """End the thread; it gets `patience` seconds to finish its step."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(patience)

    def _run(self) -> None:
        try:
            self._warm_up()
            self.warm = True
            while self._wait():
                self._round()
        finally:
            with self._changed:
                self._stopped = True
                left = [*self._batch.keys, *self._waiting]
            self._tell([(job, StoppedError("the writer has stopped")) for job in left])

    def _warm_up(self) -> None:
        # The first forward passes allocate and compile; no shopper should wait for them.
        end = self._words.eos_token_id
        for rows in (1, min(4, self._net.rows)):
            batch: Batch[int] = Batch(self._net, end)
            try:
                batch.join({at: Row((end,), Sampling(max_tokens=8)) for at in range(rows)})
                while len(batch):
                    batch.step()
            except Exception as error:
                if rows == 1 or not is_memory(error):
                    raise
                self._limit = 1

    def _wait(self) -> bool:
        """Return once there is something to do; False at the end."""
        with self._changed:
            self._idle = True
            while not (self._closing or self._waiting or len(self._batch)):
                self._changed.wait()
            self._beat, self._idle = time.monotonic(), False
            return not self._closing

    def _round(self) -> None:
        """Let waiting jobs join, then give every row of the batch a token."""
        self._batch.drop([job for job in self._batch.keys if job.left])
        joining = self._take()
        try:
            if joining:
                self._deliver(self._batch.join({job: job.resumed() for job in joining}))
            if len(self._batch):
                self._metrics.batch_rows.observe(len(self._batch))
                self._deliver(self._batch.step())
        except Exception as error:  # noqa: BLE001 - whatever it is, its callers are told
            failed = error
        else:
            self._recover()
            return
        # Outside the clause: the exception's frames hold the tensors that were too many.
        self._split(list(dict.fromkeys((*self._batch.keys, *joining))), failed)

    def _take(self) -> list[Job]:
        """The jobs at the head of the queue that fit into the batch now."""
        joining: list[Job] = []
        tokens = 0
        with self._changed:
            room = min(self._net.rows, self._limit) - len(self._batch)
            for job in islice(self._waiting, max(0, room)):
                tokens += len(job.row.prompt) + len(job.tokens)
                if joining and tokens > READ_AT_ONCE:
                    break
                joining.append(job)
            for _ in joining:
                self._waiting.popleft()
        now = time.monotonic()
        for job in joining:
            if not job.began:
                job.began = now
                self._metrics.queue_seconds.observe(now - job.queued)
        self._metrics.waiting.set(len(self._waiting))
        return joining

    def _deliver(self, drawn: Sequence[Drawn[Job]]) -> None:
        sent: list[tuple[Job, Piece | Exception]] = []
        done: list[Job] = []
        for given in drawn:
            job = given.key
            try:
                piece = job.take(given, self._words)
            except Exception as error:  # noqa: BLE001 - one text's trouble is not its neighbours'
                sent.append((job, error))
                done.append(job)
                continue
            if given.token and len(job.tokens) == 1:
                self._metrics.first_token_seconds.observe(time.monotonic() - job.queued)
            if piece:
                sent.append((job, piece))
                if piece.finish_reason:
                    done.append(job)
                    self._finished(job)
        self._batch.drop(done)
        self._tell(sent)

    def _finished(self, job: Job) -> None:
        self._metrics.tokens.inc(len(job.tokens))
        self._metrics.prompt_tokens.inc(len(job.row.prompt))
        seconds = time.monotonic() - job.began
        if job.tokens and seconds:
            self._metrics.text_rate.observe(len(job.tokens) / seconds)

    def _tell(self, sent: Sequence[tuple[Job, Piece | Exception]]) -> None:
        if sent and self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(_hand_out, sent)

    def _split(self, jobs: list[Job], error: Exception) -> None:
        """After a failure go on with half the rows at once; a row that fails alone is to blame.

        Both a poisoned row and too little memory end up here, and are treated alike: the
        texts go back to the head of the queue with the tokens that they have.
        """
        self._batch = Batch(self._net, self._words.eos_token_id)
        self._calm = 0
        jobs = [job for job in jobs if not job.left]
        if len(jobs) == 1:
            log.error("a text failed: %s", type(error).__name__)
            self._metrics.failures.inc()
            self._tell([(jobs[0], error)])
            if not is_memory(error):
                self._limit = self._net.rows
            return
        self._limit = max(1, len(jobs) // 2)
        log.warning("%d texts failed together: %s; splitting", len(jobs), type(error).__name__)
        self._metrics.splits.inc()
        with self._changed:
            self._waiting.extendleft(reversed(jobs))

    def _recover(self) -> None:
        self._calm += 1
        if self._calm >= RECOVERY and self._limit < self._net.rows:
            self._limit, self._calm = min(2 * self._limit, self._net.rows), 0


def is_memory(error: Exception) -> bool:
    """Whether the device or the machine had too little memory."""
    # torch raises a plain RuntimeError where the CPU's allocator fails.
    words = ("out of memory", "DefaultCPUAllocator", "can't allocate memory")
    return isinstance(error, torch.OutOfMemoryError | MemoryError) or any(
        word in str(error) for word in words
    )


def _hand_out(sent: Sequence[tuple[Job, Piece | Exception]]) -> None:
    for job, item in sent:
        job.out.put_nowait(item)
