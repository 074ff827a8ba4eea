"""The acts of the bot: what each must say, may say, and how it can be said.

One YAML file a topic in `grammar/`. `claims.yml` names the statements that can be wrong
("in stock", "free", …); an act may make only those that it lists.
"""

from __future__ import annotations

import functools
import itertools
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.writer.flow import Run, spoken_runs
from bot.writer.pattern import Pattern, PatternError, parse

FOLDER = Path(__file__).parent / "grammar"
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
PLACEHOLDER = re.compile(r"\[(\w+)\]")
_ACT_KEYS = {"required", "optional", "answers", "asserts", "may", "patterns"}
_OPENER = re.compile(r"(?:yes|no)\b", re.IGNORECASE)


class GrammarError(ValueError):
    """A grammar file cannot be used; the message names file, act and reason."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that can be wrong. In a negated clause it counts as `opposite`."""

    name: str
    says: re.Pattern[str]
    opposite: str


# Compared by identity, so that what is worked out of an act can be cached under it.
@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """One dialogue act.

    `optional` holds groups of slots that come together. `answers` is "yes", "no" or ""
    and says which answer to a yes/no question the act is. `asserts` are claims that a
    reply must make; `may` maps a claim to the slots beside which (in the same clause)
    it is allowed, none meaning anywhere.
    """

    name: str
    topic: str
    required: frozenset[str]
    optional: tuple[frozenset[str], ...]
    answers: str
    asserts: frozenset[str]
    may: Mapping[str, frozenset[str]]
    patterns: tuple[Pattern, ...]
    questions: tuple[Pattern, ...] = ()

    @property
    def slots(self) -> frozenset[str]:
        return self.required.union(*self.optional)

    def combinations(self) -> Iterable[frozenset[str]]:
        """Every set of slots that the act can be given."""
        for size in range(len(self.optional) + 1):
            for groups in itertools.combinations(self.optional, size):
                yield self.required.union(*groups)

    def fitting(self, given: Iterable[str]) -> frozenset[str]:
        """The slots of `given` that the act can speak: whole groups of known slots.

        Raises ValueError if a required slot is missing.
        """
        names = frozenset(given)
        if missing := self.required - names:
            raise ValueError(f"act {self.name} needs the slots {sorted(missing)}")
        return self.required.union(*(group for group in self.optional if group <= names))

    def suitable(self, given: frozenset[str], kind: str = "") -> tuple[Pattern, ...]:
        """The patterns for these slots and this kind of question (see `question_kind`)."""
        patterns = tuple(pattern for pattern in self.patterns if pattern.suits(given))
        if not kind or not self.answers:
            return patterns
        wanted = kind == "yes_no"
        chosen = tuple(p for p in patterns if bool(_OPENER.match(p.first(given))) == wanted)
        return chosen or patterns

    def template(self, given: frozenset[str], kind: str = "") -> str:
        """The act's plain sentence, used where no written one will do."""
        return self.suitable(given, kind)[0].first(given)

    def sample(self, given: frozenset[str], rng: random.Random, kind: str = "") -> str:
        """One of the act's realisations; patterns with more of them come up more often."""
        patterns = self.suitable(given, kind)
        weights = [pattern.count(given) ** 0.5 for pattern in patterns]
        return rng.choices(patterns, weights)[0].sample(given, rng)


@dataclass(frozen=True, slots=True)
class Grammar:
    """All acts, all claims, and what the patterns use: every word (lower case), every run."""

    acts: Mapping[str, Act]
    claims: tuple[Claim, ...]
    words: frozenset[str]
    runs: frozenset[Run]

    def find(self, act: str, given: frozenset[str]) -> Act | None:
        """The act if it can speak exactly these slots.

        Other people's data may use the same name for something else.
        """
        known = self.acts.get(act)
        return known if known and known.suitable(given) else None


@functools.cache
def load(folder: Path = FOLDER) -> Grammar:
    """Read and validate the grammar in `folder`. Raises GrammarError."""
    claims = _claims(folder / "claims.yml")
    known = {name for claim in claims for name in (claim.name, claim.opposite)}
    acts: dict[str, Act] = {}
    for path in sorted(folder.glob("*.yml")):
        if path.name == "claims.yml":
            continue
        for act in _topic(path):
            if act.name in acts:
                raise GrammarError(f"{path.name}: act {act.name} is defined twice")
            if unknown := (act.asserts | set(act.may)) - known:
                raise GrammarError(f"{path.name}: {act.name}: unknown claims {sorted(unknown)}")
            acts[act.name] = act
    patterns = [pattern for act in acts.values() for pattern in act.patterns]
    words = frozenset(
        word.lower()
        for pattern in patterns
        for text in pattern.texts()
        for word in WORD.findall(text)
    )
    runs = frozenset(run for pattern in patterns for run in spoken_runs(pattern))
    return Grammar(acts, claims, words, runs)


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise GrammarError(f"{path.name}: cannot be read: {error}") from error
    if not isinstance(data, dict):
        raise GrammarError(f"{path.name}: expected a mapping at the top")
    return data


def _claims(path: Path) -> tuple[Claim, ...]:
    return tuple(
        Claim(name, re.compile("|".join(entry["says"]), re.IGNORECASE), entry["opposite"])
        for name, entry in _read(path).items()
    )


def _topic(path: Path) -> Iterable[Act]:
    data = _read(path)
    fragments = data.get("fragments", {})
    try:
        questions = tuple(parse(source, fragments) for source in data.get("questions", []))
    except PatternError as error:
        raise GrammarError(f"{path.name}: questions: {error}") from error
    for name, entry in data.get("acts", {}).items():
        try:
            act = _act(name, path.stem, entry, fragments, questions)
            _validate(act)
        except (PatternError, GrammarError, KeyError, TypeError) as error:
            raise GrammarError(f"{path.name}: {name}: {error}") from error
        yield act


def _act(
    name: str,
    topic: str,
    entry: Mapping[str, Any],
    fragments: Mapping[str, str],
    questions: Sequence[Pattern],
) -> Act:
    if unknown := set(entry) - _ACT_KEYS:
        raise GrammarError(f"unknown keys {sorted(unknown)}")
    optional = (group if isinstance(group, list) else [group] for group in entry["optional"])
    return Act(
        name=name,
        topic=topic,
        required=frozenset(entry["required"]),
        optional=tuple(frozenset(group) for group in optional),
        answers=entry.get("answers", ""),
        asserts=frozenset(entry.get("asserts", ())),
        may={claim: frozenset(beside) for claim, beside in entry.get("may", {}).items()},
        patterns=tuple(parse(source, fragments) for source in entry["patterns"]),
        questions=tuple(questions),
    )


def _validate(act: Act) -> None:
    if act.answers not in {"", "yes", "no"}:
        raise GrammarError('answers must be "yes" or "no", in quotation marks')
    for pattern in act.patterns:
        if unknown := pattern.mentions - act.slots:
            raise GrammarError(f"unknown slots {sorted(unknown)} in {pattern.source!r}")
        if not any(pattern.suits(given) for given in act.combinations()):
            raise GrammarError(f"no set of slots suits {pattern.source!r}")
    for given in act.combinations():
        if not any(pattern.suits(given) for pattern in act.patterns):
            raise GrammarError(f"no pattern speaks exactly {sorted(given)}")
