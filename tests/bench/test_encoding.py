from __future__ import annotations

from bot.bench.encoding import measure_encoding


def test_both_are_measured_on_the_real_model():
    ours, plain = measure_encoding(texts=4)
    assert (ours.name, plain.name) == ("shopbot", "sentence-transformers")
    assert min(ours.query, ours.texts, plain.query, plain.texts) > 0
