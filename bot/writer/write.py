"""Writing outside the chat: a data file in, one reply a line out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from bot.writer import data
from bot.writer.check import check, check_final
from bot.writer.data import Example
from bot.writer.decode import Sampling
from bot.writer.evaluate import candidates
from bot.writer.grammar import PLACEHOLDER, Grammar, load
from bot.writer.prompt import lexicalise

BATCH = 128


def write_file(
    model: str, source: Path, out: Path, sampling: Sampling, n: int = 4, *, checked: bool = True
) -> int:
    """Write a reply for every line of `source` into `out`, in order; returns how many.

    With `checked` the first of `n` texts that passes the grounding check is taken, and
    the act's template if none does. Without, the first text is taken as it is. For acts
    that the grammar does not know, the check is that every slot is said once. Raises
    data.DataError.
    """
    examples = data.read(source)
    loaded = AutoModelForCausalLM.from_pretrained(model, dtype=torch.float32).eval()
    words = AutoTokenizer.from_pretrained(model)
    loaded.to("cuda" if torch.cuda.is_available() else "cpu")
    asks = n if checked else 1
    replies: list[str] = []
    per_batch = max(1, BATCH // asks)
    for start in range(0, len(examples), per_batch):
        chunk = examples[start : start + per_batch]
        replies += _replies(loaded, words, chunk, sampling, asks, checked=checked)
    staging = out.with_suffix(".staging")
    staging.write_text("".join(f"{reply}\n" for reply in replies), encoding="utf-8")
    staging.replace(out)
    return len(replies)


def _replies(
    model: Any,
    words: Any,
    chunk: Sequence[Example],
    sampling: Sampling,
    asks: int,
    *,
    checked: bool,
) -> list[str]:
    texts = candidates(model, words, chunk, sampling, asks)
    replies = []
    for at, example in enumerate(chunk):
        own = texts[at * asks : (at + 1) * asks]
        best = choose(own, example, load()) if checked else own[0]
        replies.append(" ".join(lexicalise(best, example.slots).split()))
    return replies


def choose(texts: Sequence[str], example: Example, grammar: Grammar) -> str:
    """The first text that may be said, else the act's template, else the least wrong."""
    act = grammar.find(example.act, example.given)
    if act is None:
        return min(texts, key=lambda text: _slot_errors(text, example))
    values = [slot.value for slot in example.slots]
    for text in texts:
        if not check(text, act, example.given, grammar, example.kind) and not check_final(
            lexicalise(text, example.slots), values
        ):
            return text
    return act.template(example.given, example.kind)


def _slot_errors(text: str, example: Example) -> int:
    said = PLACEHOLDER.findall(text)
    wanted = sorted(example.given)
    return len(set(wanted) ^ set(said)) + len(said) - len(set(said))
