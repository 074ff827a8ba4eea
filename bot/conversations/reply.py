"""A reply of the REST channel, as far as a conversation can be judged by it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.conversations.script import Expected

# Acts that leave a question unanswered. Those that ask back are no shortfall by themselves.
NOT_KNOWING = frozenset(
    """
    rephrase offer_readings still_unclear part_unclear part_failed unavailable unknown_product
    no_policy not_stated no_match no_review_says compare_unknown
    """.split()  # noqa: SIM905 - words read best as words
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the shopper got, and how long it took in seconds."""

    text: str = ""
    acts: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    products: tuple[str, ...] = ()
    buttons: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    error: str = ""

    @classmethod
    def of(cls, messages: Sequence[Mapping[str, Any]], seconds: float) -> Reply:
        """Read Rasa's messages."""
        customs = [message["custom"] for message in messages if message.get("custom")]
        answers = [custom for custom in customs if custom.get("type") == "answer"]
        return cls(
            text="\n".join(message["text"] for message in messages if message.get("text")),
            acts=tuple(answer["act"] for answer in answers),
            facts=tuple((f["name"], f["value"]) for answer in answers for f in answer["facts"]),
            products=tuple(card["id"] for answer in answers for card in answer["products"]),
            buttons={
                button["title"]: button["payload"]
                for message in messages
                for button in message.get("buttons") or ()
            },
            seconds=seconds,
        )


def misses(expected: Expected, reply: Reply) -> tuple[str, ...]:
    """What the reply lacks of what was expected, in words."""
    found = list(_act_misses(expected, reply))
    found += [f"doesn't say {text!r}" for text in expected.says if not _says(reply.text, text)]
    found += [f"says {text!r}" for text in expected.never if _says(reply.text, text)]
    for name, value in expected.facts.items():
        held = [said for known, said in reply.facts if known == name]
        if not any(_says(said, value) for said in held):
            found.append(f"the fact {name} is {held or 'missing'}, not {value!r}")
    if expected.products is not None and tuple(expected.products) != reply.products:
        found.append(f"shows {list(reply.products)}, not {list(expected.products)}")
    return tuple(found)


def shortfalls(reply: Reply, slow: float) -> tuple[str, ...]:
    """Where a reply falls short whatever was expected of it."""
    if reply.error:
        return (reply.error,)
    if not reply.text:
        return ("said nothing",)
    found = [f"didn't know ({act})" for act in reply.acts if act in NOT_KNOWING]
    if reply.seconds > slow:
        found.append(f"took {reply.seconds:.1f} s")
    return tuple(found)


def _act_misses(expected: Expected, reply: Reply) -> tuple[str, ...]:
    got = ", ".join(reply.acts) or "none"
    if expected.acts and not set(expected.acts) & set(reply.acts):
        return (f"the act is {got}, not {' or '.join(expected.acts)}",)
    missing = [act for act in expected.all_acts if act not in reply.acts]
    return (f"the acts are {got}: {', '.join(missing)} is missing",) if missing else ()


def _says(text: str, wanted: str) -> bool:
    """Whether `text` holds `wanted` as whole words and figures ("42" is not in "142")."""
    before, after = r"(?<![\w.])" if wanted[:1].isalnum() else "", r"(?!\w|[.,]\d)"
    pattern = before + re.escape(wanted) + (after if wanted[-1:].isalnum() else "")
    return bool(re.search(pattern, text, re.IGNORECASE))
