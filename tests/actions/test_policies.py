"""Questions that the shop's pages answer, each topic in the shop's own words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.policies import excerpt, passage
from actions.shop import Shop
from actions.turn import Reading
from tests.actions.conftest import Conversation, read, said
from tests.actions.stalls import BrokenEncoder, BrokenSearcher, section, stall


@pytest.mark.parametrize(
    ("question", "intent", "source"),
    [
        ("how long do I have to return something?", "ask_returns", "returns#return-period"),
        ("returns?", "ask_returns", "returns#return-period"),
        ("i wore the boots outside, can i return them", "ask_returns",
         "returns#condition-of-returned-items"),
        ("do i have to pay for the return", "ask_returns", "returns#cost-of-a-return"),
        ("is sending it back free from france", "ask_returns", "returns#cost-of-a-return"),
        ("can i swap it for a bigger one", "ask_exchange", "returns#exchanges"),
        ("when do i get my money back", "ask_refund", "returns#refunds"),
        ("payment methods", "ask_payment", "payment#ways-to-pay"),
        ("do you take bitcoin", "ask_payment", "payment#ways-to-pay"),
        ("can i pay in instalments", "ask_payment", "payment#paying-in-instalments"),
        ("do you sell gift cards", "ask_gift_card", "gift-cards#buying-a-gift-card"),
        ("how long is a voucher valid", "ask_gift_card",
         "gift-cards#how-long-a-gift-card-is-valid"),
        ("warranty?", "ask_warranty", "warranty#legal-warranty"),
        ("how long is the warranty on a jacket", "ask_warranty",
         "warranty#our-3-year-promise"),
        ("do you have a warranty on boots?", "ask_warranty", "warranty#our-3-year-promise"),
        ("is there a warranty on the speaker", "ask_warranty",
         "warranty#electronics-and-batteries"),
        ("is there a warranty on the stoneware mug", "ask_warranty", "warranty#legal-warranty"),
        ("what isn't covered", "ask_warranty", "warranty#what-is-not-covered"),
        ("can you repair my jacket", "ask_repair", "warranty#repair-prices"),
        ("do you resole boots", "ask_repair", "warranty#resoling-boots"),
        ("are you open on sunday", "ask_opening_hours", "contact#customer-service-hours"),
        ("where is your shop", "ask_contact", "contact#our-shop"),
        ("what do you store about me", "ask_privacy", "privacy#what-we-store"),
        ("customs to switzerland?", "ask_customs", "shipping#customs-and-duties"),
        ("can i pick it up in store", "ask_pickup", "contact#collecting-an-order-in-our-shop"),
        ("pick up point?", "ask_pickup", "shipping#pick-up-points"),
        ("do you gift wrap", "ask_shipping_policy", "shipping#gift-wrapping"),
        ("newsletter discount?", "ask_discount", "discounts#newsletter-discount"),
        ("do students get something off", "ask_discount", "discounts#students-and-apprentices"),
    ],
)  # fmt: skip
def test_the_section_that_answers_is_quoted_with_its_source(
    talk: Conversation, question: str, intent: str, source: str
) -> None:
    answer = talk.ask(question, intent)
    assert answer.act == "inform_policy"
    assert {fact.source for fact in answer.facts} == {f"policy:{source}"}
    quoted = talk.shop.store.policy_section(source)
    assert quoted
    assert said(answer)["title"] == quoted.title
    assert said(answer)["text"][:40] in " ".join(quoted.text.split())


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("what does a new zip cost", "warranty#repair-prices"),
        ("how much is gift wrapping", "shipping#gift-wrapping"),
    ],
)
def test_a_price_that_is_no_products_is_on_the_pages(
    talk: Conversation, question: str, source: str
) -> None:
    answer = talk.ask(question, "ask_price")
    assert answer.facts[0].source == f"policy:{source}"


def test_the_price_of_a_product_stays_alone(talk: Conversation) -> None:
    answers = talk.hear_all("how much is the fjord parka", "ask_price")
    assert [answer.act for answer in answers] == ["inform_price_range"]


def test_what_is_wrapped_has_both_prices(talk: Conversation) -> None:
    page, price = talk.hear_all("how much is the saddle belt gift wrapped", "ask_price")
    assert page.facts[0].source == "policy:shipping#gift-wrapping"
    assert said(price)["price"] == "€44.90"


def test_two_sections_that_may_both_be_meant_are_both_quoted(talk: Conversation) -> None:
    answers = talk.hear_all("what do i pay to have my boots resoled", "ask_repair")
    assert {"policy:warranty#repair-prices"} <= {one.facts[0].source for one in answers}


def test_a_table_of_rates_is_no_second_answer(talk: Conversation) -> None:
    answers = talk.hear_all("are there customs for the uk", "ask_customs")
    assert [one.facts[0].source for one in answers] == ["policy:shipping#customs-and-duties"]


def test_the_product_in_focus_is_what_is_sent_back(talk: Conversation) -> None:
    talk.ask("how much are the drift earbuds", "ask_price")
    answer = talk.ask("can i return them", "ask_returns")
    assert answer.facts[0].source == "policy:returns#what-cannot-be-returned"


def test_a_shoppers_figure_is_not_repeated(talk: Conversation) -> None:
    answer = talk.ask("can i send it back after 47 days?", "ask_returns")
    assert "47" not in said(answer)["text"]
    assert "30 days" in said(answer)["text"]


def test_what_no_page_says_names_whom_to_ask(talk: Conversation) -> None:
    answer = talk.ask("is your packaging free of plastic?", "ask_shipping_policy")
    assert answer.act == "no_policy"
    assert "hello@tarnwick.example" in said(answer)["contact"]
    assert [button.payload for button in answer.buttons] == ["/ask_human"]


def test_a_shop_without_pages_says_so(shop: Shop, tmp_path: Path) -> None:
    talk = Conversation(stall(shop, tmp_path))
    for intent in ("ask_returns", "ask_payment", "ask_warranty", "ask_gift_card", "ask_customs"):
        answer = talk.ask("how does that work?", intent)
        assert (answer.act, answer.facts) == ("no_policy", ())


def test_of_a_long_section_the_part_that_answers_is_quoted(shop: Shop) -> None:
    filler = "We pack with care and we ship from our own house in the hills. " * 6
    text = f"{filler}\n\n{filler}\n\nSwimwear can only be returned with its seal.\n\n{filler}"
    found = passage(text, "can I return a bikini or other swimwear?", shop.encoder)
    assert found == "Swimwear can only be returned with its seal."
    assert passage(text, "can I return it?", BrokenEncoder()) == excerpt(filler)


def test_a_failing_search_goes_by_the_headings(shop: Shop) -> None:
    broken = replace(shop, searcher=BrokenSearcher(shop.searcher))
    answer = Conversation(broken).ask("how do refunds work?", "ask_refund")
    assert answer.facts[0].source == "policy:returns#refunds"


def test_the_contact_route_is_read_from_the_pages_where_the_shop_names_none(
    shop: Shop, tmp_path: Path
) -> None:
    press = section("help#press", "Journalists write to press@alder.example.")
    reach = section("help#reach-us", "Write to us: team@alder.example, or call +49 30 1234567.")
    talk = Conversation(stall(shop, tmp_path, sections=[press, reach]))
    answer = talk.ask("do you offer engraving?", "ask_shipping_policy")
    assert (answer.act, said(answer)["contact"]) == (
        "no_policy", "team@alder.example or +49 30 1234567",
    )  # fmt: skip
    assert answer.facts[0].source == "policy:help#reach-us"


def test_an_excerpt_ends_with_a_sentence() -> None:
    text = "First one. " + "Second sentence that is rather long. " * 20
    assert excerpt(text, longest=60) == "First one. Second sentence that is rather long."


@given(st.lists(st.text("ab .!?", min_size=1), max_size=8), st.integers(1, 40))
def test_an_excerpt_is_the_beginning_of_the_text(parts: list[str], longest: int) -> None:
    text = " ".join(parts)
    kept = excerpt(text, longest)
    assert " ".join(text.split()).startswith(kept)
    assert kept or not text.strip()


@pytest.mark.parametrize(
    ("first", "then", "right"),
    [
        (("can you repair my jacket", "ask_repair"), ("how long would that take", "ask_shipping"),
         "warranty#how-long-a-repair-takes"),
        (("do you sell gift cards", "ask_gift_card"), ("what if he loses it", "nlu_fallback"),
         "gift-cards#lost-gift-cards"),
        (("where is my parcel", "ask_order"), ("what if it got lost", "nlu_fallback"),
         "shipping#late-lost-or-damaged-parcels"),
        (("can I send it to a pick-up point", "ask_pickup"), ("do I need my ID", "ask_privacy"),
         "shipping#pick-up-points"),
    ],
)  # fmt: skip
def test_a_short_message_goes_on_with_the_page_asked_before(
    talk: Conversation, first: tuple[str, str], then: tuple[str, str], right: str
) -> None:
    talk.hear_all(*first)
    sources = [fact.source for one in talk.hear_all(*then) for fact in one.facts]
    assert f"policy:{right}" in sources


def test_the_country_of_who_asks_about_a_rule_is_no_destination(talk: Conversation) -> None:
    talk.ask("can I pay by invoice", "ask_payment")
    answer = talk.ask("I'm in Belgium", "refine")
    assert answer.facts[0].source == "policy:payment#paying-by-invoice"


def test_what_was_not_understood_is_looked_for_on_the_pages(talk: Conversation) -> None:
    answer = talk.ask("it got cheaper the day after I bought it", "nlu_fallback")
    assert answer.facts[0].source == "policy:discounts#price-changes-after-an-order"


def test_a_question_about_sending_that_no_table_answers_needs_no_country(
    talk: Conversation,
) -> None:
    answer = talk.ask("who delivers express", "ask_shipping")
    assert answer.facts[0].source == "policy:shipping#express-delivery"


def test_the_carriers_of_the_table_are_told(talk: Conversation) -> None:
    answer = talk.ask("which carrier do you use", "ask_shipping_policy")
    assert (answer.act, said(answer)["title"]) == ("inform_policy", "Carriers")
    assert {rate.carrier for rate in talk.shop.store.all_shipping_rates() if rate.carrier} <= set(
        said(answer)["text"].replace(".", " ").split()
    )


def test_the_rates_of_another_country_say_nothing_of_customs(talk: Conversation) -> None:
    talk.ask("shipping to the UK?", "ask_shipping")
    answer = talk.ask("do I have to pay import tax on top?", "ask_customs")
    assert answer.facts[0].source == "policy:shipping#customs-and-duties"


def test_a_wrong_item_leads_to_who_pays_for_its_return(talk: Conversation) -> None:
    answer = talk.ask("a different shirt was in the box", "ask_returns")
    assert answer.facts[0].source == "policy:returns#cost-of-a-return"


def test_what_the_likeliest_reading_says_makes_a_page_answer_sooner(talk: Conversation) -> None:
    likely = (Reading("ask_payment", 0.25), Reading("ask_recommendation", 0.07))
    answer = talk.hear(replace(read("bitcoin?", "nlu_fallback"), readings=likely))[0]
    assert answer.facts[0].source == "policy:payment#ways-to-pay"


def test_who_asks_where_to_complain_is_told_beside_the_regret(talk: Conversation) -> None:
    answers = talk.hear_all("nobody cared about me. Who can I write to about that?", "complain")
    assert [answer.act for answer in answers] == ["complaint", "inform_policy"]
    assert answers[1].facts[0].source == "policy:contact#complaints"


def test_a_condition_joined_to_a_question_is_looked_for_as_well(talk: Conversation) -> None:
    question = "how long is the warranty on a tent and if i break it myself"
    sources = [answer.facts[0].source for answer in talk.hear_all(question, "ask_warranty")]
    assert "policy:warranty#what-is-not-covered" in sources
