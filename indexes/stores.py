"""Where the vectors of an index are kept, by the setting SHOPBOT_VECTORS_URL."""

from __future__ import annotations

from pathlib import Path

from indexes.dense import DenseStore
from indexes.local import LocalFiles


def open_vectors(url: str, directory: Path) -> DenseStore:
    """Files in the index's own `directory` where `url` is empty, or a PostgreSQL database.

    Nothing is connected to yet. Raises VectorsUrlError for any other URL.
    """
    if not url:
        return LocalFiles()
    from indexes.remote import Tables

    return Tables(url, directory)
