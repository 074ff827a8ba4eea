"""Markdown pages cut at their headings, as plain text and tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

PARSER = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of one row as plain text; `line` counts from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header."""

    header: TableRow
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading, up to the next heading of any level.

    `title_path` holds the headings from the page's first level down to this one; empty
    for text before the first heading.
    """

    title_path: tuple[str, ...]
    text: str
    tables: tuple[Table, ...]


def read_sections(markdown: str) -> list[Section]:
    """The sections of a page, those without text left out."""
    sections: list[Section] = []
    headings: dict[int, str] = {}
    blocks: list[SyntaxTreeNode] = []

    def close() -> None:
        path = tuple(headings[level] for level in sorted(headings))
        text = "\n\n".join(filter(None, map(_block_text, blocks)))
        if text:
            tables = tuple(_table(block) for block in blocks if block.type == "table")
            sections.append(Section(path, text, tables))
        blocks.clear()

    for node in SyntaxTreeNode(PARSER.parse(markdown)).children:
        if node.type == "heading":
            close()
            level = int(node.tag[1:])
            headings = {above: title for above, title in headings.items() if above < level}
            headings[level] = _inline_text(node)
        else:
            blocks.append(node)
    close()
    return sections


def slug(title: str) -> str:
    """An anchor for a heading: "Order cut-off" becomes "order-cut-off"."""
    folded = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return re.sub(r"[^\w]+", "-", plain).strip("-") or "section"


def _block_text(node: SyntaxTreeNode) -> str:
    if node.type == "table":
        return "\n".join(_table_lines(_table(node)))
    if node.type in {"bullet_list", "ordered_list"}:
        return "\n".join(_list_lines(node))
    if node.type in {"fence", "code_block"}:
        return node.content.strip()
    if node.type in {"html_block", "hr"}:
        return ""
    if node.type == "inline":
        return _inline_text(node)
    return "\n".join(filter(None, map(_block_text, node.children)))


def _list_lines(node: SyntaxTreeNode) -> Iterator[str]:
    for number, item in enumerate(node.children, start=int(node.attrs.get("start", 1))):
        mark = f"{number}. " if node.type == "ordered_list" else "- "
        lines = "\n".join(filter(None, map(_block_text, item.children))).split("\n")
        yield mark + "\n  ".join(lines)


def _table(node: SyntaxTreeNode) -> Table:
    rows = [row for part in node.children for row in part.children]
    header, *body = [
        TableRow(row.map[0] + 1 if row.map else 0, tuple(map(_inline_text, row.children)))
        for row in rows
    ]
    return Table(header, tuple(body))


def _table_lines(table: Table) -> Iterator[str]:
    """Each row as a line: "Spain: method Express, cost €24.90"."""
    for row in table.rows:
        named = zip(table.header.cells[1:], row.cells[1:], strict=False)
        rest = ", ".join(
            f"{name.lower()} {cell}".strip() for name, cell in named if not is_blank(cell)
        )
        first = row.cells[0] if row.cells else ""
        yield f"{first}: {rest}" if rest else first


def is_blank(cell: str) -> bool:
    """Whether a cell is empty or holds a dash for nothing."""
    return cell.strip() in {"", "-", "–", "—"}


def _inline_text(node: SyntaxTreeNode) -> str:
    """The text of a node on one line, without marks; an address is kept where it is no text."""
    return " ".join("".join(_inline_parts(node.children)).split())


def _inline_parts(nodes: Sequence[SyntaxTreeNode]) -> Iterator[str]:
    for node in nodes:
        if node.type in {"text", "code_inline"}:
            yield node.content
        elif node.type in {"softbreak", "hardbreak"}:
            yield " "
        elif node.type == "link":
            label = "".join(_inline_parts(node.children))
            target = str(node.attrs.get("href", ""))
            is_web = target.startswith("http") and target.rstrip("/") != label.rstrip("/")
            yield f"{label} ({target})" if is_web else label
        elif node.type == "image":
            yield node.content
        else:
            yield from _inline_parts(node.children)
