"""Rasa's own checks of the training data and of whole conversations."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.settings import PROJECT

pytestmark = pytest.mark.slow

ENVIRONMENT = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TQDM_DISABLE": "1"}


def rasa(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rasa", *arguments],
        cwd=folder,
        env={**ENVIRONMENT, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_training_data_raise_no_warning(tmp_path):
    result = rasa(
        *("data", "validate", "--fail-on-warnings", "--config", str(PROJECT / "config.yml")),
        *("--domain", str(PROJECT / "bot/domain"), "--data", str(PROJECT / "bot/data")),
        folder=tmp_path,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_conversations_go_as_told(trained_model, tmp_path):
    result = rasa(
        *("test", "core", "--fail-on-prediction-errors", "--model", str(trained_model)),
        *("--stories", str(PROJECT / "tests/dialogue/test_stories.yml"), "--out", str(tmp_path)),
        folder=tmp_path,
    )
    assert result.returncode == 0, result.stdout + result.stderr
