"""A whole running assistant for measuring and testing: `shopbot run` on free ports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.supervisor.plan import child_env
from bot.supervisor.ports import free_ports
from bot.supervisor.process import die_with_parent
from knowledge.settings import PROJECT, Settings

READY_LINE = "Demo shop:"
STOP_TIMEOUT = 15.0

# Servers on this machine are never behind a proxy, whatever the environment says.
LOCAL = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class LiveError(Exception):
    """The assistant did not come up; the message holds what it said."""


@dataclass(frozen=True)
class Live:
    """`shopbot run` in a process of its own; `output` is the file it prints to."""

    process: subprocess.Popen[bytes]
    settings: Settings
    output: Path

    @property
    def rasa(self) -> str:
        return f"http://{self.settings.host}:{self.settings.rasa_port}"

    @property
    def actions(self) -> str:
        return f"http://{self.settings.host}:{self.settings.actions_port}"

    @property
    def writer(self) -> str:
        return self.settings.writer_url

    @property
    def shop(self) -> str:
        return f"http://{self.settings.host}:{self.settings.shop_port}"

    @property
    def printed(self) -> str:
        return self.output.read_text("utf-8", errors="replace")

    def log(self, part: str) -> str:
        """Everything that `part` has logged since the start."""
        return (self.settings.data_dir / "logs" / f"{part}.log").read_text("utf-8", "replace")

    def ask(self, sender: str, text: str, timeout: float = 60.0) -> list[dict[str, Any]]:
        """The assistant's messages to `text`, as Rasa's REST channel gives them."""
        body = json.dumps({"sender": sender, "message": text}).encode()
        request = urllib.request.Request(  # noqa: S310 - our own http address
            f"{self.rasa}/webhooks/rest/webhook",
            data=body,
            headers={"Content-Type": "application/json"},
        )
        with LOCAL.open(request, timeout=timeout) as response:
            messages: list[dict[str, Any]] = json.load(response)
        return messages

    def get(self, url: str, timeout: float = 10.0) -> Any:
        """The JSON at `url`."""
        with LOCAL.open(url, timeout=timeout) as response:
            return json.load(response)

    def wait_printed(self, text: str, timeout: float) -> None:
        """Return once the supervisor has printed `text`. Raises LiveError."""
        end = time.monotonic() + timeout
        while text not in self.printed:
            if self.process.poll() is not None or time.monotonic() > end:
                raise LiveError(f"`shopbot run` never printed {text!r}:\n{self.printed}")
            time.sleep(0.1)

    def stop(self) -> int:
        """End it as a service manager would; returns the exit status."""
        self.process.terminate()
        return self.process.wait(STOP_TIMEOUT)


def settings_on_free_ports(data: Path) -> Settings:
    """This process's settings, but with `data` as their folder and ports of their own."""
    rasa, actions, writer, shop = map(str, free_ports(4))
    return replace(
        Settings.from_env(),
        data=str(data),
        rasa_port_=rasa,
        actions_port_=actions,
        writer_port_=writer,
        shop_port_=shop,
    )


def launch(settings: Settings, env: Mapping[str, str] = os.environ) -> Live:
    """Start `shopbot run` without waiting for it."""
    output = settings.data_dir / "run.txt"
    output.parent.mkdir(parents=True, exist_ok=True)
    with output.open("wb") as file:
        process = subprocess.Popen(
            (sys.executable, "-m", "bot.cli", "run"),
            cwd=PROJECT,
            env=child_env(settings, env),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            preexec_fn=die_with_parent(),  # noqa: PLW1509 - no thread of ours runs yet
        )
    return Live(process, settings, output)


@contextmanager
def live(settings: Settings, timeout: float = 600.0) -> Iterator[Live]:
    """The assistant, up and ready inside the block. Raises LiveError."""
    running = launch(settings)
    try:
        running.wait_printed(READY_LINE, timeout)
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()
