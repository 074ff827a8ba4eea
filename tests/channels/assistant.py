"""A process with one channel, as Rasa runs it, and a turn that takes its time.

`python -m tests.channels.assistant CHANNEL PORT DATA API_URL`: what it hears it says back.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path

from rasa.core.channels.channel import UserMessage, register
from sanic import Sanic

from knowledge.settings import PROJECT, Settings
from tests.channels.platforms.every import CASES

QUIET = {"RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore", "OMP_NUM_THREADS": "1"}
COMPUTING = 0.02
"""Seconds of a turn in which nothing else runs, as understanding a message takes."""
WAITING = 0.1
"""Seconds of a turn that are spent on other servers."""


class SlowAgent:
    async def handle_message(self, message: UserMessage) -> None:
        time.sleep(COMPUTING)  # noqa: ASYNC251 - as Rasa does
        await asyncio.sleep(WAITING)
        await message.output_channel.send_response(message.sender_id, {"text": message.text})


def main(name: str, port: int, data: str, api: str) -> None:
    case = next(case for case in CASES if case.name == name)
    channel_settings = replace(case.settings(api), channel_limit_="10000", sender_limit_="10000")
    channel = case.input_type.of(Settings(data=data), channel_settings)
    app = Sanic("assistant", configure_logging=False)
    register([channel], app, "/webhooks/")
    app.ctx.agent = SlowAgent()
    app.run(host="127.0.0.1", port=port, access_log=False)


class Assistant:
    """That process, started and stopped by a test."""

    def __init__(self, channel: str, port: int, data: Path, api: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        arguments = map(str, (channel, port, data, api))
        command = [sys.executable, "-m", "tests.channels.assistant", *arguments]
        self._process = subprocess.Popen(command, cwd=PROJECT, env=os.environ | QUIET)

    def wait(self) -> None:
        """Return when it takes requests."""
        while self._process.poll() is None:
            try:
                urllib.request.urlopen(self.url, timeout=5)
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the assistant did not start")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        self._process.send_signal(number)
        self._process.wait(60)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4])
