"""Messages as they were meant: slips of the finger are mended before a message is read.

The vector of "any revies" is nearer to "any movies" than to "any reviews". Only the reading
changes: entities and actions get the words as typed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.splitter import with_clauses
from bot.nlu.typos import COPY_OF
from indexes.english import english
from indexes.slips import SHORTEST, Speller, meant_by, mend

FILE = "words.json"
MEANT = "text_as_meant"
"""Attribute of a message: its text without slips, where there were some."""

# Pasted from a page, or an attempt: it asks nothing.
MARKUP = re.compile(r"</?[a-z][^<>]{0,80}>", re.IGNORECASE)
MOSTLY = 10
"""How many times more often the right spelling of a word stands in the examples."""

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def as_meant(message: Message) -> str:
    """The text of `message` without slips."""
    return message.get(MEANT) or message.get(TEXT)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SlipMender(GraphComponent):
    """Reads a word that neither the examples nor English know as one that it may have been.

    Behind `ClauseSplitter`, since clauses are cut from the text as typed.
    """

    def __init__(self, storage: ModelStorage, resource: Resource, words: Iterable[str]) -> None:
        self._storage = storage
        self._resource = resource
        known = frozenset(words)
        self._speller = Speller((known, english()), is_right=known.__contains__, likely=known)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SlipMender:
        return cls(model_storage, resource, ())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SlipMender:
        with model_storage.read_from(resource) as folder:
            words = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, words)

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the words of the examples, but for those of misspelt copies."""
        texts = (e.get(TEXT) for e in training_data.intent_examples if not e.get(COPY_OF))
        seen = Counter(word.group().lower() for text in texts for word in WORD.finditer(text))
        words = [word for word in seen if not _is_slip(word, seen)]
        with self._storage.write_to(self._resource) as folder:
            (folder / FILE).write_text(json.dumps(sorted(words)), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `MEANT` of the messages and clauses that hold slips."""
        for message in with_clauses(messages):
            typed = message.get(TEXT) or ""
            meant = mend(MARKUP.sub(" ", typed), self._speller).text.strip()
            if meant and meant != typed:
                message.set(MEANT, meant)
        return messages


def _is_slip(word: str, seen: Counter[str]) -> bool:
    """Whether `word` is misspelt in the examples themselves: they mostly have it otherwise."""
    if word in english() or len(word) < SHORTEST or not (word.isascii() and word.isalpha()):
        return False
    return any(seen[near] >= MOSTLY * seen[word] for near in meant_by(word))
