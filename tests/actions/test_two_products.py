"""Two products at once, and the sibling of the one under discussion."""

from __future__ import annotations

from dataclasses import replace

from actions.context import NOT_UNDERSTOOD
from actions.turn import Reading
from tests.actions.conftest import Conversation, read, said


def products(answers: tuple[object, ...]) -> list[str]:
    return [said(answer)["product"] for answer in answers]  # type: ignore[arg-type]


def test_a_question_about_two_is_answered_for_both_and_so_is_the_next(talk: Conversation) -> None:
    both = ["Merino Base Top", "Merino Base Leggings"]
    asked = talk.hear_all("merino base top + leggings how much", "ask_price")
    assert [one.act for one in asked] == ["inform_price", "inform_price"]
    assert products(asked) == both
    assert products(talk.hear_all("are both in stock in S black", "ask_stock")) == both


def test_one_that_is_asked_about_for_another_is_the_only_one(talk: Conversation) -> None:
    asked = talk.hear_all("does the Fjord Shell fit over the Fjord Parka", "ask_compatibility")
    assert len(asked) == 1
    assert asked[0].act != "compare"
    (care,) = talk.hear_all("tumble dry fjord shell ok?", "ask_care")
    assert said(care)["product"] == "Fjord Shell"
    assert care.act == "inform_detail"


def test_both_are_the_two_of_a_message_with_two_questions(talk: Conversation) -> None:
    talk.ask_several(("how much is the frostline", "ask_price"), ("the northlake", "ask_price"))
    answer = talk.ask("are they both waterproof", "ask_compare")
    assert (said(answer)["product_1"], said(answer)["product_2"]) == (
        "Frostline Boot",
        "Northlake Boot",
    )


def test_a_word_that_names_no_third_product_adds_none(talk: Conversation) -> None:
    answer = talk.ask("whats better for snow, frostline or polar trek", "ask_compare")
    assert "Snow Hare Boot" not in said(answer).values()


def test_the_one_that_is_tagged_for_the_purpose_is_told(talk: Conversation) -> None:
    answer = talk.ask("hush or drift which is better for running", "ask_compare")
    assert answer.act == "compare_one"
    assert said(answer)["product"] == "Drift Earbuds"


def test_the_bigger_one_is_the_sibling_of_the_one_under_discussion(talk: Conversation) -> None:
    talk.ask("how much is the hollow 2", "ask_price")
    assert said(talk.ask("and the bigger one?", "refine"))["product"] == "Hollow 4 Tent"
    assert said(talk.ask("and the other one?", "refine"))["product"] == "Hollow 2 Tent"


def test_the_cheaper_ones_cost_less_and_are_most_like_it(talk: Conversation) -> None:
    talk.ask("looking for headphones", "ask_recommendation")
    answer = talk.ask("the cheaper ones, how long does the battery last", "ask_detail")
    assert said(answer)["product"] == "Drift Earbuds"


def test_cheaper_is_understood_however_it_is_spelt(talk: Conversation) -> None:
    for text in ("something like the frostline but cheeper", "frostline is too pricey, others?"):
        answer = talk.ask(text, "ask_cheaper")
        assert answer.act == "recommend"
        assert said(answer)["product_1"] != "Polar Trek Boot"


def test_a_product_whose_exchange_is_asked_about_stays_under_discussion(talk: Conversation) -> None:
    talk.ask("i bought the heather mid and its too small how do i change it", "ask_exchange")
    answer = talk.ask("is the 39 available in plum", "ask_stock")
    assert said(answer)["product"] == "Heather Mid"


def test_the_one_of_its_kind_is_asked_about_and_not_recommended(talk: Conversation) -> None:
    for text, product in (
        ("can I take the power bank on a plane", "Reserve Power Bank"),
        ("the overtrousers, can i get them over boots", "Downpour Overtrousers"),
    ):
        unsure = (Reading("ask_stock", 0.12), Reading("ask_detail", 0.05))
        turn = replace(read(text, NOT_UNDERSTOOD), readings=unsure)
        (answer,) = talk.hear(turn)
        assert (answer.act, said(answer)["product"]) == ("inform_detail", product)


def test_the_only_one_of_a_kind_is_said_to_be_sold_out(talk: Conversation) -> None:
    answer = talk.ask("boot balm", "ask_recommendation")
    assert (answer.act, said(answer)["product"]) == ("deny_stock_all", "Beeswax Boot Balm")


def test_what_a_question_holds_under_is_none_of_its_own(talk: Conversation) -> None:
    told = talk.ask_several(
        ("got any hush headphones left", "ask_stock"),
        ("what if i dont like the sound", NOT_UNDERSTOOD),
        ("can i send them back", "ask_returns"),
    )
    assert [one.act for one in told] == ["confirm_stock", "inform_policy"]


def test_asking_for_the_answer_asks_nothing_more(talk: Conversation) -> None:
    told = talk.ask_several(
        ("i need a waterproof jacket", "ask_recommendation"),
        ("what would you suggest", NOT_UNDERSTOOD),
    )
    assert [one.act for one in told] == ["recommend"]
