"""The tables of what conversations leave behind; times are in UTC, without a zone.

They have migrations of their own (`knowledge/migrations/conversations`), for they are not
the shop's records: no import touches them, and no index is made of them.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, DateTime, ForeignKey, Integer, MetaData, String, Table, Text

metadata = MetaData()

unanswered = Table(
    "unanswered",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("asked", DateTime, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("reason", String, nullable=False),
    Column("topic", String, nullable=False),
)

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation", String, nullable=False, index=True),
    Column("channel", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("opened", DateTime, nullable=False, index=True),
    Column("summary", JSON, nullable=False),
    Column("delivered", DateTime),
    Column("released", DateTime),
    Column("released_by", String, nullable=False),
)

# What the target is to be told, in this order; kept until it has been.
handoff_events = Table(
    "handoff_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("handoff_id", ForeignKey("handoffs.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("event", JSON, nullable=False),
    Column("created", DateTime, nullable=False),
    Column("delivered", DateTime, index=True),
    Column("attempts", Integer, nullable=False),
    Column("due", DateTime, nullable=False),
)
