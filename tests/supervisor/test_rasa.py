from __future__ import annotations

from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot.supervisor.rasa import check_answers_with_one_validator

ANSWER = {
    "events": [{"event": "slot", "name": "product", "value": "boot", "timestamp": None}],
    "responses": [{"text": "Hello"}],
}


@pytest.fixture(params=["Rasa's own", "ours"])
def check(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Rasa's check of an action's answer, before and after ours took its place."""
    own = RemoteAction._validate_action_result
    monkeypatch.setattr(RemoteAction, "_validate_action_result", own)
    if request.param == "ours":
        check_answers_with_one_validator()
    return RemoteAction("action_sizes", None)._validate_action_result


def test_an_answer_of_the_right_form_passes(check: Any) -> None:
    assert check(ANSWER)


@pytest.mark.parametrize(
    "answer",
    [
        {"events": "none"},
        {"events": [{"name": "product"}]},
        {"responses": {"text": "Hello"}},
        {"responses": ["Hello"]},
    ],
)
def test_any_other_is_refused(check: Any, answer: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        check(answer)
