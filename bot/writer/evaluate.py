"""How well a model writes: rates over what it writes, before and after the check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sacrebleu.metrics import BLEU

from bot.writer.check import check, check_slots
from bot.writer.data import Example
from bot.writer.decode import Row, Sampling, decode
from bot.writer.grammar import PLACEHOLDER, Grammar, load

CANDIDATES = 4
BATCH = 256


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares between 0 and 1, except `variety` and `bleu`.

    `slot_error`: placeholders missing, repeated or unknown per placeholder asked for.
    `polarity_error`: texts that claim what their act may not. `passing`: texts that the
    check lets pass. `fallback`: requests none of whose first four texts passes.
    `variety`: different passing texts among those for the same request, on average.
    `bleu`: corpus BLEU-4 (Papineni et al. 2002) of each request's first text, with its
    placeholders, against all held-out replies to the same request, 0 to 100.
    `distinct_1` and `distinct_2`: different words and word pairs per word and pair
    (Li et al. 2016).
    """

    requests: int
    slot_error: float
    polarity_error: float
    passing: float
    fallback: float
    variety: float
    bleu: float
    distinct_1: float
    distinct_2: float

    def table(self) -> str:
        """The rates as rows of a Markdown table."""
        return "\n".join(f"| {name} | {value:.4g} |" for name, value in asdict(self).items())


@dataclass(frozen=True, slots=True)
class Request:
    """Something to write, and the held-out replies to the very same."""

    example: Example
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Written:
    request: Request
    texts: tuple[str, ...]
    reasons: tuple[tuple[str, ...], ...]

    @property
    def passing(self) -> list[str]:
        return [text for text, why in zip(self.texts, self.reasons, strict=True) if not why]


def requests(examples: Iterable[Example]) -> list[Request]:
    """The different prompts among `examples`, in order."""
    by_prompt: dict[str, list[Example]] = {}
    for example in examples:
        by_prompt.setdefault(example.prompt, []).append(example)
    return [
        Request(same[0], tuple(example.target for example in same if example.reply))
        for same in by_prompt.values()
    ]


def evaluate(
    model: Any, tokenizer: Any, asked: Sequence[Request], sampling: Sampling, asks: int = 10
) -> Rates:
    """Write `asks` texts for every request and rate them.

    Acts that the grammar does not know are only checked for their slots: nothing says
    what they may claim.
    """
    grammar = load()
    per_batch = max(1, BATCH // asks)
    written: list[_Written] = []
    for start in range(0, len(asked), per_batch):
        chunk = asked[start : start + per_batch]
        texts = candidates(model, tokenizer, [r.example for r in chunk], sampling, asks)
        written += [
            _judge(request, texts[at * asks : (at + 1) * asks], grammar)
            for at, request in enumerate(chunk)
        ]
    return _rates(written)


def reasons_against(text: str, example: Example, grammar: Grammar) -> tuple[str, ...]:
    """What the check has against a text with placeholders; see `check`."""
    act = grammar.find(example.act, example.given)
    if act is None or example.flags:
        return check_slots(text, example.given)
    return check(text, act, example.given, grammar, example.kind)


def _judge(request: Request, texts: Sequence[str], grammar: Grammar) -> _Written:
    reasons = tuple(reasons_against(text, request.example, grammar) for text in texts)
    return _Written(request, tuple(texts), reasons)


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
    asked = sum(len(each.request.example.given) * len(each.texts) for each in written)
    return Rates(
        requests=len(written),
        slot_error=sum(_slot_errors(each) for each in written) / max(1, asked),
        polarity_error=_share(any(r.startswith("polarity") for r in why) for why in reasons),
        passing=_share(not why for why in reasons),
        fallback=_share(all(each.reasons[:CANDIDATES]) for each in written),
        variety=sum(len(set(each.passing)) for each in written) / max(1, len(written)),
        bleu=_bleu(written),
        distinct_1=len(set(words)) / max(1, len(words)),
        distinct_2=len(set(pairs)) / max(1, len(pairs)),
    )


def _slot_errors(written: _Written) -> int:
    wanted = Counter(dict.fromkeys(written.request.example.given, 1))
    errors = 0
    for text in written.texts:
        said = Counter(PLACEHOLDER.findall(text))
        errors += (wanted - said).total() + (said - wanted).total()
    return errors


def _bleu(written: Sequence[_Written]) -> float:
    compared = [each for each in written if each.request.references]
    if not compared:
        return 0.0
    widest = max(len(each.request.references) for each in compared)
    # sacrebleu takes the first references of all texts, then the second ones, and so on.
    columns = [
        [dict(enumerate(each.request.references)).get(at) for each in compared]
        for at in range(widest)
    ]
    # A placeholder is one word, as its value is to the reader.
    spaced = [PLACEHOLDER.sub(r"\1", each.texts[0]) for each in compared]
    references = [
        [PLACEHOLDER.sub(r"\1", text) if text is not None else None for text in column]
        for column in columns
    ]
    return float(BLEU().corpus_score(spaced, references).score)


def _share(hits: Iterator[bool]) -> float:
    counted = list(hits)
    return sum(counted) / max(1, len(counted))
