"""HTML as shop systems export it, parsed, and its plain text.

The parser is lxml's: it repairs what is broken, loads nothing, and nests at most 256 deep.
"""

from __future__ import annotations

import html
import re

from lxml import etree

from knowledge.importers.blocks import block_text, read_blocks
from knowledge.importers.grids import Element

# What may follow a "<" that opens a tag; any other "<" is a sign that somebody typed.
TAGS = (
    "a abbr address area article aside audio b base bdi bdo big blockquote body br button canvas"
    " caption center cite code col colgroup data dd del details dfn dialog div dl dt em embed"
    " fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i"
    " iframe img input ins kbd label legend li link main map mark menu meta nav noscript object ol"
    " optgroup option p param picture pre progress q s samp script section select small source"
    " span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead"
    " time title tr tt u ul var video wbr"
)
TAG = re.compile(rf"</?(?:{'|'.join(TAGS.split())})(?=[\s/>])[^<>]*>|<!--", re.IGNORECASE)
DECLARATION = re.compile(r"<[!?](?!--)[^<>]*>")
CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
LINE_TAG = re.compile(
    r"</?(?:article|blockquote|br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|section|table|td|tr|ul)\b",
    re.IGNORECASE,
)


def to_text(source: str) -> str:
    """The text of a description that may be HTML or plain.

    Paragraphs are apart by an empty line, list items and table rows are lines; scripts and
    styles are left out. A "<" that opens no tag stays. Never raises.
    """
    source = CDATA.sub("", source)
    if not TAG.search(source):
        text = html.unescape(source)
        # Some feeds escape their HTML twice.
        return to_text(text) if TAG.search(text) else _tidy(text)
    if not LINE_TAG.search(source):
        # Text with a few bold words: its line ends are the only ones it has.
        source = re.sub(r"\r\n?|\n", "<br>", source)
    root = parse(source)
    return "" if root is None else "\n\n".join(filter(None, map(block_text, read_blocks(root))))


def parse(source: str) -> Element | None:
    """The root element of a page or a piece of one; ``None`` where there is none."""
    clean = DECLARATION.sub("", source.replace("\0", ""))
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    # Half a surrogate pair, as broken exports have it, is no UTF-8.
    data = _escape_signs(clean).encode("utf-8", "replace")
    return etree.fromstring(data, parser) if data.strip() else None


def _escape_signs(source: str) -> str:
    """Write each "<" that opens no tag as an entity."""
    return re.sub("<", lambda sign: "<" if TAG.match(source, sign.start()) else "&lt;", source)


def _tidy(text: str) -> str:
    """Lines without spaces around them, with at most one empty line between two."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
