"""The elements of a large XML file one by one, safely and with their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from knowledge.importers.grids import Element
from knowledge.importers.report import RowError

# Some files are one line of many megabytes.
LONGEST_READ = 1024 * 1024


def is_xml(path: Path) -> bool:
    """Whether a file begins as XML does."""
    try:
        with path.open("rb") as file:
            # UTF-16, which XML allows too, has its mark and a zero byte around the sign.
            return file.read(64).lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n").startswith(b"<")
    except OSError:
        return False


def read_elements(path: Path, names: Sequence[str]) -> Iterator[tuple[int, Element] | RowError]:
    """Each element with one of `names`, whatever its namespace, and the line where it begins.

    An element is emptied after it was read. Entities are never expanded and nothing is
    loaded: a file that declares a document type is refused.
    """
    found, line = False, 0
    try:
        for number, event, element in _events(path):
            if event == "start":
                if element.getparent() is None and element.getroottree().docinfo.internalDTD:
                    reason = "declares a DOCTYPE, which feeds have not: remove it"
                    yield RowError(str(path), 1, "", reason)
                    return
                line = number if local_name(element) in names else line
            elif local_name(element) in names:
                found = True
                yield line, element
                _forget(element)
    except (etree.XMLSyntaxError, OSError) as error:
        yield _broken(path, error)
        return
    if not found:
        yield RowError(str(path), 0, "", f"holds no <{'> and no <'.join(names)}>")


def local_name(element: Element) -> str:
    """An element's name without its namespace, also where that was never declared."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _events(path: Path) -> Iterator[tuple[int, str, Element]]:
    """Each element's start and end with the line; lxml's own numbers end at 65,535."""
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    line = 1
    with path.open("rb") as file:
        while data := file.readline(LONGEST_READ):
            parser.feed(data)
            for event, element in parser.read_events():
                if isinstance(element, Element):
                    yield line, str(event), element
            line += data.endswith(b"\n")
    parser.close()


def _forget(element: Element) -> None:
    """Drop an element that was read and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _broken(path: Path, error: Exception) -> RowError:
    if isinstance(error, etree.XMLSyntaxError):
        line = error.lineno or 0
        reason = " ".join((error.msg or "empty").split())
        return RowError(str(path), line, "", f"is broken XML: {reason}; nothing after it was read")
    return RowError(str(path), 0, "", f"cannot be read: {error}")
