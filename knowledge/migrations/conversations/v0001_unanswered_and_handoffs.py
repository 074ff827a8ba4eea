"""What the assistant could not answer, and the conversations that people took over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "unanswered",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("asked", sa.DateTime, nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("topic", sa.String, nullable=False),
    )
    op.create_table(
        "handoffs",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("conversation", sa.String, nullable=False, index=True),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("opened", sa.DateTime, nullable=False, index=True),
        sa.Column("summary", sa.JSON, nullable=False),
        sa.Column("delivered", sa.DateTime),
        sa.Column("released", sa.DateTime),
        sa.Column("released_by", sa.String, nullable=False),
    )
    op.create_table(
        "handoff_events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "handoff_id",
            sa.String,
            sa.ForeignKey("handoffs.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("event", sa.JSON, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("delivered", sa.DateTime, index=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", sa.DateTime, nullable=False),
    )
