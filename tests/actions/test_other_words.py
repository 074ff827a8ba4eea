"""Questions about a product whose answer stands in its record in other words."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.shop import Shop
from actions.turn import Reading, Turn
from tests.actions.conftest import Conversation, read, said
from tests.actions.stalls import stall, thing


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("does the pathfinder 45 have a raincover", "rain cover: included"),
        ("is the storm kite ok for a 4 year old?", "age: from 6 years"),
        ("storm kite, suitable for my 8yo?", "age: from 6 years"),
        ("can someone who weighs 140 kg sit on the perch camp chair", "capacity: up to 130 kg"),
        ("what size filter does the hillside coffee dripper take", "paper filter size 4"),
        ("how thick is the cloud sleeping mat", "183 x 55 x 7 cm"),
        ("is the filling of the heather cushion included?", "The filling is sold separately."),
        ("can crampons be attached to the polar trek", "fits strap-on crampons"),
        ("are the stride leggings see through when you squat", "opaque"),
        ("do the firefly lights fit any bike??", "any handlebar and seat post"),
        ("can one person put up the hollow 2 tent", "one person can pitch"),
        ("saddle belt for a present. what leather is it", "vegetable-tanned cowhide"),
    ],
)
def test_what_the_record_says_in_other_words_is_found(
    talk: Conversation, question: str, text: str
) -> None:
    assert text in said(talk.ask(question, "ask_detail"))["text"]


def test_what_is_of_an_animal_answers_whether_it_is_vegan(talk: Conversation) -> None:
    answer = talk.ask("are the quarry sneakers vegan?", "ask_detail")
    assert said(answer)["text"] == "material: smooth leather, lining: leather"
    assert said(talk.ask("is the heather mid vegan", "ask_detail"))["text"] == "vegan"
    assert talk.ask("is the kettle flask vegan", "ask_detail").act == "not_stated"


def test_a_part_is_told_of_and_not_the_whole(talk: Conversation) -> None:
    answer = talk.ask("is the frostline lining real fur", "ask_material")
    assert said(answer)["text"] == "lining: shearling"


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("does the otter rain jacket have a hood and reflectors", ("detachable hood", "stripes")),
        ("weight and size of the sol solar panel pls", ("620 g", "78 x 28 cm")),
        ("how heavy and how long is the cloud sleeping mat", ("480 g", "183 x 55")),
    ],
)
def test_each_thing_that_is_asked_for_is_told(
    talk: Conversation, question: str, texts: tuple[str, ...]
) -> None:
    told = " ".join(said(one)["text"] for one in talk.hear_all(question, "ask_detail"))
    assert all(text in told for text in texts)


def test_the_sizes_that_it_is_made_in_tell_how_big_it_is(talk: Conversation) -> None:
    answer = talk.ask("how big is the loch blanket", "ask_dimensions")
    assert "150 x 220 cm" in said(answer)["sizes"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("can the hammock hold two people, we're about 150kg together", "up to 180 kg"),
        ("can i get the overtrousers on over my hiking boots", "without taking off your boots"),
        ("does the helmet have a light", "rear light"),
        ("will the boot balm work on suede?", "not for suede"),
    ],
)
def test_the_only_thing_of_its_kind_needs_no_name(
    talk: Conversation, question: str, text: str
) -> None:
    assert text in said(talk.ask(question, "nlu_fallback"))["text"]


def test_a_kind_that_is_wished_for_is_no_question_about_a_thing(talk: Conversation) -> None:
    assert talk.ask("something for the tent", "ask_recommendation").act == "recommend"


def test_how_much_it_holds_is_no_question_of_sizes(talk: Conversation) -> None:
    answer = talk.ask("im 120kg, will the perch chair hold me", "ask_fit")
    assert said(answer)["text"] == "capacity: up to 130 kg"


def test_what_it_cost_before_is_told_with_the_price(talk: Conversation) -> None:
    answer = talk.ask("why is the gale windbreaker cheaper now, was 89.90", "ask_price")
    assert (said(answer)["price"], said(answer)["was"]) == ("€69.90", "€89.90")


def test_a_tag_tells_which_of_two_is_meant_for_something(talk: Conversation) -> None:
    answer = talk.ask("hush or drift which is better for running", "ask_compare")
    assert said(answer) == {
        "product": "Drift Earbuds",
        "text": "running",
        "unstated": "the Hush Headphones",
    }


def test_a_word_that_is_no_name_adds_nothing_to_a_comparison(shop: Shop, tmp_path: Path) -> None:
    goods = [
        thing("hare", "Snow Hare Boot", category="Boots", tags=("snow",)),
        thing("lark", "Larkfield Boot", category="Boots", tags=("snow",)),
        thing("polar", "Polaris Trek Boot", category="Boots", description="Made for snow."),
        thing("mole", "Mole Boot", category="Boots", description="Warm in deep snow."),
    ]
    talk = Conversation(stall(shop, tmp_path, goods))
    talk.ask("whats better for snow, larkfield or polaris trek", "ask_compare")
    assert set(talk.context.products) == {"lark", "polar"}


def test_what_no_record_says_is_still_not_guessed(talk: Conversation) -> None:
    asked = (
        "does the granite mid have a steel toe",
        "do the drift earbuds have a microphone",
        "does the pathfinder 45 have wheels",
        "is the meridian yoga mat latex free",
        "how long is the cable of the lookout lamp",
        "can two people sleep in the siesta hammock",
    )
    acts = {talk.hear(Turn(one, "ask_detail"))[0].act for one in asked}
    assert acts == {"not_stated"}
    assert talk.hear(read("is the gale windbreaker fireproof", "ask_detail"))[0].act == "not_stated"


def test_a_word_of_other_titles_does_not_lead_away(talk: Conversation) -> None:
    talk.ask("dimensions of the weekender duffel", "ask_dimensions")
    answer = talk.ask("as cabin luggage?", "ask_compatibility")
    assert (said(answer)["product"], "hand luggage" in said(answer)["text"]) == (
        "Weekender Duffel",
        True,
    )


def test_the_few_that_may_be_meant_are_told_of_instead_of_asked_about(talk: Conversation) -> None:
    told = talk.hear_all("can i put the mug in the microwave", "ask_compatibility")
    assert {said(one)["product"] for one in told} == {"Enamel Camp Mug", "Stoneware Mug"}
    assert len(talk.context.products) == 2


def test_whoever_names_a_product_asks_about_it(talk: Conversation) -> None:
    sure = Turn(
        "am i allowed to bring the reserve power bank on a flight",
        "out_of_scope",
        readings=(Reading("out_of_scope", 0.73),),
    )
    assert "hand luggage" in said(talk.hear(sure)[0])["text"]


def test_a_colour_beside_a_question_is_no_thing_asked_for(talk: Conversation) -> None:
    talk.ask("tell me about the slate jeans", "ask_product")
    told = talk.hear_all("and black, what are they made of", "ask_material")
    assert [one.act for one in told] == ["inform_detail"]
