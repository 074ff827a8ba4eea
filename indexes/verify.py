"""Looking for what is wrong with an index, beyond what loading it looks for."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from indexes.dense import DenseStore, Rows
from indexes.encoder import Encoder
from indexes.errors import IndexDamagedError, IndexMismatchError
from indexes.loaded import Loaded
from indexes.segment import Segment
from indexes.shelf import Shelf
from indexes.sources import encode, read_sources, recipe
from indexes.versions import current
from knowledge.store import Store

# Records of each kind that are searched for by their own text.
SAMPLE = 20

# Vectors are kept in half precision.
TOLERANCE = 0.01
CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class Verified:
    """A version that nothing is wrong with, and how many records were searched for in it."""

    version: Path
    loaded: Loaded
    sampled: int


def verify(store: Store, encoder: Encoder, directory: Path, vectors: DenseStore) -> Verified:
    """Check the version in use against its own manifest and against the store.

    Files are as they were built; every record of the store is in the index as it is now,
    and none that is not in the store; vectors are finite and of unit length; records are
    found by their own text. Raises IndexUnusableError for the first thing that is wrong.
    """
    version = current(directory)
    loaded = Loaded.read(version, encoder, vectors)
    if loaded.manifest.recipe != recipe():
        raise IndexMismatchError("The index was built by another version of the program")
    digests = store.digests()
    sampled = 0
    for kind, wanted in (("product", digests.products), ("policy", digests.sections)):
        shelf = loaded.shelves.get(kind)
        _check_records(kind, shelf, loaded.manifest.counts[kind], wanted)
        if shelf is not None:
            for segment in shelf.segments:
                _check_vectors(kind, segment)
            sampled += _check_search(kind, shelf, store, encoder)
    return Verified(version, loaded, sampled)


def _check_records(kind: str, shelf: Shelf | None, counted: int, wanted: Mapping[str, str]) -> None:
    entries = shelf.live_entries if shelf is not None else []
    indexed = {entry.id: entry.digest for entry in entries}
    if not counted == len(entries) == len(indexed):
        raise IndexDamagedError(
            f"The manifest counts {counted} records of kind {kind!r}, the index holds"
            f" {len(indexed)} in {len(entries)} entries"
        )
    for what, ids in (
        ("is not in the index", wanted.keys() - indexed.keys()),
        ("is not in the store any more", indexed.keys() - wanted.keys()),
        ("has changed", {key for key in wanted if indexed.get(key) != wanted[key]}),
    ):
        if ids:
            more = f", as {len(ids) - 1} others" if len(ids) > 1 else ""
            raise IndexMismatchError(f"The {kind} {min(ids)!r} {what}{more}")


def _check_vectors(kind: str, segment: Segment) -> None:
    if not segment.dense.rows == segment.words.matrix.shape[0] == len(segment.entries):
        raise IndexDamagedError(
            f"A part of kind {kind!r} holds {len(segment.entries)} entries,"
            f" {segment.dense.rows} vectors and the words of {segment.words.matrix.shape[0]}"
        )
    for rows in _chunks(segment.dense.rows):
        lengths = np.linalg.norm(segment.dense.vectors(rows), axis=1)
        # Written so that NaN counts as wrong.
        wrong = rows[~(np.abs(lengths - 1) < TOLERANCE)]
        if len(wrong):
            name = segment.entries[wrong[0]].id
            raise IndexDamagedError(f"The vector of {kind} {name!r} is not of unit length")


def _check_search(kind: str, shelf: Shelf, store: Store, encoder: Encoder) -> int:
    """Search for a sample of the records by their own text; how many there were."""
    entries = shelf.live_entries
    picked = random.Random(0).sample(entries, min(SAMPLE, len(entries)))
    sources = list(read_sources(store, kind, [entry.id for entry in picked]))
    for source, vector in zip(sources, encode(sources, encoder), strict=True):
        (row,) = shelf.rows([source.entry.id])
        own = float(shelf.dense.similarities(vector, [row])[0])
        best = shelf.dense.similarities(vector, shelf.dense.nearest(vector, 1, None))
        # Others with the same text may come first.
        if own < 1 - TOLERANCE or not len(best) or float(best[0]) < own - TOLERANCE:
            raise IndexDamagedError(f"The {kind} {source.entry.id!r} is not found by its own text")
    return len(sources)


def _chunks(rows: int) -> Iterator[Rows]:
    for start in range(0, rows, CHUNK):
        yield np.arange(start, min(rows, start + CHUNK))
