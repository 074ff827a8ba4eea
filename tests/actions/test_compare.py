"""Two or three products side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.shop import Shop
from tests.actions.conftest import Conversation, said
from tests.actions.stalls import stall, thing


def test_two_that_are_named_with_what_tells_them_apart(talk: Conversation) -> None:
    answer = talk.ask("granite mid or heather mid?", "ask_compare")
    values = said(answer)
    assert answer.act == "compare"
    assert (values["price_1"], values["price_2"]) == ("€169.90", "€149.00")
    assert "nubuck leather" in values["reason_1"]
    assert "waterproof" not in values["reason_1"], "both are"
    assert [button.title for button in answer.buttons] == ["Granite Mid", "Heather Mid"]


def test_cheaper_than_another_by_name_is_a_comparison(talk: Conversation) -> None:
    answer = talk.ask("is the fjord shell cheaper than the fjord parka", "ask_cheaper")
    assert answer.act == "compare_price"


def test_a_word_that_both_titles_share_asks_for_nothing(talk: Conversation) -> None:
    text = "whats the difference between the tempo road and the tempo light"
    assert talk.ask(text, "ask_compare").act == "compare"


@pytest.mark.parametrize(
    ("question", "act", "expected"),
    [
        ("which is lighter, the tempo road or the tempo light", "compare_attribute",
         {"attribute": "weight", "value_1": "255 g per shoe", "best": "Tempo Light"}),
        ("is the pathfinder 22 bigger than the pathfinder 45", "compare_attribute",
         {"value_1": "22 l", "value_2": "45 l", "best": "Pathfinder 45"}),
        ("trail runner or tempo road, which is better rated", "compare_attribute",
         {"attribute": "rating", "value_1": "4.5 out of 5 by 8 buyers", "best": "Trail Runner 2"}),
        ("which is cheaper, the fjord parka or the ember down jacket", "compare_price",
         {"product_1": "Ember Down Jacket", "price_1": "€189.90"}),
        ("is the fjord parka or the fjord shell waterproof", "compare_attribute",
         {"attribute": "waterproof", "value_1": "yes", "value_2": "yes"}),
    ],
)  # fmt: skip
def test_by_what_is_asked(
    talk: Conversation, question: str, act: str, expected: dict[str, str]
) -> None:
    answer = talk.ask(question, "ask_compare")
    assert answer.act == act
    assert expected.items() <= said(answer).items()


def test_figures_that_measure_several_things_name_no_best(talk: Conversation) -> None:
    answer = talk.ask("is the hollow 2 tent bigger than the hollow 4 tent", "ask_compare")
    assert said(answer)["value_2"] == "420 x 260 x 185 cm"
    assert "best" not in said(answer)


def test_which_is_cheaper_is_answered_for_the_last_list(talk: Conversation) -> None:
    talk.ask("warm winter boots", "ask_recommendation")
    listed = set(talk.context.products)
    answer = talk.ask("which one is cheaper?", "ask_compare")
    assert answer.act == "compare_price"
    assert {card.id for card in answer.products} == listed
    prices = [float(said(answer)[f"price_{n}"].lstrip("€")) for n in (1, 2, 3)]
    assert prices == sorted(prices)
    warm = talk.ask("and which is the warmest", "ask_compare")
    assert said(warm)["best"] == "Frostline Boot"


def test_two_of_the_list_by_their_places(talk: Conversation) -> None:
    talk.ask("warm winter boots", "ask_recommendation")
    first, _, third = talk.context.products
    answer = talk.ask("the first or the third one?", "ask_compare")
    assert [card.id for card in answer.products] == [first, third]


def test_the_one_in_focus_with_one_that_is_named(talk: Conversation) -> None:
    talk.ask("tell me about the trail runner", "ask_product")
    answer = talk.ask("this one or the tempo road?", "ask_compare")
    assert (said(answer)["product_1"], said(answer)["product_2"]) == (
        "Trail Runner 2",
        "Tempo Road",
    )
    assert talk.context.product == "trail-runner-2"


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("Pathfinder 22 or 45", ["Pathfinder 22", "Pathfinder 45"]),
        ("compare the pathfinder 45 and the 22", ["Pathfinder 45", "Pathfinder 22"]),
        ("hollow 4 or hollow 2 tent", ["Hollow 4 Tent", "Hollow 2 Tent"]),
        ("Tempo Light or the Road", ["Tempo Light", "Tempo Road"]),
        ("fjord parka or granite mid", ["Fjord Parka", "Granite Mid"]),
    ],
)
def test_in_the_order_in_which_they_were_named(
    talk: Conversation, question: str, titles: list[str]
) -> None:
    answer = talk.ask(question, "ask_compare")
    assert answer.act == "compare"
    assert [button.title for button in answer.buttons] == titles


def test_one_alone_asks_for_the_other_and_a_button_answers(talk: Conversation) -> None:
    answer = talk.ask("compare the hush headphones", "ask_compare")
    assert (answer.act, said(answer)["product"]) == ("compare_other", "Hush Headphones")
    assert answer.buttons
    pressed = talk.ask("", "select_item", product="drift-earbuds")
    assert pressed.act == "compare"
    assert {card.id for card in pressed.products} == {"hush-headphones", "drift-earbuds"}


def test_nothing_to_compare(talk: Conversation) -> None:
    assert talk.ask("which is better?", "ask_compare").act == "ask_product"


def test_what_one_record_states_and_the_other_does_not(shop: Shop, tmp_path: Path) -> None:
    mug = thing("mug", "Alder Mug", attributes={"weight": "300 g", "dishwasher safe": "yes"})
    jug = thing("jug", "Birch Jug", attributes={"material": "clay"})
    talk = Conversation(stall(shop, tmp_path, [mug, jug]))
    answer = talk.ask("which is lighter, the alder mug or the birch jug", "ask_compare")
    assert answer.act == "compare_one"
    assert (said(answer)["text"], said(answer)["unstated"]) == ("weight: 300 g", "the Birch Jug")
    assert talk.ask("which has a lid, the alder mug or birch jug", "ask_compare").act == (
        "compare_unknown"
    )
    same = talk.ask("is the alder mug cheaper than the birch jug", "ask_compare")
    assert (same.act, said(same)["price"]) == ("compare_same_price", "€20.00")


def test_the_longer_of_two_is_told_by_any_attribute(shop: Shop, tmp_path: Path) -> None:
    short = thing("tern", "Tern Radio", attributes={"warranty": "1 month"})
    long = thing("gull", "Gull Radio", attributes={"warranty": "3 months"})
    talk = Conversation(stall(shop, tmp_path, [short, long]))
    answer = talk.ask("tern radio or gull radio, which has the longer warranty", "ask_compare")
    assert (answer.act, said(answer)["best"]) == ("compare_attribute", "Gull Radio")
