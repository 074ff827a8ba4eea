"""Unedited texts of the writer for its main acts, as the table of docs/writer.md.

python -m bot.bench.samples > docs/writer-samples.md
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from transformers import AutoModelForCausalLM, AutoTokenizer

from bot.writer.data import Example
from bot.writer.decode import Sampling
from bot.writer.evaluate import candidates, reasons_against
from bot.writer.grammar import load
from bot.writer.prompt import Slot, lexicalise
from knowledge.settings import Settings

TEXTS = 20
RUNNER = "Trail Runner 2"
# One request for each main act, with a question as a shopper asks it.
REQUESTS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("inform_sizes", "Which sizes does it come in?", {"product": RUNNER, "sizes": "40, 41 and 43"}),
    ("confirm_stock", "Do you have it in 42?", {"product": RUNNER, "size": "42"}),
    (
        "deny_stock",
        "Is it there in 44?",
        {"product": RUNNER, "size": "44", "alternatives": "42 and 43"},
    ),
    (
        "advise_size",
        "Which size should I take?",
        {"product": RUNNER, "size": "42", "measure": "a foot length of 26.5 cm"},
    ),
    ("inform_price", "How much is it?", {"product": RUNNER, "price": "€89.90"}),
    (
        "inform_shipping",
        "How much is shipping to Spain?",
        {"country": "Spain", "cost": "€7.95", "time": "3-5 working days", "free_from": "€100.00"},
    ),
    (
        "inform_shipping_free",
        "Is delivery free?",
        {"country": "Spain", "time": "3-5 working days", "basket": "€120.00"},
    ),
    ("deny_shipping", "Do you deliver to Peru?", {"country": "Peru"}),
    (
        "recommend",
        "I need shoes for muddy trails",
        {
            "need": "shoes for muddy trails",
            "product_1": RUNNER,
            "price_1": "€89.90",
            "reason_1": "deep lugs, rated 4.6 out of 5",
            "product_2": "Fjord Boots",
            "price_2": "€129.00",
            "reason_2": "waterproof leather",
        },
    ),
    ("no_match", "Do you have skis?", {"need": "skis under €50"}),
    (
        "compare",
        "Which is better?",
        {
            "product_1": RUNNER,
            "price_1": "€89.90",
            "product_2": "Fjord Boots",
            "price_2": "€129.00",
        },
    ),
    ("ask_country", "How long does delivery take?", {}),
    ("rephrase", "asdf", {}),
    ("greet", "hi", {"shop": "Larkmoor Outfitters"}),
)


def main() -> None:
    """Print the table of a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default=Settings.from_env().writer_model)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    model = AutoModelForCausalLM.from_pretrained(arguments.model).float().eval()
    words = AutoTokenizer.from_pretrained(arguments.model)
    print("# What the writer writes\n")
    print(f"{TEXTS} texts for each act, drawn at temperature 0.8, none left out or edited.")
    print("The last column is what the grounding check says against a text, which is then")
    print("never sent.")
    for act, question, values in REQUESTS:
        slots = tuple(Slot(name, value) for name, value in values.items())
        example = Example(act, slots, question)
        texts = candidates(model, words, [example], Sampling(seed=arguments.seed), TEXTS)
        print(*_table(example, texts), sep="\n")


def _table(example: Example, texts: list[str]) -> Iterator[str]:
    yield f"\n## {example.act}\n\n“{example.question}”\n\n| text | check |\n|---|---|"
    for text in texts:
        reasons = ", ".join(reasons_against(text, example, load()))
        yield f"| {lexicalise(text, example.slots)} | {reasons} |"


if __name__ == "__main__":
    main()
