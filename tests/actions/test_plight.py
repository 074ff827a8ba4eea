"""What a shopper needs who tells of a plight and names no goods."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.turn import Reading
from tests.actions.conftest import Conversation, read, said

REPAIR = (Reading("ask_repair", 0.14), Reading("ask_recommendation", 0.11))


def test_what_helps_is_suggested_and_not_what_is_owned(talk: Conversation) -> None:
    text = "a campfire spark burnt a tiny hole in my tent, any fix?"
    (answer,) = talk.hear(replace(read(text, "nlu_fallback"), readings=REPAIR))
    assert (answer.act, said(answer)["product_1"]) == ("recommend", "Mend Patch Set")


def test_a_budget_holds_for_what_helps(talk: Conversation) -> None:
    text = "what do we bring to the friends who invited us to a hut, max 25 euros"
    turn = replace(read(text, "nlu_fallback"), readings=(Reading("ask_gift", 0.1),))
    (answer,) = talk.hear(turn)
    assert said(answer)["product_1"] == "Cabin Socks"


def test_what_may_be_a_wish_is_looked_up_though_it_seems_none_of_our_business(
    talk: Conversation,
) -> None:
    ranked = (Reading("out_of_scope", 0.7), Reading("ask_recommendation", 0.11))
    turn = read("we go camping and my glasses leave me blind in the sun", "out_of_scope")
    (answer,) = talk.hear(replace(turn, readings=ranked))
    assert (answer.act, said(answer)["product_1"]) == ("recommend", "Glare Sunglasses")


@pytest.mark.parametrize("text", ["my dog died today", "i cannot find my keys"])
def test_no_goods_are_pressed_on_who_tells_of_something_else(talk: Conversation, text: str) -> None:
    turn = replace(read(text, "nlu_fallback"), readings=(Reading("complain", 0.1),))
    assert talk.hear(turn)[0].act in {"rephrase", "offer_readings"}


def test_a_likely_gift_is_looked_for(talk: Conversation) -> None:
    text = "I'd like to surprise my girlfriend, she is always cold"
    turn = replace(read(text, "nlu_fallback"), readings=(Reading("ask_gift", 0.2),))
    assert talk.hear(turn)[0].act == "recommend"
