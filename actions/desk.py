"""What happens around the answers: handing over, staying quiet, keeping open questions."""

from __future__ import annotations

import asyncio
import enum
import logging
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from actions.answer import Answer
from actions.context import Context
from actions.courier import Courier
from actions.delivery import log_file, open_target
from actions.summary import Conversation, allowed, reason_for, summary
from actions.turn import Turn
from knowledge.conversation_model import Handoff, Unanswered
from knowledge.conversations import Conversations, conversations_url, now
from knowledge.handoff_events import ending, further, opening
from knowledge.masking import mask
from knowledge.settings import SettingError, Settings

logger = logging.getLogger(__name__)

PATIENCE = 4.0
"""Seconds that a shopper waits to hear whether a person was told."""

QUICK = 1.0
"""Seconds that a turn waits to hear whether it should be quiet."""

UNKNOWING = frozenset(
    """
    rephrase offer_readings still_unclear part_unclear no_policy not_stated compare_unknown
    no_review_says no_restock_date no_ratings no_sales_figures inform_no_chart no_match
    unknown_product no_order_status no_order_changes out_of_scope
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
"""The acts that leave a question without an answer."""

TRANSCRIPTS = ("masked", "full", "none")

_BACK = re.compile(
    r"\b(?:back to|talk to|speak to|ask|use|want|chat with) (?:the |your |this )?"
    r"(?:shop )?(?:ro|chat)?(?:bot|assistant)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|never|stop|instead of)\b|n['’]t\b", re.IGNORECASE)


class Hold(enum.Enum):
    """What a message finds: the assistant, a person, or the assistant just come back."""

    FREE = "free"
    WAITING = "waiting"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Desk:
    """Hands conversations over and keeps what could not be answered.

    Nothing here raises: a database that is down must not silence the assistant.
    """

    conversations: Conversations
    courier: Courier
    hours: float = 24.0
    transcript: str = "masked"

    async def hold(self, conversation: str, turn: Turn) -> Hold:
        """Whether a person has this conversation; what the shopper writes goes to them."""
        try:
            since = now() - timedelta(hours=self.hours)
            reading = asyncio.to_thread(self.conversations.waiting, conversation, since)
            waiting = await asyncio.wait_for(reading, QUICK)
        except Exception:
            logger.exception("nobody knows whether a person has this conversation")
            return Hold.FREE
        if waiting is None:
            return Hold.FREE
        back = turn.intent == "start_over" or wants_the_assistant(turn.text)
        try:
            await asyncio.to_thread(self._release if back else self._forward, waiting, turn.text)
        except Exception:
            logger.exception("handoff %s could not be told of a message", waiting.id)
            return Hold.WAITING
        self.courier.wake()
        return Hold.RELEASED if back else Hold.WAITING

    def _release(self, waiting: Handoff, _: str) -> None:
        self.conversations.release(waiting.id, "shopper", ending(waiting, "shopper"))

    def _forward(self, waiting: Handoff, text: str) -> None:
        self.conversations.tell(waiting.id, further(waiting, allowed(text, self.transcript)))

    async def hand_over(
        self, conversation: Conversation, context: Context, products: Sequence[str]
    ) -> bool:
        """Ask for a person; whether one has been told.

        If not, the assistant goes on answering, and the request is delivered later.
        """
        reason = reason_for(conversation)
        told = summary(conversation, context, products, self.transcript)
        handoff = Handoff(
            secrets.token_hex(4), conversation.id, conversation.channel, reason.value, now(), told
        )
        try:
            event = await asyncio.to_thread(self.conversations.open, handoff, opening(handoff))
            if await self.courier.deliver(event, PATIENCE):
                return True
            await asyncio.to_thread(self.conversations.release, handoff.id, "undelivered")
        except Exception:
            logger.exception("a conversation could not be handed over")
        return False

    def note(
        self, answers: Sequence[Answer], turn: Turn, topic: str
    ) -> asyncio.Future[None] | None:
        """Keep what `answers` left open, in the background; ``None`` where that is nothing."""
        open_questions = [
            (answer.question or turn.text, answer.act)
            for answer in answers
            if answer.act in UNKNOWING
        ]
        asked = [(text, act) for text, act in open_questions if text and not text.startswith("/")]
        if not asked:
            return None
        loop = asyncio.get_running_loop()
        return loop.run_in_executor(None, self._keep, asked, topic)

    def _keep(self, asked: Sequence[tuple[str, str]], topic: str) -> None:
        try:
            masked = [(mask(text), act) for text, act in asked]
            kept = [Unanswered(text, act, topic, now()) for text, act in masked if text]
            if kept:
                self.conversations.keep(kept)
        except Exception as error:  # noqa: BLE001 - its traceback could hold the shopper's text
            logger.warning("a question could not be kept: %s", type(error).__name__)


def wants_the_assistant(text: str) -> bool:
    """Whether a shopper who waits for a person would rather have the assistant back."""
    return bool(_BACK.search(text)) and not _DENIED.search(text)


def open_desk(settings: Settings) -> Desk:
    """The desk that the settings describe. Raises SettingError and StoreError."""
    if settings.handoff_transcript not in TRANSCRIPTS:
        raise SettingError(
            f"SHOPBOT_HANDOFF_TRANSCRIPT is {settings.handoff_transcript!r}: write one of"
            f" {', '.join(TRANSCRIPTS)}"
        )
    target = open_target(settings)
    log = target if settings.handoff == "log" else log_file(settings)
    days = settings.unanswered_days
    conversations = Conversations(conversations_url(settings.database_url), days=days)
    courier = Courier(conversations, target, log)
    return Desk(conversations, courier, settings.handoff_hours, settings.handoff_transcript)
