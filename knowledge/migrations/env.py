"""Alembic runs its steps in the transaction that the store has opened."""

from __future__ import annotations

from alembic import context

given = context.config.attributes
context.configure(
    connection=given["connection"],
    # Records and conversations may share a database and go their own ways.
    version_table=given.get("version_table", "alembic_version"),
    # SQLite can roll back DDL too, once the driver leaves transactions alone.
    transactional_ddl=True,
)
context.run_migrations()
