"""The steps to the newest tables of conversations, apart from those of the records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from knowledge.errors import StoreError

NEWEST = "0001"
VERSION_TABLE = "conversations_version"


def version(connection: Any) -> str | None:
    """The step that the tables are at; ``None`` where there are none."""
    if VERSION_TABLE not in sa.inspect(connection).get_table_names():
        return None
    return str(connection.scalar(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")))  # noqa: S608 - our own name


def bring_forward(connection: Any, shown: str) -> None:
    """Make the newest tables in `connection`'s transaction.

    Raises StoreError where a newer version of shopbot has written them; `shown` is the
    database's name.
    """
    # Most starts have nothing to bring forward and need none of this.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    here = Path(__file__).parent
    config = Config()
    config.set_main_option("script_location", str(here.parent).replace("%", "%%"))
    config.set_main_option("version_locations", str(here).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes.update(connection=connection, version_table=VERSION_TABLE)
    found = version(connection)
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(
            f"{shown} was written by a newer version of shopbot (its conversations are at {found},"
            f" this version knows up to {NEWEST}): install that version again"
        )
    command.upgrade(config, NEWEST)
