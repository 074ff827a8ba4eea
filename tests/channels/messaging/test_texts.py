from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.channels.messaging.texts import characters, shorten, split, utf8_bytes, utf16_units

MEASURES = st.sampled_from([characters, utf16_units, utf8_bytes])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(" \n.!?👟"))


@pytest.mark.parametrize(
    ("text", "most", "parts"),
    [
        ("One. Two.", 9, ("One. Two.",)),
        ("One. Two.", 8, ("One.", "Two.")),
        ("He said “no!” Then he left.", 20, ("He said “no!”", "Then he left.")),
        ("It is 4.5 of 5 stars. Yes.", 24, ("It is 4.5 of 5 stars.", "Yes.")),
        ("one two three", 8, ("one two", "three")),
        ("first line\nsecond line", 15, ("first line", "second line")),
        ("a\n\nb c. d", 6, ("a", "b c. d")),
        ("abcdefgh", 3, ("abc", "def", "gh")),
        ("", 3, ()),
        (" \n ", 3, ()),
    ],
)
def test_texts_are_cut_where_a_reader_pauses(text: str, most: int, parts: tuple[str, ...]) -> None:
    assert split(text, most) == parts


def test_an_emoji_counts_as_the_platform_counts_it() -> None:
    assert split("👟👟👟", 4, utf16_units) == ("👟👟", "👟")
    assert split("👟👟👟", 4, utf8_bytes) == ("👟", "👟", "👟")


@given(TEXTS, st.integers(4, 60), MEASURES)
@settings(deadline=None)
def test_every_part_fits_and_no_word_is_lost(text: str, most: int, measure) -> None:
    parts = split(text, most, measure)
    assert all(0 < measure(part) <= most and part == part.strip() for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(TEXTS, st.integers(4, 60), MEASURES)
@example("\x80ࠀ", 4, utf8_bytes)
@settings(deadline=None)
def test_what_is_shortened_fits_on_a_line(text: str, most: int, measure) -> None:
    short = shorten(text, most, measure)
    assert measure(short) <= most
    assert short == " ".join(text.split()) or short.endswith("…")
