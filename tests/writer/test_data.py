"""The data files: the JSONL contract, its errors, and what `prepare` draws."""

from __future__ import annotations

import json

import pytest

from bot.writer import data
from bot.writer.check import check
from bot.writer.data import DataError, Example
from bot.writer.grammar import load
from bot.writer.prepare import Preparation, prepare
from bot.writer.prompt import Slot
from bot.writer.values import from_catalog


def test_a_file_reads_back_as_it_was_written(tmp_path):
    examples = [
        Example(
            "deny_stock", (Slot("product", "Tarn Sandals"),), "Any?", "Sold out of Tarn Sandals."
        ),
        Example("greet", (), reply="Hello!"),
    ]
    data.write(tmp_path / "a.jsonl", examples)

    assert data.read(tmp_path / "a.jsonl") == examples


def test_a_name_that_comes_twice_is_numbered(tmp_path):
    facts = [{"name": "name", "value": "a1"}, {"name": "name", "value": "b2"}]
    row = {"act": "compare", "facts": facts, "reply": "a1 beats b2."}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    (example,) = data.read(tmp_path / "a.jsonl")

    assert example.target == "[name] beats [name_2]."
    assert example.prompt == "<compare>[name][name_2]<say>"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "a.jsonl:2: not JSON"),
        ("[]", "a.jsonl:2: expected an object"),
        ('{"facts": []}', "a.jsonl:2: act: expected text"),
        ('{"act": "a", "facts": {}}', "a.jsonl:2: facts: expected a list"),
        ('{"act": "a", "facts": [{"name": "x", "value": 3}]}', "a.jsonl:2: value: expected text"),
        ('{"act": "a", "reply": 1}', "a.jsonl:2: reply: expected text"),
    ],
)
def test_a_bad_line_is_named_with_field_and_reason(tmp_path, line, reason):
    (tmp_path / "a.jsonl").write_text(f'{{"act": "greet"}}\n{line}\n')
    with pytest.raises(DataError, match=reason):
        data.read(tmp_path / "a.jsonl")


def test_facts_that_nobody_says_aloud_are_told_to_the_model_as_they_are():
    facts = (Slot("name", "eurus 32"), Slot("hasusbport", "false"), Slot("type", "television"))
    example = Example("inform", facts, reply="all eurus 32 televisions are without usb .")

    assert example.prompt == "<inform>[name][type]<hasusbport=false><say>"
    assert example.target == "all [name] [type]s are without usb ."
    assert example.clean


@pytest.mark.parametrize(
    "reply",
    [
        "it has 2 ports",
        "the eurus 32 has no ports",
        "the eurus 32, yes the eurus 32, has 3 ports",
        "the eurus 32 has 3 ports and 5 more",
        "the eurus 32 has 3 ports , 3 of them",
    ],
)
def test_a_reply_that_is_not_said_by_its_facts_is_not_clean(reply):
    facts = (Slot("name", "eurus 32"), Slot("ports", "3"))
    assert not Example("inform", facts, reply=reply).clean


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"none\.jsonl: cannot be read"):
        data.read(tmp_path / "none.jsonl")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("prepared")
    prepare(folder, Preparation(per_act=20, per_slots=4))
    return folder


def test_prepared_replies_pass_the_check_and_cover_every_act(prepared):
    grammar = load()
    examples = [e for split in prepared.glob("*.jsonl") for e in data.read(split)]

    assert {example.act for example in examples} == set(grammar.acts)
    for example in examples:
        act = grammar.acts[example.act]
        assert check(example.target, act, example.given, grammar, example.kind) == ()


def test_no_reply_is_in_two_splits(prepared):
    train, validation, test = (
        {example.target for example in data.read(prepared / f"{split}.jsonl")}
        for split in ("train", "validation", "test")
    )
    assert train
    assert test
    assert not train & validation
    assert not train & test
    assert not validation & test


def test_the_same_seed_draws_the_same(prepared, tmp_path):
    prepare(tmp_path, Preparation(per_act=20, per_slots=4))
    assert (tmp_path / "train.jsonl").read_bytes() == (prepared / "train.jsonl").read_bytes()


def test_values_come_from_a_catalogue_if_one_is_given(tmp_path):
    row = {"title": "Zephyr Kite", "variants": [{"options": {"size": "77", "color": "puce"}}]}
    (tmp_path / "shop.jsonl").write_text(json.dumps(row) + "\n")
    prepare(
        tmp_path, Preparation(per_act=4, per_slots=2, stock=from_catalog(tmp_path / "shop.jsonl"))
    )
    said = {
        slot.value
        for example in data.read(tmp_path / "train.jsonl")
        for slot in example.slots
        if slot.name == "product"
    }
    assert said == {"Zephyr Kite"}


def test_a_broken_catalogue_is_named(tmp_path):
    (tmp_path / "shop.jsonl").write_text("{}\n")
    with pytest.raises(DataError, match=r"shop\.jsonl"):
        from_catalog(tmp_path / "shop.jsonl")
