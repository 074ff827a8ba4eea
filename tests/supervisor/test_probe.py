from __future__ import annotations

import pytest

from bot.supervisor.probe import healthy


@pytest.mark.parametrize(
    ("status", "body", "ready"),
    [
        (200, b'{"model_file": "m.tar.gz"}', True),
        (200, b'{"model_file": null}', False),
        (200, b'["model_file"]', False),
        (200, b"not json", False),
        (409, b'{"model_file": "m.tar.gz"}', False),
    ],
)
def test_ready_means_that_the_key_holds_something(make_part, status, body, ready):
    assert healthy(make_part(), status, body) is ready


def test_without_a_key_the_status_says_it_all(make_part):
    assert healthy(make_part(health_key=""), 200, b"")
