"""Prices before a sale and in further currencies, pictures, filters in SQL, digests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Filled in by the store from the records, which an empty `record` asks for.
EMPTY = {"nullable": False, "server_default": ""}

# PostgreSQL's own way of noticing what was changed past the store. A row is written once a
# transaction, and seen by others when that commits.
TOUCH = """
CREATE FUNCTION shopbot_touch() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$ BEGIN
    INSERT INTO meta (key, value) VALUES ('touched', to_json(txid_current()))
    ON CONFLICT (key) DO UPDATE SET value = excluded.value
    WHERE meta.value::text <> excluded.value::text;
    RETURN NULL;
END $$
"""
WATCHED = ("products", "variants", "size_charts", "reviews", "policy_sections", "shipping_rates")
TRIGGER = """
CREATE TRIGGER shopbot_touch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {}
FOR EACH STATEMENT EXECUTE FUNCTION shopbot_touch()
"""


def upgrade() -> None:
    """Change the tables; the store writes the rows anew afterwards."""
    op.add_column("products", sa.Column("images", sa.JSON, nullable=False, server_default="[]"))
    op.add_column("products", sa.Column("stars", sa.BigInteger))
    op.add_column("products", sa.Column("digest", sa.String(32), **EMPTY))
    op.add_column("products", sa.Column("record", sa.String(32), **EMPTY))
    for name in ("position", "brand", "category", "stars"):
        op.create_index(f"ix_products_{name}", "products", [name])
    for table in ("size_charts", "reviews"):
        op.add_column(table, sa.Column("record", sa.String(32), **EMPTY))
    op.execute("CREATE TEMPORARY TABLE old_variants AS SELECT * FROM variants")
    op.drop_table("variants")
    _variants()
    _fill_variants()
    op.execute("DROP TABLE old_variants")
    _found_by()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(TOUCH)
        for table in WATCHED:
            op.execute(TRIGGER.format(table))
    # Version 0.1.0 looks here, and refuses what it doesn't know.
    op.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")


def _variants() -> None:
    op.create_table(
        "variants",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sku", sa.String, nullable=False, index=True),
        sa.Column(
            "product_id",
            sa.String,
            sa.ForeignKey("products.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("price", sa.String, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False, index=True),
        sa.Column("list_price", sa.String),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("other_prices", sa.JSON, nullable=False),
        sa.Column("stock", sa.Integer),
        sa.Column("barcode", sa.Text, nullable=False),
        sa.Column("image", sa.Text, nullable=False),
    )


def _fill_variants() -> None:
    op.execute(
        "INSERT INTO variants (id, sku, product_id, position, options, price, amount, currency,"
        " other_prices, stock, barcode, image)"
        " SELECT row_number() OVER (ORDER BY product_id, position), sku, product_id, position,"
        " options, price, 0, currency, '[]', stock, '', '' FROM old_variants"
    )


def _found_by() -> None:
    variant = {"primary_key": True, "autoincrement": False}
    op.create_table(
        "options",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.UniqueConstraint("name", "value", name="uq_options_name_value"),
    )
    op.create_table(
        "variant_options",
        sa.Column(
            "variant_id", sa.Integer, sa.ForeignKey("variants.id", ondelete="CASCADE"), **variant
        ),
        sa.Column("option_id", sa.Integer, sa.ForeignKey("options.id"), **variant, index=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "other_prices",
        sa.Column(
            "variant_id", sa.Integer, sa.ForeignKey("variants.id", ondelete="CASCADE"), **variant
        ),
        sa.Column("currency", sa.String(3), primary_key=True),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
