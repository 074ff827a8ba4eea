"""What can be wrong with an index, each with the command that puts it right."""

from __future__ import annotations


class IndexUnusableError(Exception):
    """The index cannot be used; the message says why and what to run."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}: run `shopbot index build`")


class IndexMissingError(IndexUnusableError):
    """Nothing was built yet."""


class IndexMismatchError(IndexUnusableError):
    """The index was built with another encoder or by another version of the program."""


class IndexDamagedError(IndexUnusableError):
    """A file of the index is missing or is not the one that was built."""


class EncoderError(Exception):
    """The encoder that SHOPBOT_ENCODER names cannot be loaded."""


class VectorsUrlError(ValueError):
    """SHOPBOT_VECTORS_URL is no URL of a PostgreSQL database."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"SHOPBOT_VECTORS_URL cannot be used ({reason}): give"
            " postgresql://user:password@host/database, or leave it empty for files"
        )


class VectorsUnreachableError(Exception):
    """The database that keeps the vectors does not answer or refuses."""

    def __init__(self, shown: str, reason: str) -> None:
        super().__init__(
            f"{shown} (SHOPBOT_VECTORS_URL) cannot be used: {reason}. The database has to run,"
            " with pgvector 0.8 or newer, and its user has to be allowed to make tables"
        )
