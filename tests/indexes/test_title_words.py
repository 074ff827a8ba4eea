"""Titles weighed on arrays, part by part, weigh what they weigh one by one."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import log1p

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexes.entry import Entry
from indexes.fit import weigh
from indexes.text import stems
from indexes.title_words import Postings, TitleWords
from indexes.titles import TitleLinker

# Few words, so that they recur within titles and between them; "t" "shirt" is "tshirt" too.
WORDS = ("Moon", "Sun", "Watch", "T", "Shirt", "TShirt", "the", "2", "Blue", "Kelvik", "Pro")
TITLES = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
BRANDS = st.sampled_from(["", "Kelvik", "Moon Watch"])
PARTS = st.lists(st.lists(st.tuples(TITLES, BRANDS), max_size=6), min_size=1, max_size=3)


def entries_of(part, number):
    return [Entry(f"{number}-{i}", title, brand) for i, (title, brand) in enumerate(part)]


def joined(parts, gone):
    """All entries, and their words with the rows `gone` left out."""
    cut = [entries_of(part, number) for number, part in enumerate(parts)]
    entries = [entry for part in cut for entry in part]
    live = np.array([row not in gone for row in range(len(entries))], dtype=np.bool_)
    words = TitleWords.joined([TitleWords.build(part) for part in cut], live)
    return entries, [entry for entry, is_live in zip(entries, live, strict=True) if is_live], words


@given(PARTS, st.sets(st.integers(0, 17)))
def test_every_posting_has_the_weight_of_its_title(parts, gone):
    entries, live, words = joined(parts, gone)
    postings = Postings(words)
    worded = [entry for entry in live if stems(entry.title)]
    frequency = Counter(word for entry in worded for word in set(stems(entry.title)))
    expected: dict[str, dict[str, float]] = {}
    for entry in worded:
        title = weigh(
            entry, stems(entry.title), lambda word: log1p(len(worded) / frequency[word]), ()
        )
        weighted = list(zip(title.words, title.weights, strict=True))
        for (first, a), (second, b) in pairwise(weighted):
            expected.setdefault(first + second, {})[entry.id] = a + b
        for word, weight in weighted:
            expected.setdefault(word, {})[entry.id] = weight
    found, pairs = postings.split()
    assert found == frequency.keys()
    assert found | pairs == expected.keys()
    for word, weights in expected.items():
        rows, held = postings[word]
        by_id = {entries[row].id: weight for row, weight in zip(rows, held, strict=True)}
        assert by_id == pytest.approx(weights)


@given(PARTS, st.sets(st.integers(0, 17)), TITLES)
def test_parts_link_as_their_live_entries_do(parts, gone, text):
    entries, live, words = joined(parts, gone)
    options = frozenset(["blue"])
    whole = TitleLinker.of(live, options).link(text)
    assert TitleLinker(entries, words, options).link(text) == whole
