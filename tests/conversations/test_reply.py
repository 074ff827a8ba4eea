from __future__ import annotations

import pytest

from bot.conversations.reply import Reply, misses, shortfalls
from bot.conversations.script import Expected

REPLY = Reply(
    text="The Boot comes in 41 and 42.5, from €142.00.",
    acts=("inform_sizes", "inform_price"),
    facts=(("sizes", "41 and 42.5"), ("product", "Boot")),
    products=("boot",),
)


@pytest.mark.parametrize(
    "expected",
    [
        Expected(),
        Expected(acts=("ask_which", "inform_price")),
        Expected(all_acts=("inform_price", "inform_sizes")),
        Expected(says=("boot", "41", "42.5", "€142.00"), never=("42", "142", "boots")),
        Expected(facts={"sizes": "41", "product": "Boot"}, products=("boot",)),
    ],
)
def test_what_was_expected_is_found(expected: Expected) -> None:
    assert misses(expected, REPLY) == ()


@pytest.mark.parametrize(
    ("expected", "miss"),
    [
        (Expected(acts=("greet",)), "the act is inform_sizes, inform_price, not greet"),
        (Expected(all_acts=("inform_price", "greet")), "greet is missing"),
        (Expected(says=("42",)), "doesn't say '42'"),
        (Expected(says=("€14",)), "doesn't say '€14'"),
        (Expected(never=("42.5",)), "says '42.5'"),
        (Expected(facts={"sizes": "42"}), "the fact sizes is ['41 and 42.5'], not '42'"),
        (Expected(facts={"color": "Red"}), "the fact color is missing"),
        (Expected(products=("shoe",)), "shows ['boot'], not ['shoe']"),
        (Expected(products=()), "shows ['boot'], not []"),
    ],
)
def test_what_is_missing_is_told(expected: Expected, miss: str) -> None:
    (found,) = misses(expected, REPLY)
    assert miss in found


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(), "said nothing"),
        (Reply(error="HTTP 500: x"), "HTTP 500: x"),
        (Reply(text="Sorry.", acts=("no_policy",)), "didn't know (no_policy)"),
        (Reply(text="Yes.", seconds=4.0), "took 4.0 s"),
    ],
)
def test_a_shortfall_needs_no_expectation(reply: Reply, why: str) -> None:
    assert shortfalls(reply, slow=3.0) == (why,)


def test_a_good_reply_has_no_shortfall() -> None:
    assert shortfalls(REPLY, slow=3.0) == ()
