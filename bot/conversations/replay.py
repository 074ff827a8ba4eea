"""Hold conversations again with the running bot, over REST."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.conversations.reply import Reply, misses, shortfalls
from bot.conversations.script import Conversation, Turn
from knowledge.conversation_model import REHEARSAL

TIMEOUT = 30.0
SLOW = 3.0
"""Seconds from which on a reply counts as slow."""

# The bot is on this machine or named by the caller: never behind the environment's proxy.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class UnreachableError(Exception):
    """No bot answers at the address; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Rasa's REST webhook at `url` (scheme, host and port); `token` where it asks for one."""

    url: str
    token: str = ""
    timeout: float = TIMEOUT

    def ask(self, sender: str, text: str) -> Reply:
        """The reply to `text`. Raises UnreachableError where nothing listens."""
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(  # noqa: S310 - the caller's own address
            f"{self.url.rstrip('/')}/webhooks/rest/webhook",
            data=json.dumps({"sender": sender, "message": text}).encode(),
            headers=headers,
        )
        started = time.perf_counter()
        try:
            with _DIRECT.open(request, timeout=self.timeout) as response:
                messages = json.load(response)
        except urllib.error.HTTPError as error:
            return Reply(error=f"HTTP {error.code}: {error.read(200).decode('utf-8', 'replace')}")
        except TimeoutError:
            return Reply(error=f"no answer within {self.timeout:.0f} s")
        except (urllib.error.URLError, ConnectionError) as error:
            raise UnreachableError(
                f"no bot answers at {self.url}: start it with `shopbot run` or give --url"
            ) from error
        return Reply.of(messages, time.perf_counter() - started)


@dataclass(frozen=True, slots=True)
class Held:
    """A turn as it went: `missed` is what was expected and not there, `short` the rest."""

    turn: Turn
    reply: Reply
    missed: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replayed:
    """A conversation as it went."""

    place: str
    turns: tuple[Held, ...] = field(default_factory=tuple)

    @property
    def missed(self) -> bool:
        return any(held.missed for held in self.turns)

    @property
    def short(self) -> bool:
        return any(held.short for held in self.turns)


def replay(bot: Rest, conversations: Iterable[Conversation]) -> Iterator[Replayed]:
    """Hold each conversation with a sender of its own. Raises UnreachableError."""
    for conversation in conversations:
        sender, before, held = REHEARSAL + uuid.uuid4().hex, Reply(), []
        for turn in conversation.turns:
            held.append(_hold(bot, sender, turn, before))
            before = held[-1].reply
        yield Replayed(conversation.place, tuple(held))


def _hold(bot: Rest, sender: str, turn: Turn, before: Reply) -> Held:
    if turn.pressed and turn.text not in before.buttons:
        offered = ", ".join(before.buttons) or "none"
        return Held(turn, before, (f"no button {turn.text!r} to press; there are: {offered}",))
    reply = bot.ask(sender, before.buttons[turn.text] if turn.pressed else turn.text)
    wanted = turn.expected
    short = shortfalls(reply, SLOW)
    if set(wanted.acts + wanted.all_acts) & set(reply.acts):
        # What was expected is no shortfall: an honest "not stated" can be the right answer.
        short = tuple(why for why in short if not why.startswith("didn't know"))
    return Held(turn, reply, misses(wanted, reply), short)
