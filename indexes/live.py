"""The version in use, in memory: newer ones take its place while requests go on."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from indexes.dense import DenseStore
from indexes.encoder import Encoder
from indexes.errors import IndexUnusableError
from indexes.loaded import Loaded
from indexes.versions import current, pointer_state

log = logging.getLogger(__name__)

# Seconds that the request which notices a new version waits for it. A small shop's is
# loaded by then; a large one's is loaded while the version of before answers.
PATIENCE = 0.1


class Live:
    """Hands out the newest version that could be loaded. May be shared by threads."""

    def __init__(
        self, directory: Path, encoder: Encoder, store: DenseStore, *, required: bool = True
    ) -> None:
        """Load the version in use.

        Raises IndexUnusableError, with the command to run, for an unusable index. Where
        none is `required`, `latest` raises it instead until a usable one was built.
        """
        self._directory = directory
        self._encoder = encoder
        self._store = store
        self._loading = threading.Lock()
        self._loaded: Loaded | None = None
        try:
            self._loaded = self._read(None)
        except IndexUnusableError as error:
            self._failure = error
            if required:
                raise

    def latest(self) -> Loaded:
        """The version to answer from. Costs one `stat` where nothing was built."""
        if self._is_outdated() and self._loading.acquire(blocking=False):
            loader = threading.Thread(target=self._load, name="index loader", daemon=True)
            loader.start()
            loader.join(PATIENCE)
        if self._loaded is None:
            raise self._failure
        return self._loaded

    def refresh(self) -> bool:
        """Load a newer version now, if there is one; whether one was loaded."""
        before = self._loaded
        self._loading.acquire()
        self._load()
        return self._loaded is not before

    def _is_outdated(self) -> bool:
        return pointer_state(self._directory) != self._pointer

    def _load(self) -> None:
        """Load what is newer. The caller holds the lock, which is released here."""
        try:
            if self._is_outdated():
                self._loaded = self._read(self._loaded)
        except IndexUnusableError as error:
            self._failure = error
            kept = "keeping the index of before" if self._loaded else "still without an index"
            log.warning("%s: %s", kept, error)
        finally:
            self._loading.release()

    def _read(self, before: Loaded | None) -> Loaded:
        while True:
            self._pointer = pointer_state(self._directory)
            try:
                folder = current(self._directory)
                return Loaded.read(folder, self._encoder, self._store, before)
            except IndexUnusableError:
                # Builders may have deleted the version that was being read.
                if not self._is_outdated():
                    raise
