"""How well a model writes: rates over what it samples, before and after the check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.writer.check import check
from bot.writer.data import Example
from bot.writer.decode import Row, Sampling, decode
from bot.writer.grammar import PLACEHOLDER, Grammar, load

CANDIDATES = 4
BATCH = 256


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares between 0 and 1, except `variety`.

    `slot_error`: placeholders missing, repeated or unknown per placeholder asked for.
    `polarity_error`: texts that claim what their act may not. `passing`: texts that the
    check lets pass. `fallback`: requests none of whose first four texts passes.
    `variety`: different passing texts among ten for the same request, on average.
    `distinct_1` and `distinct_2`: different words and word pairs per word and pair.
    """

    requests: int
    slot_error: float
    polarity_error: float
    passing: float
    fallback: float
    variety: float
    distinct_1: float
    distinct_2: float

    def table(self) -> str:
        """The rates as rows of a Markdown table."""
        return "\n".join(f"| {name} | {value:.4g} |" for name, value in asdict(self).items())


@dataclass(frozen=True, slots=True)
class _Written:
    example: Example
    texts: tuple[str, ...]
    reasons: tuple[tuple[str, ...], ...]

    @property
    def passing(self) -> list[str]:
        return [text for text, why in zip(self.texts, self.reasons, strict=True) if not why]


def evaluate(
    model: Any, tokenizer: Any, examples: Sequence[Example], sampling: Sampling, asks: int = 10
) -> Rates:
    """Write `asks` texts for every different prompt among `examples` and rate them.

    Acts that the grammar does not know are left out: nothing says what they may claim.
    """
    grammar = load()
    requests = list({e.prompt: e for e in examples if grammar.find(e.act, e.given)}.values())
    per_batch = max(1, BATCH // asks)
    written: list[_Written] = []
    for start in range(0, len(requests), per_batch):
        chunk = requests[start : start + per_batch]
        texts = candidates(model, tokenizer, chunk, sampling, asks)
        written += [
            _judge(example, texts[at * asks : (at + 1) * asks], grammar)
            for at, example in enumerate(chunk)
        ]
    return _rates(written)


def _judge(example: Example, texts: Sequence[str], grammar: Grammar) -> _Written:
    act = grammar.acts[example.act]
    reasons = tuple(check(text, act, example.given, grammar, example.kind) for text in texts)
    return _Written(example, tuple(texts), reasons)


def candidates(
    model: Any, tokenizer: Any, chunk: Sequence[Example], sampling: Sampling, asks: int
) -> list[str]:
    """`asks` texts with placeholders for every example, one example after the other."""
    rows = []
    for example in chunk:
        ids = tuple(tokenizer.encode(example.prompt, add_special_tokens=False))
        rows += [Row(ids, sampling.candidate(ask)) for ask in range(asks)]
    tokens = decode(model, rows, tokenizer.eos_token_id)
    return [tokenizer.decode(text, skip_special_tokens=True).strip() for text in tokens]


def _rates(written: Sequence[_Written]) -> Rates:
    texts = [text for each in written for text in each.texts]
    reasons = [why for each in written for why in each.reasons]
    words = [word for text in texts for word in text.split()]
    pairs = [pair for text in texts for pair in zip(text.split(), text.split()[1:], strict=False)]
    asked = sum(len(each.example.given) * len(each.texts) for each in written)
    return Rates(
        requests=len(written),
        slot_error=sum(_slot_errors(each) for each in written) / max(1, asked),
        polarity_error=_share(any(r.startswith("polarity") for r in why) for why in reasons),
        passing=_share(not why for why in reasons),
        fallback=_share(all(each.reasons[:CANDIDATES]) for each in written),
        variety=sum(len(set(each.passing)) for each in written) / max(1, len(written)),
        distinct_1=len(set(words)) / max(1, len(words)),
        distinct_2=len(set(pairs)) / max(1, len(pairs)),
    )


def _slot_errors(written: _Written) -> int:
    wanted = Counter(dict.fromkeys(written.example.given, 1))
    errors = 0
    for text in written.texts:
        said = Counter(PLACEHOLDER.findall(text))
        errors += (wanted - said).total() + (said - wanted).total()
    return errors


def _share(hits: Iterator[bool]) -> float:
    counted = list(hits)
    return sum(counted) / max(1, len(counted))
