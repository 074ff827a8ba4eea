"""The figures of bot/bench/pipelines, and that each pipeline is one that Rasa accepts."""

from __future__ import annotations

import numpy as np
import pytest
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.data import TrainingType
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.utils.io import read_yaml_file

from bot.bench.pipelines.__main__ import CONFIGS, thinned
from bot.bench.pipelines.measures import Read, calibration_error, quality

SURE, UNSURE = 0.9, 0.2


def test_quality_of_a_perfect_reader():
    reads = [Read("a", "a", 1.0), Read("b", "b", 1.0)]
    found = quality(reads, [Read("out_of_scope", "a", 0.1)], refused=0.0)
    assert (found.accuracy, found.macro_f1, found.calibration_error) == (1, 1, 0)
    assert found.out_of_scope_recall == 1


def test_each_intent_counts_the_same_in_macro_f1():
    often = [Read("a", "a", SURE)] * 9
    found = quality([*often, Read("b", "a", SURE)], [], refused=0.0)
    assert found.accuracy == pytest.approx(0.9)
    assert found.macro_f1 == pytest.approx((18 / 19 + 0) / 2)


def test_a_stranger_is_refused_by_its_intent_or_below_the_threshold():
    own = [Read("a", "a", SURE)] * 20
    strangers = [
        Read("out_of_scope", "out_of_scope", SURE),
        Read("out_of_scope", "a", UNSURE),
        Read("out_of_scope", "a", SURE),
    ]
    assert quality(own, strangers, refused=0.05).out_of_scope_recall == pytest.approx(2 / 3)


def test_own_questions_that_are_read_as_out_of_scope_count_as_refused():
    own = [Read("a", "out_of_scope", SURE)] + [Read("a", "a", SURE)] * 9
    assert quality(own, [], refused=0.05).threshold < SURE
    assert quality(own, [], refused=0.2).threshold == pytest.approx(SURE)


def test_calibration_error_is_the_gap_between_sure_and_right():
    sure = np.array([SURE] * 10)
    assert calibration_error(sure, np.array([True] * 9 + [False])) == pytest.approx(0)
    assert calibration_error(sure, np.array([True] * 5 + [False] * 5)) == pytest.approx(0.4)


@pytest.mark.parametrize("name", CONFIGS)
def test_rasa_accepts_the_pipeline(name):
    config = read_yaml_file(CONFIGS[name])
    graph = DefaultV1Recipe().graph_config_for_recipe(config, {}, TrainingType.NLU)
    assert graph.train_schema.nodes


def test_a_thinned_file_has_a_share_of_each_intent(tmp_path):
    nlu = tmp_path / "nlu.yml"
    examples = {"ask_price": 10, "greet": 5, "thank": 1}
    nlu.write_text(
        'version: "3.1"\nnlu:\n'
        + "".join(
            f"- intent: {intent}\n  examples: |\n"
            + "".join(f"    - {intent} number {n}\n" for n in range(count))
            for intent, count in examples.items()
        )
    )
    kept = load_data(str(thinned(nlu, 4, tmp_path)))
    assert kept.number_of_examples_per_intent == {"ask_price": 3, "greet": 2, "thank": 1}
