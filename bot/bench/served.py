"""A writer's server in a process of its own, for measuring and testing."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import aiohttp
import psutil

from bot.supervisor.plan import child_env
from bot.supervisor.ports import free_ports
from knowledge.settings import PROJECT, Settings


class Server:
    """A server that can be restarted; `options` are `writer serve`'s, its output goes to `log`."""

    def __init__(self, log: Path, options: Sequence[str] = (), threads: int = 1) -> None:
        (port,) = free_ports(1)
        self._settings = replace(Settings.from_env(), writer_port_=str(port), writer_url_="")
        self._log = log
        self._options = (*options, "--threads", str(threads))
        self._env = child_env(self._settings) | {"OMP_NUM_THREADS": str(threads)}
        self.url = self._settings.writer_url

    async def start(self) -> None:
        """Return once it is ready. Raises RuntimeError with its log if it ends before."""
        with self._log.open("ab") as file:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot.cli", "writer", "serve", *self._options),
                cwd=PROJECT,
                env=self._env,
                stdout=file,
                stderr=file,
            )
        async with aiohttp.ClientSession() as http:
            while self._process.returncode is None:
                try:
                    async with http.get(f"{self.url}/health/ready") as response:
                        if response.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.1)
        raise RuntimeError(f"the server ended:\n{self._log.read_text('utf-8', 'replace')}")

    async def stop(self) -> int:
        """Ask it to end; returns the exit status."""
        if self._process.returncode is None:
            self._process.terminate()
        return await self._process.wait()

    @property
    def memory(self) -> int:
        """Bytes of memory that it occupies."""
        return int(psutil.Process(self._process.pid).memory_info().rss)
