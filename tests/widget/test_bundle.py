"""The built file that shops load: small, up to date, and free of what a strict page forbids."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from knowledge.settings import PROJECT
from tests.widget.conftest import WIDGET

BUNDLE = WIDGET / "dist" / "shopbot.js"
MAX_GZIPPED = 15 * 1024


def test_it_is_small() -> None:
    assert len(gzip.compress(BUNDLE.read_bytes())) <= MAX_GZIPPED


@pytest.mark.parametrize(
    "forbidden",
    ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"],
)
def test_it_never_reads_text_as_markup_or_code(forbidden: str) -> None:
    assert forbidden not in BUNDLE.read_text(encoding="utf-8")


def test_it_is_built_from_these_sources(tmp_path: Path) -> None:
    if not (WIDGET / "node_modules" / "esbuild").is_dir() or shutil.which("node") is None:
        pytest.skip("esbuild is not installed")
    built = tmp_path / "shopbot.js"
    subprocess.run(["node", "build.mjs", str(built)], cwd=WIDGET, check=True)
    assert built.read_bytes() == BUNDLE.read_bytes(), "run `npm run build` in bot/widget"


def test_the_sources_type_check() -> None:
    if not (WIDGET / "node_modules" / "typescript").is_dir() or shutil.which("npm") is None:
        pytest.skip("TypeScript is not installed")
    subprocess.run(["npm", "run", "--silent", "check"], cwd=WIDGET, check=True)


def test_every_option_is_documented() -> None:
    config = (WIDGET / "src" / "config.ts").read_text(encoding="utf-8")
    guide = (PROJECT / "docs" / "widget.md").read_text(encoding="utf-8")
    names = set(re.findall(r"\bdataset\.(\w+)", config))
    options = {"data-" + re.sub(r"([A-Z])", r"-\1", name).lower() for name in names}
    assert options == set(re.findall(r"^\| `(data-[a-z-]+)`", guide, re.MULTILINE))
