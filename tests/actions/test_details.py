"""What a product is like, in the words of its record, its reviews and the shop's pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from actions.shop import Shop
from tests.actions.conftest import Conversation, said
from tests.actions.stalls import BrokenEncoder, stall, thing


@pytest.mark.parametrize(
    ("question", "intent", "text"),
    [
        ("how heavy is the trail runner?", "ask_dimensions", "weight: 275 g per shoe"),
        ("trail runner weight", "ask_dimensions", "weight: 275 g per shoe"),
        ("what is the trail runner made of", "ask_material", "material: recycled polyester mesh"),
        ("is the trail runner real leather?", "ask_material", "material: recycled polyester mesh"),
        ("lining of the frostline boot?", "ask_material", "lining: shearling"),
        ("can i machine wash the trail runner", "ask_care", "care: hand wash, air dry"),
        ("how do i clean the granite mid", "ask_care", "care: brush, then wax twice a season"),
        ("dimensions of the hollow 2 tent", "ask_dimensions", "dimensions: 220 x 135 x 105 cm"),
        ("how big is the pathfinder 22", "ask_dimensions", "capacity: 22 l"),
        ("how many litres does the pathfinder 22 hold", "ask_dimensions", "capacity: 22 l"),
        ("max weight of the perch camp chair?", "ask_dimensions", "capacity: up to 130 kg"),
        ("what's the weight limit of the perch camp chair", "ask_detail", "capacity: up to 130 kg"),
        ("will a 15 inch laptop fit in the pathfinder 22", "ask_compatibility",
         "laptop: up to 14 inch"),
        ("does the orbit gps watch work with iphone", "ask_compatibility",
         "compatibility: Android and iOS"),
        ("is the trail runner vegan", "ask_detail", "vegan"),
        ("how wide is the yoga mat", "ask_dimensions", "dimensions: 61 or 66 cm wide"),
        ("how much can the perch camp chair carry", "ask_detail", "capacity: up to 130 kg"),
        ("is the harbour tee made in europe?", "ask_detail", "It is knitted and sewn in Portugal."),
        ("is the linen camp shirt for men or women", "ask_detail", "gender: unisex"),
        ("do the drift earbuds survive sweat", "ask_detail", "protection: IPX5 (sweat-proof)"),
        ("is the pine candle soy", "ask_detail", "material: rapeseed wax, cotton wick"),
        ("which brand is the trail runner", "ask_detail", "brand: Kelvik"),
    ],
)  # fmt: skip
def test_the_record_is_quoted(talk: Conversation, question: str, intent: str, text: str) -> None:
    answer = talk.ask(question, intent)
    assert (answer.act, said(answer)["text"]) == ("inform_detail", text)
    assert {fact.source.partition(":")[0] for fact in answer.facts} == {"catalog"}


def test_a_yes_or_no_of_the_record_answers_outright(talk: Conversation) -> None:
    assert talk.ask("is the granite mid waterproof?", "ask_detail").act == "confirm_detail"
    assert talk.ask("is the trail runner waterproof?", "ask_detail").act == "deny_detail"


def test_what_only_a_buyer_says_is_said_to_be_an_opinion(talk: Conversation) -> None:
    answer = talk.ask("does the trail runner grip on wet leaves?", "ask_detail")
    assert answer.act == "inform_opinion"
    assert "Grippy on wet leaves" in said(answer)["text"]
    assert answer.facts[-1].source.startswith("review:")


def test_what_a_page_says_of_it_names_the_page(talk: Conversation) -> None:
    answer = talk.ask("how long is the warranty on the hush headphones", "ask_detail")
    assert (answer.act, said(answer)["title"]) == ("inform_policy", "Electronics and batteries")


def test_what_is_not_stated_is_not_guessed_and_says_whom_to_ask(talk: Conversation) -> None:
    answer = talk.ask("does the trail runner have reflective stripes?", "ask_detail")
    assert answer.act == "not_stated"
    assert "hello@tarnwick.example" in said(answer)["contact"]
    assert [button.payload for button in answer.buttons] == ["/ask_human"]


@pytest.mark.parametrize(
    ("question", "intent", "text"),
    [
        ("weight?", "ask_dimensions", "weight: "),
        ("does it come with a rain cover", "ask_detail", "rain cover: included"),
        ("and what's it made of", "ask_material", "material: "),
        ("how many litres", "ask_dimensions", "capacity: 22 l"),
    ],
)
def test_words_of_a_property_do_not_lead_away_from_the_product(
    talk: Conversation, question: str, intent: str, text: str
) -> None:
    talk.ask("tell me about the pathfinder 22", "ask_product")
    answer = talk.ask(question, intent)
    assert said(answer)["product"] == "Pathfinder 22"
    assert said(answer)["text"].startswith(text)


def test_of_a_list_it_is_told_of_each(talk: Conversation) -> None:
    talk.ask("warm winter boots", "ask_recommendation")
    listed = talk.context.products
    answer = talk.ask("are they waterproof?", "ask_detail")
    assert (answer.act, said(answer)["attribute"]) == ("compare_attribute", "waterproof")
    assert [card.id for card in answer.products] == list(listed)
    assert "best" not in said(talk.ask("and how heavy are they", "ask_dimensions"))


def test_it_means_nothing_when_nothing_was_talked_about(talk: Conversation) -> None:
    assert talk.ask("is it waterproof?", "ask_detail").act == "ask_product"


def test_a_figure_without_its_unit_is_quoted_as_the_record_has_it(
    shop: Shop, tmp_path: Path
) -> None:
    kettle = thing("kettle", "Copper Kettle", attributes={"weight": "9", "max_load": "40 kg"})
    talk = Conversation(stall(shop, tmp_path, [kettle]))
    assert said(talk.ask("how heavy is the copper kettle", "ask_dimensions"))["text"] == "weight: 9"
    answer = talk.ask("what's the max load of the copper kettle", "ask_dimensions")
    assert said(answer)["text"] == "max load: 40 kg"


def test_a_failing_encoder_leaves_the_attributes(shop: Shop) -> None:
    talk = Conversation(replace(shop, encoder=BrokenEncoder()))
    answer = talk.ask("would the trail runner survive the washing machine", "ask_care")
    assert said(answer)["text"] == "care: hand wash, air dry"
    assert talk.ask("is there a hood on the fjord parka", "ask_detail").act == "not_stated"


def test_all_measures_of_a_thing_tell_how_big_it_is(shop: Shop, tmp_path: Path) -> None:
    sizes = {"width": "13 cm", "height": "25 cm", "depth": "27 cm", "weight": "7 kg"}
    talk = Conversation(stall(shop, tmp_path, [thing("case", "Tamar Case", attributes=sizes)]))
    answer = talk.ask("how big is the tamar case", "ask_dimensions")
    assert said(answer)["text"] == "width: 13 cm, height: 25 cm, depth: 27 cm"
    answer = talk.ask("measurments of the tamar case", "ask_dimensions")
    assert said(answer)["text"] == "width: 13 cm, height: 25 cm, depth: 27 cm"
    assert said(talk.ask("how deep is it", "ask_dimensions"))["text"] == "depth: 27 cm"
    assert talk.ask("how thick is it", "ask_dimensions").act == "not_stated"


def test_what_a_page_says_of_another_product_is_no_answer(talk: Conversation) -> None:
    answer = talk.ask("can the heather mid be resoled?", "ask_detail")
    assert "Granite" not in str(said(answer))


def test_the_material_may_stand_in_the_description(shop: Shop, tmp_path: Path) -> None:
    text = "The Wooden Spoon stirs soup. It hangs on the wall."
    spoon = thing("spoon", "Wooden Spoon", description=text)
    talk = Conversation(stall(shop, tmp_path, [spoon]))
    answer = talk.ask("what is the wooden spoon made of", "ask_material")
    assert said(answer)["text"] == "The Wooden Spoon stirs soup."


def test_a_price_taken_for_a_property_is_told(talk: Conversation) -> None:
    assert talk.ask("the trail runner, what's the cost", "ask_detail").act == "inform_price"


def test_how_to_wash_it_does_not_tell_whether_it_shrinks(talk: Conversation) -> None:
    assert talk.ask("do the slate jeans shrink", "ask_care").act == "not_stated"


def test_weight_and_size_are_both_told(talk: Conversation) -> None:
    talk.ask("how much is the sol solar panel", "ask_price")
    text = said(talk.ask("weight and size pls", "ask_dimensions"))["text"]
    assert text == "weight: 620 g, dimensions: 78 x 28 cm unfolded"


def test_what_is_made_in_measures_is_as_big_as_its_sizes(talk: Conversation) -> None:
    talk.ask("how much is the loch blanket", "ask_price")
    answer = talk.ask("how big is that one", "ask_dimensions")
    assert said(answer)["sizes"] == "130 x 180 cm and 150 x 220 cm"


def test_a_version_that_is_named_beside_a_question_is_looked_up(talk: Conversation) -> None:
    talk.ask("how much is the lakeside towel", "ask_price")
    stock, care = talk.hear_all("the big one in sand, and how hot can i wash it", "ask_care")
    assert (stock.act, said(stock)["size"]) == ("deny_stock", "70 x 140 cm")
    assert said(care)["text"] == "care: machine wash 60 °C"


def test_power_is_asked_for_in_watts(talk: Conversation) -> None:
    answer = talk.ask("how much power does the solar panel give", "ask_detail")
    assert said(answer)["text"] == "output: 21 W"


def test_what_is_written_in_two_words_is_the_property_of_one(talk: Conversation) -> None:
    answer = talk.ask("is the tiffin lunch box leak proof", "ask_detail")
    assert said(answer)["text"] == "leakproof: lower tier"
