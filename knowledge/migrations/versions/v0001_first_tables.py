"""The tables of version 0.1.0."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "meta",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
    )
    _products()
    _what_belongs_to_products()
    _policies()


def _products() -> None:
    op.create_table(
        "products",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("brand", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("image", sa.Text, nullable=False),
        sa.Column("tags", sa.JSON, nullable=False),
        sa.Column("attributes", sa.JSON, nullable=False),
        sa.Column("rating", sa.String),
        sa.Column("rating_count", sa.Integer),
        sa.Column("size_chart", sa.String),
    )
    op.create_table(
        "variants",
        sa.Column("sku", sa.String, primary_key=True),
        sa.Column(
            "product_id", sa.String, sa.ForeignKey("products.id"), nullable=False, index=True
        ),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("price", sa.String, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("stock", sa.Integer),
    )


def _what_belongs_to_products() -> None:
    op.create_table(
        "size_charts",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("rows", sa.JSON, nullable=False),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column(
            "product_id", sa.String, sa.ForeignKey("products.id"), nullable=False, index=True
        ),
        sa.Column("rating", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("written", sa.Date),
        sa.Column("sample", sa.Boolean, nullable=False),
    )


def _policies() -> None:
    op.create_table(
        "policy_sections",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("policy", sa.String, nullable=False),
        sa.Column("anchor", sa.String, nullable=False),
        sa.Column("title_path", sa.JSON, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "shipping_rates",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("country", sa.String(2), nullable=False, index=True),
        sa.Column("method", sa.String, nullable=False),
        sa.Column("carrier", sa.Text, nullable=False),
        sa.Column("cost", sa.String),
        sa.Column("free_from", sa.String),
        sa.Column("currency", sa.String(3)),
        sa.Column("time", sa.Text, nullable=False),
        sa.Column("section_id", sa.String, nullable=False),
    )
