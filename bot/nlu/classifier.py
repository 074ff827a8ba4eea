"""The intent model as a component of Rasa's pipeline."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers import LABEL_RANKING_LENGTH
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.intent_model import IntentModel

FILE = "intents.skops"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ShopIntentClassifier(GraphComponent, IntentClassifier):
    """Ranks the intents of a message. Option `C`: see `IntentModel.fit`."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._c = float(config["C"])
        self._storage = storage
        self._resource = resource
        self._model: IntentModel | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ShopIntentClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ShopIntentClassifier:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = IntentModel.load(folder / FILE)
        return component

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"C": 30.0}

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the examples that have an intent and keep the model in Rasa's storage."""
        examples = training_data.intent_examples
        texts = [example.get(TEXT) for example in examples]
        intents = [example.get(INTENT) for example in examples]
        model = IntentModel.fit(texts, _vectors(examples), intents, self._c)
        with self._storage.write_to(self._resource) as folder:
            model.save(folder / FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent` and `intent_ranking` of each message.

        A text without a letter or a digit (an emoji, "...") gets no intent, so that the
        fallback answers it.
        """
        for message in messages:
            ranking = self._ranking(message) if _is_readable(message.get(TEXT)) else []
            best = ranking[0] if ranking else {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}
            message.set(INTENT, best, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        if self._model is None:
            raise RuntimeError("The intent classifier has not been trained")
        row = self._model.probabilities([message.get(TEXT)], _vectors([message]))[0]
        best = np.argsort(row)[::-1][:LABEL_RANKING_LENGTH]
        return [
            {
                INTENT_NAME_KEY: self._model.intents[column],
                PREDICTED_CONFIDENCE_KEY: float(row[column]),
            }
            for column in best
        ]


def _vectors(messages: list[Message]) -> NDArray[np.float32]:
    """The dense sentence features, one row a message."""
    sentences = (message.get_dense_features(TEXT)[1] for message in messages)
    return np.vstack([sentence.features for sentence in sentences])


def _is_readable(text: str | None) -> bool:
    return any(character.isalnum() for character in text or "")
