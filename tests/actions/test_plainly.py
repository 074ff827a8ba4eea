"""What the records plainly say to a message that no intent was found for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.turn import Reading, Turn
from tests.actions.conftest import Conversation, read, said

UNSURE = (Reading("out_of_scope", 0.4), Reading("drop_filter", 0.02))


def unclear(text: str, intent: str = "nlu_fallback") -> Turn:
    return replace(read(text, intent), readings=UNSURE)


@pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope"])
def test_what_is_stated_of_the_product_that_is_named_is_answered(
    talk: Conversation, intent: str
) -> None:
    (answer,) = talk.hear(unclear("drop of the tempo road", intent))
    assert said(answer) == {"product": "Tempo Road", "text": "drop: 8 mm"}


def test_what_is_stated_of_the_product_in_hand_is_answered(talk: Conversation) -> None:
    talk.ask("the Reserve Power Bank", "ask_product")
    (answer,) = talk.hear(unclear("can i take that on a plane", "out_of_scope"))
    assert "hand luggage" in said(answer)["text"]


def test_of_a_list_the_product_that_states_it_is_meant(talk: Conversation) -> None:
    talk.remember(products=("hollow-2-tent", "cloud-sleeping-mat"))
    (answer,) = talk.hear(unclear("what's the r value"))
    assert said(answer)["product"] == "Cloud Sleeping Mat"
    assert talk.context.product == "cloud-sleeping-mat"


def test_chatter_about_something_else_is_no_question_about_the_product_in_hand(
    talk: Conversation,
) -> None:
    talk.ask("the Tempo Road", "ask_product")
    (answer,) = talk.hear(unclear("who won the cup final", "out_of_scope"))
    assert answer.act == "out_of_scope"


def test_what_a_page_plainly_answers_is_quoted_from_it(talk: Conversation) -> None:
    (answer,) = talk.hear(unclear("how long valid, gift card"))
    assert answer.facts[0].source.endswith("how-long-a-gift-card-is-valid")


def test_a_fragment_is_asked_of_the_pages_under_way(talk: Conversation) -> None:
    talk.ask("do you have gift cards", "ask_gift_card")
    (answer,) = talk.hear(unclear("what if he loses it"))
    assert answer.facts[0].source.startswith("policy:gift-cards")


def test_a_country_goes_on_with_shipping(talk: Conversation) -> None:
    talk.ask("do you ship to Brazil", "ask_shipping")
    (answer,) = talk.hear(unclear("ugh. and portugal? thats where my mum lives", "out_of_scope"))
    assert said(answer)["country"] == "Portugal"


def test_a_size_is_asked_of_the_product_in_hand(talk: Conversation) -> None:
    talk.ask("Summit Merino Tee", "ask_product")
    (answer,) = talk.hear(unclear("actually its for my brother, in XL"))
    assert said(answer)["size"] == "XL"


def test_goods_of_a_kind_that_is_named_are_shown(talk: Conversation) -> None:
    (answer,) = talk.hear(unclear("ok serious now, umbrella that survives wind"))
    assert (answer.act, said(answer)["product_1"]) == ("recommend", "Squall Umbrella")


def test_a_kind_named_in_passing_is_not_taken_for_a_wish(talk: Conversation) -> None:
    (answer,) = talk.hear(unclear("my boots got stolen in kindergarten"))
    assert answer.act in {"rephrase", "offer_readings"}


def test_of_a_named_product_it_is_said_that_nothing_is_stated(talk: Conversation) -> None:
    ranked = (Reading("out_of_scope", 0.3), Reading("ask_compatibility", 0.13))
    also = (*ranked, Reading("ask_detail", 0.1))
    turn = replace(unclear("does the solar panel charge a laptop", "out_of_scope"), readings=also)
    (answer,) = talk.hear(turn)
    assert (answer.act, said(answer)["product"]) == ("not_stated", "Sol Solar Panel")


@pytest.mark.parametrize("text", ["ur website is rly nice btw", "i love your shop, great stuff"])
def test_a_compliment_is_offered_no_complaint(talk: Conversation, text: str) -> None:
    (answer,) = talk.hear(unclear(text))
    assert answer.act == "affirm"


def test_a_fragment_that_hardly_greets_is_looked_up(talk: Conversation) -> None:
    talk.ask("the Hiker Socks", "ask_product")
    turn = replace(read("merino?", "greet"), readings=(Reading("greet", 0.26),))
    (answer,) = talk.hear(turn)
    assert "merino" in said(answer)["text"]


def test_a_greeting_stays_one(talk: Conversation) -> None:
    talk.ask("the Summit Merino Tee", "ask_product")
    turn = replace(read("good day to you all", "greet"), readings=(Reading("greet", 0.3),))
    (answer,) = talk.hear(turn)
    assert answer.act == "greet"


def test_thanks_for_nothing_found_is_no_complaint(talk: Conversation) -> None:
    assert talk.ask("damn. ok thanks anyway", "complain").act == "thank"
    assert talk.ask("thanks for nothing", "complain").act == "complaint"
