from __future__ import annotations

import pytest

from bot.supervisor.events import Failed, Ready, exit_reason, late_reason


@pytest.mark.parametrize(
    ("code", "line", "reason"),
    [
        (1, "ValueError: no model", "exited with code 1: ValueError: no model"),
        (0, "", "exited with code 0"),
        (-9, "", "was ended by SIGKILL"),
        (-250, "", "was ended by signal 250"),
    ],
)
def test_an_exit_is_explained(code, line, reason):
    assert exit_reason(code, line) == reason


def test_a_failure_names_part_reason_wait_and_log(make_part):
    part = make_part("actions")
    text = str(Failed(part, "exited with code 1: boom", 0.5))
    assert text == (
        f"actions    exited with code 1: boom; starting it again in 0.5 s (log: {part.log})"
    )


def test_a_late_part_is_said_to_be_late(make_part):
    assert late_reason(make_part(start_timeout=90.0), "") == "was not ready after 90 s"


def test_ready_tells_the_seconds(make_part):
    assert str(Ready(make_part("Rasa"), 8.25)) == "Rasa       ready after 8.2 s"
    assert "ready again" in str(Ready(make_part("Rasa"), 8.25, again=True))
