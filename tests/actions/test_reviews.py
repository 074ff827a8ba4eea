"""What buyers say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from actions.shop import Shop
from knowledge.model import Review
from tests.actions.conftest import Conversation, said
from tests.actions.stalls import BrokenEncoder, stall, thing


def test_the_rating_and_a_review_in_its_own_words(talk: Conversation) -> None:
    answer = talk.ask("what do people say about the trail runner?", "ask_reviews")
    assert answer.act == "inform_reviews"
    assert (said(answer)["rating"], said(answer)["count"]) == ("4.5 out of 5", "8 reviews")
    quoted = next(fact for fact in answer.facts if fact.name == "text")
    texts = {r.source: r.text for r in talk.shop.store.reviews("trail-runner-2")}
    assert quoted.value.endswith(texts[quoted.source])


def test_a_question_picks_the_review_that_answers_it(talk: Conversation) -> None:
    talk.ask("reviews of the trail runner", "ask_reviews")
    assert "fits like my usual 42" in said(talk.ask("do they run small?", "ask_reviews"))["text"]
    assert "laces" in said(talk.ask("complaints about the laces?", "ask_reviews"))["text"]


def test_a_critical_voice_on_request(talk: Conversation) -> None:
    answer = talk.ask("any bad reviews of the trail runner?", "ask_reviews")
    assert said(answer)["text"].startswith("Too firm for me.")


def test_what_no_review_speaks_of(talk: Conversation) -> None:
    answer = talk.ask("reviews of the orbit gps watch: does the glass scratch?", "ask_reviews")
    assert (answer.act, said(answer)["count"]) == ("no_review_says", "3 reviews")


def test_no_reviews_at_all(talk: Conversation) -> None:
    assert talk.ask("reviews of the rainproof wash-in?", "ask_reviews").act == "no_reviews"


def test_without_a_stated_rating_it_is_the_mean_of_the_reviews(shop: Shop, tmp_path: Path) -> None:
    mug = thing("mug", "Alder Mug")
    stars = (5, 4, 4, 4)
    reviews = [Review(f"r{n}", "mug", star, "Holds tea.") for n, star in enumerate(stars)]
    talk = Conversation(stall(shop, tmp_path, [mug], reviews=reviews))
    answer = talk.ask("reviews of the alder mug", "ask_reviews")
    assert (said(answer)["rating"], said(answer)["count"]) == ("4.3 out of 5", "4 reviews")


def test_a_rating_without_texts(shop: Shop, tmp_path: Path) -> None:
    mug = thing("mug", "Alder Mug", rating=Decimal("4.2"), rating_count=1)
    answer = Conversation(stall(shop, tmp_path, [mug])).ask("alder mug reviews", "ask_reviews")
    assert said(answer) == {"product": "Alder Mug", "rating": "4.2 out of 5", "count": "1 review"}


def test_a_failing_encoder_leaves_the_words(shop: Shop) -> None:
    talk = Conversation(replace(shop, encoder=BrokenEncoder()))
    answer = talk.ask("what do reviews say about the laces of the trail runner", "ask_reviews")
    assert "laces" in said(answer)["text"]
