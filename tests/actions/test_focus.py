"""What a message is about while something is under discussion."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from actions.shop import Shop
from knowledge.model import Product
from tests.actions.conftest import Conversation, said
from tests.actions.stalls import stall, thing


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("is the rain cover included", "ask_detail"),
        ("and is it dry inside", "ask_detail"),
        ("do they run big or small", "ask_reviews"),
        ("and which size should i take, i normally have S/M", "ask_fit"),
        ("my back is 50 cm", "ask_fit"),
    ],
)
def test_a_word_of_another_title_does_not_lead_away(
    talk: Conversation, question: str, intent: str
) -> None:
    talk.ask("pathfinder 45 which size", "ask_fit")
    assert said(talk.ask(question, intent))["product"] == "Pathfinder 45"


@pytest.mark.parametrize(
    ("question", "intent", "product"),
    [
        ("northlake in 43?", "ask_stock", "Northlake Boot"),
        ("ok the brush. price", "ask_price", "Workshop Shoe Brush"),
        ("the parka, is it waterproof", "ask_detail", "Fjord Parka"),
        ("what is the dry bag made of", "ask_material", "Dry Bag"),
    ],
)
def test_a_name_or_another_kind_does(
    talk: Conversation, question: str, intent: str, product: str
) -> None:
    talk.ask("tell me about the Granite Mid", "ask_product")
    assert said(talk.ask(question, intent))["product"] == product


def test_what_the_shop_does_not_have_is_not_told_of_what_it_has(talk: Conversation) -> None:
    talk.ask("tell me about the Granite Mid", "ask_product")
    assert talk.ask("how much are the bananas", "ask_price").act == "unknown_product"


def test_what_a_comparison_ends_with_is_talked_about(talk: Conversation) -> None:
    talk.ask("warm winter boots under 130", "ask_recommendation")
    best = said(talk.ask("which of those is the warmest?", "ask_compare"))["best"]
    answer = talk.ask("does that one come in black size 39", "ask_stock")
    assert (said(answer)["product"], said(answer)["size"]) == (best, "39")


def test_a_comparison_goes_on_about_both(talk: Conversation) -> None:
    talk.ask("fjord parka vs fjord shell", "ask_compare")
    talk.ask("which one is lighter", "ask_compare")
    answer = talk.ask("and which keeps me dry better", "ask_compare")
    assert [card.id for card in answer.products] == ["fjord-parka", "fjord-shell"]
    assert answer.act in {"compare", "compare_attribute", "compare_one", "compare_texts"}


def test_a_question_about_two_is_answered_for_both(talk: Conversation) -> None:
    talk.ask("fjord parka vs fjord shell", "ask_compare")
    both = talk.hear_all("do you have it in L?", "ask_stock")
    assert [said(one)["product"] for one in both] == ["Fjord Parka", "Fjord Shell"]


@pytest.mark.parametrize(
    ("picking", "title"),
    [
        ("the cheaper one", "Bilberry Boot"),
        ("ok the more expensive one", "Birch Winter Boot"),
        ("the birch", "Birch Winter Boot"),
        ("the second", "Bilberry Boot"),
    ],
)
def test_one_of_two_is_picked(talk: Conversation, picking: str, title: str) -> None:
    talk.ask("is the birch winter boot or the bilberry boot better?", "ask_compare")
    assert said(talk.ask(picking, "select_item"))["product"] == title


def made_in(id: str, title: str, size: str) -> Product:
    whole = thing(id, title)
    return replace(whole, variants=(replace(whole.variants[0], options={"size": size}),))


def test_the_only_one_made_so_is_meant(shop: Shop, tmp_path: Path) -> None:
    pots = [made_in("tub", "Alder Tub", "28 cm"), made_in("urn", "Birch Urn", "40 cm")]
    talk = Conversation(stall(shop, tmp_path, pots))
    talk.remember(products=("tub", "urn"), topic="recommendations")
    assert said(talk.ask("do you have it in 40 cm?", "ask_stock"))["product"] == "Birch Urn"


def test_the_smaller_and_the_big_one_are_picked_by_their_measures(talk: Conversation) -> None:
    talk.ask("hollow 4 or hollow 2 tent", "ask_compare")
    assert said(talk.ask("and the smaller one?", "refine"))["product"] == "Hollow 2 Tent"
    answer = talk.ask("i'll take the big tent. does it come in green", "ask_stock")
    assert said(answer)["product"] == "Hollow 4 Tent"


def test_a_place_with_a_size_is_asked_for_in_this_size(talk: Conversation) -> None:
    talk.ask("northlake boot or heather mid", "ask_compare")
    *_, answer = talk.hear_all("the second one in 39", "select_item")
    assert (answer.act, said(answer)["product"]) == ("confirm_stock", "Heather Mid")
    assert said(talk.ask("plum?", "refine"))["size"] == "39"


def test_two_colours_compare_no_products(talk: Conversation) -> None:
    talk.ask("tell me about the Meridian Yoga Mat", "ask_product")
    answer = talk.ask("plum or petrol, which do you have more of", "ask_compare")
    assert (answer.act, said(answer)["color"]) == ("confirm_stock", "Plum and Petrol")


def test_the_other_of_a_kind_is_compared_with(talk: Conversation) -> None:
    talk.ask("tell me about the creek sandal", "ask_product")
    answer = talk.ask("compare it to the other sandal you have", "ask_compare")
    assert {card.title for card in answer.products} == {"Creek Sandal", "Shore Sandal"}


def test_the_version_for_somebody_else_is_what_is_made_for_them(talk: Conversation) -> None:
    talk.ask("lichen fleece in burgundy", "ask_stock")
    answer = talk.ask("what about the kids version of it", "nlu_fallback")
    assert [card.title for card in answer.products] == ["Badger Kids' Fleece"]


def test_a_product_named_in_a_riddle_is_talked_about_after_it(talk: Conversation) -> None:
    talk.ask("summit merino tee, hmm, so so?", "nlu_fallback")
    assert said(talk.ask("in XL", "refine"))["product"] == "Summit Merino Tee"
