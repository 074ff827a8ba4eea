"""The table that passes questions on to topics, against what Rasa trains and runs."""

from __future__ import annotations

from pathlib import Path

import yaml
from rasa_sdk.executor import ActionExecutor

from actions.topics import BY_INTENT
from knowledge.settings import PROJECT

DOMAIN = PROJECT / "bot" / "domain"
RULES = PROJECT / "bot" / "data" / "rules"


def listed(folder: Path, key: str) -> list[str]:
    files = sorted(folder.glob("*.yml"))
    return [one for path in files for one in yaml.safe_load(path.read_text()).get(key) or ()]


def test_every_trained_intent_has_a_topic() -> None:
    assert set(BY_INTENT) == set(listed(DOMAIN, "intents"))


def test_a_question_of_several_goes_where_rasa_sends_it_alone() -> None:
    rules = [rule["steps"] for path in RULES.glob("*.yml") for rule in _rules(path)]
    sent = {first["intent"]: second["action"] for first, second in rules}
    assert sent == {intent: f"action_{topic}" for intent, topic in BY_INTENT.items()}


def _rules(path: Path) -> list[dict[str, list[dict[str, str]]]]:
    rules: list[dict[str, list[dict[str, str]]]] = yaml.safe_load(path.read_text())["rules"]
    return rules


def test_rasa_sdk_finds_one_action_a_topic_in_the_package() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(executor.actions) == {f"action_{topic}" for topic in BY_INTENT.values()}
    assert set(executor.actions) == set(listed(DOMAIN, "actions"))
