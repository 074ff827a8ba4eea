"""The grounding check: what a model may not say."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.writer.check import check, check_final, check_slots
from bot.writer.grammar import load
from bot.writer.prompt import Slot, lexicalise

GRAMMAR = load()


def reasons(act, slots, text, kind=""):
    return check(text, GRAMMAR.acts[act], frozenset(slots.split()), GRAMMAR, kind)


def test_a_sentence_said_by_the_facts_passes():
    text = "Yes, we have the [product] in stock in [color] in size [size]."
    assert reasons("confirm_stock", "product color size", text, "yes_no") == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("We have it in stock in [color].", "missing:product"),
        ("We have the [product] in stock in [color], the [product].", "repeated:product"),
        ("We have the [product] in stock in [color] in size [size].", "unknown:size"),
        ("We have the [product] in stock in [color], size 42.", "figure"),
        ("We have the [product] in stock in [color] for ½.", "figure"),
        ("We have the [product] in stock in [color], size ٤٢.", "figure"),
        ("We have the [product] in stock in [color] for €.", "currency"),
        ("We have the [product] in stock in [color] for some euros.", "currency:euros"),
        ("We have two of the [product] in stock in [color].", "number:two"),
        ("We have the [product] in stock in [color] until Monday.", "date:monday"),
        ("We have the [product] in stock in [color] and blue.", "color:blue"),
        ("We have the [product] in stock in [color] in XL.", "size:XL"),
        ("We have the [product] in stock in [color] at www.shop.com.", "link"),
        ("We have the [product] in stock in [color], ask me@shop.", "link"),
        ("We have the [product] by Adidas in stock in [color].", "word:Adidas"),
        ("We have the waterproof [product] in stock in [color].", "word:waterproof"),
        ("We have the Perfect [product] in stock in [color].", "name:Perfect"),
        ("We have the [product]0 in stock in [color].", "glued"),
        ("We have the -[product] in stock in [color].", "glued"),
        ("We have the [product][color] in stock.", "glued"),
        ("We have the [product] in stock in [color]", "ending"),
        ("We have the [product] in stock in [color] and the.", "sentence"),
        ("we have the [product] in stock in [color].", "sentence"),
        ("We have have the [product] in stock in [color].", "repetition"),
        ("We have the [product] in stock (in [color].", "brackets"),
        ("We have the [product] in stock,, in [color].", "punctuation"),
        ("We have the [product] in stock in [color] <b>.", "character"),
        ("", "length"),
    ],
)
def test_what_the_facts_do_not_say_is_refused(text, reason):
    assert reason in reasons("confirm_stock", "product color", text)


@pytest.mark.parametrize(
    ("act", "slots", "text", "reason"),
    [
        (
            "clarify_product",
            "options",
            "Several products fit that, are be answering again. Do you mean [options]?",
            "flow:are be answering",
        ),
        (
            "inform_sizes",
            "product sizes",
            "If you like the [product], the sizes to choose from are sizes [sizes].",
            "flow:from are sizes",
        ),
        ("thank", "", "You're welcome! Just tell me what I'm here.", "flow:me what i'm"),
    ],
)
def test_known_words_in_an_order_that_no_pattern_has_are_refused(act, slots, text, reason):
    assert reason in reasons(act, slots, text)


@pytest.mark.parametrize(
    ("act", "slots", "text", "reason"),
    [
        ("deny_stock", "product", "We have the [product] in stock.", "polarity:available"),
        ("deny_stock", "product", "Yes, we sold out of the [product].", "polarity:yes"),
        ("deny_stock", "product", "I checked the [product] for you.", "polarity:not sold_out"),
        (
            "deny_stock",
            "product alternatives",
            "We have the [product] in stock, but sold out of [alternatives].",
            "polarity:available",
        ),
        ("confirm_stock", "product", "The [product] sold out.", "polarity:sold_out"),
        ("confirm_stock", "product", "The [product] can not be in stock.", "polarity:sold_out"),
        ("confirm_stock", "product", "The [product] isn't available.", "polarity:sold_out"),
        ("confirm_stock", "product", "No, we have the [product] in stock.", "polarity:no"),
        (
            "inform_shipping",
            "country cost time",
            "Shipping to [country] is free and takes [time], [cost].",
            "polarity:free",
        ),
        (
            "inform_shipping",
            "country cost time",
            "We don't ship to [country] for [cost] in [time].",
            "polarity:no_shipping",
        ),
        ("deny_shipping", "country", "We ship to [country].", "polarity:ships"),
        ("inform_price", "product price", "The [product] is free: [price].", "polarity:free"),
        ("inform_sizes", "product sizes", "All sizes sold out: [product] [sizes].", "polarity"),
        ("bot_challenge", "", "I'm a human.", "polarity:human"),
    ],
)
def test_a_reply_cannot_say_the_opposite(act, slots, text, reason):
    assert any(why.startswith(reason) for why in reasons(act, slots, text))


BOTH = "country cost time express_cost express_time"
TWO = "product_1 price_1 reason_1 product_2 price_2 reason_2"


@pytest.mark.parametrize(
    ("act", "slots", "text", "reason"),
    [
        (
            "inform_shipping_both",
            BOTH,
            (
                "Shipping to [country] costs [express_cost] and takes [express_time]; "
                "express costs [cost] and takes [time]."
            ),
            "role:cost",
        ),
        (
            "inform_shipping_both",
            BOTH,
            (
                "Shipping to [country] costs [cost] and takes [express_time]; "
                "express costs [express_cost] and takes [time]."
            ),
            "role:time",
        ),
        (
            "recommend",
            TWO,
            (
                "I'd suggest the [product_1] at [price_2] ([reason_1]) "
                "or the [product_2] at [price_1] ([reason_2])."
            ),
            "role:price_2",
        ),
        (
            "inform_price_range",
            "product price_from price_to",
            "Prices for the [product] start at [price_to] and go up to [price_from].",
            "role:price_to",
        ),
        (
            "inform_sizes",
            "product sizes sold_out",
            "We offer the [product] in sizes [sizes] and [sold_out].",
            "role:sold_out",
        ),
        (
            "confirm_stock",
            "product size color",
            "We have the [product] in stock in size [color] in [size].",
            "role:color",
        ),
        (
            "inform_shipping",
            "country cost time",
            "Shipping to [country] costs [time] and takes [cost].",
            "role:time",
        ),
        (
            "recommend",
            f"{TWO} product_3 price_3 reason_3",
            (
                "I'd suggest the [product_1] at [price_1] ([reason_1]), the [product_3] "
                "at [price_3] ([reason_3]) or the [product_2] at [price_2] ([reason_2])."
            ),
            "role:product_3",
        ),
    ],
)
def test_a_fact_cannot_take_the_place_of_another(act, slots, text, reason):
    assert reason in reasons(act, slots, text)


@pytest.mark.parametrize(
    "text",
    [
        "We carry the [product], and there is stock.",
        "We carry the [product], and we have stock.",
        "We carry the [product], as we keep a live count.",
        "We carry the [product].",
    ],
)
def test_stock_that_nobody_counts_is_not_promised(text):
    assert any(why.startswith("polarity") for why in reasons("inform_untracked", "product", text))


def test_free_is_said_beside_the_threshold_alone():
    slots = "country cost time free_from"
    fine = "Shipping to [country] costs [cost] and takes [time]. It's free from [free_from]."
    wrong = "Shipping to [country] is free and takes [time], [cost] from [free_from]."

    assert reasons("inform_shipping", slots, fine) == ()
    assert "polarity:free" in reasons("inform_shipping", slots, wrong)


def test_an_open_question_gets_no_yes():
    text = "Yes, we have the [product] in stock."
    assert reasons("confirm_stock", "product", text, "open") == ("polarity:yes",)


def test_the_finished_sentence_holds_no_figure_of_its_own():
    assert check_final("It costs €89.90.", ["€89.90"]) == ()
    assert check_final("It costs €89.90 or 5.", ["€89.90"]) == ("figure:5",)
    assert check_final("It costs €89.", ["€89.90"]) == ("figure:89",)
    assert check_final("It costs Ⅳ.", ["€89.90"]) == ("figure:Ⅳ",)


ACT_NAMES = st.sampled_from(sorted(GRAMMAR.acts))
# Texts that look like replies, so that the search comes near to what passes.
FRAGMENTS = st.sampled_from(
    [
        "We have the [product] in stock", "Yes, ", "No, ", " in size [size]", " in [color]", ".",
        " 42", "42", "٤", "½", "[price]", "[product]", " €", ",", " for [price]", "-", "The price",
        " of the [product]", " is ", " two", " free", "[quantity]", " only", " left", "\n", "Ⅻ",
        "[", "]", "(", ")", "[sizes]", " and ", "!", "0", ":", "’", "²", "[product]5",
    ]
)  # fmt: skip
REPLIES = st.one_of(
    st.text(max_size=80), st.lists(FRAGMENTS, max_size=9).map("".join), st.characters()
)


@st.composite
def acts_with_slots(draw):
    act = GRAMMAR.acts[draw(ACT_NAMES)]
    names = draw(st.sampled_from(sorted(act.combinations(), key=sorted)))
    values = draw(st.lists(st.text(max_size=12), min_size=len(names), max_size=len(names)))
    return act, [Slot(name, value) for name, value in zip(sorted(names), values, strict=True)]


def numerals(text):
    return [sign for sign in text if unicodedata.category(sign).startswith("N")]


@settings(max_examples=400, deadline=None)
@given(REPLIES, acts_with_slots(), st.sampled_from(["", "open", "yes_no"]))
def test_an_unsupported_figure_never_passes(text, asked, kind):
    act, slots = asked
    if check(text, act, frozenset(slot.name for slot in slots), GRAMMAR, kind):
        return
    said = lexicalise(text, slots)
    supported = [sign for slot in slots for sign in numerals(slot.value)]
    assert set(numerals(said)) <= set(supported)
    assert len(numerals(said)) <= len(supported)


@settings(max_examples=300, deadline=None)
@given(ACT_NAMES, st.data())
def test_a_figure_put_into_a_good_reply_is_found(name, data):
    act = GRAMMAR.acts[name]
    given_slots = data.draw(st.sampled_from(sorted(act.combinations(), key=sorted)))
    rng = data.draw(st.randoms(use_true_random=False))
    good = act.sample(given_slots, rng)
    at = data.draw(st.integers(0, len(good)))
    figure = data.draw(st.characters(categories=["Nd", "Nl", "No"]))
    bad = good[:at] + figure + good[at:]

    assert check(bad, act, given_slots, GRAMMAR)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=3))
def test_the_check_of_the_finished_sentence_never_raises(text, values):
    assert isinstance(check_final(text, values), tuple)


_PIECES = st.sampled_from(
    [
        "[price]",
        "[size]",
        "[other]",
        "cheap",
        "5",
        "²",
        "three",
        "€",
        "[",
        "]",
        "one",
        "s",
        "www.a.b",
    ]
)


@given(st.lists(_PIECES | st.text(max_size=5), max_size=12).map(" ".join))
def test_for_an_unknown_act_too_an_unsupported_figure_never_passes(text):
    if check_slots(text, frozenset({"price", "size"})) == ():
        said = lexicalise(text, [Slot("price", "€9.50"), Slot("size", "42")])
        assert check_final(said, ["€9.50", "42"]) == ()
        assert said.count("€9.50") == said.count("42") == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("it costs [price]", "missing:size"),
        ("[size] [size] [price]", "repeated:size"),
        ("[size] [price] [color]", "unknown:color"),
        ("[size] for -[price]", "glued"),
        ("[size] for [price]0", "glued"),
        ("[size] for [price] or 7", "figure"),
        ("seven [size] for [price]", "number:seven"),
        ("[size] for $ [price]", "currency"),
    ],
)
def test_what_is_wrong_with_an_unknown_act_is_named(text, reason):
    assert reason in check_slots(text, frozenset({"price", "size"}))


def test_other_peoples_plurals_and_spacing_pass():
    assert check_slots("both [size]s , for [price] .", frozenset({"price", "size"})) == ()
