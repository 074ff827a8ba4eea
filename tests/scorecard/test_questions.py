"""Questions are made from the records, the same for the same seed."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scorecard.questions import questions
from bot.scorecard.records import Records
from bot.scorecard.score import wilson
from bot.scorecard.table import TOPICS
from bot.scorecard.typing_errors import slip, typed
from knowledge.importers.catalog import read_catalog
from knowledge.importers.policies import read_policies
from knowledge.settings import PROJECT
from knowledge.store import Store
from tests.scorecard.shop import SHOP

DEMO = PROJECT / "knowledge" / "sources" / "demo"


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Records:
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('shop') / 'shop.db'}")
    store.import_catalog(read_catalog([DEMO])[0], replace=True)
    store.import_policies(read_policies(DEMO / "policies")[0])
    records = Records.of(store)
    store.close()
    return records


def test_all_topics_are_asked_alike_and_no_message_twice(demo):
    asked = questions(demo, 300, seed=3)
    shares = Counter(question.topic for question in asked)
    assert shares.keys() == TOPICS.keys()
    assert set(shares.values()) == {300 // len(TOPICS)}
    assert len({question.messages for question in asked}) == 300


def test_the_seed_decides_and_no_topic_depends_on_another(demo):
    texts = [question.messages for question in questions(demo, 60, seed=3)]
    assert texts == [question.messages for question in questions(demo, 60, seed=3)]
    assert texts != [question.messages for question in questions(demo, 60, seed=4)]
    price = [q.messages for q in questions(demo, 60, seed=3) if q.topic == "price"]
    assert price == [q.messages for q in questions(demo, len(price), 3, ("price",))]


def test_a_shop_with_little_is_asked_little():
    empty = Records((), {}, (), (), {})
    assert [q.topic for q in questions(empty, 5)] == ["unknown product"] * 5
    topics = {question.topic for question in questions(SHOP, 60)}
    assert {"fit", "price", "policy", "two at once"} <= topics


def test_how_to_reach_the_shop_is_read_from_its_pages(demo):
    assert "hello@tarnwick.example" in demo.contacts


@given(st.text(), st.randoms(use_true_random=False))
def test_typing_never_fails(text: str, rng: random.Random) -> None:
    typed(text, rng, keep=[text[:3]])


@given(st.integers(0, 1000))
def test_a_slip_changes_one_place_and_never_what_is_kept(seed: int) -> None:
    text = "Do you have the Ember Tee in Ocean Blue, size 42.5?"
    changed = slip(text, random.Random(seed), keep=["Ocean Blue", "42.5"])
    assert "Ocean Blue" in changed
    assert "42.5" in changed
    assert abs(len(changed) - len(text)) <= 1


@given(st.integers(1, 500), st.data())
def test_an_interval_holds_its_share(of: int, data: st.DataObject) -> None:
    rate = wilson(data.draw(st.integers(0, of)), of)
    assert 0 <= rate.low <= rate.share <= rate.high <= 1


def test_the_interval_is_wilsons() -> None:
    # 8 of 10, computed by hand from the formula.
    rate = wilson(8, 10)
    assert (round(rate.low, 4), round(rate.high, 4)) == (0.4902, 0.9433)
    assert wilson(0, 0).high == 1
