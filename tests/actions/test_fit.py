"""Size advice through the charts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.charts import spoken
from knowledge.model import Catalog
from tests.actions.conftest import Conversation, said


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("my foot is 26.5 cm long, which size of the trail runner?", "42"),
        ("which size in the Granite Mid? I usually wear UK 8", "42"),
        ("chest 98 cm, which size of the moor sweater", "M"),
        ("I take a 41 normally, what size for the trail runner?", "41"),
    ],
)
def test_the_chart_decides(talk: Conversation, text: str, size: str) -> None:
    answer = talk.ask(text, "ask_fit")
    assert answer.act.startswith("advise_size")
    assert said(answer)["size"] == size
    assert any(fact.source.startswith("size-chart:") for fact in answer.facts)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("my head is 60.7 cm around, which size of the Brim Sun Hat fits me?", "L/XL"),
        ("my palm is 19 around, which rime gloves", "M"),
        ("hip 95.3 cm, which size of the Stride Leggings fits me?", "S"),
        ("i'm 190 cm tall, which drift sleeping bag?", "Long"),
        ("back length 52 cm, which pathfinder 45 size?", "M/L"),
        ("he is 120 cm tall, what size of the otter rain jacket", "122/128"),
    ],
)
def test_what_a_chart_measures_is_read_from_a_message(
    talk: Conversation, text: str, size: str
) -> None:
    answer = talk.ask(text, "ask_fit")
    assert answer.act.startswith("advise_size")
    assert said(answer)["size"] == size
    assert "_" not in said(answer)["measure"]


def test_the_measures_of_all_charts_are_asked_for_in_plain_words(talk: Conversation) -> None:
    charted = {p.size_chart: p for p in talk.shop.store.products() if p.size_chart}
    for product in charted.values():
        asked = Conversation(talk.shop).ask(f"which size of the {product.title}?", "ask_fit")
        if asked.act == "ask_measurement":
            assert "_" not in said(asked)["measure_name"]
    measures = {
        name for c in talk.shop.store.size_charts() for row in c.rows for name in row.measures
    }
    assert {"head_circumference", "hip"} <= measures
    assert not any("_" in spoken(name) for name in measures)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("hiker socks, 2 pairs: i'm normally a us 7-9, what size fits", "39-42"),
        ("cabin socks: i'm normally an eu 39–42, what size fits", "39-42"),
        ("i wear uk 2.5-5, which size of the cabin socks", "35-38"),
        ("i wear EU 40, which size of the cabin socks", "39-42"),
        ("i take an m in hats, which size of the brim sun hat", "S/M"),
    ],
)
def test_a_label_that_is_a_range_takes_in_its_sizes(
    talk: Conversation, text: str, size: str
) -> None:
    answer = talk.ask(text, "ask_fit")
    assert answer.act.startswith("advise_size")
    assert said(answer)["size"] == size


def test_without_a_measure_it_asks_and_then_needs_nothing_more(talk: Conversation) -> None:
    asked = talk.ask("which trail runner size should I take?", "ask_fit")
    assert asked.act == "ask_measurement"
    assert said(talk.ask("26.5 cm", "refine"))["size"] == "42"


def test_a_foot_outside_the_chart_gets_the_range_not_a_guess(talk: Conversation) -> None:
    answer = talk.ask("my foot is 39 cm, which size of the trail runner?", "ask_fit")
    assert answer.act == "advise_out_of_range"
    assert said(answer)["range"].endswith("cm")


def test_a_product_without_a_chart_says_so(talk: Conversation) -> None:
    answer = talk.ask("which size of the stoneware mug fits me", "ask_fit")
    assert answer.act in {"inform_no_chart", "inform_no_sizes"}


def test_a_size_between_those_made_is_not_called_outside(talk: Conversation) -> None:
    store = talk.shop.store
    product = store.product("trail-runner-2")
    assert product
    even = tuple(v for v in product.variants if int(v.options["size"]) % 2 == 0)
    store.import_catalog(Catalog(products=(replace(product, variants=even),)), replace=False)
    try:
        answer = talk.ask("I wear 41, which size of the trail runner?", "ask_fit")
        assert answer.act == "deny_option"
        assert "40" in said(answer)["alternatives"]
    finally:
        store.import_catalog(Catalog(products=(product,)), replace=False)


def test_trousers_of_one_waist_and_several_lengths_are_all_named(talk: Conversation) -> None:
    answer = talk.ask("my waist is 81 cm, which size of the Warden Trousers?", "ask_fit")
    assert answer.act == "advise_size"
    assert said(answer)["size"].count("/") > 1


def test_how_it_runs_is_told_before_measures_are_asked_for(talk: Conversation) -> None:
    answer = talk.ask("does the tempo light run small?", "ask_fit")
    assert said(answer)["text"] == "fit: runs small, take half a size up"
    answer = talk.ask("is the birch winter boot true to size", "ask_fit")
    assert said(answer)["text"] == "fit: true to size"
    how, advice = talk.hear_all("does the moor sweater run small? chest 98 cm", "ask_fit")
    assert said(how)["text"] == "fit: regular"
    assert said(advice)["size"] == "M"


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("i normally take 40, which size of the hearth slipper", "41"),
        ("i wear 38, which size of the tempo light", "38.5"),
        ("i wear 37.5, which size of the tempo light", "38"),
        ("i'm a 42.5 usually, which size of the quarry sneaker", "42"),
        ("i wear 43, which size of the quarry sneaker", "43"),
    ],
)
def test_the_usual_size_is_taken_as_the_record_advises(
    talk: Conversation, text: str, size: str
) -> None:
    advice, how = talk.hear_all(text, "ask_fit")
    assert (advice.act, said(advice)["size"]) == ("advise_size", size)
    assert said(how)["text"].startswith("fit: ")


def test_a_size_and_a_colour_alone_ask_for_no_advice(talk: Conversation) -> None:
    answer = talk.ask("warden trousers 32/34 olive", "ask_fit")
    assert (answer.act, said(answer)["size"]) == ("deny_stock", "32/34")


def test_a_second_measure_tells_sizes_of_one_waist_apart(talk: Conversation) -> None:
    text = "waist 88 cm and inseam 80 cm, which size of the slate jeans?"
    assert said(talk.ask(text, "ask_fit"))["size"] == "34/32"


def test_a_usual_size_is_taken_however_it_stands_in_the_sentence(talk: Conversation) -> None:
    talk.ask("hearth slipper in grey 42?", "ask_stock")
    advice, how = talk.hear_all("i usually wear 42 do i need that or bigger", "ask_fit")
    assert (advice.act, said(advice)["size"]) == ("advise_size", "43")
    assert said(how)["text"].startswith("fit: runs small")


def test_a_childs_age_leads_to_a_size(talk: Conversation) -> None:
    answer = talk.ask("which size of the otter rain jacket for a 6 year old", "ask_fit")
    assert (answer.act, said(answer)["size"]) == ("advise_size", "110/116")
