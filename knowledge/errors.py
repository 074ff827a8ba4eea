"""What can go wrong with the store."""

from __future__ import annotations


class StoreError(Exception):
    """The store cannot be used or changed; the message says what to do."""
