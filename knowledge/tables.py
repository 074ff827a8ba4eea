"""The store's tables.

Money is kept as text: SQLite has no decimal type, and a price that went through a
binary float is no longer the shop's own.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

# Raised whenever a table changes; `Store` refuses a database that says otherwise.
SCHEMA_VERSION = 2

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", JSON, nullable=False),
)

products = Table(
    "products",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("brand", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("image", Text, nullable=False),
    Column("images", JSON, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("attributes", JSON, nullable=False),
    Column("rating", String),
    Column("rating_count", Integer),
    Column("size_chart", String),
)

variants = Table(
    "variants",
    metadata,
    Column("sku", String, primary_key=True),
    Column("product_id", ForeignKey("products.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("options", JSON, nullable=False),
    Column("price", String, nullable=False),
    Column("list_price", String),
    Column("currency", String(3), nullable=False),
    Column("other_prices", JSON, nullable=False),
    Column("stock", Integer),
    Column("barcode", Text, nullable=False),
    Column("image", Text, nullable=False),
)

size_charts = Table(
    "size_charts",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("rows", JSON, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", String, primary_key=True),
    Column("product_id", ForeignKey("products.id"), nullable=False, index=True),
    Column("rating", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("written", Date),
    Column("sample", Boolean, nullable=False),
)

policy_sections = Table(
    "policy_sections",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("policy", String, nullable=False),
    Column("anchor", String, nullable=False),
    Column("title_path", JSON, nullable=False),
    Column("text", Text, nullable=False),
)

shipping_rates = Table(
    "shipping_rates",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("country", String(2), nullable=False, index=True),
    Column("method", String, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("cost", String),
    Column("free_from", String),
    Column("currency", String(3)),
    Column("time", Text, nullable=False),
    Column("section_id", String, nullable=False),
)
