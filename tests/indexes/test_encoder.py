from __future__ import annotations

import numpy as np
import pytest

from indexes.encoder import load_encoder
from indexes.errors import EncoderError


def test_minilm_gives_unit_rows(minilm):
    vectors = minilm.encode(["winter boots", "a mug", ""])
    assert vectors.shape == (3, minilm.dimension) == (3, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_minilm_knows_meanings(minilm):
    query, near, far = minilm.encode(["warm shoes for snow", "winter boots", "payment by card"])
    assert query @ near > query @ far + 0.3


def test_one_text_is_encoded_as_among_others(minilm):
    (alone,) = minilm.encode(["winter boots"])
    (again,) = minilm.encode(["winter boots"])
    among = minilm.encode(["winter boots", "a mug"])[0]
    assert np.array_equal(alone, again)
    assert np.allclose(alone, among, atol=1e-5)


def test_no_texts(minilm):
    assert minilm.encode([]).shape == (0, 384)


def test_an_encoder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(EncoderError, match="SHOPBOT_ENCODER"):
        load_encoder(str(tmp_path)).encode(["text"])
