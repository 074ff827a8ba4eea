from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from bot.cli.replay import command
from tests.conversations.bot import answering, said

ASKED = said(
    "Which one?", "clarify", buttons=[{"title": "Red", "payload": '/select_item{"product": "r"}'}]
)
TABLE = {
    "boots?": ASKED,
    '/select_item{"product": "r"}': said("Red Boots come in 42.", "inform_sizes"),
    "trees?": said("Sorry, I don't know.", "no_policy"),
    "mute": [],
}
TALK = """
- name: buttons
  turns:
    - {shopper: "boots?", act: clarify}
    - {press: Red, act: inform_sizes, says: "42"}
"""


def run(tmp_path: Path, text: str, *options: str, name: str = "talk.yml") -> tuple[int, str]:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    senders: list[str] = []
    with answering(TABLE, senders) as url:
        done = CliRunner().invoke(command, [str(file), "--url", url, *options])
    return done.exit_code, done.output


def test_a_conversation_as_expected_passes_and_presses_buttons(tmp_path: Path) -> None:
    code, output = run(tmp_path, TALK)
    assert code == 0
    assert "1 conversations, 2 turns: 0 not as expected, 0 fell short" in output


def test_each_conversation_has_a_sender_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "chat.txt"
    file.write_text("boots?\nboots?\n\nboots?\n", "utf-8")
    senders: list[str] = []
    with answering(TABLE, senders) as url:
        CliRunner().invoke(command, [str(file), "--url", url])
    assert senders[0] == senders[1] != senders[2]


def test_what_is_not_as_expected_is_shown_and_fails(tmp_path: Path) -> None:
    code, output = run(tmp_path, TALK.replace('"42"', '"43"'))
    assert code == 1
    assert "doesn't say '43'" in output
    assert "Red Boots come in 42." in output


def test_a_button_that_is_not_there_is_named(tmp_path: Path) -> None:
    code, output = run(tmp_path, TALK.replace("press: Red", "press: Blue"))
    assert code == 1
    assert "no button 'Blue' to press; there are: Red" in output


def test_a_transcript_shows_where_the_bot_fell_short(tmp_path: Path) -> None:
    code, output = run(tmp_path, "boots?\n\ntrees?\n\nmute\n\nbreak\n", name="old.txt")
    assert code == 0
    for why in ("didn't know (no_policy)", "said nothing", "HTTP 500: broken"):
        assert why in output
    assert "Which one?" not in output


def test_an_expected_not_knowing_is_no_shortfall(tmp_path: Path) -> None:
    code, output = run(tmp_path, '- turns: [{shopper: "trees?", act: no_policy}]')
    assert code == 0
    assert "0 fell short" in output


def test_json_holds_every_turn(tmp_path: Path) -> None:
    _, output = run(tmp_path, TALK, "--json")
    (one,) = json.loads(output)
    assert [turn["reply"]["acts"] for turn in one["turns"]] == [["clarify"], ["inform_sizes"]]


def test_no_bot_at_the_address_is_said(tmp_path: Path) -> None:
    file = tmp_path / "chat.txt"
    file.write_text("hi\n", "utf-8")
    done = CliRunner().invoke(command, [str(file), "--url", "http://127.0.0.1:9"])
    assert done.exit_code == 1
    assert "start it with `shopbot run`" in done.output
