"""Alembic runs its steps in the transaction that the store has opened."""

from __future__ import annotations

from alembic import context

from knowledge.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can roll back DDL too, once the driver leaves transactions alone.
    transactional_ddl=True,
)
context.run_migrations()
