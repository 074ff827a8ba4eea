"""What counts as a question of its own, with readings that keywords give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.clauses import LONGEST, MOST, clauses
from bot.nlu.place import Reading
from bot.nlu.several import lone_question, questions

# The first that a clause contains is how it reads, as surely as is written.
KEYWORDS = {
    "weather": ("out_of_scope", 0.9),
    "how much is shipping": ("ask_shipping", 0.9),
    "shipping take": ("ask_shipping", 0.9),
    "that take": ("ask_shipping", 0.9),
    "delivery": ("ask_shipping", 0.9),
    "ship to": ("ask_shipping_countries", 0.9),
    "what does it cost": ("ask_shipping", 0.7),
    "how much": ("ask_price", 0.9),
    "price": ("ask_price", 0.9),
    "sizes": ("ask_sizes", 0.9),
    "do you have": ("ask_stock", 0.9),
    "is it": ("ask_detail", 0.9),
    "pockets": ("ask_detail", 0.9),
    "which is": ("ask_compare", 0.9),
    "boots": ("ask_recommendation", 0.8),
    "fleece": ("ask_product", 0.5),
    "travel bag": ("ask_product", 0.5),
    "in blue": ("refine", 0.9),
    "in red": ("refine", 0.9),
    "which size": ("ask_fit", 0.9),
    "hip": ("ask_fit", 0.9),
    "return": ("ask_returns", 0.9),
    "hello": ("greet", 0.95),
    "thanks": ("thank", 0.95),
    "yes": ("affirm", 0.95),
}


# How a message reads as one question, where that tells nothing.
WHOLE = Reading("ask_detail", 0.9)


def read(clause: str) -> Reading:
    found = (reading for word, reading in KEYWORDS.items() if word in clause.lower())
    return Reading(*next(found, ("out_of_scope", 0.1)))


def parted(text: str) -> str:
    """The questions of `text` as "intent: words", one after the other."""
    cut = clauses(text)
    readings = [[read(text[clause.start : clause.end])] for clause in cut]
    asked = questions(text, cut, readings, 0.4, WHOLE)
    return " | ".join(f"{q.reading.intent}: {text[q.start : q.end]}" for q in asked)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "how much is the Fjord Shell and what sizes does it come in?",
            "ask_price: how much is the Fjord Shell | ask_sizes: what sizes does it come in?",
        ),
        ("Price? Sizes?", "ask_price: Price? | ask_sizes: Sizes?"),
        ("price and sizes please", "ask_price: price | ask_sizes: sizes please"),
        (
            "is it vegan?\ndo you ship to Spain",
            "ask_detail: is it vegan? | ask_shipping_countries: do you ship to Spain",
        ),
        (
            "how much is it, oh and do you ship to Spain",
            "ask_price: how much is it | ask_shipping_countries: do you ship to Spain",
        ),
        ("price & delivery?", "ask_price: price | ask_shipping: delivery?"),
        (
            "hello! how much is it? can I return it?",
            "ask_price: how much is it? | ask_returns: can I return it?",
        ),
        (
            "do you have the parka in M and the fleece in L",
            "ask_stock: do you have the parka in M | ask_stock: the fleece in L",
        ),
        (
            "how much is the city bag and the travel bag",
            "ask_price: how much is the city bag | ask_price: the travel bag",
        ),
        (
            "how much is the city bag and how much is the travel bag?",
            "ask_price: how much is the city bag | ask_price: how much is the travel bag?",
        ),
        (
            "is it waterproof and does it have pockets",
            "ask_detail: is it waterproof | ask_detail: does it have pockets",
        ),
        (
            "do you have it in blue? in red?",
            "ask_stock: do you have it in blue? | ask_stock: in red?",
        ),
        (
            "what's the weather and do you have umbrellas",
            "out_of_scope: what's the weather | ask_stock: do you have umbrellas",
        ),
        # What is told before a question of the same sentence belongs to it.
        (
            "do you have it in red? my feet are 29 cm long, which size fits?",
            "ask_stock: do you have it in red? | ask_fit: my feet are 29 cm long, which size fits?",
        ),
        (
            "how much is it? which size fits? I'm 180 cm tall?",
            "ask_price: how much is it? | ask_fit: which size fits? I'm 180 cm tall?",
        ),
        # One that no example is like may be understood by who knows the goods.
        (
            "is the oppo a57 gone and what is its price",
            "nlu_fallback: is the oppo a57 gone | ask_price: what is its price",
        ),
        (
            "kindle stove weight and how much is it",
            ": kindle stove weight | ask_price: how much is it",
        ),
        (
            "price of cove shorts and wich sizes",
            "ask_price: price of cove shorts | ask_sizes: wich sizes",
        ),
        (
            "cove shorts which sizes n how much is delivery",
            "ask_sizes: cove shorts which sizes | ask_shipping: how much is delivery",
        ),
        # What is asked in a word.
        (
            "stove thickness, price and delivery to Spain?",
            ": stove thickness | ask_price: price | ask_shipping: delivery to Spain?",
        ),
        ("is it warm? in red?", "ask_detail: is it warm? | refine: in red?"),
        # Another noun asks for another section of the pages.
        (
            "can I return socks and can I return gift cards",
            "ask_returns: can I return socks | ask_returns: can I return gift cards",
        ),
        (
            "is it blue, and if I dislike it, can I return it?",
            "ask_detail: is it blue | ask_returns: if I dislike it, can I return it?",
        ),
        # "which of the two" after a comparison compares.
        (
            "which is bigger, the mug or the cup, and which can be washed?",
            "ask_compare: which is bigger, the mug or the cup | ask_compare: which can be washed?",
        ),
        # What counts for nothing by itself stays with the question before it, or the first.
        (
            "for me. how much is it? must be blue. can I return it?",
            "ask_price: for me. how much is it? must be blue | ask_returns: can I return it?",
        ),
    ],
)
def test_several_questions(text, expected):
    assert parted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "boots for me and my wife",
        "hip 95.3 cm, which size fits me?",
        "how long does shipping take and what does it cost?",
        "I need boots, size 42, under 100",
        "do you have it in black and white",
        "do you have it? in blue?",
        "hello, do you have boots?",
        "the 43 sizes are gone, do you have new ones",
        "thanks! how much is it?",
        "yes, how much",
        "in blue, how much is it?",
        "hello, my boots are red and I'd like to return them",
        "my price is 5, do you have boots",
        "which is warmer, the parka and the fleece",
        "how long does shipping take and how much is it?",
        "can I return socks, how long does that take",
        "which is warmer, the parka or the fleece?",
        "my cat ate it. can I return it",
        "what's the weather? and is there weather in Spain?",
        "is it 8.5? no. 3 please",
        "",
        "?!",
        "🙂 and 🙂",
    ],
)
def test_one_question(text):
    assert parted(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "in which sizes is the Black & Brown Slipper available?",
        "is the Nike Air Jordan 1 Red And Black compatible with my phone?",
        "what are the dimensions of the Vaseline Men Body and Face Lotion?",
        "which size of Dodge Hornet GT Plus should I take?",
    ],
)
def test_a_name_in_capitals_is_not_cut(text: str) -> None:
    assert len(clauses(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "What does the Puffin Parka cost and Which sizes are there?",
        "THE PARKA PRICE AND SHIPPING TO NORWAY",
        "weight of the Kindle Stove and Price",
        "is it warm and the Knoll Chair too",
    ],
)
def test_capitals_alone_make_no_name_of_two_questions(text: str) -> None:
    assert len(clauses(text)) == 2


def lone(text: str, whole: Reading) -> str:
    """What the one clause that counts says, "" where there is none."""
    cut = clauses(text)
    said = [text[clause.start : clause.end] for clause in cut]
    found = lone_question(text, cut, [[read(one)] for one in said], 0.4, whole)
    return "" if found is None else said[found]


def test_a_greeting_leaves_the_question_behind_it():
    hello = Reading("greet", 0.9)
    assert lone("hello, how much is it", hello) == "how much is it"
    assert lone("hello, in blue", hello) == "in blue"
    assert lone("how much is it and which sizes", hello) == ""
    assert lone("hello. thanks", hello) == ""
    assert lone("how much is it", hello) == ""


def test_one_plain_clause_tells_what_an_unsure_message_asks():
    unsure = Reading("ask_product", 0.1)
    assert lone("in blue, is it warm", unsure) == "is it warm"
    assert lone("in blue, is it warm", WHOLE) == ""
    assert lone("in blue, wibble", unsure) == ""
    assert lone("how much is it, is it warm", unsure) == ""
    assert lone("what's the weather. in blue", unsure) == ""


WORDS = st.sampled_from([*KEYWORDS, "and", ",", "?", ". ", "\n", "the", "it", "42", "&", "btw", ""])


@given(st.text() | st.lists(WORDS, max_size=40).map(" ".join))
def test_clauses_and_questions_lie_in_the_text_in_order(text):
    cut = clauses(text)
    assert len(cut) <= MOST
    asked = questions(text, cut, [[read(text[c.start : c.end])] for c in cut], 0.4, WHOLE)
    for parts in (cut, asked):
        end = 0
        for part in parts:
            assert end <= part.start < part.end <= len(text)
            end = part.end
    assert len(asked) != 1


def test_a_long_letter_is_one_clause():
    assert len(clauses("is it blue? " * LONGEST)) == 1
