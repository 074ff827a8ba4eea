"""The syntax of reply patterns."""

from __future__ import annotations

import random

import pytest

from bot.writer.pattern import PatternError, parse


def test_a_group_is_spoken_only_with_its_slots():
    pattern = parse("We have the {product} in stock[ in {color}][ in size {size}].")

    assert pattern.first(frozenset({"product"})) == "We have the [product] in stock."
    assert (
        pattern.first(frozenset({"product", "size"}))
        == "We have the [product] in stock in size [size]."
    )


def test_a_choice_gives_each_way_and_the_first_for_the_template():
    pattern = parse("(Hello|Hi|Hi there)!")
    rng = random.Random(0)

    assert pattern.first(frozenset()) == "Hello!"
    assert {pattern.sample(frozenset(), rng) for _ in range(50)} == {"Hello!", "Hi!", "Hi there!"}
    assert pattern.count(frozenset()) == 3


def test_fragments_and_escaped_brackets():
    pattern = parse("<sorry>no \\({x}\\) today.", {"sorry": "(Sorry, |)"})

    assert pattern.first(frozenset({"x"})) == "Sorry, no ([x]) today."


def test_sentences_start_with_a_capital_and_spaces_are_single():
    pattern = parse("( |)hello {name} . how are you ?")

    assert pattern.first(frozenset({"name"})) == "Hello [name]. How are you?"


def test_a_pattern_suits_exactly_the_slots_that_it_can_speak():
    pattern = parse("{a}[ {b}].")

    assert pattern.suits(frozenset({"a"}))
    assert pattern.suits(frozenset({"a", "b"}))
    assert not pattern.suits(frozenset({"b"}))
    assert not pattern.suits(frozenset({"a", "c"}))


@pytest.mark.parametrize(
    "source",
    ["[open", "(a|b", "a]", "a)", "a|b", "<unknown>", "({a}|b)", "(a|[ {b}])", "{", "<loop>"],
)
def test_a_malformed_pattern_is_named(source):
    with pytest.raises(PatternError, match=r"pattern|fragments"):
        parse(source, {"loop": "<loop>"})
