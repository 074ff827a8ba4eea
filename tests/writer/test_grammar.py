"""The grammar itself: complete, varied, and nothing in it that the check refuses."""

from __future__ import annotations

import itertools
import random
import re

import pytest

from bot.writer.check import check
from bot.writer.grammar import GrammarError, load

GRAMMAR = load()
ACTS = sorted(GRAMMAR.acts.values(), key=lambda act: act.name)
KINDS = ("", "open", "yes_no")

# Act, required slots, optional slots: what the actions count on.
CONTRACT = """
inform_sizes: product sizes / color sold_out
inform_one_size: product size / color
inform_no_sizes: product /
inform_colors: product colors / size sold_out
inform_one_color: product color /
inform_no_colors: product /
confirm_stock: product / size color quantity
deny_stock: product / size color alternatives
deny_option: product wanted / size color alternatives
inform_untracked: product / size color
deny_stock_all: product /
no_restock_date: product / size color alternatives similar
advise_size: product size / measure
advise_size_sold_out: product size / measure alternatives
ask_measurement: product measure_name /
inform_no_chart: product /
advise_out_of_range: product measure range /
inform_price: product price / size color
inform_price_range: product price_from price_to /
inform_shipping: country cost time / method carrier free_from basket
inform_shipping_both: country cost time express_cost express_time / free_from basket
inform_shipping_free: country time / basket free_from method express_cost express_time
deny_shipping: country /
deny_method: country method / cost time
ask_country: /
inform_shipping_countries: countries /
inform_free_shipping: country free_from /
recommend: product_1 price_1 reason_1 / product_2 price_2 reason_2 product_3 price_3 reason_3 need
recommend_nearest: product_1 price_1 reason_1 need / product_2 price_2 reason_2 product_3 price_3 reason_3
no_match: need /
ask_need: /
no_cheaper: product price /
ask_gift: /
recommend_rated: product_1 price_1 rating_1 count_1 / product_2 price_2 rating_2 count_2 product_3 price_3 rating_3 count_3 need
no_ratings: / need
recommend_reviewed: product_1 price_1 count_1 / product_2 price_2 count_2 product_3 price_3 count_3 need
no_sales_figures: /
filter_dropped: filter / need
start_over: /
ask_change: /
part_unclear: /
part_failed: /
ask_rest: /
inform_product: product price reason / rating
ask_product: /
unknown_product: /
clarify_product: options /
ask_which: /
inform_detail: product text /
confirm_detail: product text /
deny_detail: product text /
inform_opinion: product text /
not_stated: product / contact
compare: product_1 price_1 product_2 price_2 / reason_1 reason_2 product_3 price_3 reason_3
compare_price: product_1 price_1 product_2 price_2 / product_3 price_3
compare_same_price: products price /
compare_attribute: attribute product_1 value_1 product_2 value_2 / product_3 value_3 best unstated
compare_texts: product_1 text_1 product_2 text_2 /
compare_one: product text unstated /
compare_unknown: products / contact
compare_other: product /
inform_reviews: product rating count / text
no_review_says: product rating count /
no_reviews: product /
inform_on_sale: product_1 price_1 was_1 / product_2 price_2 was_2 product_3 price_3 was_3
nothing_on_sale: /
none_such_on_sale: /
inform_sale: product price was /
deny_sale: product price /
no_discount: / contact
inform_policy: title text /
no_policy: / contact
inform_contact: contact / hours
inform_hours: hours /
inform_chat_data: / contact
forget_conversation: / contact
no_order_status: / contact
no_order_changes: / contact
greet: / shop
thank: /
goodbye: /
bot_challenge: / shop
help: /
affirm: /
deny: /
out_of_scope: /
rephrase: /
offer_readings: / product
still_unclear: / contact
unavailable: /
handed_over: /
handoff_failed: / contact
offer_human: /
complaint: /
released: /
safety: /
"""  # noqa: E501 - one act a line


def test_acts_and_slots_are_those_that_the_actions_use():
    found = {act.name: (act.required, act.slots - act.required) for act in ACTS}
    wanted = {}
    for line in CONTRACT.strip().splitlines():
        name, slots = line.split(":")
        required, optional = (frozenset(part.split()) for part in slots.split("/"))
        wanted[name] = (required, optional)
    assert found == wanted


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_every_template_and_every_sample_passes_the_check(act):
    rng = random.Random(1)
    for given in act.combinations():
        for kind in KINDS:
            said = [act.template(given, kind), *(act.sample(given, rng, kind) for _ in range(8))]
            for text in said:
                assert check(text, act, given, GRAMMAR, kind) == (), text


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_no_two_slots_can_change_places(act):
    rng = random.Random(5)
    for given in act.combinations():
        for said in {act.sample(given, rng) for _ in range(5)}:
            for one, other in itertools.combinations(sorted(given), 2):
                swap = {f"[{one}]": f"[{other}]", f"[{other}]": f"[{one}]"}
                text = re.sub(r"\[\w+\]", lambda m, swap=swap: swap.get(m[0], m[0]), said)
                why = check(text, act, given, GRAMMAR)
                assert any(reason.startswith("role:") for reason in why), text


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_ten_asks_give_at_least_five_sentences(act):
    rng = random.Random(2)
    for given in act.combinations():
        distinct = [len({act.sample(given, rng) for _ in range(10)}) for _ in range(5)]
        assert sorted(distinct)[2] >= 5


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_a_title_can_be_plural(act):
    """No "The Alpine Boots comes in": a title is never the subject of such a verb."""
    verb = r"(?:is|are|has|have|comes?|costs?|fits?|isn't|aren't|was|were|does|do|doesn't)"
    for pattern in act.patterns:
        for given in act.combinations():
            if pattern.suits(given):
                said = pattern.first(given)
                assert not re.search(
                    rf"(?:^|[.!?:] )(?:the|our) \[product\] {verb}\b", said, re.IGNORECASE
                )


@pytest.mark.parametrize("act", [act for act in ACTS if act.answers], ids=lambda act: act.name)
def test_a_yes_no_question_gets_a_yes_or_no(act):
    rng = random.Random(3)
    opener = re.compile(rf"{act.answers}\b", re.IGNORECASE)
    for _ in range(20):
        assert opener.match(act.sample(act.required, rng, "yes_no"))
        assert not opener.match(act.sample(act.required, rng, "open"))


def grammar_with(tmp_path, topic):
    (tmp_path / "claims.yml").write_text("free: {says: [free], opposite: paid}\n")
    (tmp_path / "topic.yml").write_text(topic)
    return tmp_path


@pytest.mark.parametrize(
    ("topic", "reason"),
    [
        ("acts: {a: {required: [x], optional: [], patterns: ['{y}.']}}", "unknown slots"),
        ("acts: {a: {required: [x], optional: [z], patterns: ['{x}.']}}", "no pattern speaks"),
        ("acts: {a: {required: [], optional: [], patterns: ['[x']}}", "missing"),
        ("acts: {a: {required: [], optional: [], answers: yes, patterns: [x]}}", "quotation"),
        ("acts: {a: {required: [], optional: [], asserts: [fre], patterns: [x]}}", "claims"),
        ("acts: {a: {required: [], optional: [], pattern: [x]}}", "unknown keys"),
        ("- a", "expected a mapping"),
        ("acts: {", "cannot be read"),
    ],
)
def test_a_broken_grammar_file_is_named_with_the_reason(tmp_path, topic, reason):
    with pytest.raises(GrammarError, match=f"topic.yml.*{reason}"):
        load(grammar_with(tmp_path, topic))


def test_slots_that_come_together_are_spoken_together():
    act = GRAMMAR.acts["recommend"]
    given = {"product_1", "price_1", "reason_1", "product_2", "unknown"}

    assert act.fitting(given) == {"product_1", "price_1", "reason_1"}
    with pytest.raises(ValueError, match="price_1"):
        act.fitting({"product_1"})
