from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from indexes.sections import rank_sections
from knowledge.importers.policies import read_policies
from knowledge.model import PolicySection
from knowledge.settings import PROJECT
from tests.indexes.small_shop import WordEncoder

QUESTIONS = Path(__file__).with_name("page_questions.yml")
DEMO = PROJECT / "knowledge" / "sources" / "demo" / "policies"


@pytest.fixture(scope="module")
def pages():
    policies, errors = read_policies(DEMO)
    assert not errors
    return policies.sections


def test_most_questions_find_their_section_among_all(pages, minilm):
    asked = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    first = second = total = 0
    for right, questions in asked.items():
        for question in questions:
            ids = [one.section.id for one in rank_sections(question, pages, minilm)[:2]]
            first += right == ids[0]
            second += right in ids
            total += 1
    assert first / total >= 0.75, (first, total)
    assert second / total >= 0.85, (second, total)


SECTIONS = (
    PolicySection("money#parts", "money", "parts", ("Money", "Monthly rates"),
                  "From $200 you may spread what you owe over four monthly rates."),
    PolicySection("money#ways", "money", "ways", ("Money", "Ways to pay"),
                  "We take cards and bank transfers."),
    PolicySection("help#mending", "help", "mending", ("Help", "Mending"),
                  "A new sole is $40, a seam $8."),
    PolicySection("help#soles", "help", "soles", ("Help", "New soles"),
                  "We can put new soles on most boots. Clean them first."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("do you take mastercard", "money#ways"),
        ("what does a new sole cost", "help#mending"),
        ("can you resole boots", "help#soles"),
    ],
)
def test_a_section_in_other_words_than_the_question_is_found(minilm, question, right):
    assert rank_sections(question, SECTIONS, minilm)[0].section.id == right


def test_what_is_known_of_the_question_speaks_for_its_page(minilm):
    def chance(about):
        ranked = rank_sections("what are the rules?", SECTIONS, minilm, about=about)
        return sum(one.chance for one in ranked if one.section.policy == "help")

    assert chance("mending and new soles") > chance("ways to pay")


def test_a_section_on_other_goods_gives_way(minilm):
    plain = {one.section.id: one.chance for one in rank_sections("warranty?", SECTIONS, minilm)}
    ranked = rank_sections("warranty?", SECTIONS, minilm, other_kinds=["help#soles"])
    assert {o.section.id: o.chance for o in ranked}["help#soles"] < plain["help#soles"]


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=40))
def test_any_question_ranks_every_section_once(question):
    ranked = rank_sections(question, SECTIONS, WordEncoder())
    assert {one.section.id for one in ranked} == {section.id for section in SECTIONS}
    assert sum(one.chance for one in ranked) == pytest.approx(1, abs=1e-3)
    assert rank_sections(question, (), WordEncoder()) == []
