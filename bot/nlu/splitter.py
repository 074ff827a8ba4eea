"""The clauses of a message as messages of their own, for the components behind to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.clauses import clauses

CLAUSES = "clauses"
"""Attribute of a message that can be cut: pairs of a `Clause` and its `Message`."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class ClauseSplitter(GraphComponent):
    """Sets `CLAUSES` where a message has more than one clause; leaves training data alone."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ClauseSplitter:
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            found = clauses(text)
            if len(found) > 1:
                message.set(CLAUSES, [(c, Message({TEXT: text[c.start : c.end]})) for c in found])
        return messages


def with_clauses(messages: Sequence[Message]) -> list[Message]:
    """The messages, each followed by its clauses."""
    return [
        part
        for message in messages
        for part in (message, *(clause for _, clause in message.get(CLAUSES, [])))
    ]
