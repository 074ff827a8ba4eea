"""Small pieces of English that facts are written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# Words of a question that name no product, however the question is put.
QUESTION_WORDS = frozenset(
    ["a", "about", "again", "all", "also", "an", "and", "any", "anything", "are", "as", "at", "available", "be", "been", "both", "but", "buy", "by", "can", "come", "comes", "cost", "costs", "could", "cheap", "cheaper", "colour", "colours", "color", "colors", "currently", "did", "do", "does", "else", "even", "ever", "find", "fit", "fits", "for", "from", "get", "give", "given", "good", "got", "had", "has", "have", "hello", "hey", "hi", "how", "i", "if", "in", "instead", "is", "it", "its", "it's", "item", "items", "just", "kind", "know", "like", "long", "look", "looking", "many", "maybe", "me", "mean", "meant", "measure", "measures", "much", "my", "need", "no", "not", "now", "of", "ok", "okay", "on", "one", "ones", "only", "or", "order", "other", "others", "our", "out", "pair", "pairs", "please", "possible", "price", "prices", "product", "products", "really", "right", "same", "sell", "selling", "shall", "shoe", "shop", "should", "show", "size", "sizes", "so", "sold", "some", "something", "still", "stock", "stocked", "store", "sure", "take", "tell", "than", "thank", "thanks", "that", "that's", "the", "their", "them", "then", "there", "these", "they", "thing", "things", "this", "those", "to", "today", "too", "try", "two", "un", "up", "us", "usual", "usually", "wanna", "want", "was", "we", "wear", "wearing", "well", "were", "what", "what's", "whats", "when", "where", "which", "who", "whole", "will", "with", "without", "would", "yes", "you", "your", "cm", "mm", "inch", "inches", "foot", "feet", "chest", "waist", "length", "large", "small", "medium", "big", "bigger", "smaller", "larger", "left", "anymore", "another", "i'm", "i'd", "i've", "im", "id", "ive", "don't", "doesn't", "isn't", "got", "pls", "plz", "hm", "hmm", "ah", "oh", "first", "second", "third", "fourth", "fifth", "last", "number", "available", "how's", "there's"]
)

# Words that point back at what was talked about.
POINTING = frozenset(["it", "its", "it's", "that", "this", "them", "they", "these", "those", "one"])


def words(text: str) -> list[str]:
    """The lower-case words of `text`, apostrophes kept ("it's" is one word)."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def content_words(text: str) -> list[str]:
    """The words of a question that may name a product or describe one."""
    return [word for word in words(text) if word not in QUESTION_WORDS]


def join(values: Iterable[str], last: str = "and") -> str:
    """Write a list as English does: "41, 42 and 43"."""
    parts = list(values)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def stem(word: str) -> str:
    """A plural's singular, good enough to compare two words of the same shop."""
    for ending, singular in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + singular
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def stems(texts: Sequence[str]) -> frozenset[str]:
    """The stems of all words in `texts`."""
    return frozenset(stem(word) for text in texts for word in words(text))
