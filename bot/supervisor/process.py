"""A child process that takes its whole family with it when it ends."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

PR_SET_PDEATHSIG = 1

# bm25s imports JAX where it finds it, and JAX warns of every fork. Our children exec at once.
warnings.filterwarnings("ignore", r"os\.fork\(\) was called", RuntimeWarning)


def die_with_parent() -> Callable[[], None] | None:
    """What a child runs first so that the kernel ends it when this process is killed.

    ``None`` where the kernel has no such thing: SIGKILL of the supervisor then leaves
    its children, every other way of stopping does not.
    """
    if not sys.platform.startswith("linux"):
        return None
    # Loaded here: between fork and exec a child must not allocate more than it has to.
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def ask_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

    return ask_kernel


class Process:
    """A running command in a process group of its own, its output appended to a file."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(
        cls, command: Sequence[str], *, env: Mapping[str, str], cwd: Path, log: Path
    ) -> Process:
        """Raises OSError where the command or the log cannot be opened."""
        with log.open("ab") as output:
            process = await asyncio.create_subprocess_exec(
                *command,
                env=dict(env),
                cwd=cwd,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                # Ctrl-C goes to the supervisor, which stops its parts in peace.
                start_new_session=True,
                preexec_fn=die_with_parent(),
            )
        return cls(process)

    @property
    def pid(self) -> int:
        return self._process.pid

    async def wait(self) -> int:
        """The exit status, negative for a signal, once the process has ended."""
        return await self._process.wait()

    async def stop(self, grace: float) -> None:
        """End the process and all its descendants; by force after `grace` seconds."""
        family = self._descendants()
        self._signal_group(signal.SIGTERM)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), grace)
        self._signal_group(signal.SIGKILL)
        for straggler in family:
            with suppress(psutil.Error):
                straggler.kill()
        await self._process.wait()

    def _descendants(self) -> list[psutil.Process]:
        try:
            return psutil.Process(self.pid).children(recursive=True)
        except psutil.Error:
            return []

    def _signal_group(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)
