"""Parts that are joined weigh words as one index of all texts does."""

from __future__ import annotations

import bm25s
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexes.fields import Fields
from indexes.lexical import K1, B, Lexical

WORDS = ["boot", "snow", "shirt", "linen", "42", "mug", "blue"]
TEXT = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
TEXTS = st.lists(st.builds(Fields, title=TEXT, text=TEXT), max_size=8)


@given(TEXTS.filter(bool), TEXTS, st.data())
def test_joined_parts_score_as_one_index_of_the_live_texts(first, second, data):
    texts = first + second
    flags = st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))
    live = np.array(data.draw(flags), dtype=bool)
    joined = Lexical.joined([Lexical.build(first), Lexical.build(second)], live)
    alone = Lexical.build([text for text, flag in zip(texts, live, strict=True) if flag])
    for query in [*WORDS, "snow boot 42"]:
        scores = joined.scores(query)
        assert np.allclose(scores[live], alone.scores(query), atol=1e-6)
        assert not scores[~live].any()
    assert joined.vocabulary == alone.vocabulary


def test_a_part_is_the_same_from_disk(tmp_path):
    built = Lexical.build([Fields("snow boot"), Fields(), Fields("Ocean Blue Shirt", text="42.5")])
    built.save(tmp_path)
    loaded = Lexical.load(tmp_path)
    assert loaded.vocabulary == built.vocabulary
    assert np.array_equal(loaded.scores("boot 42.5"), built.scores("boot 42.5"))


def test_the_weights_are_those_of_bm25s():
    said = ["snow boot snow", "linen shirt", "camp mug enamelled steel", "rain boot", "boot"]
    texts = [Fields("goods", kinds=["warm"], text=text) for text in said]
    other = bm25s.BM25(k1=K1, b=B)
    other.index([text.terms() for text in texts], show_progress=False)
    ours = Lexical.build(texts)
    for query in ("boot snow", "mug steel", "boot boot", "warm linen"):
        theirs = other.get_scores(query.split())
        assert np.allclose(ours.scores(query) / ours.scores(query).max(), theirs / theirs.max())
