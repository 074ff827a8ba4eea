"""A model trained from the project's own data, once for each state of that data."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from knowledge.settings import PROJECT

SOURCES = ("config.yml", "bot/domain", "bot/data", "bot/nlu", "indexes/encoder.py")


@dataclass(frozen=True)
class Parse:
    """What the pipeline understood of one message."""

    intent: str
    confidence: float
    entities: tuple[str, ...]


class NluModel:
    """The trained model behind one method."""

    def __init__(self, agent: Any) -> None:
        self._agent = agent

    def parse(self, text: str) -> Parse:
        result = asyncio.run(self._agent.parse_message(text))
        entities = (f"{e['entity']}={e['value']}" for e in result["entities"])
        intent = result["intent"]
        return Parse(str(intent["name"]), intent["confidence"], tuple(entities))


def fingerprint() -> str:
    """Changes with every file that a trained model depends on."""
    digest = hashlib.sha256()
    for source in SOURCES:
        path = PROJECT / source
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.suffix in {".py", ".yml"}:
                digest.update(str(file.relative_to(PROJECT)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def trained_model(request: pytest.FixtureRequest) -> Path:
    """Path of the model file, trained if pytest's cache does not hold it."""
    folder = request.config.cache.mkdir("rasa-models")
    model = folder / f"{fingerprint()}.tar.gz"
    if not model.exists():
        for old in folder.glob("*.tar.gz"):
            old.unlink()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("RASA_TELEMETRY_ENABLED", "false")
            patch.setenv("TQDM_DISABLE", "1")
            _train(model)
    return model


def _train(model: Path) -> None:
    from rasa.model_training import train

    train(
        domain=str(PROJECT / "bot/domain"),
        config=str(PROJECT / "config.yml"),
        training_files=[str(PROJECT / "bot/data")],
        output=str(model.parent),
        fixed_model_name=model.name.removesuffix(".tar.gz"),
        force_training=True,
    )


@pytest.fixture(scope="session")
def nlu_model(trained_model: Path) -> NluModel:
    from rasa.core.agent import Agent

    return NluModel(Agent.load(str(trained_model)))
