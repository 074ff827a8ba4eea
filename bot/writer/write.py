"""Writing outside the chat: a data file in, one reply a line out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from bot.writer import data
from bot.writer.check import check_final
from bot.writer.data import Example
from bot.writer.decode import Row, Sampling, decode
from bot.writer.evaluate import reasons_against
from bot.writer.grammar import Grammar, load
from bot.writer.prompt import Slot, lexicalise

BATCH = 128


@dataclass(frozen=True, slots=True)
class Writing:
    """How to write. The first of `n` candidates is the likeliest text, the others are drawn.

    With `sampled` the first is drawn as well. With `checked` the first candidates that
    pass the grounding check are taken and the act's template if none does; without, the
    candidates as they come. `each` is how many different replies a request gets at most.
    """

    sampling: Sampling = field(default_factory=Sampling)
    n: int = 4
    each: int = 1
    sampled: bool = False
    checked: bool = True


def write_file(
    model: str,
    source: Path,
    out: Path,
    writing: Writing,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Write replies for every line of `source` into `out`, in order; returns how many.

    `progress` is told how many of how many requests are done. Raises data.DataError.
    """
    examples = data.read(source)
    loaded = AutoModelForCausalLM.from_pretrained(model, dtype=torch.float32).eval()
    words = AutoTokenizer.from_pretrained(model)
    loaded.to("cuda" if torch.cuda.is_available() else "cpu")
    replies: list[str] = []
    per_batch = max(1, BATCH // writing.n)
    for start in range(0, len(examples), per_batch):
        chunk = examples[start : start + per_batch]
        replies += _replies(loaded, words, chunk, writing)
        if progress:
            progress(start + len(chunk), len(examples))
    staging = out.with_suffix(".staging")
    staging.write_text("".join(f"{reply}\n" for reply in replies), encoding="utf-8")
    staging.replace(out)
    return len(replies)


def _replies(model: Any, words: Any, chunk: Sequence[Example], writing: Writing) -> Iterator[str]:
    grammar = load()
    rows = [
        Row(tuple(words.encode(example.prompt, add_special_tokens=False)), sampling)
        for example in chunk
        for sampling in _samplings(writing)
    ]
    texts = [
        words.decode(tokens, skip_special_tokens=True).strip()
        for tokens in decode(model, rows, words.eos_token_id)
    ]
    for at, example in enumerate(chunk):
        own = texts[at * writing.n : (at + 1) * writing.n]
        chosen = choose(own, example, grammar) if writing.checked else own
        cased = grammar.find(example.act, example.given) is not None
        said = (lexicalise(text, example.slots, cased=cased) for text in chosen)
        for reply in list(dict.fromkeys(said))[: writing.each]:
            yield " ".join(reply.split())


def _samplings(writing: Writing) -> Iterator[Sampling]:
    for at in range(writing.n):
        drawn = writing.sampling.candidate(at)
        yield replace(drawn, temperature=0.0) if at == 0 and not writing.sampled else drawn


def choose(texts: Sequence[str], example: Example, grammar: Grammar) -> list[str]:
    """The texts that may be said, best first; the act's template if there are none.

    For an act that the grammar does not know, the template is a list of its facts.
    """
    values = [slot.value for slot in example.slots]
    passing = [
        text
        for text in texts
        if not reasons_against(text, example, grammar)
        and not check_final(lexicalise(text, example.slots), values)
    ]
    act = grammar.find(example.act, example.given)
    if passing:
        return passing
    if act and not example.flags:
        return [act.template(example.given, example.kind)]
    return ["; ".join(_listed(slot) for slot in example.slots)]


def _listed(slot: Slot) -> str:
    """The fact with its name, without the number that a repeated name has: it is no figure."""
    name = re.sub(r"_\d+$", "", slot.name).replace("_", " ")
    return f"{name}: {slot.value if slot.flag else f'[{slot.name}]'}"
