"""What a product's own record says of warranty, returns and sending goes before the pages."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from actions.shop import Shop
from knowledge.model import Money, Policies, ShippingRate
from tests.actions.conftest import Conversation, said
from tests.actions.stalls import section, stall, thing

KETTLE = thing(
    "kettle", "Copper Kettle", category="Kitchen > Kettles",
    attributes={"warrantyInformation": "5 year warranty", "returnPolicy": "30 days return policy",
                "shipping": "Ships in 2 weeks"},
)  # fmt: skip
KNIFE = thing(
    "knife", "Bread Knife", category="Kitchen > Knives",
    attributes={"returns": "No return policy", "weight": "120 g"},
)  # fmt: skip
WARDROBE = thing("wardrobe", "Oak Wardrobe", category="Furniture > Wardrobes")
SECTIONS = (
    section("returns#how-long-you-have", "The product page tells how long you can return it."
            ' Where it says "No return policy" we take it back only if it is faulty.'),
    section("returns#how-to-send-something-back", "Write to us and we send you a label."),
    section("warranty#what-is-covered", "Our warranty covers faults in material."),
    section("shipping#rates", "Standard delivery to Spain costs 5 euros."),
    section("shipping#when-we-send-it", "The product page tells when an order is sent."),
    section("shipping#furniture", "Wardrobes and beds are brought by two people for 80 euros, in"
            " Spain only."),
)  # fmt: skip
RATE = ShippingRate(
    "ES", "standard", Money(Decimal(5), "EUR"), "3 days", section_id="shipping#rates"
)


@pytest.fixture
def talk(shop: Shop, tmp_path: Path) -> Conversation:
    small = stall(shop, tmp_path, [KETTLE, KNIFE, WARDROBE], SECTIONS)
    small.store.import_policies(Policies(sections=SECTIONS, rates=(RATE,)))
    return Conversation(small)


@pytest.mark.parametrize(
    ("question", "intent", "term"),
    [
        ("how long is the warranty on the copper kettle", "ask_warranty", "5 year warranty"),
        ("can i return the copper kettle", "ask_returns", "30 days return policy"),
        ("when does the copper kettle ship", "ask_shipping_policy", "Ships in 2 weeks"),
        ("how long do you take to send the kettle", "ask_shipping", "Ships in 2 weeks"),
    ],
)
def test_the_products_own_term_comes_first(
    talk: Conversation, question: str, intent: str, term: str
) -> None:
    first, *_ = talk.hear_all(question, intent)
    assert first.act == "inform_detail"
    assert said(first)["text"].endswith(term)
    assert {fact.source for fact in first.facts} == {"catalog:kettle"}


def test_the_product_in_focus_is_meant(talk: Conversation) -> None:
    talk.ask("how much is the copper kettle", "ask_price")
    assert "30 days" in said(talk.ask("whats the return window", "ask_returns"))["text"]


def test_no_return_is_explained_and_not_followed_by_how_to_return(talk: Conversation) -> None:
    first, page = talk.hear_all("can i send the bread knife back", "ask_returns")
    assert said(first)["text"] == "returns: No return policy"
    assert page.facts[0].source == "policy:returns#how-long-you-have"


def test_what_the_record_does_not_say_is_on_the_page(talk: Conversation) -> None:
    answer = talk.ask("warranty on the bread knife?", "ask_warranty")
    assert answer.facts[0].source == "policy:warranty#what-is-covered"


def test_with_a_country_the_table_says_the_rest(talk: Conversation) -> None:
    text = "how long does the copper kettle take to spain"
    first, rest = talk.hear_all(text, "ask_shipping")
    assert said(first)["text"].endswith("Ships in 2 weeks")
    assert (rest.act, said(rest)["time"]) == ("inform_shipping", "3 days")


def test_a_rule_for_its_kind_goes_before_the_table(talk: Conversation) -> None:
    answer = talk.ask("what is delivery of the oak wardrobe to spain", "ask_shipping")
    assert answer.facts[0].source == "policy:shipping#furniture"
    assert talk.ask("shipping of the bread knife to spain", "ask_shipping").act == "inform_shipping"
