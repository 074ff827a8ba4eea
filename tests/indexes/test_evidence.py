from __future__ import annotations

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli import cli
from indexes.evidence import Sources, find_evidence
from knowledge.model import Catalog, Money, PolicySection, Product, Review, Variant
from knowledge.store import Store
from tests.indexes.asked_questions import questions
from tests.indexes.small_shop import WordEncoder

BAG = Product(
    "bag",
    "Harrow Daypack",
    (Variant("bag-1", Money(Decimal(80), "EUR")),),
    description="Two mesh pockets hold bottles. It was sewn in Portugal from old sails.",
    tags=("vegan",),
    attributes={"laptop": "up to 16 inches", "weight": "0.9 kg", "care": "wipe clean"},
)
REVIEWS = (Review("r7", "bag", 5, "The zip has lasted three winters of commuting."),)
CASE = Product(
    "case",
    "Tamar Case",
    BAG.variants,
    attributes={
        "width": "13 cm", "height": "25 cm", "protection": "IPX5 (sweat-proof)",
        "gender": "unisex", "minimum order": "30 pieces", "weight": "90 g",
    },
)  # fmt: skip
SECTIONS = (
    PolicySection("warranty#promise", "warranty", "promise", ("Warranty", "Our promise"),
                  "Bags have a warranty of 5 years.\n\nKeep the receipt."),
)  # fmt: skip
SOURCES = Sources(BAG, REVIEWS, SECTIONS)


@pytest.mark.parametrize(
    ("question", "text", "source", "kind"),
    [
        ("will it fit a 15 inch laptop?", "laptop: up to 16 inches", "catalog:bag", "attribute"),
        ("my laptop is 38 cm wide, will it fit?", "laptop: up to 16 inches", "catalog:bag",
         "attribute"),
        ("how heavy is it?", "weight: 0.9 kg", "catalog:bag", "attribute"),
        ("can I put it in the washing machine?", "care: wipe clean", "catalog:bag", "attribute"),
        ("does it have pockets for bottles?", "Two mesh pockets hold bottles.", "catalog:bag",
         "description"),
        ("where is it made?", "It was sewn in Portugal from old sails.", "catalog:bag",
         "description"),
        ("is it vegan?", "vegan", "catalog:bag", "tag"),
    ],
)  # fmt: skip
def test_the_statement_that_answers_is_found(minilm, question, text, source, kind):
    found = find_evidence(question, SOURCES, minilm)
    assert found is not None
    assert (found.text, found.source, found.kind) == (text, source, kind)
    assert 0.5 < found.score <= 1


def test_opinions_and_policies_name_their_record(minilm):
    zip_ = find_evidence("has the zip lasted well?", SOURCES, minilm)
    warranty = find_evidence("how many years of warranty are there?", SOURCES, minilm)
    assert zip_ is not None
    assert (zip_.source, zip_.kind) == ("review:r7", "review")
    assert warranty is not None
    assert (warranty.source, warranty.kind) == ("policy:warranty#promise", "policy")
    assert warranty.text == "Bags have a warranty of 5 years."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("is it made in Europe?", "It was sewn in Portugal from old sails."),
        ("is it big enough for a 15 inch laptop", "laptop: up to 16 inches"),
        ("wat dos it weigh, how heavy r those", "weight: 0.9 kg"),
    ],
)
def test_what_answers_need_not_repeat_all_of_the_question(minilm, question, text):
    found = find_evidence(question, SOURCES, minilm)
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("do they survive sweat", "protection: IPX5 (sweat-proof)"),
        ("is it for men or women?", "gender: unisex"),
        ("how many do I have to buy at least", "minimum order: 30 pieces"),
        ("how tall is it", "height: 25 cm"),
        ("how wide is it? I'm a big guy", "width: 13 cm"),
        ("how thick is it", None),
        ("does it light up?", None),
    ],
)
def test_one_attribute_of_several_is_chosen(minilm, question, text):
    found = find_evidence(question, Sources(CASE), minilm)
    assert (found and found.text) == text


@pytest.mark.parametrize(
    "question",
    [
        "does it have wheels?",
        "is there a rain cover?",
        "how long are the straps?",
        "does it come with a bottle?",
        "how many pockets are inside?",
        "what is the weight limit?",
        "what's the max weight",
        "what does it smell of?",
        "",
        "?",
    ],
)
def test_what_no_record_states_is_not_guessed(minilm, question):
    assert find_evidence(question, SOURCES, minilm) is None


def test_a_product_of_which_nothing_is_said(minilm):
    bare = Product("bare", "Bare Thing", BAG.variants)
    assert find_evidence("how heavy is it?", Sources(bare), minilm) is None


def test_answers_are_right_far_more_often_than_wrong(minilm):
    """The held-out half: what it measured when it was written, less two answers of leeway."""
    asked = questions("test")
    found = [(one, find_evidence(one.text, one.sources, minilm)) for one in asked]
    given = [one.is_answered_by(evidence.text) for one, evidence in found if evidence]
    answerable = sum(bool(one.answers) for one in asked)
    assert sum(given) / len(given) >= 0.92
    assert sum(given) / answerable >= 0.72


def test_fresh_questions_are_answered_rightly_or_not_at_all(minilm):
    """Run once: 33 of 35 answers right (precision .94), of 50 questions (recall .66).

    Written before the code was read, but for its word tables. The two wrong ones read
    "weight limit" as weight, and a policy on other products as its own.
    """
    asked = questions("fresh")
    found = [(one, find_evidence(one.text, one.sources, minilm)) for one in asked]
    given = [one.is_answered_by(evidence.text) for one, evidence in found if evidence]
    assert sum(given) >= 33
    assert sum(given) / len(given) >= 0.94


@settings(deadline=None, max_examples=40)
@given(
    st.text(max_size=80), st.text(max_size=80), st.dictionaries(st.text(), st.text(), max_size=3)
)
def test_any_text_is_answered_in_the_records_own_words_or_not_at_all(question, text, attributes):
    product = Product("p", "P", BAG.variants, description=text, attributes=attributes)
    found = find_evidence(question, Sources(product), WordEncoder())
    said = [text, *(f"{name}: {value}" for name, value in attributes.items())]
    assert found is None or any(found.text in one for one in said)


@pytest.fixture
def shop(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    monkeypatch.setenv("SHOPBOT_DATABASE_URL", url)
    store = Store(url)
    store.import_catalog(Catalog((BAG,), reviews=REVIEWS), replace=True)
    store.close()


def test_the_command_prints_the_evidence(shop):
    asked = ["evidence", "bag", "how heavy is it?"]
    assert "weight: 0.9 kg\n  catalog:bag" in CliRunner().invoke(cli, asked).output
    found = json.loads(CliRunner().invoke(cli, [*asked, "--json"]).output)
    assert (found["text"], found["kind"]) == ("weight: 0.9 kg", "attribute")


def test_the_command_says_when_nothing_is_stated(shop):
    asked = ["evidence", "bag", "does it have wheels?"]
    assert CliRunner().invoke(cli, asked).output == "not stated\n"
    assert CliRunner().invoke(cli, [*asked, "--json"]).output == "null\n"


def test_the_command_names_an_unknown_product(shop):
    done = CliRunner().invoke(cli, ["evidence", "sack", "how heavy is it?"])
    assert done.exit_code == 1
    assert "'sack'" in done.output
