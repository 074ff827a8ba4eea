"""The writer's data: one JSON object a line with act, facts, question and reply."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.writer.grammar import PLACEHOLDER
from bot.writer.prompt import Slot, delexicalise, in_order, parts, prompt, question_kind


class DataError(ValueError):
    """A data file cannot be used; the message names file, line, field and reason."""


@dataclass(frozen=True, slots=True)
class Example:
    """One reply, or without `reply` one request to write it."""

    act: str
    slots: tuple[Slot, ...]
    question: str = ""
    reply: str = ""

    @property
    def given(self) -> frozenset[str]:
        """Names of the slots whose values the reply says as they are."""
        return frozenset(slot.name for slot in self.slots if not slot.flag)

    @property
    def flags(self) -> frozenset[str]:
        """The facts that the reply words without quoting them (see `Slot.flag`)."""
        return frozenset(slot.flag for slot in self.slots if slot.flag)

    @property
    def kind(self) -> str:
        return question_kind(self.question)

    @property
    def prompt(self) -> str:
        return prompt(self.act, self.given, self.kind, self.flags)

    def shuffled(self, rng: random.Random) -> str:
        """The prompt with its facts in another order."""
        facts = parts(self.given, self.flags)
        return in_order(self.act, rng.sample(facts, len(facts)), self.kind)

    @property
    def target(self) -> str:
        """The reply with placeholders instead of the facts' values."""
        return delexicalise(self.reply, [slot for slot in self.slots if not slot.flag])

    @property
    def clean(self) -> bool:
        """Whether the reply says each fact once, and no other figure.

        A model learns to leave out and to make up from replies that do. Cleaning the
        data is worth more than any change to the model (Dusek, Howcroft and Rieser,
        "Semantic noise matters for neural NLG", 2019).
        """
        target = self.target
        bare = PLACEHOLDER.sub(" ", target)
        spoken = [slot for slot in self.slots if not slot.flag]
        return (
            sorted(PLACEHOLDER.findall(target)) == sorted(self.given)
            and not any(sign.isnumeric() for sign in bare)
            and delexicalise(bare, spoken) == bare
        )


def read(path: Path) -> list[Example]:
    """Read a data file. Raises DataError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error
    return [
        _example(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip()
    ]


def write(path: Path, examples: Iterable[Example]) -> None:
    """Write a data file, replacing it only when it is complete."""
    staging = path.with_suffix(".staging")
    staging.write_text("".join(f"{line}\n" for line in _lines(examples)), encoding="utf-8")
    staging.replace(path)


def _lines(examples: Iterable[Example]) -> Iterator[str]:
    for example in examples:
        facts = [{"name": slot.name, "value": slot.value} for slot in example.slots]
        row: dict[str, Any] = {"act": example.act, "facts": facts}
        if example.question:
            row["question"] = example.question
        yield json.dumps(row | {"reply": example.reply}, ensure_ascii=False)


def _example(line: str, where: str) -> Example:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise DataError(f"{where}: not JSON: {error}") from error
    if not isinstance(row, dict):
        raise DataError(f"{where}: expected an object")
    return Example(
        act=_text(row, "act", where),
        slots=_slots(row.get("facts", []), where),
        question=_text(row, "question", where, default=""),
        reply=_text(row, "reply", where, default=""),
    )


def _text(row: dict[str, Any], field: str, where: str, default: str | None = None) -> str:
    value = row.get(field, default)
    if not isinstance(value, str):
        raise DataError(f"{where}: {field}: expected text, found {value!r}")
    return value


def numbered(facts: Iterable[tuple[str, str]]) -> tuple[Slot, ...]:
    """Names and values as slots; a name that comes again gets a number ("name", "name_2")."""
    seen: Counter[str] = Counter()
    slots = []
    for name, value in facts:
        seen[name] += 1
        slots.append(Slot(name if seen[name] == 1 else f"{name}_{seen[name]}", value))
    return tuple(slots)


def _slots(facts: Any, where: str) -> tuple[Slot, ...]:
    if not isinstance(facts, list) or not all(isinstance(fact, dict) for fact in facts):
        raise DataError(f"{where}: facts: expected a list of objects with name and value")
    return numbered((_text(fact, "name", where), _text(fact, "value", where)) for fact in facts)
