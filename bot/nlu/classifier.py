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
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.groups import SEVERAL
from bot.nlu.intent_model import Examples, IntentModel
from bot.nlu.place import Question, Reading
from bot.nlu.several import lone_question, questions
from bot.nlu.slips import as_meant
from bot.nlu.splitter import CLAUSES
from bot.nlu.typos import COPY_OF

FILE = "intents.skops"


QUESTIONS = "questions"
"""What a message asks one after the other: for each its text, intent and entities."""

LIKELIEST = 4
"""Readings that each of several questions keeps."""

Ranking = list[dict[str, Any]]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ShopIntentClassifier(GraphComponent, IntentClassifier):
    """Ranks the intents of a message, and finds where it asks several questions.

    Options: `C`, see `IntentModel.fit`; `question_threshold`, the confidence from which a
    clause counts as a question of its own. Messages are parted only where the training data
    have the intent `ask_several`.
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._c = float(config["C"])
        self._threshold = float(config["question_threshold"])
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
        return {"C": 0.7, "question_threshold": 0.4}

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the examples that have an intent and keep the model in Rasa's storage."""
        examples = training_data.intent_examples
        texts = [example.get(TEXT) for example in examples]
        known = Examples(
            texts,
            _vectors(examples),
            np.array([example.get(INTENT) for example in examples]),
            np.array([example.get(COPY_OF) or example.get(TEXT) for example in examples]),
        )
        with self._storage.write_to(self._resource) as folder:
            IntentModel.fit(known, self._c).save(folder / FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent` and `intent_ranking` of each message, and `questions` of some.

        A text without a letter or a digit (an emoji, "...") gets no intent, so that the
        fallback answers it.
        """
        for message in messages:
            ranking = self._ranking(message) if _is_readable(message.get(TEXT)) else []
            best = ranking[0] if ranking else {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}
            message.set(INTENT, best, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> Ranking:
        """The likeliest intents, best first, of what the message asks."""
        if self._model is None:
            raise RuntimeError("The intent classifier has not been trained")
        clauses = message.get(CLAUSES, []) if SEVERAL in self._model.intents else []
        whole, *parts = self._rankings([message, *(clause for _, clause in clauses)])
        read = (
            message.get(TEXT),
            [clause for clause, _ in clauses],
            [_readings(part) for part in parts],
            self._threshold,
            _readings(whole)[0],
        )
        asked = questions(*read)
        if asked:
            found = [_part(message, q, parts[q.clause]) for q in asked]
            message.set(QUESTIONS, found, add_to_output=True)
            return _several(asked, whole)
        lone = lone_question(*read)
        return whole if lone is None else parts[lone]

    def _rankings(self, messages: list[Message]) -> list[Ranking]:
        """The likeliest intents of each text by itself; several questions are no answer here."""
        assert self._model is not None  # noqa: S101 - `_ranking` has asked
        texts = [as_meant(message) for message in messages]
        intents = self._model.intents
        rows = self._model.confidences(texts, _vectors(messages))
        single = [column for column, intent in enumerate(intents) if intent != SEVERAL]
        best = (sorted(single, key=lambda column: -row[column]) for row in rows)
        return [
            [_named(intents[c], float(row[c])) for c in columns[:LABEL_RANKING_LENGTH]]
            for row, columns in zip(rows, best, strict=True)
        ]


def _named(intent: str, confidence: float) -> dict[str, Any]:
    return {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: confidence}


def _readings(ranking: Ranking) -> list[Reading]:
    return [Reading(one[INTENT_NAME_KEY], one[PREDICTED_CONFIDENCE_KEY]) for one in ranking]


def _several(asked: tuple[Question, ...], whole: Ranking) -> Ranking:
    """Several questions as one intent, as sure as its least sure reading, before the others.

    None of the others may seem surer: Rasa's fallback would take that for a doubt.
    """
    least = min(question.reading.confidence for question in asked if question.is_sure)
    others = [
        _named(one[INTENT_NAME_KEY], min(least, one[PREDICTED_CONFIDENCE_KEY]))
        for one in whole[: LABEL_RANKING_LENGTH - 1]
    ]
    return [_named(SEVERAL, least), *others]


def _part(message: Message, question: Question, ranking: Ranking) -> dict[str, Any]:
    """The question as Rasa writes a message, positions counted from its own start.

    `ranking` is that of its clause: whoever knows the goods may read an unsure one by it.
    """
    reading, start = question.reading, question.start
    entities = [
        entity
        | {key: entity[key] - start for key in (ENTITY_ATTRIBUTE_START, ENTITY_ATTRIBUTE_END)}
        for entity in message.get(ENTITIES, [])
        if start <= entity[ENTITY_ATTRIBUTE_START] and entity[ENTITY_ATTRIBUTE_END] <= question.end
    ]
    return {
        TEXT: message.get(TEXT)[start : question.end],
        INTENT: _named(reading.intent, reading.confidence),
        INTENT_RANKING_KEY: ranking[:LIKELIEST],
        ENTITIES: entities,
    }


def _vectors(messages: list[Message]) -> NDArray[np.float32]:
    """The dense sentence features, one row a message."""
    sentences = (message.get_dense_features(TEXT)[1] for message in messages)
    return np.vstack([sentence.features for sentence in sentences])


def _is_readable(text: str | None) -> bool:
    return any(character.isalnum() for character in text or "")
