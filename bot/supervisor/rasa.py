"""Rasa's own command line, started in half the time: `python -m bot.supervisor.rasa run …`.

When skops, which loads the intent model, is imported, it searches every module that is
loaded so far for each of numpy's and scipy's functions. After TensorFlow that takes eight
seconds, before it less than one.
"""

from __future__ import annotations

import skops.io  # noqa: F401 - importing it early is all it is here for


def main() -> None:
    from rasa.__main__ import main as rasa

    rasa()


if __name__ == "__main__":
    main()
