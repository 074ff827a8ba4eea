"""Names that no example contains, and messages that no shop answers.

The data sets lie beside the project where it is developed; elsewhere their tests skip, and
the generated shop is what holds.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from knowledge.settings import PROJECT
from tests.e2e import other_shop

pytestmark = pytest.mark.slow

DATA = PROJECT.parent / "shared" / "data"
SAMPLE = 400  # of the thousands that could be generated: one message takes some 20 ms

QUESTIONS = {
    "ask_sizes": (
        "what sizes does the {} come in?",
        "Which sizes do you have for {}?",
        "in which sizes is the {} available?",
        "sizes of {}",
    ),
    "ask_colors": ("which colours does {} have?", "What colors does the {} come in?"),
    "ask_stock": (
        "do you have {} in grey?",
        "is the {} in stock in size M?",
        "Is {} in stock?",
        "Can I get the {} in red?",
        "is the {} available in blue, size 42?",
        "does the {} come in black",
    ),
    "ask_price": ("how much is the {}?", "What is the price of {}?", "what does the {} cost"),
    "ask_product": ("tell me about the {}", "can you describe the {}?"),
    "ask_material": ("what is the {} made of?", "which material is the {}"),
    "ask_care": ("how do I clean the {}?",),
    "ask_dimensions": ("how heavy is the {}", "what are the dimensions of the {}?"),
    "ask_compatibility": ("is the {} compatible with my phone?",),
    "ask_reviews": ("what do people say about the {}?", "is the {} any good"),
    "ask_back_in_stock": ("when will the {} be back in stock?",),
    "ask_discount": ("is the {} on sale?",),
    "ask_returns": ("can I return the {}?",),
    "ask_repair": ("can you repair my {}?",),
    "ask_fit": ("what size fits me in the {}", "which size of {} should I take?"),
    "ask_similar": ("show me something similar to the {}",),
    "ask_cheaper": ("do you have something cheaper than the {}?",),
}
NEEDS = {
    "ask_recommendation": (
        "I need a {} under 50 euros",
        "do you have any {} under 100?",
        "I'm looking for {} for less than 80 euros",
        "what {} do you have under 60 euros?",
        "suggest {} for max 30 eur",
    ),
    "ask_gift": ("recommend a gift for a friend from your {} below $30",),
    "ask_best_rated": ("which {} have the best reviews?",),
    "ask_best_selling": ("what are your best selling {}",),
}


def load(name: str) -> str:
    path: Path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not here")
    return path.read_text(encoding="utf-8")


def questions_about(products: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Every question about every title, and every need for every category."""
    titles = [product["title"] for product in products]
    kinds = sorted({product["category"].replace("-", " ") for product in products})
    return filled(QUESTIONS, titles) + filled(NEEDS, kinds)


def filled(forms: dict[str, tuple[str, ...]], names: list[str]) -> list[tuple[str, str]]:
    """Each form about each name, with its intent."""
    return [
        (form.format(name), intent)
        for intent, same in forms.items()
        for form in same
        for name in names
    ]


def misread(nlu_model, products):
    """Which of a sample of the questions about `products` get another intent."""
    sample = Random(7).sample(questions_about(products), SAMPLE)
    return [(text, intent) for text, intent in sample if nlu_model.parse(text).intent != intent]


def test_names_of_a_generated_shop_do_not_change_the_intent(nlu_model):
    rows = other_shop.products()
    kinds = [{**row, "category": row["category"].split(" > ")[-1].lower()} for row in rows]
    wrong = misread(nlu_model, kinds)
    assert len(wrong) <= 0.03 * SAMPLE, wrong


def test_unknown_names_do_not_change_the_intent(nlu_model):
    wrong = misread(nlu_model, json.loads(load("catalogue_dummyjson/products.json")))
    assert len(wrong) <= 0.03 * SAMPLE, wrong


def test_what_no_shop_answers_is_refused(nlu_model):
    lines = load("clinc150/oos_test.jsonl").splitlines()
    sample = Random(7).sample([json.loads(line)["text"] for line in lines], SAMPLE)
    refusals = {"out_of_scope", "nlu_fallback"}
    answered = [text for text in sample if nlu_model.parse(text).intent not in refusals]
    assert len(answered) <= 0.15 * SAMPLE, answered
