"""Which things the shop has: by what they are, not by what they mention."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.nature import natures
from actions.reasons import reason
from actions.vocabulary import read_vocabulary
from actions.wanted import wanted
from knowledge.model import Catalog, Money, Product, Variant
from knowledge.store import Store
from tests.actions.conftest import Conversation, said


def product(title: str, category: str, description: str = "", **more: object) -> Product:
    price = Money(Decimal(100), "USD")
    variants = (Variant(title, price, {}, 3),)
    return Product(title, title, variants, description, category=category, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("thing", "is_a", "is_no"),
    [
        (product("Silicone Case for Phones", "Accessories"), "case", "phone"),
        (product("Walnut Desk with Lamp", "Furniture > Desks"), "desk", "lamp"),
        (product("Roadrunner 3", "Vehicles", "The Roadrunner 3 is a roomy estate car for five."),
         "car", "five"),
        (product("Plain Loaf", "Bakery", tags=("sourdough breads", "vegan")), "bread", "vegan"),
    ],
)  # fmt: skip
def test_a_thing_is_what_its_record_calls_it(thing: Product, is_a: str, is_no: str) -> None:
    assert is_a in natures(thing)
    assert is_no not in natures(thing)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('range') / 'shop.db'}")
    goods = [
        product("Fern 5", "Smartphones"),
        product("Plum Case for Phones", "Accessories", tags=("phone accessories",)),
        product("Day Pack", "Bags > Backpacks", tags=("waterproof",)),
        product("Beam", "Cycling > Lights"),
    ]
    store.import_catalog(Catalog(tuple(goods)), replace=True)
    yield store
    store.close()


@pytest.mark.parametrize(
    ("need", "ids"),
    [
        ("new phone", {"Fern 5"}),
        ("phone case", {"Plum Case for Phones"}),
        ("waterproof rucksack for my bike, and also lights", {"Day Pack", "Beam"}),
        ("backpack that could hold a phone", {"Day Pack"}),
        ("surfboards or wetsuits", set()),
        ("charger for my phone", set()),
        ("something for my phone", None),
        ("anything waterproof", None),
    ],
)
def test_the_kind_is_the_head_of_what_is_asked_for(store, need: str, ids: set[str] | None) -> None:
    assert wanted(need, read_vocabulary(store)).ids == ids


@pytest.mark.parametrize("text", ["do you sell skis", "any surfboards or wetsuits?",
                                  "I need an electric bike", "a phone please"])  # fmt: skip
def test_what_is_not_in_the_range_is_said_before_anything_near(
    talk: Conversation, text: str
) -> None:
    assert talk.ask(text, "ask_recommendation").act in {"recommend_nearest", "no_match"}


def test_a_bag_for_cycling_is_a_bag_and_made_for_it(talk: Conversation) -> None:
    answer = talk.ask("a waterproof rucksack for my bike", "ask_recommendation")
    assert [card.id for card in answer.products] == ["roll-top-commuter"]


def test_of_two_kinds_asked_for_each_is_shown(talk: Conversation) -> None:
    answer = talk.ask("a waterproof rucksack for my bike and also lights", "ask_recommendation")
    assert {"roll-top-commuter", "firefly-light-set"} <= {card.id for card in answer.products}


def test_nothing_that_fits_less_fills_a_list_up(talk: Conversation) -> None:
    answer = talk.ask("a plant pot that can stay outside in winter", "ask_recommendation")
    assert [card.id for card in answer.products] == ["terrace-planter"]


@pytest.mark.parametrize("intent", ["ask_cheaper", "ask_price", "ask_product", "nlu_fallback"])
def test_the_cheapest_of_a_kind_is_told_however_it_was_read(
    talk: Conversation, intent: str
) -> None:
    answer = talk.ask("what's your cheapest tent?", intent)
    assert (answer.act, said(answer)["product_1"]) == ("compare_price", "Hollow 2 Tent")
    assert talk.context.product == "hollow-2-tent"


def test_the_warmest_of_a_kind_goes_by_what_the_records_state(talk: Conversation) -> None:
    answer = talk.ask("what is your warmest boot", "ask_recommendation")
    assert (answer.act, said(answer)["best"]) == ("compare_attribute", "Polar Trek Boot")


def test_the_warmest_without_a_kind_is_of_what_was_looked_for(talk: Conversation) -> None:
    talk.ask("I need warm boots under 100 euros", "ask_recommendation")
    answer = talk.ask("forget the budget, what's the warmest you have at all", "nlu_fallback")
    assert said(answer)["best"] == "Polar Trek Boot"


def test_the_cheapest_of_all_may_be_one_for_kids_and_is_not_for_adults(talk: Conversation) -> None:
    assert said(talk.ask("cheapest backpack", "ask_price"))["product_1"] == "Fox Kids' Backpack"
    answer = talk.ask("cheapest backpack for adults", "ask_cheaper")
    assert said(answer)["product_1"] == "Pathfinder 22"


def test_like_one_but_cheaper_is_of_its_kind_and_made_for_the_same_people(
    talk: Conversation,
) -> None:
    answer = talk.ask("something similar to the Fjord Shell but cheaper", "ask_cheaper")
    assert answer.act == "recommend"
    products = talk.shop.products([card.id for card in answer.products])
    assert {product.category for product in products} == {"Clothing > Jackets"}
    assert all(card.price < Decimal("199.90") for card in answer.products)
    for_women = talk.ask("anything like the Trail Runner 2 but for women", "ask_similar")
    assert [card.id for card in for_women.products] == ["tempo-light"]


def test_like_one_with_another_wish_is_as_wished(talk: Conversation) -> None:
    answer = talk.ask("something similar to the Quarry Sneaker but vegan", "ask_similar")
    assert [card.id for card in answer.products] == ["dune-sneaker"]


def test_a_kind_named_later_is_for_the_same_person(talk: Conversation) -> None:
    talk.ask("a waterproof jacket for my son", "ask_recommendation")
    for text, intent in (("and boots", "refine"), ("rain jacket", "ask_recommendation")):
        answer = talk.ask(text, intent)
        products = talk.shop.products([card.id for card in answer.products])
        assert {product.attributes.get("gender") for product in products} == {"kids"}


def test_a_kind_named_after_an_open_wish_narrows_it(talk: Conversation) -> None:
    talk.ask("sth warm for winter for me (m), I'm vegan", "ask_recommendation")
    answer = talk.ask("not shoes. jacket", "ask_recommendation")
    assert [card.id for card in answer.products] == ["fjord-parka"]
    assert "shoes" not in said(answer)["need"]


def test_a_budget_may_have_two_ends(talk: Conversation) -> None:
    answer = talk.ask("a present for my dad, he likes gardening, budget 40-50 euros", "ask_gift")
    assert answer.act == "recommend"
    assert all(40 <= card.price <= 50 for card in answer.products)
    products = talk.shop.products([card.id for card in answer.products])
    assert all("garden" in product.tags for product in products)


def test_who_wants_it_cheap_is_shown_the_cheapest_first(talk: Conversation) -> None:
    answer = talk.ask("winter boots, not too expensive", "ask_recommendation")
    prices = [card.price for card in answer.products]
    assert prices == sorted(prices)
    assert prices[0] == Decimal("59.90")


def test_a_reason_tells_what_was_asked_and_no_terms() -> None:
    thing = product(
        "Fern 5", "Smartphones", "The Fern 5 is a slim budget smartphone with two cameras.",
        attributes={"height": "14 cm", "warranty": "1 year", "returns": "30 days"},
    )  # fmt: skip
    assert reason(thing, "a new phone") == "slim budget smartphone"


def test_the_cheapest_of_the_last_list_is_no_other(talk: Conversation) -> None:
    shown = talk.ask("I'm looking for winter boots", "ask_recommendation")
    answer = talk.ask("which of these is the cheapest?", "ask_compare")
    assert {card.id for card in answer.products} == {card.id for card in shown.products}


@pytest.mark.parametrize("text", ["waterproff jacket under 100", "waterproof jackit"])
def test_a_slip_is_no_thing_that_the_shop_lacks(talk: Conversation, text: str) -> None:
    answer = talk.ask(text, "ask_recommendation")
    assert (answer.act, said(answer)["product_1"]) == ("recommend", "Drizzle Jacket")
