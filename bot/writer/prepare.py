"""Training data drawn from the grammar, split so that no test reply was trained on."""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.writer import data
from bot.writer.data import Example
from bot.writer.grammar import Act, Grammar, load
from bot.writer.prompt import KINDS, Slot, lexicalise, question_kind
from bot.writer.values import Stock, from_catalog, invent

SPLITS = ("train", "validation", "test")
_TRIES = 100


@dataclass(frozen=True, slots=True)
class Preparation:
    """How much data to draw. `per_act` is shared by the act's sets of slots."""

    per_act: int = 3000
    per_slots: int = 300
    seed: int = 7
    catalog: Path | None = None


def prepare(folder: Path, plan: Preparation | None = None) -> dict[str, int]:
    """Write train.jsonl, validation.jsonl and test.jsonl into `folder`.

    Returns the number of examples in each. A reply (with its placeholders) is in one
    split only. Raises DataError for a catalogue that cannot be read.
    """
    plan = plan or Preparation()
    folder.mkdir(parents=True, exist_ok=True)
    stock = from_catalog(plan.catalog) if plan.catalog else Stock()
    splits: dict[str, list[Example]] = {split: [] for split in SPLITS}
    for split, example in _examples(load(), stock, plan):
        splits[split].append(example)
    for split, examples in splits.items():
        random.Random(plan.seed).shuffle(examples)
        data.write(folder / f"{split}.jsonl", examples)
    return {split: len(examples) for split, examples in splits.items()}


def _examples(grammar: Grammar, stock: Stock, plan: Preparation) -> Iterator[tuple[str, Example]]:
    for act in grammar.acts.values():
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
                    values = _values(given, rng, stock)
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

    A catalogue with a single product cannot give three: then they are taken as they are.
    """
    values: dict[str, str] = {}
    for _ in range(_TRIES):
        values = {name: invent(name, rng, stock) for name in sorted(given)}
        words = [f" {value.lower()} ".replace(",", " ") for value in values.values()]
        if not any(a in b for a, b in itertools.permutations(words, 2)):
            break
    return values
