"""One topic, one name: domain, examples and rules speak of the same intents and actions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.settings import PROJECT

BOT = PROJECT / "bot"
RULES = sorted((BOT / "data" / "rules").glob("*.yml"))
FEWEST_EXAMPLES = 50


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def examples() -> dict[str, list[str]]:
    return {
        block["intent"]: [line.removeprefix("- ") for line in block["examples"].splitlines()]
        for file in (BOT / "data" / "nlu").glob("*.yml")
        for block in read(file)["nlu"]
    }


@pytest.mark.parametrize("rules", RULES, ids=lambda path: path.stem)
def test_a_topic_has_one_file_of_each_kind(rules):
    domain = read(BOT / "domain" / rules.name)
    steps = [rule["steps"] for rule in read(rules)["rules"]]
    assert [intent["intent"] for intent, _ in steps] == domain["intents"]
    assert {action["action"] for _, action in steps} == set(domain["actions"])
    said = {block["intent"] for block in read(BOT / "data" / "nlu" / rules.name)["nlu"]}
    assert said | {"nlu_fallback"} == {*domain["intents"], "nlu_fallback"}


def test_every_intent_has_enough_examples():
    assert {
        intent: len(lines) for intent, lines in examples().items() if len(lines) < FEWEST_EXAMPLES
    } == {}


def test_no_example_belongs_to_two_intents():
    owners: dict[str, set[str]] = {}
    for intent, lines in examples().items():
        for line in lines:
            owners.setdefault(line.casefold().strip(" ?!."), set()).add(intent)
    assert {line: intents for line, intents in owners.items() if len(intents) > 1} == {}
