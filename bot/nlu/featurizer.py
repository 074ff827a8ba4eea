"""Sentence vectors from the encoder that the search uses too."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.slips import as_meant
from bot.nlu.splitter import with_clauses
from indexes.encoder import load_encoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class MiniLMFeaturizer(DenseFeaturizer, GraphComponent):
    """Gives each message one dense vector.

    Option `encoder`: a sentence-transformers id or directory; empty means the MiniLM that
    ships. It is kept with the model and not read from SHOPBOT_ENCODER, since a model only
    understands the vectors that it was trained on.
    """

    def __init__(self, name: str, config: dict[str, Any]) -> None:
        super().__init__(name, config)
        self._encoder = load_encoder(config["encoder"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MiniLMFeaturizer:
        return cls(execution_context.node_name, config)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MiniLMFeaturizer:
        component = cls.create(config, model_storage, resource, execution_context)
        component.warm_up()
        return component

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**DenseFeaturizer.get_default_config(), "encoder": ""}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Every option has a default that works."""

    def warm_up(self) -> None:
        """Read the encoder's weights now, so that the first shopper need not wait for them."""
        self._encoder.encode(["ready"])

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self._add_vectors(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Encode the messages and their clauses, all in one batch."""
        self._add_vectors(with_clauses(messages))
        return messages

    def _add_vectors(self, messages: list[Message]) -> None:
        with_text = [message for message in messages if message.get(TEXT)]
        vectors = self._encoder.encode([as_meant(message) for message in with_text])
        for message, vector in zip(with_text, vectors, strict=True):
            self.add_features_to_message(None, vector[None, :], TEXT, message)
