from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.widget.screenshot import main
from tests.widget.stage import ASK_SIZES, Stage

pytestmark = pytest.mark.browser

PNG = b"\x89PNG"


def test_the_picture_shows_an_answered_question(stage: Stage, tmp_path: Path) -> None:
    out = tmp_path / "new" / "widget.png"
    arguments = ["--out", str(out), "--shop", stage.shop, "--question", ASK_SIZES]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(PNG)


def test_without_a_shop_it_says_so(tmp_path: Path) -> None:
    out = tmp_path / "widget.png"
    result = CliRunner().invoke(main, ["--out", str(out), "--shop", "http://127.0.0.1:9"])
    assert result.exit_code == 1
    assert "http://127.0.0.1:9" in result.output
    assert not out.exists()
