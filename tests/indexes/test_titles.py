"""Which product a message names, on titles of several kinds of shop."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexes.entry import Entry
from indexes.text import stems
from indexes.titles import TitleLinker
from tests.e2e.other_shop import products

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"

TITLES = (
    "Trail Runner", "Trail Runner 2", "Ocean Blue Shirt", "Linen Shirt", "Work Shirt",
    "Flannel Shirt", "Oxford Shirt", "Denim Shirt", "Air 90", "Air 95", "Nordvik T-Shirt",
    "Snowfield Boot", "Fjord Parka", "Pirate's Beanie", "CK One", "Galaxy S8", "Galaxy S8 Plus",
    "Sunglasses", "Hydra Flask 750", "The Dash Cushion", "Blue Hoodie", "Grey Hoodie",
    "White Hoodie", "Red Hoodie", "Camp Stove Pro Titanium Edition",
)  # fmt: skip


def linker(titles=TITLES, brand=""):
    entries = [Entry(title, title, brand) for title in titles]
    known = {word for title in titles for word in stems(title)} | {"short", "books"}
    return TitleLinker.of(entries, option_words=frozenset(["blue", "m", "42"]), known_words=known)


@pytest.fixture(scope="module")
def shop():
    return linker()


def meant(mentions):
    """What a caller takes to be named: the best, and what it cannot tell from it."""
    named = [m for m in mentions if m.score >= 0.5]
    return [
        m.title
        for m in named
        if named[0].score - m.score < 0.12 and (m.exact or not named[0].exact)
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("What sizes does the Trail Runner come in?", "Trail Runner"),
        ("do you have trail runner 2 in 42", "Trail Runner 2"),
        ("is the trail-runner 2 in stock", "Trail Runner 2"),
        ("trailrunner 2?", "Trail Runner 2"),
        ("the trial runner 2 please", "Trail Runner 2"),
        ("price of the ocean blue shirt", "Ocean Blue Shirt"),
        ("price of the ocean shirt", "Ocean Blue Shirt"),
        ("the air 95 in blue", "Air 95"),
        ("nordvik tshirt", "Nordvik T-Shirt"),
        ("nordvik t shirt in M", "Nordvik T-Shirt"),
        ("do you have the snowfeild boots", "Snowfield Boot"),
        ("are the snowfields warm?", "Snowfield Boot"),
        ("PIRATES BEANIE", "Pirate's Beanie"),
        ("is ck one in stock", "CK One"),
        ("galaxy s8 price", "Galaxy S8"),
        ("galaxy s8 plus price", "Galaxy S8 Plus"),
        ("do you have sunglasses?", "Sunglasses"),
        ("the hydra flask", "Hydra Flask 750"),
        ("how much is the dash cushion", "The Dash Cushion"),
        ("do you have the hoodie in blue", "Blue Hoodie"),
        ("how much is the camp stove", "Camp Stove Pro Titanium Edition"),
    ],
)
def test_the_product_that_is_named(shop, text, title):
    assert meant(shop.link(text)) == [title]


@pytest.mark.parametrize(
    "text",
    [
        "", "hello", "do you have it in 42?", "and in blue?", "something cheaper", "under 90 euros",
        "the second one", "how long does shipping to Spain take?", "which shirts do you have",
        "do you sell short books", "is it in stock", "no, I meant the red one", "what is 2 plus 2",
        "I want to return it",
    ],
)  # fmt: skip
def test_messages_that_name_nothing(shop, text):
    assert meant(shop.link(text)) == []


def test_two_products_that_fit_are_both_given(shop):
    assert set(meant(shop.link("the galaxy"))) == {"Galaxy S8", "Galaxy S8 Plus"}
    assert set(meant(shop.link("Fjord Parka or Snowfield Boot?"))) == {
        "Fjord Parka",
        "Snowfield Boot",
    }


def test_a_whole_title_swallows_its_parts(shop):
    (mention,) = shop.link("the Trail Runner 2")
    assert mention.exact
    assert mention.score == 1


def test_spans_are_the_words_of_the_title(shop):
    text = "is the Ocean Blue Shirt there in blue, size 42?"
    (mention,) = shop.link(text, k=1)
    assert [text[start:end] for start, end in mention.spans] == ["Ocean Blue Shirt"]
    text = "an Air 90 in 42 for 90 euros"
    (mention,) = shop.link(text, k=1)
    assert [text[start:end] for start, end in mention.spans] == ["Air 90"]


def test_a_brand_alone_names_nothing():
    shop = linker(["Kelvik Trail", "Kelvik Parka", "Kelvik Mug"], brand="Kelvik")
    assert meant(shop.link("what do you have from kelvik")) == []
    assert meant(shop.link("the kelvik parka")) == ["Kelvik Parka"]
    assert meant(shop.link("the parka")) == ["Kelvik Parka"]


def test_titles_of_the_same_words_are_both_given():
    entries = [Entry("1", "Moon Watch"), Entry("2", "Moon Watch"), Entry("3", "Sun Watch")]
    mentions = TitleLinker.of(entries).link("moon watch")
    assert [(m.id, m.exact) for m in mentions] == [("1", True), ("2", True)]


@given(st.text(max_size=200))
def test_any_text_can_be_linked(text):
    for mention in linker().link(text):
        assert 0 <= mention.score <= 1
        assert all(0 <= start < end <= len(text) for start, end in mention.spans)


@given(st.sampled_from(TITLES), st.sampled_from(["how much is the {}?", "{} in 42", "is {} there"]))
def test_every_title_is_found_in_every_question(title, question):
    assert meant(linker().link(question.format(title.lower()))) == [title]


def dummyjson():
    rows = json.loads((SHARED / "catalogue_dummyjson" / "products.json").read_text("utf-8"))
    entries = [Entry(str(row["id"]), row["title"], row.get("brand", "")) for row in rows]
    return entries, {word for row in rows for word in stems(f"{row['title']} {row['description']}")}


def saleor():
    rows = json.loads(
        (SHARED / "catalogue_saleor_json" / "populatedb_data.json").read_text("utf-8")
    )
    entries = [
        Entry(str(row["pk"]), row["fields"]["name"])
        for row in rows
        if row["model"] == "product.product"
    ]
    return entries, {word for entry in entries for word in stems(entry.title)}


def misspelt(title, seed):
    """`title` with two letters of one longer word swapped, if it has one."""
    words = title.split()
    long = [i for i, word in enumerate(words) if len(word) >= 7 and word.isalpha()]
    if not long:
        return title
    chosen = random.Random(seed).choice(long)
    word = words[chosen]
    words[chosen] = word[:2] + word[3] + word[2] + word[4:]
    return " ".join(words)


FORMS = {
    "full": lambda title: title,
    "lower": lambda title: title.lower(),
    "misspelt": lambda title: misspelt(title.lower(), title),
}


def share_found(entries, known, form):
    """How much of a shop's titles is found when asked for in `form`."""
    shop = TitleLinker.of(entries, known_words=known)
    right = 0
    for entry in entries:
        found = meant(shop.link(f"what sizes does the {FORMS[form](entry.title)} come in?"))
        right += bool(found) and all(stems(title) == stems(entry.title) for title in found)
    return right / len(entries)


@pytest.mark.parametrize("form", FORMS)
def test_titles_of_a_generated_shop(form):
    rows = products()
    entries = [Entry(row["id"], row["title"], row["brand"]) for row in rows]
    known = {word for row in rows for word in stems(f"{row['title']} {row['description']}")}
    assert share_found(entries, known, form) == 1


@pytest.mark.skipif(not SHARED.is_dir(), reason="the other shops' catalogues are not here")
@pytest.mark.parametrize(("catalogue", "least"), [(dummyjson, 0.98), (saleor, 1.0)])
@pytest.mark.parametrize("form", FORMS)
def test_titles_of_other_shops(catalogue, least, form):
    assert share_found(*catalogue(), form) >= least
