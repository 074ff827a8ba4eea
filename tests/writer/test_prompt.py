"""Prompts, question kinds, and putting values in and taking them out."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.writer.grammar import load
from bot.writer.prompt import Slot, delexicalise, lexicalise, prompt, question_kind


def test_a_prompt_names_act_slots_and_kind_in_a_fixed_order():
    assert (
        prompt("a", ["z", "b"], "open") == prompt("a", ["b", "z"], "open") == "<a>[b][z]<open><say>"
    )
    assert prompt("greet", []) == "<greet><say>"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Do you have it in 42?", "yes_no"),
        ("hi, is the Trail Runner available?", "yes_no"),
        ("and can I get it in blue", "yes_no"),
        ("What sizes are there?", "open"),
        ("I need boots", "open"),
        ("Is it sold out?", "open"),
        ("Is it in blue or red?", "open"),
        ("Don't you have it?", ""),
        ("Isn't it there?", ""),
        ("and in blue?", ""),
        ("", ""),
    ],
)
def test_the_kind_of_a_question(question, kind):
    assert question_kind(question) == kind


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("[x] is what I'd pick.", "boots", "Boots is what I'd pick."),
        ("Sure! [x] it is.", "boots", "Sure! Boots it is."),
        ("We have the [x].", "The North Jacket", "We have The North Jacket."),
        ("It takes a [x].", "hour", "It takes a hour."),
        ("It takes a [x].", "old way", "It takes an old way."),
        ("Our page says: [x].", "No returns.", "Our page says: No returns."),
        ("Our page says: [x].", "Really?", "Our page says: Really?"),
        ("It says [x].", "[y] and [x]", "It says [y] and [x]."),
    ],
)
def test_the_sentence_follows_its_values(text, value, said):
    assert lexicalise(text, [Slot("x", value)]) == said


@pytest.mark.parametrize(
    ("text", "title", "said"),
    [
        ("Our [title] page says", "Returns", "Our Returns page says"),
        ("Our [title] page says", "Ways to pay", "Our Ways to pay page says"),
        ("Our [title] page says", "Our shop", "The “Our shop” page says"),
        (
            "Here is what our [title] page says",
            "What our warranty covers",
            "Here is what our “What our warranty covers” page says",
        ),
        ("Under [title], we say", "How to send back", "Under “How to send back”, we say"),
    ],
)
def test_a_headline_that_is_no_noun_is_quoted(text, title, said):
    assert lexicalise(text, [Slot("title", title)]) == said


def test_values_are_found_as_whole_words_longest_first():
    slots = [Slot("quantity", "2"), Slot("product", "Trail Runner 2"), Slot("size", "M")]
    text = "I'm glad: the Trail Runner 2 in size M, with only 2 left."

    assert (
        delexicalise(text, slots)
        == "I'm glad: the [product] in size [size], with only [quantity] left."
    )


def test_a_fact_that_is_not_said_leaves_the_text_alone():
    assert delexicalise("We have it.", [Slot("color", "blue"), Slot("size", "")]) == "We have it."


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_taking_values_out_undoes_putting_them_in(data):
    act = data.draw(st.sampled_from(sorted(load().acts.values(), key=lambda act: act.name)))
    names = data.draw(st.sampled_from(sorted(act.combinations(), key=sorted)))
    text = act.sample(names, data.draw(st.randoms(use_true_random=False)))
    # Values of made-up letters: none is a word of ours or part of another.
    slots = [Slot(name, f"Qx{chr(97 + at)}zq {at}") for at, name in enumerate(sorted(names))]
    assume(len(slots) < 20)

    assert delexicalise(lexicalise(text, slots), slots) == text
