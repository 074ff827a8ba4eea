"""Which version a database's tables are, and the way to the newest one.

Each file in `versions` is one step (Alembic). A new step follows the last one, is named in
`NEWEST`, and empties the column `record` where rows have to be written anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from knowledge.errors import StoreError

NEWEST = "0002"

# Version 0.1.0 numbered its only schema so, in its own table.
FIRST = "0001"


def version(connection: Any) -> str | None:
    """The step that a database's tables are at; ``None`` where there are none."""
    names = sa.inspect(connection).get_table_names()
    if "alembic_version" in names:
        return str(connection.scalar(sa.text("SELECT version_num FROM alembic_version")))
    if "meta" not in names:
        return None
    # As text: this table's own type may not be known to this version.
    found = connection.scalar(sa.text("SELECT value FROM meta WHERE key = 'schema'"))
    return FIRST if str(found) == "1" else f"schema {found}"


def bring_forward(connection: Any, shown: str) -> None:
    """Make the newest tables of what `connection` holds, within its transaction.

    Raises StoreError where a newer version of shopbot has written the database, or where its
    records make no sense; `shown` is its name.
    """
    # Most starts have nothing to bring forward and need none of this.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    found = version(connection)
    if found == NEWEST:  # another process was faster
        return
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(
            f"{shown} was written by a newer version of shopbot (its tables are at {found}, this"
            f" version knows up to {NEWEST}): install that version again, or set the database"
            " aside and run `shopbot catalog import PATH`"
        )
    if found == FIRST:
        command.stamp(config, FIRST)
    command.upgrade(config, NEWEST)
    try:
        _write_anew(connection)
    except (ArithmeticError, KeyError, TypeError, ValueError) as error:
        raise StoreError(
            f"{shown} cannot be brought to this version's tables, and was left as it is: one of"
            f" its records cannot be read ({error!r}); set it aside and run `shopbot catalog"
            " import PATH`"
        ) from error


def _write_anew(connection: Any) -> None:
    """Fill in what follows from the records, in rows whose `record` a step has emptied."""
    from knowledge import reads
    from knowledge.writes import CatalogImport

    def run(query: Any) -> list[Any]:
        return list(connection.execute(query).mappings())

    catalog = CatalogImport(connection, replace=False)
    catalog.add(reads.each_record(run))
