"""Recommendations under hard filters, and what follows on them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.answer import Answer
from actions.phrases import stem_set
from actions.reasons import attribute_phrase
from actions.vocabulary import words_of
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


def test_a_question_about_the_list_is_answered_for_each_of_it(talk: Conversation) -> None:
    shown = talk.ask(NEED, "ask_recommendation")
    told = talk.hear_all("which sizes?", "ask_sizes")
    assert [said(one)["product"] for one in told] == [card.title for card in shown.products]
    assert {one.act for one in told} == {"inform_sizes"}
    assert talk.context.products == tuple(card.id for card in shown.products)


def test_a_wish_without_a_kind_adds_to_the_need(talk: Conversation) -> None:
    talk.ask("I'm looking for a jacket", "ask_recommendation")
    answer = talk.ask("waterproof ones", "refine")
    assert answer.act == "recommend"
    for card in answer.products:
        product = talk.shop.store.product(card.id)
        assert product
        assert "Jackets" in product.category
        assert product.attributes["waterproof"] == "yes"


def test_what_is_ruled_out_is_no_part_of_the_need(talk: Conversation) -> None:
    talk.ask("I'm looking for boots in 42", "ask_recommendation")
    answer = talk.ask("no, not 42, 43", "refine")
    assert said(answer)["need"] == "boots in your size"
    assert (talk.context.criteria.need, talk.context.criteria.size) == ("boots", "43")


@pytest.mark.parametrize("intent", ["refine", "nlu_fallback"])
def test_no_more_than_a_kind_of_product_starts_a_search(talk: Conversation, intent: str) -> None:
    answer = talk.ask("black boots in 42", intent)
    assert (answer.act, said(answer)["need"]) == ("recommend", "boots in black in your size")


def test_what_is_ruled_out_stays_out_until_it_is_fine_again(talk: Conversation) -> None:
    talk.ask("I'm looking for leather boots", "ask_recommendation")
    for text in ("not leather", "under 200 euros"):
        answer = talk.ask(text, "refine")
        assert "without leather" in said(answer)["need"]
        assert not any("leather" in _record(talk, card.id) for card in answer.products)
    talk.hear_all("leather is fine after all", "drop_filter")
    assert talk.context.criteria.avoid == ""


def test_a_colour_that_is_ruled_out_is_not_shown(talk: Conversation) -> None:
    talk.ask("black boots please", "ask_recommendation")
    answer = talk.ask("no, not in black", "refine")
    assert talk.context.criteria.color is None
    for card in answer.products:
        product = talk.shop.store.product(card.id)
        assert product
        colors = [v.options.get("color", "").lower() for v in product.variants if v.stock != 0]
        assert any(color != "black" for color in colors)


def test_something_else_is_not_the_same_again(talk: Conversation) -> None:
    shown = talk.ask("I'm looking for a jacket", "ask_recommendation")
    others = talk.ask("something else please", "refine")
    assert others.products
    assert not {card.id for card in shown.products} & {card.id for card in others.products}
    assert talk.context.criteria.need == "jacket"


@pytest.mark.parametrize("text", ["boots for my 5 year old", "boots for my seven-year-old"])
def test_a_child_is_known_by_its_age_which_is_not_repeated(talk: Conversation, text: str) -> None:
    answer = talk.ask(text, "ask_recommendation")
    assert said(answer)["need"] == "boots for kids"
    products = talk.shop.products([card.id for card in answer.products])
    assert {product.attributes.get("gender") for product in products} == {"kids"}


@pytest.mark.parametrize(
    ("text", "first", "kind"),
    [
        ("running shoes in size 45 under €127", "Trail Runner 2", {"running", "shoes"}),
        ("hiking shoes", "Cairn Approach", {"hiking", "shoes"}),
        ("winter boots in dark brown", "Frostline Boot", {"winter", "boots"}),
        ("shoe care, max €19", "Workshop Shoe Brush", {"shoe", "care"}),
        ("a sleeping bag for cold nights", "Drift Sleeping Bag", {"sleeping", "bags"}),
    ],
)
def test_what_fits_is_of_the_whole_kind_that_is_named(
    talk: Conversation, text: str, first: str, kind: set[str]
) -> None:
    answer = talk.ask(text, "ask_recommendation")
    assert answer.act == "recommend"
    assert said(answer)["product_1"] == first
    for card in answer.products:
        product = talk.shop.store.product(card.id)
        assert product
        assert stem_set(kind) <= words_of(product)


def test_without_one_that_passes_the_nearest_are_still_of_that_kind(talk: Conversation) -> None:
    answer = talk.ask("running shoes in purple", "ask_recommendation")
    assert answer.act == "recommend_nearest"
    products = talk.shop.products([card.id for card in answer.products])
    assert {product.category for product in products} == {"Shoes > Running shoes"}


def test_of_a_kind_that_is_not_made_for_them_another_is_nearest(talk: Conversation) -> None:
    answer = talk.ask("hiking shoes for kids", "ask_recommendation")
    assert answer.act == "recommend_nearest"
    products = talk.shop.products([card.id for card in answer.products])
    assert {product.category for product in products} == {"Kids > Shoes"}


def test_either_of_two_kinds_will_do(talk: Conversation) -> None:
    answer = talk.ask("boots or running shoes", "ask_recommendation")
    assert answer.act == "recommend"


@pytest.mark.parametrize(
    ("text", "title"),
    [("a fleece under €45", "Badger Kids' Fleece"), ("sneakers under 60 in 31", "Scout Sneaker")],
)
def test_where_only_something_for_kids_passes_it_is_near_and_called_so(
    talk: Conversation, text: str, title: str
) -> None:
    answer = talk.ask(text, "ask_recommendation")
    assert answer.act == "recommend_nearest"
    assert said(answer)["product_1"] == title
    assert said(answer)["reason_1"].startswith("made for kids")


def test_what_is_for_kids_is_not_near_for_somebody_else(talk: Conversation) -> None:
    answer = talk.ask("a fleece for my wife under €45", "ask_recommendation")
    assert "Badger Kids' Fleece" not in said(answer).values()


def test_what_is_for_kids_is_not_near_to_what_nobody_understands(talk: Conversation) -> None:
    answer = talk.ask("can you recommend a zorblax", "ask_recommendation")
    products = talk.shop.products([card.id for card in answer.products])
    assert "kids" not in {product.attributes.get("gender") for product in products}


@pytest.mark.parametrize(
    ("text", "title", "need"),
    [
        ("show me doormats in size 50 x 80 cm, max €60", "Boot Room Doormat",
         "doormats in your size within your budget"),
        ("I'm looking for a bottle in 0,75 l", "Spring Bottle", "bottle in your size"),
    ],
)  # fmt: skip
def test_a_size_that_is_a_measure_is_a_filter(
    talk: Conversation, text: str, title: str, need: str
) -> None:
    answer = talk.ask(text, "ask_recommendation")
    assert answer.act == "recommend"
    assert (said(answer)["product_1"], said(answer)["need"]) == (title, need)


def test_for_kids_the_reason_does_not_say_so_again(talk: Conversation) -> None:
    answer = talk.ask("a fleece for my son under €45", "ask_recommendation")
    assert answer.act == "recommend"
    assert "made for kids" not in said(answer)["reason_1"]


def _record(talk: Conversation, id: str) -> str:
    product = talk.shop.store.product(id)
    assert product
    return " ".join([product.title, *product.tags, *product.attributes.values()]).lower()


def test_one_that_is_named_in_full_is_looked_for_and_no_other(talk: Conversation) -> None:
    answer = talk.ask("I'd like the Fjord Parka in forest green in L", "ask_recommendation")
    assert answer.act == "confirm_stock"
    assert [card.id for card in answer.products] == ["fjord-parka"]


def test_a_property_named_after_a_list_narrows_it(talk: Conversation) -> None:
    talk.ask("show me backpacks", "ask_recommendation")
    answer = talk.ask("waterproof please", "ask_detail")
    assert answer.act == "recommend"
    assert [card.id for card in answer.products] == ["roll-top-commuter"]


def test_about_a_price_is_a_range_and_no_budget(talk: Conversation) -> None:
    answer = talk.ask("a scarf, around 60 euros or so", "ask_recommendation")
    assert said(answer)["need"].endswith("in your price range")


def test_a_wish_for_a_child_alone_reads_well_after_for(talk: Conversation) -> None:
    answer = talk.ask("something for a 5 year old", "ask_recommendation")
    assert not said(answer)["need"].startswith("for ")
    answer = talk.ask("gift for a 5 year old girl", "ask_gift")
    assert "girl for kids" not in said(answer)["need"]


def test_what_follows_a_comma_is_no_part_of_a_phrase() -> None:
    assert attribute_phrase("sole", "winter rubber, soft in the cold") == "winter rubber sole"
