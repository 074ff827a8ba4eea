"""The catalogue's vocabulary in memory: read anew in the background when the records change."""

from __future__ import annotations

import logging
import threading
from functools import lru_cache

from actions.vocabulary import Vocabulary, read_vocabulary
from knowledge.store import Store, StoreError

log = logging.getLogger(__name__)

# Seconds that the turn which notices a change waits. A small shop's vocabulary is read by
# then; a large one's is read while turns go on with the one of before.
PATIENCE = 0.1


def vocabulary(store: Store) -> Vocabulary:
    """The newest vocabulary of this store that was read."""
    return _current(store).latest()


@lru_cache(maxsize=4)
def _current(store: Store) -> Current:
    return Current(store)


class Current:
    """Hands out the newest vocabulary of one store. May be shared by threads.

    It only tells what a shopper means: what replies state is read from the store each turn.
    """

    def __init__(self, store: Store) -> None:
        """Read the vocabulary. Raises StoreError where the records cannot be read."""
        self._store = store
        self._reading = threading.Lock()
        self._state, self._hash = store.state(), store.content_hash()
        self._vocabulary = read_vocabulary(store)

    def latest(self) -> Vocabulary:
        """The vocabulary to answer with."""
        if self._store.state() != self._state and self._reading.acquire(blocking=False):
            reader = threading.Thread(target=self._renew, name="vocabulary reader", daemon=True)
            reader.start()
            reader.join(PATIENCE)
        return self._vocabulary

    def _renew(self) -> None:
        """Read it anew if texts changed. The caller holds the lock, which is released here."""
        try:
            # Taken first: what changes from here on is noticed by the next turn.
            state, content_hash = self._store.state(), self._store.content_hash()
            if content_hash != self._hash:
                self._vocabulary = read_vocabulary(self._store)
            self._state, self._hash = state, content_hash
        except StoreError as error:
            log.warning("keeping the vocabulary of before: %s", error)
        finally:
            self._reading.release()
