"""A page of the shop, parsed from HTML or rendered from Markdown, cut at its headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.importers.blocks import HEADINGS, Block, Heading, read_blocks
from knowledge.importers.grids import Element, Table
from knowledge.importers.html import parse

# What a theme puts around the text of a page; the second kind may also belong to the text.
FURNITURE = frozenset({"nav", "dialog"})
MARGINS = frozenset({"header", "footer", "aside"})
ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog"})


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading, up to the next heading of any level.

    `title_path` holds the headings from the page's first level down to this one; empty
    for text before the first heading. `anchor` is the id that the page gives the heading,
    or empty.
    """

    title_path: tuple[str, ...]
    anchor: str
    text: str
    tables: tuple[Table, ...]


def read_html(source: str) -> list[Section]:
    """The sections of a whole page, without navigation, headers, footers and forms."""
    root = parse(source)
    return [] if root is None else cut(read_blocks(_content(root)))


def cut(blocks: Iterable[Heading | Block]) -> list[Section]:
    """The sections that `blocks` make, those without text left out."""
    sections: list[Section] = []
    headings: dict[int, Heading] = {}
    under: list[Block] = []

    def close() -> None:
        path = [headings[level] for level in sorted(headings)]
        if under:
            text = "\n\n".join(block.text for block in under)
            tables = tuple(block.table for block in under if block.table)
            anchor = path[-1].anchor if path else ""
            titles = tuple(heading.text for heading in path)
            sections.append(Section(titles, anchor, text, tables))
        under.clear()

    for block in blocks:
        if isinstance(block, Heading):
            close()
            headings = {level: above for level, above in headings.items() if level < block.level}
            headings[block.level] = block
        else:
            under.append(block)
    close()
    return sections


def slug(title: str) -> str:
    """An anchor for a heading: "Order cut-off" becomes "order-cut-off"."""
    folded = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return re.sub(r"[^\w]+", "-", plain).strip("-") or "section"


def _content(root: Element) -> Element:
    """The part of a page that is its own, freed from what its theme puts around it."""
    mains = [part for part in root.iter() if part.tag == "main" or part.get("role") == "main"]
    content = mains[0] if mains else root
    for part in list(content.iterdescendants()):
        if _is_furniture(part) or (not mains and _is_margin(part)):
            # Emptied, not removed: in lxml's tree the text after an element hangs on it.
            del part[:]
            part.text, part.tag = None, "span"
    return content


def _is_furniture(part: Element) -> bool:
    # Some systems wrap the whole page into one form.
    is_form = part.tag == "form" and next(part.iterdescendants(*HEADINGS), None) is None
    return is_form or part.tag in FURNITURE or part.get("role", "") in ROLES


def _is_margin(part: Element) -> bool:
    """Whether it is a header, footer or column of the page; those of an article are text."""
    parent = part.getparent()
    return part.tag in MARGINS and parent is not None and parent.tag in {"body", "div"}
