"""Half a minute of bad manners against a real server with the checkpoint that ships."""

from __future__ import annotations

import pytest

from bot.bench.stress import stress

pytestmark = pytest.mark.slow


async def test_every_request_gets_its_own_answer_or_an_error(tmp_path):
    findings = await stress(30, 24, tmp_path / "writer.log")

    assert findings.wrong == []
    assert findings.restarts == 1
    # All sorts took part.
    met = findings.outcomes
    assert met["right text"] > 20
    assert met["client left"]
    assert met["refused with 400"]
    assert met["refused with 413"]
    # Allocators keep some of what they get; a leak of every request would be far more.
    assert findings.growth < 1.25
