"""What the actions call: an act and its facts in, a checked sentence out.

Works with any server of OpenAI's completions API. Imports no torch: it runs in the
action server.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.writer import rejections
from bot.writer.check import check, check_final
from bot.writer.grammar import Act, Grammar, load
from bot.writer.prompt import Slot, lexicalise, prompt, question_kind

__all__ = ["Slot", "Wording", "WriterClient"]

log = logging.getLogger(__name__)
LAST_RESORT = "unavailable"


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence to send.

    `origin` is "model" or "template"; `rejections` says why candidates were refused,
    or why none came.
    """

    text: str
    origin: str
    rejections: tuple[str, ...] = ()


class WriterClient:
    """Words acts through a server; falls back to the act's template.

    `timeout` is in seconds and covers everything. With `seed` the same calls in the
    same order ask for the same candidates.
    """

    def __init__(
        self,
        url: str,
        key: str = "",
        model: str = "",
        *,
        timeout: float = 1.5,
        candidates: int = 4,
        temperature: float = 0.8,
        top_p: float = 0.95,
        max_tokens: int = 96,
        seed: int | None = None,
        grammar: Grammar | None = None,
    ) -> None:
        self._url = f"{url.rstrip('/')}/v1/completions"
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._timeout = timeout
        self._rng = random.Random(seed)
        self._grammar = grammar or load()
        self._body: dict[str, Any] = {
            "n": candidates,
            "temperature": temperature,
            "top_p": top_p,
            "max_tokens": max_tokens,
        }
        if model:
            self._body["model"] = model
        self._session: aiohttp.ClientSession | None = None

    async def word(self, act: str, slots: Sequence[Slot], question: str = "") -> Wording:
        """A sentence for `act`, within the timeout and never an exception.

        A fact that the act has no slot for is left unsaid; without a required fact, or
        for an unknown act, the sentence says that the answer is unavailable.
        """
        wording = await self._word(act, slots, question)
        rejections.count(wording.origin, wording.rejections)
        return wording

    async def _word(self, act: str, slots: Sequence[Slot], question: str) -> Wording:
        kind = question_kind(question)
        try:
            known, spoken = self._fit(act, slots)
        except (KeyError, ValueError) as error:
            log.warning("act %s cannot be worded: %s", act, error)
            last = self._grammar.acts[LAST_RESORT].template(frozenset())
            return Wording(last, "template", (f"act:{act}",))
        given = frozenset(slot.name for slot in spoken)
        try:
            async with asyncio.timeout(self._timeout):
                candidates = await self._candidates(prompt(act, given, kind))
            reasons: list[str] = []
            for candidate in candidates:
                text, why = self._judge(candidate, known, spoken, kind)
                if not why:
                    return Wording(text, "model", tuple(reasons))
                reasons += why
        except TimeoutError:
            reasons = ["timeout"]
        except Exception as error:  # noqa: BLE001 - whatever a server sends, the shopper is answered
            log.warning("the writer gave no usable answer: %s", type(error).__name__)
            reasons = ["unreachable"]
        return Wording(lexicalise(known.template(given, kind), spoken), "template", tuple(reasons))

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()

    def _fit(self, act: str, slots: Sequence[Slot]) -> tuple[Act, list[Slot]]:
        known = self._grammar.acts[act]
        filled = {slot.name: slot for slot in slots if slot.value.strip()}
        return known, [filled[name] for name in sorted(known.fitting(filled))]

    async def _candidates(self, asked: str) -> list[str]:
        body = self._body | {"prompt": asked, "seed": self._rng.getrandbits(31)}
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(headers=self._headers)
        async with self._session.post(self._url, json=body) as response:
            response.raise_for_status()
            answer = await response.json()
        return [str(choice["text"]).strip() for choice in answer["choices"]]

    def _judge(
        self, candidate: str, act: Act, slots: Sequence[Slot], kind: str
    ) -> tuple[str, tuple[str, ...]]:
        given = frozenset(slot.name for slot in slots)
        if why := check(candidate, act, given, self._grammar, kind):
            return "", why
        text = lexicalise(candidate, slots)
        return text, check_final(text, [slot.value for slot in slots])
