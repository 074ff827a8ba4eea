"""How imports change the tables. Everything here runs inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any

import sqlalchemy as sa

from knowledge import rows
from knowledge.database import StoreError, set_meta
from knowledge.model import Catalog, Policies, Product
from knowledge.tables import (
    policy_sections,
    products,
    reviews,
    shipping_rates,
    size_charts,
    variants,
)

# Databases take a limited number of parameters in one statement.
CHUNK = 500


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """`values` in lists short enough for one statement."""
    iterator = iter(values)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def write_catalog(connection: Any, catalog: Catalog, *, replace: bool) -> None:
    """Swap the whole catalogue, or overwrite the records that `catalog` holds."""
    if replace:
        for table in (reviews, variants, products, size_charts):
            connection.execute(sa.delete(table))
    positions = _positions(connection)
    _delete(connection, reviews.c.id, [review.id for review in catalog.reviews])
    _delete(connection, size_charts.c.id, [chart.id for chart in catalog.size_charts])
    _delete(connection, variants.c.product_id, [product.id for product in catalog.products])
    _check_skus(connection, catalog.products)
    _write_products(connection, catalog.products, positions)
    _insert(connection, variants, [r for p in catalog.products for r in rows.variant_rows(p)])
    _insert(connection, size_charts, [rows.chart_row(chart) for chart in catalog.size_charts])
    _insert(connection, reviews, [rows.review_row(review) for review in catalog.reviews])
    if catalog.shop is not None:
        set_meta(connection, "shop", asdict(catalog.shop))


def write_policies(connection: Any, policies: Policies) -> None:
    """Swap all sections and rates."""
    for table in (policy_sections, shipping_rates):
        connection.execute(sa.delete(table))
    sections = [rows.section_row(section, i) for i, section in enumerate(policies.sections)]
    _insert(connection, policy_sections, sections)
    rates = [rows.rate_row(rate, i) for i, rate in enumerate(policies.rates)]
    _insert(connection, shipping_rates, rates)


def _write_products(
    connection: Any, given: Sequence[Product], positions: Mapping[str, int]
) -> None:
    """Known products keep their place, new ones follow."""
    end = max(positions.values(), default=-1) + 1
    fresh: list[dict[str, Any]] = []
    for product in given:
        row = rows.product_row(product, positions.get(product.id, end + len(fresh)))
        if product.id in positions:
            connection.execute(sa.update(products).where(products.c.id == product.id).values(row))
        else:
            fresh.append(row)
    _insert(connection, products, fresh)


def _check_skus(connection: Any, given: Sequence[Product]) -> None:
    """Refuse a SKU that another product of the store has already."""
    owners = {variant.sku: product for product in given for variant in product.variants}
    for chunk in chunks(owners):
        query = sa.select(variants.c.sku, variants.c.product_id).where(variants.c.sku.in_(chunk))
        for sku, owner in connection.execute(query):
            raise StoreError(
                f"SKU {sku!r} of product {owners[sku].id!r} belongs to product {owner!r} already:"
                " change one of them, or import with --replace"
            )


def _positions(connection: Any) -> dict[str, int]:
    query = sa.select(products.c.id, products.c.position)
    return dict(connection.execute(query).all())


def _delete(connection: Any, column: Any, values: Iterable[str]) -> None:
    for chunk in chunks(values):
        connection.execute(sa.delete(column.table).where(column.in_(chunk)))


def _insert(connection: Any, table: Any, values: list[dict[str, Any]]) -> None:
    if values:
        connection.execute(sa.insert(table), values)
