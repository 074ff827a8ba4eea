"""Bare Rasa with one intent and one response: what a turn costs before any of our code."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.supervisor.events import Event
from bot.supervisor.part import Part
from bot.supervisor.plan import RASA, child_env
from bot.supervisor.ports import free_ports
from bot.supervisor.stack import all_ready, running
from knowledge.settings import PROJECT, Settings

MESSAGE = "hello"

FILES = {
    "config.yml": """
recipe: default.v1
assistant_id: baseline
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: KeywordIntentClassifier
policies:
  - name: RulePolicy
""",
    "domain.yml": """
version: "3.1"
intents: [greet]
responses:
  utter_greet:
    - text: "Hello, how can I help?"
""",
    "data.yml": """
version: "3.1"
nlu:
  - intent: greet
    examples: |
      - hello
rules:
  - rule: greet
    steps:
      - intent: greet
      - action: utter_greet
""",
    "endpoints.yml": "",
    "credentials.yml": "rest:\n",
}


@asynccontextmanager
async def bare_rasa(folder: Path) -> AsyncIterator[str]:
    """Train it in `folder` and run it; gives the address of its REST webhook."""
    settings = Settings.from_env()
    env = child_env(settings) | {"PYTHONPATH": str(PROJECT)}
    _train(folder, env)
    part = _part(folder, env, settings.host)
    async with running([part], cwd=folder, tell=_tell_nobody) as keepers:
        await all_ready(keepers, _tell_nobody)
        yield f"{part.health_url}/webhooks/rest/webhook"


def _train(folder: Path, env: Mapping[str, str]) -> None:
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    data = ("--config", "config.yml", "--domain", "domain.yml", "--data", "data.yml")
    out = ("--out", str(folder), "--fixed-model-name", "baseline")
    subprocess.run(  # noqa: S603 - our own command
        (*RASA, "train", *data, *out), cwd=folder, env=env, check=True, capture_output=True
    )


def _part(folder: Path, env: Mapping[str, str], host: str) -> Part:
    (port,) = free_ports(1, host)
    files = ("--endpoints", "endpoints.yml", "--credentials", "credentials.yml")
    address = ("--interface", host, "--port", str(port))
    return Part(
        name="baseline",
        command=(*RASA, "run", "--model", "baseline.tar.gz", *files, *address),
        host=host,
        port=port,
        port_setting="another port",
        health_url=f"http://{host}:{port}",
        log=folder / "baseline.log",
        env=env,
    )


def _tell_nobody(_: Event) -> None: ...
