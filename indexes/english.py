"""Everyday English: which words are spelt right, and how common they are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from spellchecker import SpellChecker


@cache
def english() -> Mapping[str, int]:
    """Some 160,000 lower-case words with how often films say them, as pyspellchecker counts."""
    return MappingProxyType(dict(SpellChecker(language="en").word_frequency.dictionary))
