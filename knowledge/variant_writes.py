"""Variants with the tables that they are found by."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa

from knowledge import rows
from knowledge.changes import delete, insert
from knowledge.errors import StoreError
from knowledge.model import Product, Variant
from knowledge.tables import options, other_prices, variant_options, variants


class VariantWriter:
    """Writes the variants of products that are in the database already."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._next = (connection.scalar(sa.select(sa.func.max(variants.c.id))) or 0) + 1
        query = sa.select(options.c.name, options.c.value, options.c.id)
        self._options = {(name, value): key for name, value, key in connection.execute(query)}
        self._last_option = max(self._options.values(), default=0)

    def swap(self, changed: Sequence[Product]) -> None:
        """Write the variants of `changed` instead of those that the products had."""
        delete(self._connection, variants.c.product_id, [product.id for product in changed])
        self.add(changed)

    def add(self, new: Sequence[Product]) -> None:
        """Write the variants of products that have none yet."""
        last_option = self._last_option
        main: list[dict[str, Any]] = []
        of_options: list[dict[str, Any]] = []
        prices: list[dict[str, Any]] = []
        for product in new:
            for row, variant in zip(rows.variant_rows(product), product.variants, strict=True):
                main.append({"id": self._next, **row})
                of_options += self._option_rows(variant)
                prices += self._price_rows(variant)
                self._next += 1
        insert(self._connection, variants, main)
        insert(self._connection, options, self._options_after(last_option))
        insert(self._connection, variant_options, of_options)
        insert(self._connection, other_prices, prices)

    def check_skus(self, given: Collection[str]) -> None:
        """Raise StoreError for a SKU that two variants have; `given` are ids of this import."""
        c = variants.c
        twice = sa.select(c.sku).group_by(c.sku).having(sa.func.count() > 1).limit(1)
        sku = self._connection.scalar(twice)
        if sku is None:
            return
        query = sa.select(c.product_id).where(c.sku == sku)
        owners = sorted(self._connection.scalars(query), key=lambda owner: owner in given)
        raise StoreError(
            f"SKU {sku!r} of product {owners[-1]!r} belongs to product {owners[0]!r} already:"
            " change one of them, or import with --replace"
        )

    def forget_unused_options(self) -> None:
        """Delete options that no variant has any more."""
        used = sa.select(variant_options.c.option_id).where(
            variant_options.c.option_id == options.c.id
        )
        self._connection.execute(sa.delete(options).where(~sa.exists(used)))

    def _option_rows(self, variant: Variant) -> Iterator[dict[str, Any]]:
        for option in variant.options.items():
            if option not in self._options:
                self._last_option += 1
                self._options[option] = self._last_option
            yield {"variant_id": self._next, "option_id": self._options[option]}

    def _options_after(self, last: int) -> list[dict[str, Any]]:
        """The rows of options that came after number `last`; a dict keeps their order."""
        fresh = islice(reversed(self._options.items()), self._last_option - last)
        return [{"id": key, "name": name, "value": value} for (name, value), key in fresh]

    def _price_rows(self, variant: Variant) -> Iterator[dict[str, Any]]:
        for price in variant.other_prices:
            amount = rows.scaled(price.amount)
            yield {"variant_id": self._next, "currency": price.currency, "amount": amount}
