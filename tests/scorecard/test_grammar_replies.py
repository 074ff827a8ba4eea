"""Whatever the writer's grammar makes of right facts is right, and of a refusal a refusal."""

from __future__ import annotations

import random
import re

import pytest

from bot.scorecard.model import Question, Reply, Verdict
from bot.writer.grammar import PLACEHOLDER, load
from tests.scorecard.asked import EXPECTED, JUDGE

TEE, PARKA = "Ember Tee", "Fjord Parka 2"
GERMANY = {"country": "Germany", "cost": "€4.90", "time": "1–3 working days"}
RETURN = "You can return any item within 30 days, without giving a reason"
ONE = {"product_1": TEE, "price_1": "€20.00"}
BOTH = {**ONE, "product_2": "Gilda Tee", "price_2": "€35.50"}
REASONS = {"reason_1": "100 % organic cotton, rated 4.5 out of 5", "reason_2": "merino wool"}

# A question of `asked.py`, an act that answers it and the facts as the actions give them.
RIGHT = [
    ("sizes", "inform_sizes", {"product": TEE, "sizes": "S, M and L", "sold_out": "XL"}),
    ("sizes in red", "inform_sizes",
     {"product": TEE, "color": "Red", "sizes": "S and L", "sold_out": "M"}),
    ("colours", "inform_colors", {"product": TEE, "colors": "Red and Ocean Blue"}),
    ("colours, all gone", "deny_stock_all", {"product": "Loch Scarf"}),
    ("in stock", "confirm_stock", {"product": TEE, "size": "S", "color": "Red"}),
    ("in stock", "confirm_stock", {"product": TEE, "size": "S", "color": "Red", "quantity": "3"}),
    ("sold out", "deny_stock",
     {"product": TEE, "size": "M", "color": "Red", "alternatives": "Ocean Blue"}),
    ("size sold out", "deny_stock", {"product": TEE, "size": "XL", "alternatives": "S, M and L"}),
    ("not made", "deny_option",
     {"product": TEE, "wanted": "that colour", "alternatives": "Red and Ocean Blue"}),
    ("not tracked", "inform_untracked", {"product": "Harbour Lamp", "color": "Copper"}),
    ("price", "inform_price", {"product": TEE, "price": "€20.00"}),
    ("price of M", "inform_price", {"product": PARKA, "price": "€249.90", "size": "M"}),
    ("price range", "inform_price_range",
     {"product": PARKA, "price_from": "€249.90", "price_to": "€259.90"}),
    ("price on sale", "inform_sale",
     {"product": "Moor Sweater", "price": "€60.00", "was": "€80.00"}),
    ("fit", "advise_size", {"product": TEE, "size": "M", "measure": "your chest"}),
    ("fit sold out", "advise_size_sold_out",
     {"product": TEE, "size": "XL", "measure": "your chest", "alternatives": "S, M and L"}),
    ("fit outside", "advise_out_of_range",
     {"product": TEE, "measure": "your chest", "range": "88–119.9 cm"}),
    ("shipping", "inform_shipping", {**GERMANY, "carrier": "Landpost", "free_from": "€60.00"}),
    ("shipping", "inform_shipping", GERMANY),
    ("shipping", "inform_shipping_both",
     {**GERMANY, "express_cost": "€11.90", "express_time": "1 working day",
      "free_from": "€60.00"}),
    ("express", "inform_shipping",
     {"country": "Germany", "cost": "€11.90", "time": "1 working day", "method": "express"}),
    ("no express", "deny_method",
     {"country": "Malta", "method": "express", "cost": "€19.90", "time": "8–12 working days"}),
    ("free from", "inform_free_shipping", {"country": "Spain", "free_from": "€120.00"}),
    ("not served", "deny_shipping", {"country": "Brazil"}),
    ("policy", "inform_policy", {"title": "Return period", "text": RETURN}),
    ("recommend", "recommend", {**ONE, "reason_1": REASONS["reason_1"], "need": "t-shirts"}),
    ("recommend nothing", "no_match", {"need": "t-shirts within your budget"}),
    ("recommend nothing", "recommend_nearest",
     {**BOTH, **REASONS, "need": "t-shirts within your budget"}),
    ("compare", "compare", {**BOTH, **REASONS}),
    ("cheaper", "compare_price", BOTH),
    ("material", "inform_detail", {"product": TEE, "text": "material: 100 % organic cotton"}),
    ("waterproof", "deny_detail", {"product": TEE, "text": "waterproof: no"}),
    ("is waterproof", "confirm_detail", {"product": PARKA, "text": "waterproof: yes"}),
    ("reviews", "inform_reviews",
     {"product": TEE, "rating": "4.5 out of 5", "count": "12 ratings",
      "text": "A little short for me"}),
    ("not stated", "not_stated", {"product": TEE}),
    ("unknown", "no_match", {"need": "what you are looking for"}),
    ("unknown", "ask_product", {}),
    ("unknown", "clarify_product", {"options": "the Ember Tee or the Gilda Tee"}),
]  # fmt: skip
REFUSALS = (
    "rephrase", "unavailable", "ask_product", "no_policy", "out_of_scope", "ask_which", "ask_need",
)  # fmt: skip
EACH = 12


def spoken(act: str, slots: dict[str, str]) -> list[str]:
    """Realisations of every pattern that speaks these facts."""
    rng = random.Random(act)
    given = frozenset(slots)
    patterns = load().acts[act].suitable(given)
    texts = {pattern.sample(given, rng) for pattern in patterns for _ in range(EACH)}
    return [PLACEHOLDER.sub(lambda m: slots[m[1]], re.sub(r"^", "", text)) for text in texts]


@pytest.mark.parametrize(("name", "act", "slots"), RIGHT)
def test_right_facts_are_right_in_every_wording(name, act, slots):
    question = Question(name, ("?",), (EXPECTED[name],))
    results = {text: JUDGE.verdict(question, Reply((text,))) for text in spoken(act, slots)}
    assert {text: found for text, found in results.items() if found[0] is not Verdict.RIGHT} == {}


@pytest.mark.parametrize("act", REFUSALS)
def test_a_refusal_is_one_in_every_wording(act):
    question = Question("price", ("?",), (EXPECTED["price"],))
    results = {text: JUDGE.verdict(question, Reply((text,)))[0] for text in spoken(act, {})}
    assert {t: found for t, found in results.items() if found is not Verdict.REFUSED} == {}
