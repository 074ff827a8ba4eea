"""The paper's table: acts are read as they are written, and errors are counted as errors."""

from __future__ import annotations

import json

import pytest

from bot.bench.rnnlg import measure, read, split
from bot.writer.data import Example
from bot.writer.prompt import Slot

TELLY = Example(
    "inform",
    (Slot("name", "argo 3"), Slot("ports", "2"), Slot("hasusb", "true")),
    reply="the argo 3 has 2 ports and usb .",
)


def test_an_act_is_read_with_its_repeated_and_quoted_values(tmp_path):
    act = "?compare(name=argo 3;color='black , red';name=hera 4;hasusb=false)"
    (tmp_path / "a.jsonl").write_text(json.dumps({"act": act, "ref": "which one ?"}))
    (example,) = read(tmp_path / "a.jsonl")

    assert example.act == "?compare"
    assert [(slot.name, slot.value) for slot in example.slots] == [
        ("name", "argo 3"),
        ("color", "black , red"),
        ("name_2", "hera 4"),
        ("hasusb", "false"),
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("the argo 3 has 2 ports and usb .", 0),
        ("the argo 3 has ports .", 1),
        ("it has ports .", 2),
        ("the argo 3 has 2 ports , the argo 3 .", 1),
    ],
)
def test_values_missing_or_said_again_are_slot_errors(text, wrong):
    assert measure([text], [TELLY]).slot_error == pytest.approx(50 * wrong)


def test_a_text_is_compared_with_all_replies_to_the_same_facts():
    other = Example(TELLY.act, TELLY.slots, reply="with usb and 2 ports , meet the argo 3 .")
    assert measure([other.reply] * 2, [TELLY, other]).bleu == pytest.approx(100)
    assert measure([other.reply], [TELLY]).bleu < 50


def test_no_act_is_on_both_sides_of_a_split():
    examples = [
        Example("inform", (Slot("name", f"argo {n // 2}"),), reply=str(n)) for n in range(40)
    ]
    kept, held = split(examples, 0.25, seed=1)

    assert (len(kept), len(held)) == (30, 10)
    assert not {e.slots for e in kept} & {e.slots for e in held}
