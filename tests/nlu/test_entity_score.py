"""The rules against messages that were labelled before the rules had seen them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.nlu.reading import read

LABELLED = ("entities.yml", "entities_fresh.yml")


def entity_f1(labels: dict[str, str]) -> tuple[float, list[str]]:
    """Micro F1 over the details of all messages (name, value, role and unit must be right),
    and the misread messages."""
    right = said = meant = 0
    misread = []
    for text, label in labels.items():
        found, expected = set(read(text).split()), set(label.split())
        right += len(found & expected)
        said += len(found)
        meant += len(expected)
        if found != expected:
            misread.append(f"{text!r}: {sorted(found)} instead of {sorted(expected)}")
    return 2 * right / (said + meant), misread


@pytest.mark.parametrize("name", LABELLED)
def test_entities_of_unseen_messages(name):
    file = Path(__file__).with_name(name)
    f1, misread = entity_f1(yaml.safe_load(file.read_text(encoding="utf-8")))
    assert f1 >= 0.9, "\n".join(misread)


def test_a_wrong_value_and_an_invented_detail_lower_the_score():
    assert entity_f1({"in 42": "size=42"})[0] == 1
    assert entity_f1({"in 42": "size=43", "in blue": ""})[0] == 0
