"""What a misspelt word was meant to be, and where the mended text stands as typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexes.english import english
from indexes.slips import LONGEST, Speller, meant_by, mend

GOODS = frozenset(
    ["gloves", "headphones", "boots", "waterproof", "socks", "heather", "beach", "warranty"]
)
SPELLER = Speller((GOODS,), is_right=lambda word: word == "boets")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("glves", "gloves"),  # left out
        ("glooves", "gloves"),  # hit twice
        ("glpves", "gloves"),  # hit beside
        ("lgoves", "gloves"),  # swapped
        ("warrenty", "warranty"),  # a vowel for another
        ("glofes", "gloves"),  # a consonant that sounds like it
        ("headfones", "headphones"),
        ("gloe", "gloe"),  # two slips
        ("gkxves", "gkxves"),
        ("ploves", "ploves"),  # another first letter
        ("sok", "sok"),  # too short
        ("boats", "boats"),  # English
        ("bleach", "bleach"),
        ("heater", "heater"),
        ("boets", "boets"),  # known to be right
        ("bo0ts", "bo0ts"),
    ],
)
def test_a_word_is_read_as_the_one_that_a_slip_away_is_known(typed: str, meant: str) -> None:
    assert SPELLER.read(typed) == meant


def test_of_two_the_commoner_is_meant() -> None:
    speller = Speller((frozenset(["frost", "first"]),), is_right=lambda _: False)
    assert speller.read("frist") == "first"


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12), st.data())
def test_every_slip_is_traced_back(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    left_out, twice = word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]
    swapped = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    assert all(word in meant_by(typed) | {typed} for typed in (left_out, twice, swapped))


@given(st.sampled_from(sorted(english())))
def test_everyday_english_is_never_taken_for_goods(word: str) -> None:
    assert SPELLER.read(word) == word


WORDS = st.sampled_from(
    ["glves", "glooves", "waterprof", "in", "the", "Boots", "soocks", "-", "42"]
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text())
def test_places_lead_there_and_back(text: str) -> None:
    found = mend(text, SPELLER)
    for place in range(len(found.text)):
        start, end = found.as_typed(place, place + 1)
        assert 0 <= start < end <= len(text)
        if found.text[place] != text[start:end]:
            assert SPELLER.read(text[start:end].lower()) in GOODS
    outside = [at for at in range(len(text)) if not any(m.start <= at < m.end for m in found.mends)]
    assert all(found.text[found.now(at)] == text[at] for at in outside)


def test_what_a_span_was_read_from_stays() -> None:
    assert mend("glves or glves", SPELLER, [(0, 5)]).text == "glves or gloves"


@pytest.mark.parametrize("text", ["g" * 10_000, "glves " * 2_000, "x" * (LONGEST + 1)])
def test_a_flood_is_left_as_it_is(text: str) -> None:
    assert mend(text, SPELLER).text == text
