from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversations.script import Expected, ScriptError, Turn, read


def test_a_transcript_holds_a_line_a_message(tmp_path: Path) -> None:
    file = tmp_path / "chat.txt"
    file.write_text(
        "Shopper: hi\nBot: Hello!\nsizes of the boot?\n\n[10:31] customer: returns: how?\n", "utf-8"
    )
    first, second = read(file)
    assert [turn.text for turn in first.turns] == ["hi", "sizes of the boot?"]
    assert [turn.text for turn in second.turns] == ["returns: how?"]


def test_a_script_says_what_is_expected(tmp_path: Path) -> None:
    file = tmp_path / "talk.yml"
    file.write_text(
        "- name: sizes\n  turns:\n  - hello\n"
        '  - {shopper: "sizes?", act: [a, b], says: 42, products: []}\n'
        "  - {press: Red, acts: [c]}\n",
        "utf-8",
    )
    (one,) = read(file)
    assert one.place == "talk.yml: sizes"
    assert one.turns == (
        Turn("hello"),
        Turn("sizes?", expected=Expected(acts=("a", "b"), says=("42",), products=())),
        Turn("Red", pressed=True, expected=Expected(all_acts=("c",))),
    )


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.yml", "name: no list", "give a list of conversations"),
        ("a.yml", "- name: x", "conversation 1 has no `turns`"),
        ("a.yml", "- {name: x, turns: []}", "conversation 1 has no `turns`"),
        ("a.yml", "- {name: x, turns: [{shoper: hi}]}", "a.yml: x, turn 1: unknown ['shoper']"),
        ("a.yml", "- {name: x, turns: [{act: greet}]}", "either `shopper`"),
        ("a.yml", "- {name: x, turns: [{shopper: a, press: b}]}", "either `shopper`"),
        ("a.yml", "- {name: x, turns: [{shopper: a, says: {b: c}}]}", "`says` must be a text"),
        ("a.yml", "- {name: x, turns: [7]}", "turn 1: give a text"),
        ("a.yml", "- {", "is not YAML"),
        ("a.txt", "Bot: hello\n", "holds no message of a shopper"),
        ("a.txt", "", "holds no message of a shopper"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, text: str, reason: str) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    with pytest.raises(ScriptError, match="a\\.") as raised:
        read(file)
    assert reason in str(raised.value)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScriptError, match=r"a\.txt can't be read"):
        read(file)
