"""Messages that are in no training example, in shoppers' own ways of writing."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

QUESTIONS = {
    "ask_sizes": """
        What sizes does the Trail Runner come in?
        the second one, which sizes?
        hey what sizes u got for the alpine shell
        In what sizes do you offer the Moss Green Sweater?
        which sizes are left of the Dune Boot in tan
        sizes pls""",
    "ask_colors": """
        what colour options are there
        does the city bag come in different colours
        which colors can I get that in?""",
    "ask_stock": """
        do you have it in 42?
        do you have the Trail Runner?
        have you got the dune boot in a 44
        is the red one in stock
        any chance the City Bag is available in green?
        when will the alpine shell be back
        do u still have M of the merino tee
        can I order the merino tee in white
        is size 9 in stock
        Is there a Merino Tee in XL?""",
    "ask_price": """
        what's the price of the second one
        how much for the dune boots
        what's it cost
        price of the first one pls
        how much do those cost""",
    "ask_fit": """
        which size should I take, my foot is 26.5 cm
        my chest is 104cm, which size of the alpine shell?
        I normally take a UK 9, what should I order?
        would a 43 fit a 27.5cm foot
        do the dune boots run big?
        which size is right for me?""",
    "ask_shipping": """
        how long does shipping to Spain take and what does it cost?
        how much would delivery to Vienna be
        do you deliver to Norway?
        how long to ship to the Netherlands
        Is shipping free above 100 euros?
        what does express shipping to Italy cost?
        shipping to the UK for an order of 60 euros
        can I have it by monday""",
    "ask_shipping_countries": """
        which countries can you ship to?
        do you ship all over the world
        where do you deliver?""",
    "ask_recommendation": """
        I need waterproof boots for winter under 150 euros
        do you have waterproof boots for winter under 150?
        do you have anything for hiking
        any good rain jackets for men?
        looking for a present for my brother, about 40 euros
        what would you suggest for a rainy hike
        I want black sneakers size 41
        got anything warm for my kid?
        show me backpacks""",
    "ask_cheaper": """
        something cheaper?
        do you have a less expensive one
        that costs too much
        can you show me cheaper options""",
    "ask_similar": """
        more like this
        show me similar items
        any alternatives to the dune boot?""",
    "ask_product": """
        tell me about the dune boot
        what's the city bag made from
        is the alpine shell windproof?
        what do people think of the merino tee
        can you give me details on the first one""",
    "select_item": """
        the second one
        the green one please
        i'll have the third one
        number two please""",
    "refine": """
        and in blue?
        is there a blue one
        in 42?
        what about red
        and to France?
        same in black
        under 100 please
        no, I meant the red one
        and in XL?
        what about to Denmark
        no, in 41
        9.5?
        how about express""",
    "ask_returns": """
        can I send my order back
        what's the returns policy
        how long until I get my refund
        I want to swap it for another size""",
    "ask_payment": """
        can I use paypal?
        what payment methods do you have
        do you take mastercard""",
    "ask_warranty": """
        how long is the guarantee
        my backpack ripped after a month
        is it under warranty""",
    "ask_contact": """
        what's your telephone number?
        how do I get hold of you
        can I speak to a human being please""",
    "ask_shipping_policy": """
        do I pay import tax in Norway?
        how can I track my package
        which parcel company do you use
        can I collect my order at the shop""",
    "greet": "hi!\n hello, good evening",
    "thank": "thanks a bunch\n thank you so much!",
    "goodbye": "bye!\n see you tomorrow",
    "bot_challenge": "are you a robot or a person?\n am I speaking to a real human?",
    "help": "what can you help me with\n help please",
    "out_of_scope": """
        who will win the next election
        how do I bake bread
        book me a flight to Lisbon
        what's 8 times 7
        what's my bank balance
        write me a haiku""",
    "nlu_fallback": "🙂🙂🙂\n ...\n !!!",
}
TABLE = [
    (text.strip(), intent)
    for intent, texts in QUESTIONS.items()
    for text in texts.strip().split("\n")
]


@pytest.mark.parametrize(("text", "intent"), TABLE)
def test_intent(nlu_model, text, intent):
    assert nlu_model.parse(text).intent == intent


def test_entities_come_with_the_intent(nlu_model):
    parse = nlu_model.parse("do you have the Dune Boot in dark green, size 42?")
    assert parse.intent == "ask_stock"
    assert parse.entities == ("color=dark green", "size=42")


def test_a_button_names_its_product(nlu_model):
    parse = nlu_model.parse('/select_item{"product": "dune-boot"}')
    assert parse.intent == "select_item"
    assert parse.entities == ("product=dune-boot",)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "x" * 10_000, "size " * 2_000, "\x00\x01", "<script>alert(1)</script>"),
        *(
            "'; DROP TABLE products; --",
            "どのサイズがありますか",
            "какие есть размеры",
            "ما هي المقاسات",
        ),
    ],
)
def test_any_text_gets_a_parse(nlu_model, text):
    assert 0 <= nlu_model.parse(text).confidence <= 1
