"""Rasa's own command line, prompter: `python -m bot.supervisor.rasa run …`.

When skops, which loads the intent model, is imported, it searches every module that is
loaded so far for each of numpy's and scipy's functions. After TensorFlow that takes eight
seconds, before it less than one.
"""

from __future__ import annotations

from typing import Any

import skops.io  # noqa: F401 - importing it early is all it is here for


def main() -> None:
    from rasa.__main__ import main as rasa

    check_answers_with_one_validator()
    rasa()


def check_answers_with_one_validator() -> None:
    """Have Rasa check what actions answer with a validator that is made once.

    Rasa makes one for each answer and checks its own unchanging schema with it: a quarter
    of all that it does in a turn, measured at eight shoppers.
    """
    from jsonschema.validators import validator_for
    from rasa.core.actions.action import RemoteAction

    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def validate(_: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate  # noqa: SLF001 - Rasa offers no other way


if __name__ == "__main__":
    main()
