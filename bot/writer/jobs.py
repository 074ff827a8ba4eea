"""One text on its way from the model's tokens to its caller, piece by piece."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.writer.batch import Drawn, Row, Scored


@dataclass(frozen=True, slots=True)
class Said:
    """A token as text, where it begins in the text that is sent, and its probability.

    `top` holds the likeliest tokens there with their log probabilities.
    """

    text: str
    offset: int
    logprob: float | None
    top: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some more text of candidate `index`; `finish_reason` is set on its last piece.

    `tokens` counts those written so far; `said` holds the piece's own, if they were asked for.
    """

    index: int
    text: str
    tokens: int = 0
    finish_reason: str = ""
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """How a caller wants texts sent.

    `logprobs` asks for each token's probability and so many likeliest tokens beside it;
    `echo` for the prompt in front.
    """

    stop: tuple[str, ...] = ()
    stream: bool = False
    logprobs: int | None = None
    echo: bool = False


@dataclass(eq=False, slots=True)
class Job:
    """One candidate; `out` belongs to the caller's event loop.

    The worker's thread alone changes it, except for `left`, which the caller sets.
    """

    index: int
    row: Row
    wish: Wish
    out: asyncio.Queue[Piece | Exception]
    queued: float = field(default_factory=time.monotonic)
    began: float = 0.0
    tokens: list[int] = field(default_factory=list)
    left: bool = False
    _sent: int = 0
    _front: str = ""
    _text: str = ""
    _said: list[Said] = field(default_factory=list)

    def resumed(self) -> Row:
        """The row, going on after the tokens that it already has."""
        return Row(
            self.row.prompt,
            self.row.sampling,
            tuple(self.tokens),
            self.row.likeliest,
            self.row.score and not self.tokens,
        )

    def take(self, drawn: Drawn[Job], words: Any) -> Piece | None:
        """What can be sent now: without streaming nothing before the end."""
        wish = self.wish
        if wish.echo and not self._front:
            self._lead(drawn.prompt, words)
        if drawn.token:
            self.tokens.append(drawn.token.token)
            if wish.logprobs is not None:
                self._say(drawn.token, len(self._text), words, special=False)
        if not (drawn.reason or wish.stream or wish.stop or wish.logprobs is not None):
            return None
        written = words.decode(self.tokens, skip_special_tokens=True)
        self._text = self._front + written
        cuts = [cut for mark in wish.stop if (cut := written.find(mark)) >= 0]
        if cuts:
            return self._piece(len(self._front) + min(cuts), "stop")
        if drawn.reason:
            return self._piece(len(self._text), drawn.reason, rest=True)
        # The end may be the start of a stop mark, or half a character.
        hold = max((len(mark) - 1 for mark in wish.stop), default=0)
        safe = max(len(self._text.rstrip("\ufffd")) - hold, len(self._front))
        return self._piece(safe, "") if wish.stream and safe > self._sent else None

    def _piece(self, end: int, reason: str, *, rest: bool = False) -> Piece:
        """The text up to `end` with the tokens that begin before it; with `rest` all tokens."""
        said = tuple(said for said in self._said if rest or said.offset < end)
        self._said = self._said[len(said) :]
        text, self._sent = self._text[self._sent : end], max(end, self._sent)
        return Piece(self.index, text, len(self.tokens), reason, said)

    def _lead(self, prompt: Sequence[Scored], words: Any) -> None:
        """Put the prompt, and its tokens if they are scored, in front of the text."""
        offset = 0
        for scored in prompt:
            self._say(scored, offset, words, special=True)
            offset += len(words.decode([scored.token]))
        self._text = self._front = words.decode(list(self.row.prompt))

    def _say(self, scored: Scored, offset: int, words: Any, *, special: bool) -> None:
        def text(token: int) -> str:
            read = words.decode([token], skip_special_tokens=not special)
            # Parts of a character all read the same: the vocabulary's name tells them apart.
            return words.convert_ids_to_tokens(token) if "\ufffd" in read else read

        top = tuple((text(token), value) for token, value in scored.top)
        self._said.append(Said(text(scored.token), offset, scored.logprob, top))
