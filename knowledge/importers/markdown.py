"""Markdown pages, rendered to HTML so that both are read the same way."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.importers.blocks import read_blocks
from knowledge.importers.grids import LINE
from knowledge.importers.html import parse
from knowledge.importers.pages import Section, cut

PARSER = MarkdownIt("commonmark").enable("table")


def read_markdown(source: str) -> list[Section]:
    """The sections of a page; table rows know their lines in `source`."""
    tokens = PARSER.parse(source)
    for token in tokens:
        _number_rows(token)
    root = parse(PARSER.renderer.render(tokens, PARSER.options, {}))
    return [] if root is None else cut(read_blocks(root))


def _number_rows(token: Token) -> None:
    """Give table rows the lines where they stand in the Markdown."""
    if token.map is None:
        return
    first = token.map[0] + 1
    if token.type == "tr_open":
        token.attrSet(LINE, str(first))
    elif token.type == "html_block":
        rows = re.split(r"(?i)(?=<tr\b)", token.content)
        line = first
        for i, row in enumerate(rows):
            rows[i] = re.sub(r"(?i)^<tr\b", f'<tr {LINE}="{line}"', row)
            line += row.count("\n")
        token.content = "".join(rows)
