"""Slips of the finger change no answer, and no right word is taken for one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from actions.shop import Shop
from actions.spelling import mended
from actions.turn import Turn
from tests.actions.conftest import Conversation, read, said
from tests.actions.stalls import section, stall, thing

# What shoppers talk about beside the goods, some of it a letter away from goods of the demo shop.
EVERYDAY = """
adapter allergic amex bake balcony barefoot bath beetle bike bleach boats bolts book broth brunch
buckle candle cheese chip chord clogs cloud coast commute cosy cough cradle cramp crampons cream
debit dine donut dope dough drift drops dune festival flak fleet forest freezer fret garden gills
glare glide goat grove halal heater helmet hockey honey horse itchy kettle kilos kneel lace latte
lease leaves lotion malt mash meadow mice mink mosquito muddy nerd noise oily paint paypal peak
pearl petal pine planet plaster pram prince pulse quack rabbit recycle resole ribbon roast rowing
sauce scald scarce school scooter scour shade shark shield shower sizzle skate skim slime sloth
snag soar solder soup spout spray stair steam stocks stove strain sweeter swim tango tape temple
thaw throne toast torch tower trial trunk tulip vegan waffle waiter wander whale wharf whisk wicker
wool wring yearn yoga zebra
"""


@pytest.mark.parametrize(
    ("text", "intent", "act", "fact"),
    [
        ("how shiuld i wash the Granite Mid", "ask_care", "inform_detail", "text"),
        ("care istructions for the Granite Mid", "ask_care", "inform_detail", "text"),
        ("what is the cspacity of the Pathfinder 22", "ask_dimensions", "inform_detail", "text"),
        ("weighht of the Granite Mid?", "ask_dimensions", "inform_detail", "text"),
        (
            "is the Sling Pouch any good according to buyers",
            "ask_reviews",
            "inform_reviews",
            "text",
        ),
        ("reviws of the Sling Pouch", "ask_reviews", "inform_reviews", "text"),
        ("what do peopl say about the Sling Pouch", "ask_reviews", "inform_reviews", "text"),
        ("comoare Granite Mid and Heather Mid", "ask_compare", "compare", "reason_1"),
        ("compare Granite Mid with Heather Mid, plesse", "ask_compare", "compare", "reason_1"),
    ],
)
def test_a_slip_changes_no_answer(
    talk: Conversation, text: str, intent: str, act: str, fact: str
) -> None:
    answer = talk.ask(text, intent)
    assert answer.act == act
    assert said(answer)[fact]


@pytest.mark.parametrize(
    ("misspelt", "right"),
    [
        ("glves under €44", "gloves under €44"),
        ("sunglases in black", "sunglasses in black"),
        ("towls in white", "towels in white"),
        ("show me socs", "show me socks"),
        ("hking boots", "hiking boots"),
        ("desses in terracotta", "dresses in terracotta"),
        ("boots in blakc", "boots in black"),
    ],
)
def test_a_slip_in_a_kind_of_product_finds_the_same(shop: Shop, misspelt: str, right: str) -> None:
    cards = [
        [card.id for card in Conversation(shop).ask(text, "ask_recommendation").products]
        for text in (misspelt, right)
    ]
    assert cards[0] == cards[1] != []


@pytest.mark.parametrize("slip", ["expres", "expresd", "exprwss", "expreess"])
def test_a_slip_in_the_way_of_shipping(talk: Conversation, slip: str) -> None:
    answer = talk.ask(f"{slip} shipping to Cyprus?", "ask_shipping")
    assert said(answer)["method"] == "express"


@pytest.mark.parametrize("word", EVERYDAY.split())
def test_everyday_words_stay(shop: Shop, word: str) -> None:
    turn = Turn(f"do you have {word} for the beach")
    assert mended(shop, turn) == turn


def test_entities_keep_the_words_they_were_read_from(shop: Shop) -> None:
    turn = read("hking boots in blakc, weighht under 50 euros, to Swizerland", "refine")
    found = mended(shop, turn)
    assert found.text == "hiking boots in blakc, weight under 50 euros, to Swizerland"
    kept = {e.name: found.text[e.start : e.end] for e in found.entities}
    assert kept == {"color": "blakc", "money": "50 euros", "country": "Swizerland"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("does the Cabn Socks smell?", "does the cabin Socks smell?"),
        ("what is the price of the Cove Shors", "what is the price of the Cove shorts"),
        ("what size of the lunen chelsea do i need", "what size of the lumen chelsea do i need"),
        ("the Shoee Sandal or the Creek Sandal", "the shore Sandal or the Creek Sandal"),
        ("t-shurts in petrol", "t-shirts in petrol"),
        ("what do you say about the 3-year peomise", "what do you say about the 3-year promise"),
        ("how is the Trail Runner raed", "how is the Trail Runner rated"),
    ],
)
def test_of_several_words_the_one_of_a_title_that_is_named(
    shop: Shop, text: str, meant: str
) -> None:
    assert mended(shop, Turn(text)).text == meant


def test_each_of_several_questions_is_mended(talk: Conversation) -> None:
    answers = talk.ask_several(
        ("weighht of the Granite Mid", "ask_dimensions"),
        ("reviws of the Granite Mid", "ask_reviews"),
    )
    assert [answer.act for answer in answers] == ["inform_detail", "inform_reviews"]


def test_words_of_pages_and_descriptions_are_right(shop: Shop, tmp_path: Path) -> None:
    mug = thing("mug", "Alder Klara Mug", description="With a glaze called Aldur.")
    small = stall(shop, tmp_path, [mug], [section("help#payment", "We take Klarna.")])
    turn = Turn("can I pay the aldur glaze with klarna, or the klaraa")
    assert mended(small, turn).text == "can I pay the aldur glaze with klarna, or the klara"


def test_buttons_and_broken_records_leave_the_turn_alone(shop: Shop) -> None:
    pressed = Turn('/select_item{"product": "glves"}')
    assert mended(shop, pressed) is pressed
    broken = replace(shop, searcher=None)  # type: ignore[arg-type]
    turn = Turn("glves")
    assert mended(broken, turn) is turn


def test_the_budget_of_a_misspelt_wish_holds(talk: Conversation) -> None:
    answer = talk.ask("glves under €44", "ask_recommendation")
    assert answer.products
    assert all(card.price <= Decimal(44) for card in answer.products)
