"""What an index says of itself, so that it is never used with the wrong encoder or half."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from indexes.encoder import Encoder
from indexes.errors import IndexDamagedError, IndexMismatchError

FILE = "manifest.json"

# Raised whenever the files of an index change their form.
SCHEMA = 2


@dataclass(frozen=True, slots=True)
class Manifest:
    """`counts` by kind ("product", "policy"), `files` by name with their SHA-256.

    `types` says by kind how vectors are searched ("flat", "hnsw", …). `content_hash` is the
    store's when the index was built, `recipe` of our code's (see `indexes.sources`),
    `made_at` an ISO 8601 time.
    """

    encoder: str
    dimension: int
    counts: Mapping[str, int]
    types: Mapping[str, str]
    content_hash: str
    recipe: str
    made_at: str
    files: Mapping[str, str]
    schema: int = SCHEMA

    def save(self, directory: Path) -> None:
        (directory / FILE).write_text(json.dumps(asdict(self), indent=2) + "\n", "utf-8")

    @classmethod
    def load(cls, directory: Path) -> Manifest:
        """Raises IndexMismatchError for another schema, IndexDamagedError for no manifest."""
        try:
            values = json.loads((directory / FILE).read_text("utf-8"))
            schema = values["schema"]
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexDamagedError(f"The index in {directory} has no readable manifest") from error
        if schema != SCHEMA:
            raise IndexMismatchError(
                f"The index in {directory} has schema {schema}, this version reads {SCHEMA}"
            )
        if set(values) != {f.name for f in fields(cls)}:
            raise IndexDamagedError(f"The manifest in {directory} is not complete")
        return cls(**values)

    def check_encoder(self, encoder: Encoder) -> None:
        """Raises IndexMismatchError where the vectors are not this encoder's."""
        if self.encoder != encoder.name:
            raise IndexMismatchError(
                f"The index was built with the encoder {self.encoder!r}, SHOPBOT_ENCODER is now"
                f" {encoder.name!r}"
            )
        if self.dimension != encoder.dimension:
            raise IndexMismatchError(
                f"The index holds vectors of length {self.dimension}, the encoder"
                f" {encoder.name!r} makes {encoder.dimension}"
            )

    def part(self, prefix: str) -> dict[str, str]:
        """The files below a folder, by name in it, with their hashes."""
        start = f"{prefix}/"
        return {n.removeprefix(start): h for n, h in self.files.items() if n.startswith(start)}

    def check_files(self, directory: Path, known: Collection[str] = ()) -> None:
        """Raises IndexDamagedError for the first file that is not as it was built.

        Files below the folders `known` are not looked at.
        """
        for name, expected in self.files.items():
            if name.startswith(tuple(f"{folder}/" for folder in known)):
                continue
            path = directory / name
            if not path.is_file():
                raise IndexDamagedError(f"{path} is missing")
            if file_hash(path) != expected:
                raise IndexDamagedError(f"{path} is not as it was built")


def file_hash(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_hashes(directory: Path, before: tuple[Path, Manifest] | None) -> dict[str, str]:
    """The hashes of all files, by name; those that are links to files of `before` are known."""
    hashes = {}
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        name = path.relative_to(directory).as_posix()
        linked = before is not None and _is_link(before[0] / name, path)
        hashes[name] = before[1].files[name] if before and linked else file_hash(path)
    return hashes


def _is_link(old: Path, new: Path) -> bool:
    return old.is_file() and old.samefile(new)
