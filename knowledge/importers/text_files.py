"""Text files as bytes and lines, or the reason why they are none."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from knowledge.importers.report import RowError

OTHER_ENCODINGS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}

# What shop owners take for a text file, by its first bytes.
BINARIES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a spreadsheet or an archive",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
    b"\x1f\x8b": "a compressed file",
}


def read_utf8(path: Path) -> bytes | RowError:
    """The file's bytes without a byte order mark, or why they cannot be used."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return RowError(str(path), 0, "", f"cannot be read: {error.strerror}")
    if reason := _unusable(data[:4096]):
        return RowError(str(path), 1, "", reason)
    return data.removeprefix(codecs.BOM_UTF8)


def text_lines(path: Path) -> Iterator[str | RowError]:
    """Each line with its end, or an error in place of one that is not UTF-8.

    Reads one line at a time. A file that cannot be read at all is one error.
    """
    try:
        with path.open("rb") as file:
            for number, data in enumerate(file, start=1):
                if number == 1 and (reason := _unusable(data)):
                    yield RowError(str(path), 1, "", reason)
                    return
                marked = number == 1 and data.startswith(codecs.BOM_UTF8)
                yield decode(path, data[len(codecs.BOM_UTF8) :] if marked else data, number)
    except OSError as error:
        yield RowError(str(path), 0, "", f"cannot be read: {error.strerror}")


def decode(path: Path, data: bytes, line: int = 1) -> str | RowError:
    """`data`, which begins at `line` of the file, as text."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line += data.count(b"\n", 0, error.start)
        reason = f"is not UTF-8 (byte 0x{data[error.start]:02X}): save the file as UTF-8"
        return RowError(str(path), line, "", reason)


def _unusable(start: bytes) -> str:
    """Why a file that begins so cannot be read as UTF-8 text, or an empty text."""
    for mark, name in OTHER_ENCODINGS.items():
        if start.startswith(mark):
            return f"is {name}: save the file as UTF-8"
    for mark, name in BINARIES.items():
        if start.startswith(mark):
            return f"is {name}, not text: export it as CSV or JSON"
    return "is not text: export it as CSV or JSON" if b"\0" in start else ""
