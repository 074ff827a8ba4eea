"""Imports point inward: a lower part never knows of a higher one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PARTS = ("knowledge", "indexes", "actions", "bot")

# What each part may import of ours; the longest prefix that fits a module counts.
ALLOWED = {
    "knowledge": {"knowledge"},
    "indexes": {"indexes", "knowledge"},
    "actions": {"actions", "indexes", "knowledge", "bot.writer"},
    "bot": {"bot", "indexes", "knowledge"},
    "bot.writer": {"bot.writer"},
}


def modules() -> list[Path]:
    return sorted(path for part in PARTS for path in (PROJECT / part).rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def imported(path: Path) -> set[str]:
    """Every module of ours that a file imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports out in full"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in names if name.split(".")[0] in PARTS}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_point_inward(path):
    part = max((part for part in ALLOWED if within(name_of(path), part)), key=len)
    wrong = {n for n in imported(path) if not any(within(n, package) for package in ALLOWED[part])}
    assert not wrong, f"{part} must not import {', '.join(sorted(wrong))}"
