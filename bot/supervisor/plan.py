"""Which processes the assistant is made of: settings in, parts out."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from bot.supervisor.part import Part
from knowledge.settings import PROJECT, Settings

# Runs Rasa's own command line (bot/supervisor/rasa.py).
RASA = (sys.executable, "-m", "bot.supervisor.rasa")
CREDENTIALS = str(PROJECT / "bot" / "credentials.yml")
CONSOLE = "bot.channels.console.ConsoleInput"
ENDPOINTS = str(PROJECT / "bot" / "endpoints.yml")

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    # Which model is trained is decided by a name made of its sources (model.py).
    "RASA_MAX_CACHE_SIZE": "0",
    "TQDM_DISABLE": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONUNBUFFERED": "1",
    # Hundreds of lines of other people's deprecations would bury the one that matters.
    "PYTHONWARNINGS": "ignore",
    "TOKENIZERS_PARALLELISM": "false",
}

# A message is one short text: threads that share it out cost more than they give, and take
# the cores from the writer. Measured on two cores: NLU 117 ms with threads, 26 ms without.
ONE_THREAD = {"OMP_NUM_THREADS": "1"}


def child_env(settings: Settings, env: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment of every part: `env`, all settings spelled out, and quiet libraries.

    bot/endpoints.yml refers to the settings by name, so none of them may be unset.
    """
    # Compiling TensorFlow's and torch's modules at each start would double its time.
    inherited = {k: v for k, v in env.items() if k != "PYTHONDONTWRITEBYTECODE"}
    given = {f.metadata["env"]: getattr(settings, f.name) for f in fields(Settings)}
    return {
        **inherited,
        **QUIET,
        **_offline(settings),
        **given,
        "SHOPBOT_DATA": str(settings.data_dir),
        "SHOPBOT_TRACKER_DB": str(settings.data_dir / "conversations.db"),
    }


def _offline(settings: Settings) -> dict[str, str]:
    """Keep models that are on the disk from being asked for on the network."""
    sources = (settings.writer_model, settings.encoder)
    local = all(not source or Path(source).is_dir() for source in sources)
    return {"HF_HUB_OFFLINE": "1"} if local else {}


def log_file(settings: Settings, name: str) -> Path:
    """Where the output of the process `name` goes."""
    return settings.data_dir / "logs" / f"{name.lower()}.log"


def shop_parts(settings: Settings, model: Path) -> tuple[Part, ...]:
    """Everything that `shopbot run` starts, in the order in which it is shown."""
    ours = (writer(settings),) if settings.writer_is_ours else ()
    return (*ours, actions(settings), rasa(settings, model), storefront(settings))


def shell_parts(settings: Settings) -> tuple[Part, ...]:
    """What Rasa's shell needs beside itself."""
    ours = (writer(settings),) if settings.writer_is_ours else ()
    return (*ours, actions(settings))


def writer(settings: Settings) -> Part:
    return Part(
        name="writer",
        command=(sys.executable, "-m", "bot.cli", "writer", "serve"),
        host=settings.host,
        port=settings.writer_port,
        port_setting="SHOPBOT_WRITER_PORT",
        health_url=f"http://{settings.host}:{settings.writer_port}/health/ready",
        log=log_file(settings, "writer"),
        env=child_env(settings),
        # Templates say the same facts, less nicely.
        required=False,
    )


def actions(settings: Settings) -> Part:
    return Part(
        name="actions",
        command=(sys.executable, "-m", "actions"),
        host=settings.host,
        port=settings.actions_port,
        port_setting="SHOPBOT_ACTIONS_PORT",
        health_url=f"http://{settings.host}:{settings.actions_port}/health",
        log=log_file(settings, "actions"),
        env=ONE_THREAD | child_env(settings),
    )


def rasa(settings: Settings, model: Path) -> Part:
    return Part(
        name="Rasa",
        command=(*RASA, "run", *rasa_options(settings, model), "--credentials", CREDENTIALS),
        host=settings.host,
        port=settings.rasa_port,
        port_setting="SHOPBOT_RASA_PORT",
        health_url=f"http://{settings.host}:{settings.rasa_port}/status",
        health_key="model_file",
        log=log_file(settings, "rasa"),
        env=ONE_THREAD | child_env(settings),
    )


def storefront(settings: Settings) -> Part:
    return Part(
        name="storefront",
        command=(sys.executable, "-m", "bot.storefront"),
        host=settings.host,
        port=settings.shop_port,
        port_setting="SHOPBOT_SHOP_PORT",
        health_url=f"http://{settings.host}:{settings.shop_port}/health",
        log=log_file(settings, "storefront"),
        env=child_env(settings),
    )


def shell_command(settings: Settings, model: Path) -> tuple[str, ...]:
    """Rasa's shell, for a terminal.

    It is `rasa run`, because `rasa shell` insists on Rasa's own channel, which is silent
    when an action fails.
    """
    # Its log lines would stand between question and answer.
    loudness = () if settings.log_messages else ("--quiet",)
    return (*RASA, "run", *rasa_options(settings, model), "--connector", CONSOLE, *loudness)


def rasa_options(settings: Settings, model: Path) -> tuple[str, ...]:
    """What Rasa is given as a server and in a terminal.

    Rasa's API stays closed: it would hand every conversation to anyone who can reach the
    port. `/status` comes from bot/channels/status.py instead.
    """
    files = ("--model", str(model), "--endpoints", ENDPOINTS)
    address = ("--interface", settings.host, "--port", str(settings.rasa_port))
    return (*files, *address, *(("--debug",) if settings.log_messages else ()))
