"""The blocks of a parsed HTML tree in reading order: headings, paragraphs, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.importers.grids import Element, Table, read_table

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = ("ul", "ol", "menu")
NOT_TEXT = (
    "audio button canvas embed head iframe input link meta noscript object script select style"
    " svg template textarea title video"
)
APART = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset"
    " figcaption figure footer form header hgroup hr html legend li main nav p pre section summary"
    " table tbody td tfoot th thead tr"
)
UNREAD = frozenset(NOT_TEXT.split())
BLOCKS = frozenset(APART.split()).union(HEADINGS, LISTS)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6; `anchor` is the id that its page gives it, or empty."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list or a table as lines of text."""

    text: str
    table: Table | None = None


def read_blocks(element: Element) -> Iterator[Heading | Block]:
    """What stands in `element`, without empty blocks."""
    run: list[str] = []
    for part in _parts(element):
        if isinstance(part, str) or not _is_block(part):
            run.append(part if isinstance(part, str) else _inline(part))
        else:
            yield from _paragraph(run)
            run.clear()
            yield from _block(part)
    yield from _paragraph(run)


def block_text(block: Heading | Block) -> str:
    """The lines of a block."""
    return block.text


def one_line(element: Element) -> str:
    """All the text of `element` on one line."""
    return " ".join(" ".join(map(block_text, read_blocks(element))).split())


def _parts(element: Element) -> Iterator[str | Element]:
    """Texts and elements in order; white space is a single space, as browsers show it."""
    yield _spaced(element.text)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in UNREAD:
            yield child
        yield _spaced(child.tail)


def _spaced(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _is_block(element: Element) -> bool:
    """Whether it stands apart: editors also put paragraphs into inline elements."""
    return any(inner.tag in BLOCKS for inner in element.iter())


def _inline(element: Element) -> str:
    if element.tag == "br":
        return "\n"
    if element.tag == "img":
        return element.get("alt", "")
    text = "".join(part if isinstance(part, str) else _inline(part) for part in _parts(element))
    target = element.get("href", "") if element.tag == "a" else ""
    is_web = target.startswith("http") and target.rstrip("/") != text.strip().rstrip("/")
    return f"{text} ({target})" if is_web else text


def _paragraph(run: list[str]) -> Iterator[Block]:
    lines = (" ".join(line.split()) for line in "".join(run).split("\n"))
    text = "\n".join(filter(None, lines))
    if text:
        yield Block(text)


def _block(element: Element) -> Iterator[Heading | Block]:
    if element.tag in HEADINGS:
        yield from _heading(element)
    elif element.tag in LISTS or element.tag == "dl":
        lines = _term_lines(element) if element.tag == "dl" else _list_lines(element)
        text = "\n".join(lines)
        yield from [Block(text)] if text else []
    elif element.tag == "pre":
        text = "".join(str(text) for text in element.itertext()).strip()
        yield from [Block(text)] if text else []
    elif element.tag == "table" and (table := read_table(element, one_line)):
        yield from map(Block, filter(None, map(one_line, element.iter("caption"))))
        yield Block("\n".join(table.lines()), table)
    else:
        yield from read_blocks(element)


def _heading(element: Element) -> Iterator[Heading]:
    named = (inner.get("id") or inner.get("name") for inner in element.iter())
    anchor = "-".join(next(filter(None, named), "").split())
    blocks = " ".join(block.text for block in read_blocks(element))
    text = " ".join(blocks.split())
    if text:
        yield Heading(int(element.tag[1:]), text, anchor)


def _list_lines(element: Element) -> Iterator[str]:
    start = element.get("start", "1")
    number = int(start) if start.isdigit() else 1
    for item in element:
        # Some editors put an inner list beside the items instead of into one.
        if item.tag in LISTS:
            yield from (f"  {line}" for line in _list_lines(item))
            continue
        text = "\n".join(map(block_text, read_blocks(item))) if item.tag not in UNREAD else ""
        if text:
            mark = f"{number}. " if element.tag == "ol" else "- "
            yield mark + text.replace("\n", "\n  ")
            number += 1


def _term_lines(element: Element) -> Iterator[str]:
    """Each definition after its term: "Care: wash cold"."""
    term = ""
    for part in element.iter("dt", "dd"):
        text, above = one_line(part), part.getparent()
        if above is not None and above.tag == "dd":
            continue
        if part.tag == "dt":
            term = text
        elif text:
            yield f"{term.rstrip(':')}: {text}" if term else text
