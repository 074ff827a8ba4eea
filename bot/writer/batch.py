"""Texts that are written side by side: they join and leave between any two tokens."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

import torch
from torch import Tensor

from bot.writer.sample import draws, sample

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a row is drawn. `temperature` 0 takes the likeliest token each time."""

    max_tokens: int = 64
    temperature: float = 0.8
    top_p: float = 0.95
    seed: int = 0

    def candidate(self, number: int) -> Sampling:
        """The same with a seed of its own.

        Candidates of one request differ, and each is the same whenever it is asked for.
        """
        return replace(self, seed=self.seed * 1_000_003 + number)


@dataclass(frozen=True, slots=True)
class Row:
    """One text to write: the prompt's token ids and how to draw.

    `written` is its beginning where it goes on after an interruption. `likeliest`, if it is
    not None, asks for each token's log probability and those of so many likeliest tokens;
    `score` asks for the prompt's as well.
    """

    prompt: tuple[int, ...]
    sampling: Sampling
    written: tuple[int, ...] = ()
    likeliest: int | None = None
    score: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """A token with the natural logarithm of its probability, and the likeliest beside it.

    The first token of a prompt has no probability.
    """

    token: int
    logprob: float | None = None
    top: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn(Generic[Key]):
    """What a step gave the row `key`.

    `token` is None if the row wrote nothing. `reason` is set once the row has left the
    batch: "stop" after its end token, "length" after `max_tokens`. `prompt` holds the
    prompt's tokens, once, where they were to be scored.
    """

    key: Key
    token: Scored | None
    reason: str = ""
    prompt: tuple[Scored, ...] = ()


class Net(Protocol):
    """What a batch needs of a model: see `bot.writer.gpt2.Network`."""

    rows: int
    positions: int

    def prefill(self, prompts: Sequence[Sequence[int]], places: Sequence[int]) -> list[Tensor]: ...
    def step(self, tokens: Tensor, lengths: Tensor, longest: int) -> Tensor: ...
    def logits(self, hidden: Tensor) -> Tensor: ...
    def copy(self, source: int, targets: Sequence[int], length: int) -> None: ...
    def tensor(self, values: Sequence[float], dtype: torch.dtype = ...) -> Tensor: ...


class Batch(Generic[Key]):
    """The rows that a network is writing; `end` is the token that ends a text.

    A row's tokens depend on nothing but itself. An exception from the network leaves a batch
    that must not be used again.
    """

    def __init__(self, net: Net, end: int) -> None:
        self._net = net
        self._end = end
        self._keys: list[Key] = []
        self._rows: list[Row] = []
        # How many positions of the cache each row fills; its last token is not among them.
        self._filled: list[int] = []
        self._count: list[int] = []
        self._last: list[int] = []
        size = (net.rows, 1)
        self._temperature = net.tensor([0.0] * net.rows, torch.float32).view(size)
        self._top_p = self._temperature.clone()
        self._draws = self._temperature.expand(net.rows, net.positions).clone()

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(self._keys)

    @property
    def room(self) -> int:
        return self._net.rows - len(self._keys)

    @torch.inference_mode()
    def join(self, rows: Mapping[Key, Row]) -> list[Drawn[Key]]:
        """Read the rows' prompts and give each its first token; at most `room` rows.

        A prompt that several rows share is read once.
        """
        first = len(self._keys)
        sharing: dict[tuple[int, ...], list[int]] = {}
        for place, (key, row) in enumerate(rows.items(), first):
            text = row.prompt + row.written
            sharing.setdefault(text, []).append(place)
            self._enter(place, key, row, len(text))
        hidden = self._net.prefill(list(sharing), [places[0] for places in sharing.values()])
        ends = self._net.logits(torch.stack([states[-1] for states in hidden]))
        order: dict[int, int] = {}
        for at, (text, (source, *targets)) in enumerate(sharing.items()):
            self._net.copy(source, targets, len(text))
            order |= dict.fromkeys((source, *targets), at)
        logits = ends[[order[place] for place in range(first, len(self._keys))]]
        scores = {
            place: self._prompt(self._rows[place], hidden[at])
            for place, at in order.items()
            if self._rows[place].score
        }
        return self._draw(first, logits, scores)

    @torch.inference_mode()
    def step(self) -> list[Drawn[Key]]:
        """The next token of every row."""
        net = self._net
        tokens, lengths = net.tensor(self._last), net.tensor(self._filled)
        logits = net.step(tokens, lengths, max(self._filled))
        self._filled = [filled + 1 for filled in self._filled]
        return self._draw(0, logits, {})

    @torch.inference_mode()
    def drop(self, keys: Sequence[Key]) -> None:
        """Let rows leave before their end."""
        gone = set(keys)
        for place in reversed(range(len(self._keys))):
            if self._keys[place] in gone:
                self._leave(place)

    def _enter(self, place: int, key: Key, row: Row, filled: int) -> None:
        self._keys.append(key)
        self._rows.append(row)
        self._filled.append(filled)
        self._count.append(len(row.written))
        self._last.append(self._end)
        sampling = row.sampling
        self._temperature[place] = sampling.temperature
        self._top_p[place] = sampling.top_p
        self._draws[place, : sampling.max_tokens] = draws(sampling.seed, sampling.max_tokens)

    def _draw(
        self, first: int, logits: Tensor, scores: Mapping[int, tuple[Scored, ...]]
    ) -> list[Drawn[Key]]:
        """Choose a token for every row from place `first` on; rows that end leave."""
        places = range(first, len(self._keys))
        span = slice(first, len(self._keys))
        # A row that only scores its prompt has no draw of its own; its token is not used.
        at = self._net.tensor([min(n, self._net.positions - 1) for n in self._count[span]])
        chosen = sample(
            logits,
            self._temperature[span],
            self._top_p[span],
            self._draws[span].gather(1, at[:, None]),
        ).tolist()
        given = [
            self._advance(place, token, logits[place - first], scores.get(place, ()))
            for place, token in zip(places, chosen, strict=True)
        ]
        for place in reversed(places):
            if given[place - first].reason:
                self._leave(place)
        return given

    def _advance(
        self, place: int, token: int, logits: Tensor, prompt: tuple[Scored, ...]
    ) -> Drawn[Key]:
        row, key = self._rows[place], self._keys[place]
        if self._count[place] >= row.sampling.max_tokens:
            return Drawn(key, None, "length", prompt)
        if token == self._end:
            return Drawn(key, None, "stop", prompt)
        self._last[place] = token
        self._count[place] += 1
        reason = "length" if self._count[place] == row.sampling.max_tokens else ""
        (scored,) = score(logits[None], [token], row.likeliest)
        return Drawn(key, scored, reason, prompt)

    def _prompt(self, row: Row, hidden: Tensor) -> tuple[Scored, ...]:
        first, *rest = row.prompt
        logits = self._net.logits(hidden[: len(rest)])
        return (Scored(first), *score(logits, rest, row.likeliest))

    def _leave(self, place: int) -> None:
        """The last row moves into the place, so that places stay without gaps."""
        last = len(self._keys) - 1
        if place != last:
            self._net.copy(last, [place], self._filled[last])
            for tensor in (self._temperature, self._top_p, self._draws):
                tensor[place] = tensor[last]
        columns: list[list[Any]] = [self._keys, self._rows, self._filled, self._count, self._last]
        for values in columns:
            values[place] = values[last]
            values.pop()


def score(logits: Tensor, tokens: Sequence[int], likeliest: int | None) -> list[Scored]:
    """Log probabilities of tokens; `logits` has the shape (tokens, vocabulary).

    They are the model's own, whatever the temperature.
    """
    if likeliest is None or not tokens:
        return [Scored(token) for token in tokens]
    chances = logits.log_softmax(-1)
    best = chances.topk(likeliest)
    rows = zip(tokens, chances, best.indices.tolist(), best.values.tolist(), strict=True)
    return [
        Scored(token, float(row[token]), tuple(zip(indices, values, strict=True)))
        for token, row, indices, values in rows
    ]
