from __future__ import annotations

from bot.channels.messaging.reply import Card, Choice, Reply, replies_of

PRODUCT = {
    "id": "trail-2",
    "title": "Trail Runner 2",
    "price": "89.90",
    "currency": "EUR",
    "image": "/a.jpg",
    "url": "/p/trail-2",
}
ANSWER = {
    "type": "answer",
    "act": "recommend",
    "facts": [
        {"name": "product", "value": "Trail Runner 2", "source": "catalog:trail-2"},
        {"name": "price", "value": "€89.90", "source": "catalog:trail-2"},
    ],
    "products": [PRODUCT],
}


def test_an_answer_belongs_to_the_text_before_it() -> None:
    button = {"title": "Yes", "payload": "/select_item"}
    said = [{"text": "Hello!"}, {"text": "This one?", "buttons": [button]}, {"custom": ANSWER}]
    card = Card("trail-2", "Trail Runner 2", "89.90", "EUR", "/a.jpg", "/p/trail-2")
    assert replies_of(said) == (
        Reply("Hello!"),
        Reply("This one?", (Choice("Yes", "/select_item"),), (card,), ("catalog:trail-2",)),
    )


def test_an_answer_without_a_text_shows_its_products() -> None:
    [reply] = replies_of([{"custom": ANSWER}])
    assert (reply.text, len(reply.cards)) == ("", 1)


def test_messages_for_programs_say_nothing() -> None:
    assert replies_of([{"custom": {"type": "handoff", "state": "waiting"}}]) == ()
    assert replies_of([{"text": ""}, {"custom": {"type": "answer"}}, {"custom": "x"}, {}]) == ()


def test_a_button_without_a_payload_says_its_title() -> None:
    [reply] = replies_of([{"text": "Which?", "buttons": [{"title": "Blue"}]}])
    assert reply.choices == (Choice("Blue", "Blue"),)


def test_missing_fields_of_a_product_are_empty() -> None:
    [reply] = replies_of([{"text": "A", "custom": {"type": "answer", "products": [{"id": "a"}]}}])
    assert reply.cards == (Card("a", "", "", "", "", ""),)
