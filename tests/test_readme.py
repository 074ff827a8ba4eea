"""The README tells the truth about settings, commands and files."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from click.testing import CliRunner

from bot.cli import COMMANDS, cli
from knowledge.settings import PROJECT, Settings

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_table_with_its_default_and_no_other() -> None:
    told = dict(re.findall(r"^\| `(SHOPBOT_\w+)` \| (\S+) \|", README, re.MULTILINE))
    known = {f.metadata["env"]: str(f.default).replace(f"{PROJECT}/", "") for f in fields(Settings)}
    assert told == {name: f"`{value}`" if value else "–" for name, value in known.items()}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    shown = CliRunner().invoke(cli, [name, "--help"])
    assert shown.exit_code == 0
    assert "Example" in shown.output


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (PROJECT / target).exists(), target
