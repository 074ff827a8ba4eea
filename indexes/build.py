"""Making an index from the store's records."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import numpy as np

from indexes.counts import Counts
from indexes.dense import DenseStore
from indexes.encoder import Encoder, Vectors
from indexes.entry import Entry
from indexes.local import LocalFiles
from indexes.manifest import Manifest, file_hashes
from indexes.plan import Plan, plan
from indexes.previous import Place, Previous, parts_of, usable
from indexes.segment import Segment
from indexes.shelf import ADDED, BASE, GONE
from indexes.sources import Source, encode, read_sources, recipe
from indexes.text import stems
from indexes.versions import new_version, versions
from knowledge.store import Store

OPTION_WORDS = "option_words.json"

# Records a step: many, so that the encoder can put texts of one length together; few
# enough for a progress bar that moves.
STEP = 256

Progress = Callable[[str, int, int], None]


def build_index(
    store: Store,
    encoder: Encoder,
    directory: Path,
    progress: Progress | None = None,
    *,
    vectors: DenseStore | None = None,
    full: bool = False,
) -> Manifest:
    """Bring the index up to the store's records and put it in use; returns its manifest.

    Encodes what has changed since the version in use, everything if `full` or if that
    version cannot be built on; makes no new version where nothing has changed. `progress`
    is told what is being done, and to how many of how many records. Raises BuildRunningError where
    another build is writing to `directory`. Whatever fails, the version of before stays
    in use.
    """
    vectors = vectors or LocalFiles()
    with new_version(directory) as staging:
        # What builds left that were killed; nobody else builds now.
        vectors.keep([part for version in versions(directory) for part in parts_of(version)])
        before = None if full else usable(directory, encoder.name, vectors)
        content_hash = store.content_hash()
        if before and before[1].content_hash == content_hash:
            return before[1]
        if before and before[1].dimension != encoder.dimension:
            before = None
        draft = _Draft(staging, before, store, vectors)
        found = store.digests()
        works = [draft.work("product", found.products), draft.work("policy", found.sections)]
        batches = _Batches(encoder, sum(len(work.plan.ids) for work in works), progress)
        shelves = {work.kind: draft.write(work, batches) for work in works}
        (staging / OPTION_WORDS).write_text(json.dumps(_option_words(store)), "utf-8")
        manifest = Manifest(
            encoder=encoder.name,
            dimension=encoder.dimension,
            counts={kind: shelf.records for kind, shelf in shelves.items()},
            types={kind: shelf.type for kind, shelf in shelves.items()},
            content_hash=content_hash,
            recipe=recipe(),
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            files=file_hashes(staging, before),
        )
        manifest.save(staging)
    return manifest


def is_fresh(
    store: Store, encoder: Encoder, directory: Path, vectors: DenseStore | None = None
) -> bool:
    """Whether the index in use is whole and was made from what the store holds now.

    The encoder is compared by its name alone: its dimension would load the model.
    """
    found = usable(directory, encoder.name, vectors or LocalFiles())
    return found is not None and found[1].content_hash == store.content_hash()


@dataclass(frozen=True, slots=True)
class _Work:
    """What is to be done for one kind of records; `wanted` has their digests by id."""

    kind: str
    wanted: Mapping[str, str]
    previous: Previous
    places: Mapping[str, Place]
    plan: Plan


@dataclass(frozen=True, slots=True)
class _Written:
    records: int = 0
    type: str = "empty"


@dataclass(frozen=True, slots=True)
class _Draft:
    """The version that is being written into `staging`."""

    staging: Path
    before: tuple[Path, Manifest] | None
    store: Store
    vectors: DenseStore

    def work(self, kind: str, wanted: Mapping[str, str]) -> _Work:
        """Compare what is there with what is wanted."""
        previous = Previous(self.staging, self.vectors)
        if self.before:
            previous = Previous.read(self.before[0] / kind, self.vectors)
        places = previous.places(wanted)
        return _Work(kind, wanted, previous, places, plan(len(previous.base), places, wanted))

    def write(self, work: _Work, batches: _Batches) -> _Written:
        """Write one kind's shelf: the base of before or a new one, and what was added."""
        shelf, records, type_ = self.staging / work.kind, 0, "empty"
        if work.plan.keep_base and self.before:
            work.previous.link_base(shelf)
            np.save(shelf / GONE, np.array(work.plan.gone, dtype=np.int64))
            records = len(work.previous.base) - len(work.plan.gone)
            type_ = self.before[1].types[work.kind]
        segment = self._segment(work, batches)
        if segment is not None:
            segment.save(shelf / (ADDED if work.plan.keep_base else BASE))
            records += len(segment.entries)
            type_ = type_ if work.plan.keep_base else segment.dense.type
        return _Written(records, type_)

    def _segment(self, work: _Work, batches: _Batches) -> Segment | None:
        """The part with the plan's records; those that the store still has, if any."""
        sources = read_sources(self.store, work.kind, work.plan.ids)
        entries: list[Entry] = []
        vectors, words = [], []
        while chunk := list(islice(sources, STEP)):
            entries += [replace(s.entry, digest=work.wanted[s.entry.id]) for s in chunk]
            vectors.append(_vectors(chunk, work, batches))
            words.append(Counts.build(source.words.terms() for source in chunk))
            batches.advance(len(chunk))
        if not entries:
            return None
        counts = Counts.joined(words, np.ones(len(entries), dtype=np.bool_))
        dense = self.vectors.build(np.concatenate(vectors), batches.indexed)
        return Segment(tuple(entries), dense, counts)


class _Batches:
    """Encodes, and tells how far the build is."""

    def __init__(self, encoder: Encoder, total: int, progress: Progress | None) -> None:
        self.dimension = encoder.dimension
        self._encoder = encoder
        self._total = total
        self._progress = progress
        self._done = 0

    def encode(self, sources: Sequence[Source]) -> Vectors:
        return encode(sources, self._encoder)

    def advance(self, records: int) -> None:
        """So many more have their vectors and words."""
        self._done += records
        if self._progress:
            self._progress("Encoding", self._done, self._total)

    def indexed(self, rows: int, total: int) -> None:
        """So many vectors of one part are where they are searched."""
        if self._progress:
            self._progress("Indexing", rows, total)


def _vectors(sources: Sequence[Source], work: _Work, batches: _Batches) -> Vectors:
    """Taken over where the record has not changed, encoded otherwise."""
    known = np.array([source.entry.id in work.places for source in sources])
    vectors = np.empty((len(sources), batches.dimension), dtype=np.float32)
    if known.any():
        places = [work.places[s.entry.id] for s in sources if s.entry.id in work.places]
        vectors[known] = work.previous.vectors(places)
    if not known.all():
        unknown = [source for source in sources if source.entry.id not in work.places]
        vectors[~known] = batches.encode(unknown)
    return vectors


def _option_words(store: Store) -> list[str]:
    """Words that name a size or colour somewhere, and so alone do not name a product."""
    values = (value for name in ("size", "color") for value in store.option_values(name))
    return sorted({word for value in values for word in stems(value)})
