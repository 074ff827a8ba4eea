"""Recommendations under hard filters, and what follows on them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.answer import Answer
from tests.actions.conftest import Conversation, said

NEED = "I need waterproof boots for winter under 150 euros"


def prices(answer: Answer) -> list[Decimal]:
    return [card.price for card in answer.products]


def test_hard_filters_hold_and_each_product_has_a_reason_of_its_own(talk: Conversation) -> None:
    answer = talk.ask(NEED, "ask_recommendation")
    assert answer.act == "recommend"
    assert 1 < len(answer.products) <= 3
    for position, card in enumerate(answer.products, start=1):
        product = talk.shop.store.product(card.id)
        assert product
        assert card.price < 150
        assert product.attributes["waterproof"] == "yes"
        assert "boots" in product.category.lower()
        assert product.attributes.get("gender") != "kids"
        reason = said(answer)[f"reason_{position}"]
        assert "waterproof" in reason
    assert said(answer)["need"] == "waterproof boots for winter within your budget"


def test_cheaper_costs_less_than_everything_shown_and_the_second_one_is_of_the_new_list(
    talk: Conversation,
) -> None:
    shown = talk.ask(NEED, "ask_recommendation")
    cheaper = talk.ask("something cheaper?", "ask_cheaper")
    assert cheaper.act == "recommend"
    assert len(cheaper.products) > 1
    assert max(prices(cheaper)) < min(prices(shown))
    second = talk.ask("the second one, which sizes?", "ask_sizes")
    assert second.act == "inform_sizes"
    assert said(second)["product"] == cheaper.products[1].title


def test_nothing_cheaper_is_said_so(talk: Conversation) -> None:
    cheapest = min(talk.shop.store.products(), key=lambda p: min(v.price for v in p.variants))
    talk.ask(f"tell me about the {cheapest.title}", "ask_product")
    assert talk.ask("anything cheaper?", "ask_cheaper").act == "no_cheaper"


def test_more_like_this_is_of_the_same_kind_and_not_the_same(talk: Conversation) -> None:
    talk.ask("tell me about the Fjord Parka", "ask_product")
    answer = talk.ask("something similar?", "ask_similar")
    assert answer.act == "recommend"
    assert "fjord-parka" not in [card.id for card in answer.products]
    for card in answer.products:
        product = talk.shop.store.product(card.id)
        assert product
        assert product.category == "Clothing > Jackets"


@pytest.mark.parametrize("text", ["hiking boots under 20 euros", "a waterproof lamp"])
def test_nothing_fits_is_said_and_the_nearest_is_offered(talk: Conversation, text: str) -> None:
    answer = talk.ask(text, "ask_recommendation")
    assert answer.act == "recommend_nearest"
    assert answer.products
    assert "20" not in said(answer)["need"]


def test_what_the_shop_does_not_have_is_not_made_up(talk: Conversation) -> None:
    assert talk.ask("I want a pizza", "ask_recommendation").act in {"no_match", "recommend_nearest"}


def test_size_and_colour_are_filters_and_can_be_added_later(talk: Conversation) -> None:
    talk.ask("I'm looking for boots", "ask_recommendation")
    answer = talk.ask("in black, size 42 please", "refine")
    assert answer.act == "recommend"
    assert answer.products
    for card in answer.products:
        product = talk.shop.store.product(card.id)
        assert product
        assert any(
            v.options.get("size") == "42"
            and "black" in v.options.get("color", "").lower()
            and v.stock != 0
            for v in product.variants
        )


def test_the_second_one_is_the_second_of_the_list(talk: Conversation) -> None:
    shown = talk.ask(NEED, "ask_recommendation")
    answer = talk.ask("the second one", "select_item")
    assert answer.act == "inform_product"
    assert answer.products[0].id == shown.products[1].id


def test_without_a_need_it_asks_for_one_and_forgets_the_last(talk: Conversation) -> None:
    talk.ask(NEED, "ask_recommendation")
    assert talk.ask("can you recommend something?", "ask_recommendation").act == "ask_need"
    answer = talk.ask("a mug", "refine")
    assert answer.act == "recommend"
    assert all("ug" in card.title for card in answer.products)


def test_a_need_with_markup_or_figures_is_not_repeated(talk: Conversation) -> None:
    answer = talk.ask("I need <script>alert(1)</script> boots 999", "ask_recommendation")
    assert "script" not in said(answer).get("need", "")
    assert "999" not in " ".join(said(answer).values())


def test_which_of_the_list_is_asked_not_guessed(talk: Conversation) -> None:
    shown = talk.ask(NEED, "ask_recommendation")
    asked = talk.ask("which sizes?", "ask_sizes")
    assert asked.act == "ask_which"
    assert [button.title for button in asked.buttons] == [card.title for card in shown.products]


def test_a_wish_without_a_kind_adds_to_the_need(talk: Conversation) -> None:
    talk.ask("I'm looking for a jacket", "ask_recommendation")
    answer = talk.ask("waterproof ones", "refine")
    assert answer.act == "recommend"
    for card in answer.products:
        product = talk.shop.store.product(card.id)
        assert product
        assert "Jackets" in product.category
        assert product.attributes["waterproof"] == "yes"
