"""Making an index from the store's records."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from indexes.encoder import Encoder, Vectors
from indexes.errors import IndexUnusableError
from indexes.fields import Fields
from indexes.manifest import Manifest, file_hash
from indexes.shelf import Entry, Shelf
from indexes.text import stems
from indexes.versions import current, new_version
from knowledge.model import PolicySection, Product
from knowledge.store import Store

OPTION_WORDS = "option_words.json"

# Texts a step: large enough to be quick, small enough for a progress bar that moves.
BATCH = 64

# How much a record's name counts in its vector beside its whole text.
NAME = 0.4

Progress = Callable[[int, int], None]


def build_index(
    store: Store, encoder: Encoder, directory: Path, progress: Progress | None = None
) -> Manifest:
    """Build a version from the store and put it in use; returns its manifest.

    `progress` is told how many of how many texts are encoded. Raises BuildRunningError
    where another build is writing to `directory`. Whatever fails, the version of before
    stays in use.
    """
    content_hash = store.content_hash()
    products, sections = store.products(), store.policy_sections()
    kinds = {"product": _of_products(products), "policy": _of_sections(sections)}
    batches = _Batches(encoder, 2 * sum(len(kind) for kind in kinds.values()), progress)
    with new_version(directory) as staging:
        for kind, sources in kinds.items():
            if sources:
                vectors = _vectors(sources, batches)
                entries = [source.entry for source in sources]
                words = [source.words for source in sources]
                Shelf.build(entries, words, vectors).save(staging / kind)
        (staging / OPTION_WORDS).write_text(json.dumps(_option_words(products)), "utf-8")
        manifest = Manifest(
            encoder=encoder.name,
            dimension=encoder.dimension,
            counts={kind: len(sources) for kind, sources in kinds.items()},
            content_hash=content_hash,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            files=_file_hashes(staging),
        )
        manifest.save(staging)
    return manifest


def is_fresh(store: Store, encoder: Encoder, directory: Path) -> bool:
    """Whether the index in use is whole and was made from what the store holds now.

    The encoder is compared by its name alone: its dimension would load the model.
    """
    try:
        folder = current(directory)
        manifest = Manifest.load(folder)
        manifest.check_files(folder)
    except IndexUnusableError:
        return False
    return manifest.encoder == encoder.name and manifest.content_hash == store.content_hash()


@dataclass(frozen=True, slots=True)
class _Source:
    """What one record is found by: its name and its text to encode, and words to count."""

    entry: Entry
    name: str
    meaning: str
    words: Fields


def _of_products(products: Sequence[Product]) -> list[_Source]:
    return [_of_product(product) for product in products]


def _of_product(product: Product) -> _Source:
    """What matters most comes first: an encoder reads a limited number of words."""
    attributes = ", ".join(f"{name}: {value}" for name, value in product.attributes.items())
    parts = (product.title, product.category, ", ".join(product.tags), attributes)
    meaning = ". ".join(part for part in (*parts, product.description) if part)
    options = " ".join(dict.fromkeys(v for x in product.variants for v in x.options.values()))
    levels = [level.strip() for level in product.category.split(">")]
    words = Fields(
        title=product.title,
        kinds=(*levels, product.brand, *product.tags),
        text=f"{options} {attributes} {product.description}",
    )
    name = f"{product.title}. {product.category}"
    return _Source(Entry(product.id, product.title, product.brand), name, meaning, words)


def _of_sections(sections: Sequence[PolicySection]) -> list[_Source]:
    texts = [" > ".join(section.title_path) + "\n" + section.text for section in sections]
    return [
        _Source(Entry(section.id, section.title), section.title, text, _words_of(section))
        for section, text in zip(sections, texts, strict=True)
    ]


def _words_of(section: PolicySection) -> Fields:
    return Fields(title=section.title, kinds=section.title_path[:-1], text=section.text)


def _vectors(sources: Sequence[_Source], batches: _Batches) -> Vectors:
    """Unit vectors, shape (sources, dimension): between what a record is called and its text.

    A cosine with such a vector is the mean of two, so that a long description does not
    drown the name.
    """
    names = batches.encode([source.name for source in sources])
    texts = batches.encode([source.meaning for source in sources])
    mixed = NAME * names + (1 - NAME) * texts
    return np.asarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True), dtype=np.float32)


class _Batches:
    """Encodes in steps and reports each."""

    def __init__(self, encoder: Encoder, total: int, progress: Progress | None) -> None:
        self._encoder = encoder
        self._total = total
        self._progress = progress
        self._done = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = []
        for start in range(0, len(texts), BATCH):
            rows.append(self._encoder.encode(list(texts[start : start + BATCH])))
            self._done += len(rows[-1])
            if self._progress:
                self._progress(self._done, self._total)
        return np.concatenate(rows)


def _option_words(products: Sequence[Product]) -> list[str]:
    """Words that name a size or colour somewhere, and so alone do not name a product."""
    values = (v for p in products for name in ("size", "color") for v in p.option_values(name))
    return sorted({word for value in values for word in stems(value)})


def _file_hashes(directory: Path) -> dict[str, str]:
    files = sorted(path for path in directory.rglob("*") if path.is_file())
    return {path.relative_to(directory).as_posix(): file_hash(path) for path in files}
