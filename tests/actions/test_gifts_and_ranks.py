"""Gifts, the best rated and best selling, and shops of few goods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from actions.answer import Answer
from actions.shop import Shop
from knowledge.model import Catalog, Product
from knowledge.store import Store
from tests.actions.conftest import Conversation, said


def test_a_gift_for_nobody_in_particular_is_asked_about(talk: Conversation) -> None:
    assert talk.ask("I need a birthday present", "ask_gift").act == "ask_gift"
    answer = talk.ask("for my dad, around 50 euros", "refine")
    assert answer.act == "recommend"
    assert said(answer)["need"] == "gift for dad in your price range"
    for card in answer.products:
        product = talk.shop.store.product(card.id)
        assert product
        assert product.attributes.get("gender") not in {"women", "kids"}
        assert Decimal("42.5") <= card.price <= Decimal("57.5")


def test_a_gift_is_for_whom_it_is_for_and_fits_what_they_like(talk: Conversation) -> None:
    answer = talk.ask("a gift for my wife who loves hiking, under 100 euros", "ask_gift")
    assert answer.act == "recommend"
    assert all(card.price <= 100 for card in answer.products)
    products = talk.shop.products([card.id for card in answer.products])
    assert all(product.attributes.get("gender") not in {"men", "kids"} for product in products)
    assert "hiking" in " ".join([*products[0].tags, products[0].title, products[0].category])


def test_a_budget_is_enough_for_a_gift(talk: Conversation) -> None:
    answer = talk.ask("any gift ideas under 30 euros?", "ask_gift")
    assert answer.act == "recommend"
    assert answer.products
    assert all(card.price <= 30 for card in answer.products)


def rated(talk: Conversation, answer: Answer) -> list[tuple[Decimal, int]]:
    products = talk.shop.products([card.id for card in answer.products])
    return [(product.rating or Decimal(0), product.rating_count or 0) for product in products]


def test_best_rated_are_those_that_no_other_outrates(talk: Conversation) -> None:
    answer = talk.ask("what are your best rated products?", "ask_best_rated")
    assert answer.act == "recommend_rated"
    best = max(product.rating or Decimal(0) for product in talk.shop.store.products())
    assert [rating for rating, _ in rated(talk, answer)] == [best] * 3
    assert said(answer)["rating_1"] == f"{best} out of 5"
    assert said(answer)["count_1"].split()[0] == str(rated(talk, answer)[0][1])


def test_best_rated_of_a_kind_within_a_budget(talk: Conversation) -> None:
    answer = talk.ask("top rated boots under 150 euros", "ask_best_rated")
    boots = [
        product
        for product in talk.shop.store.products()
        if "boots" in product.category.lower()
        and product.attributes.get("gender") != "kids"
        and any(v.price.amount <= 150 and v.stock != 0 for v in product.variants)
    ]
    assert rated(talk, answer)[0][0] == max(product.rating or Decimal(0) for product in boots)
    assert {card.id for card in answer.products} <= {product.id for product in boots}
    assert all(card.price <= 150 for card in answer.products)
    assert said(answer)["need"] == "boots within your budget"


def test_best_rated_of_the_last_list(talk: Conversation) -> None:
    shown = talk.ask("waterproof boots for winter under 150 euros", "ask_recommendation")
    answer = talk.ask("which of these is rated best?", "ask_best_rated")
    assert {card.id for card in answer.products} == {card.id for card in shown.products}
    assert rated(talk, answer) == sorted(rated(talk, answer), reverse=True)


def test_best_selling_is_not_known_and_the_most_rated_are_shown(talk: Conversation) -> None:
    answer = talk.ask("what is your best selling product?", "ask_best_selling")
    assert answer.act == "recommend_reviewed"
    counts = sorted((p.rating_count or 0 for p in talk.shop.store.products()), reverse=True)
    assert [count for _, count in rated(talk, answer)] == counts[:3]


def stocked(shop: Shop, folder: Path, products: Sequence[Product]) -> Conversation:
    """A conversation in a shop with these products only."""
    store = Store(f"sqlite:///{folder / 'other.db'}")
    store.import_catalog(Catalog(tuple(products), shop.store.size_charts()), replace=True)
    return Conversation(replace(shop, store=store))


def test_without_ratings_that_is_said(shop: Shop, tmp_path: Path) -> None:
    unrated = [replace(p, rating=None, rating_count=None) for p in shop.store.products()]
    talk = stocked(shop, tmp_path, unrated)
    assert talk.ask("best rated mugs?", "ask_best_rated").act == "no_ratings"
    assert talk.ask("bestsellers?", "ask_best_selling").act == "no_sales_figures"


def test_a_shop_for_children_recommends_without_being_told_for_whom(
    shop: Shop, tmp_path: Path
) -> None:
    kids = [p for p in shop.store.products() if p.attributes.get("gender") == "kids"]
    answer = stocked(shop, tmp_path, kids).ask("I need a jacket", "ask_recommendation")
    assert answer.act == "recommend"
    assert {card.id for card in answer.products} <= {product.id for product in kids}
