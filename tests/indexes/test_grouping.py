"""Questions that mean the same come together."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexes.encoder import load_encoder
from indexes.grouping import group

ENGRAVING = ["can i have my initials engraved", "is engraving possible", "do you do engraving?"]
CRYPTO = ["do you accept bitcoin", "can i pay with crypto"]
WRAPPING = ["gift wrapping available?"]


def test_other_words_for_the_same_question_come_together() -> None:
    texts = [*CRYPTO, *ENGRAVING, *WRAPPING]
    found = group(load_encoder().encode(texts), [1] * len(texts))
    assert [{texts[row] for row in rows} for rows in found] == [
        set(ENGRAVING),
        set(CRYPTO),
        set(WRAPPING),
    ]


def test_the_heaviest_comes_first() -> None:
    texts = [*ENGRAVING, *CRYPTO]
    found = group(load_encoder().encode(texts), [1, 1, 1, 2, 9])
    assert [texts[row] for row in found[0]] == [CRYPTO[1], CRYPTO[0]]


@given(st.lists(st.integers(0, 5), max_size=30))
def test_every_text_is_in_one_group(kinds: list[int]) -> None:
    vectors = np.eye(6, dtype=np.float32)[kinds] if kinds else np.zeros((0, 6), np.float32)
    found = group(vectors, [1 + kind for kind in kinds])
    assert sorted(row for rows in found for row in rows) == list(range(len(kinds)))
    assert all(len({kinds[row] for row in rows}) == 1 for rows in found)
    assert len(found) == len(set(kinds))
