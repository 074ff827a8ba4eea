"""The shop's policy pages: Markdown and HTML files, cut at their headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from knowledge.importers.markdown import read_markdown
from knowledge.importers.pages import Section, read_html, slug
from knowledge.importers.rates import Doubles, FoundRate, Place, is_rate_table, read_rates
from knowledge.importers.report import RowError
from knowledge.importers.text_files import decode, read_utf8
from knowledge.model import Policies, PolicySection, ShippingRate

READERS = {".md": read_markdown, ".html": read_html, ".htm": read_html}


def read_policies(
    directory: Path, default_currency: str | None = None
) -> tuple[Policies, tuple[RowError, ...]]:
    """Read every page of `directory`; its name without the suffix is the policy's.

    `default_currency` is that of amounts whose table names none. The policies hold what
    could be read.
    """
    sections: list[PolicySection] = []
    rates: list[ShippingRate] = []
    errors: list[RowError] = []
    doubles = Doubles()
    files = _pages(directory)
    if not files:
        errors.append(RowError(str(directory), 0, "", "is no folder with *.md or *.html files"))
    errors += _namesakes(files)
    for file in files:
        for found in _read_page(file, default_currency):
            if isinstance(found, PolicySection):
                sections.append(found)
            elif isinstance(found, RowError):
                errors.append(found)
            elif double := doubles.check(found):
                errors.append(double)
            else:
                rates.append(found.rate)
    return Policies(tuple(sections), tuple(rates)), tuple(errors)


def _pages(directory: Path) -> list[Path]:
    found = directory.iterdir() if directory.is_dir() else ()
    return sorted(path for path in found if path.suffix.lower() in READERS and path.is_file())


def _namesakes(files: list[Path]) -> Iterator[RowError]:
    """Pages that would make one policy."""
    first: dict[str, Path] = {}
    for file in files:
        if (other := first.setdefault(file.stem, file)) is not file:
            yield RowError(str(file), 0, "", f"has the name of {other.name}: rename one")


def _read_page(
    file: Path, default_currency: str | None
) -> Iterator[PolicySection | FoundRate | RowError]:
    data = read_utf8(file)
    text = data if isinstance(data, RowError) else decode(file, data)
    if isinstance(text, RowError):
        yield text
        return
    sections = READERS[file.suffix.lower()](text)
    if not sections:
        yield RowError(str(file), 0, "", "is empty")
    anchors: Counter[str] = Counter()
    for section in sections:
        record = _section(file.stem, section, anchors)
        yield record
        for table in filter(is_rate_table, section.tables):
            yield from read_rates(table, Place(str(file), record.id), default_currency)


def _section(policy: str, section: Section, anchors: Counter[str]) -> PolicySection:
    """Give the section an anchor that no earlier one of its page has."""
    path = section.title_path or (policy.replace("-", " ").capitalize(),)
    base = anchor = section.anchor or slug(path[-1])
    while anchor in anchors:
        anchors[base] += 1
        anchor = f"{base}-{anchors[base]}"
    anchors[anchor] += 1
    return PolicySection(f"{policy}#{anchor}", policy, anchor, path, section.text)
