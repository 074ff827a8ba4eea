"""Training data drawn from the grammar, split so that no test reply was trained on."""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.writer import data
from bot.writer.data import Example
from bot.writer.grammar import Act, load
from bot.writer.prompt import KINDS, Slot, lexicalise, question_kind
from bot.writer.values import Stock, invent

SPLITS = ("train", "validation", "test")
_TRIES = 100


@dataclass(frozen=True, slots=True)
class Preparation:
    """What to draw, and its words. `per_act` is shared by an act's sets of slots."""

    per_act: int = 3000
    per_slots: int = 300
    seed: int = 7
    stock: Stock = field(default_factory=Stock)


def prepare(
    folder: Path,
    plan: Preparation | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, int]:
    """Write train.jsonl, validation.jsonl and test.jsonl into `folder`.

    Returns the number of examples in each. A reply (with its placeholders) is in one
    split only. `progress` is told how many of how many acts are done.
    """
    plan = plan or Preparation()
    folder.mkdir(parents=True, exist_ok=True)
    splits: dict[str, list[Example]] = {split: [] for split in SPLITS}
    acts = load().acts.values()
    for done, act in enumerate(acts, 1):
        for split, example in _examples(act, plan):
            splits[split].append(example)
        if progress:
            progress(done, len(acts))
    for split, examples in splits.items():
        random.Random(plan.seed).shuffle(examples)
        data.write(folder / f"{split}.jsonl", examples)
    return {split: len(examples) for split, examples in splits.items()}


def _examples(act: Act, plan: Preparation) -> Iterator[tuple[str, Example]]:
    rng = random.Random(f"{plan.seed} {act.name}")
    combinations = list(act.combinations())
    draws = max(plan.per_slots, plan.per_act // len(combinations))
    for given in combinations:
        seen: set[tuple[str, str]] = set()
        for _ in range(draws):
            kind = rng.choice(("", "", *KINDS))
            reply = act.sample(given, rng, kind)
            if (kind, reply) not in seen:
                seen.add((kind, reply))
                values = _values(given, rng, plan.stock)
                question = _question(act, values, kind, rng)
                slots = tuple(Slot(name, value) for name, value in values.items())
                spoken = lexicalise(reply, slots)
                yield _split(reply), Example(act.name, slots, question, spoken)


def _split(reply: str) -> str:
    """The same reply always lands in the same split, whatever the seed."""
    bucket = hashlib.sha256(reply.encode()).digest()[0]
    return "test" if bucket < 13 else "validation" if bucket < 26 else "train"


def _question(act: Act, values: dict[str, str], kind: str, rng: random.Random) -> str:
    if not kind:
        return ""
    given = frozenset(values)
    asked = [pattern.sample(given, rng) for pattern in act.questions if pattern.needs <= given]
    fitting = [question for question in asked if question_kind(question) == kind]
    plain = "Do you have that?" if kind == "yes_no" else "What can you tell me?"
    slots = tuple(Slot(name, value) for name, value in values.items())
    return lexicalise(rng.choice(fitting or [plain]), slots)


def _values(given: frozenset[str], rng: random.Random, stock: Stock) -> dict[str, str]:
    """Values that do not contain one another, so that each can be found in the reply.

    A shop with a single product cannot give three: then they are taken as they are.
    """
    values: dict[str, str] = {}
    for _ in range(_TRIES):
        values = {name: invent(name, rng, stock) for name in sorted(given)}
        words = [f" {value.lower()} ".replace(",", " ") for value in values.values()]
        if not any(a in b for a, b in itertools.permutations(words, 2)):
            break
    return values
