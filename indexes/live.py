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

    def __init__(self, directory: Path, encoder: Encoder, store: DenseStore) -> None:
        """Raises IndexUnusableError, with the command to run, for an unusable index."""
        self._directory = directory
        self._encoder = encoder
        self._store = store
        self._loading = threading.Lock()
        self._loaded = self._read(None)

    def latest(self) -> Loaded:
        """The version to answer from. Costs one `stat` where nothing was built."""
        if self._is_outdated() and self._loading.acquire(blocking=False):
            loader = threading.Thread(target=self._load, name="index loader", daemon=True)
            loader.start()
            loader.join(PATIENCE)
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
            log.warning("keeping the index of before: %s", error)
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
