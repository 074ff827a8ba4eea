"""The store's tables.

Money is kept as text: SQLite has no decimal type, and a price that went through a
binary float is no longer the shop's own. What filters compare stands beside it as whole
numbers (`rows.scaled`), and options and further prices have tables of their own to be
found by. Migrations make these tables (`knowledge/migrations`); a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

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
    Column("position", Integer, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("brand", Text, nullable=False, index=True),
    Column("category", Text, nullable=False, index=True),
    Column("url", Text, nullable=False),
    Column("image", Text, nullable=False),
    Column("images", JSON, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("attributes", JSON, nullable=False),
    Column("rating", String),
    Column("stars", BigInteger, index=True),
    Column("rating_count", Integer),
    Column("size_chart", String),
    # Of the texts that are searched by, and of the whole record with its variants.
    Column("digest", String(32), nullable=False),
    Column("record", String(32), nullable=False),
)

variants = Table(
    "variants",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    # Unique too, but only at the end of an import: two products may swap theirs.
    Column("sku", String, nullable=False, index=True),
    Column("product_id", ForeignKey("products.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("options", JSON, nullable=False),
    Column("price", String, nullable=False),
    Column("amount", BigInteger, nullable=False, index=True),
    Column("list_price", String),
    Column("currency", String(3), nullable=False),
    Column("other_prices", JSON, nullable=False),
    Column("stock", Integer),
    Column("barcode", Text, nullable=False),
    Column("image", Text, nullable=False),
)

options = Table(
    "options",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("value", Text, nullable=False),
    UniqueConstraint("name", "value", name="uq_options_name_value"),
)

variant_options = Table(
    "variant_options",
    metadata,
    Column("variant_id", ForeignKey("variants.id", ondelete="CASCADE"), primary_key=True),
    Column("option_id", ForeignKey("options.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

other_prices = Table(
    "other_prices",
    metadata,
    Column("variant_id", ForeignKey("variants.id", ondelete="CASCADE"), primary_key=True),
    Column("currency", String(3), primary_key=True),
    Column("amount", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

size_charts = Table(
    "size_charts",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("rows", JSON, nullable=False),
    Column("record", String(32), nullable=False),
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
    Column("record", String(32), nullable=False),
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
