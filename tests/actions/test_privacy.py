"""Personal data: what is kept, and forgetting the conversation."""

from __future__ import annotations

from actions.context import Context
from tests.actions.conftest import Conversation


def test_what_the_shop_stores_and_what_the_chat_does(talk: Conversation) -> None:
    answers = talk.hear_all("what do you store about me", "ask_privacy")
    assert [answer.act for answer in answers] == ["inform_policy", "inform_chat_data"]


def test_asked_about_the_chat_the_chat_comes_first(talk: Conversation) -> None:
    answers = talk.hear_all("is this chat recorded?", "ask_privacy")
    assert [answer.act for answer in answers] == ["inform_chat_data", "inform_policy"]
    assert answers[1].facts[0].source == "policy:privacy#the-chat"


def test_deleting_forgets_the_conversation_and_says_who_deletes_the_rest(
    talk: Conversation,
) -> None:
    talk.ask("tell me about the trail runner", "ask_product")
    talk.ask("shipping to spain?", "ask_shipping")
    answers = talk.hear_all("please delete all my data", "delete_data")
    assert [answer.act for answer in answers] == ["forget_conversation", "inform_policy"]
    assert answers[1].facts[0].source == "policy:privacy#delete-your-data"
    assert talk.context == Context(topic="privacy")


def test_leaving_the_newsletter_forgets_nothing(talk: Conversation) -> None:
    talk.ask("how much is the fjord parka", "ask_price")
    (answer,) = talk.hear_all("how do i unsubscribe from the newsletter", "delete_data")
    assert answer.facts[0].source == "policy:privacy#newsletter-addresses"
    assert talk.context.product == "fjord-parka"
