"""Texts written with EditorJS, a block editor that Saleor and others store as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from knowledge.importers.html import to_text

# Deeper lists are no text of a shop; a hostile file must not exhaust the stack.
DEEPEST = 20


def editorjs_text(value: object) -> str:
    """The text of a document, given as an object or as its JSON; blocks are apart by a line.

    Any other text is read as HTML. Blocks of an unknown type give their `text`, if any.
    Never raises.
    """
    if isinstance(value, str):
        document = _document(value)
        return to_text(value) if document is None else editorjs_text(document)
    blocks = value.get("blocks") if isinstance(value, Mapping) else value
    if not isinstance(blocks, list):
        return ""
    texts = (_block(block) for block in blocks if isinstance(block, Mapping))
    return "\n\n".join(filter(None, texts))


def _document(source: str) -> Mapping[str, Any] | None:
    if not source.lstrip().startswith("{"):
        return None
    try:
        document = json.loads(source)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) and "blocks" in document else None


def _block(block: Mapping[str, Any]) -> str:
    data = block.get("data")
    if not isinstance(data, Mapping):
        return ""
    return READERS.get(str(block.get("type")), _text)(data)


def _text(data: Mapping[str, Any]) -> str:
    return _field(data, "text")


def _field(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    return to_text(value) if isinstance(value, str) else ""


def _fields(*names: str) -> Callable[[Mapping[str, Any]], str]:
    """A reader that puts several fields under each other."""
    return lambda data: "\n".join(filter(None, (_field(data, name) for name in names)))


def _list(data: Mapping[str, Any]) -> str:
    return "\n".join(_items(data.get("items"), ordered=data.get("style") == "ordered"))


def _items(items: object, *, ordered: bool = False, depth: int = 0) -> Iterator[str]:
    """A line for each item: a text, or an object with `content` or `text` and inner `items`."""
    if not isinstance(items, list) or depth > DEEPEST:
        return
    number = 1
    for item in items:
        inner = item if isinstance(item, Mapping) else {"content": item}
        text = _field(inner, "content") or _field(inner, "text")
        if text:
            mark = f"{number}. " if ordered else "- "
            yield mark + text.replace("\n", "\n  ")
            number += 1
        for line in _items(inner.get("items"), ordered=ordered, depth=depth + 1):
            yield f"  {line}"


def _table(data: Mapping[str, Any]) -> str:
    content = data.get("content")
    rows = [row for row in content if isinstance(row, list)] if isinstance(content, list) else []
    return "\n".join(filter(None, map(_row, rows)))


def _row(cells: Sequence[object]) -> str:
    first, *rest = [" ".join(to_text(str(cell)).split()) for cell in cells] or [""]
    others = ", ".join(filter(None, rest))
    return f"{first}: {others}" if first and others else first or others


def _code(data: Mapping[str, Any]) -> str:
    return str(data.get("code") or "").strip()


READERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "list": _list,
    "nestedlist": _list,
    "checklist": _list,
    "quote": _fields("text", "caption"),
    "warning": _fields("title", "message"),
    "image": _fields("caption"),
    "embed": _fields("caption"),
    "raw": _fields("html"),
    "code": _code,
    "table": _table,
}
