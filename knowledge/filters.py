"""`Criteria` as a query: the same conditions as `criteria.satisfying`, asked of the database.

Texts are compared in Python, on the few distinct ones: databases differ in what they take
for the same letter.
"""

from __future__ import annotations

from typing import Any, Protocol

import sqlalchemy as sa

from knowledge.criteria import Criteria, alike, within
from knowledge.reads import Run
from knowledge.rows import scaled, scaled_up
from knowledge.tables import options, other_prices, products, variant_options, variants


class InUse(Protocol):
    """What occurs in the catalogue."""

    def categories(self) -> tuple[str, ...]: ...
    def brands(self) -> tuple[str, ...]: ...
    def option_values(self, name: str) -> tuple[str, ...]: ...


def matching(run: Run, in_use: InUse, criteria: Criteria) -> tuple[str, ...]:
    """The ids of the products that satisfy `criteria`, in the shop's order."""
    conditions = _of_product(in_use, criteria)
    if of_variant := _of_variant(in_use, criteria):
        fitting = sa.select(variants.c.product_id).where(*of_variant)
        conditions.append(products.c.id.in_(fitting))
    query = sa.select(products.c.id).where(*conditions).order_by(products.c.position)
    return tuple(row["id"] for row in run(query))


def _of_product(in_use: InUse, criteria: Criteria) -> list[Any]:
    c = products.c
    conditions = []
    if criteria.categories:
        conditions.append(c.category.in_(within(in_use.categories(), criteria.categories)))
    if criteria.brands:
        conditions.append(c.brand.in_(alike(in_use.brands(), criteria.brands)))
    if criteria.min_rating is not None:
        conditions.append(c.stars >= scaled_up(criteria.min_rating))
    return conditions


def _of_variant(in_use: InUse, criteria: Criteria) -> list[Any]:
    c = variants.c
    conditions = []
    for name, wanted in criteria.options.items():
        values = alike(in_use.option_values(name), wanted)
        having = sa.select(variant_options.c.variant_id).join(options)
        conditions.append(
            c.id.in_(having.where(options.c.name == name, options.c.value.in_(values)))
        )
    if criteria.in_stock:
        conditions.append(sa.or_(c.stock.is_(None), c.stock > 0))
    if criteria.reduced:
        # A list price that is no higher is not imported.
        conditions.append(c.list_price.is_not(None))
    return conditions + _of_price(criteria)


def _of_price(criteria: Criteria) -> list[Any]:
    if not criteria.currency:
        return _bounds(variants.c.amount, criteria)
    currency = criteria.currency
    o = other_prices.c
    of_others = sa.select(o.variant_id).where(o.currency == currency, *_bounds(o.amount, criteria))
    own = sa.and_(variants.c.currency == currency, *_bounds(variants.c.amount, criteria))
    return [sa.or_(own, variants.c.id.in_(of_others))]


def _bounds(amount: Any, criteria: Criteria) -> list[Any]:
    low, high = criteria.min_price, criteria.max_price
    least = [] if low is None else [amount >= scaled_up(low)]
    return least if high is None else [*least, amount <= scaled(high)]
