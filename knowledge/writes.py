"""How imports change the tables. Everything here runs inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from knowledge import reads, rows
from knowledge.changes import Changes, Ledger, chunks, compare, insert, update
from knowledge.database import get_meta, set_meta
from knowledge.model import Policies, Product, Review, ShopInfo, SizeChart
from knowledge.tables import (
    policy_sections,
    products,
    reviews,
    shipping_rates,
    size_charts,
)
from knowledge.variant_writes import VariantWriter

SHOP = "shop"


class CatalogImport:
    """One import into an open transaction. Nothing is held in memory but ids and hashes.

    Known products keep their place and new ones follow; with `replace`, the order is the
    import's.
    """

    def __init__(self, connection: Any, *, replace: bool) -> None:
        self._connection, self._replace = connection, replace
        self._products = Ledger(connection, products)
        self._charts = Ledger(connection, size_charts)
        self._reviews = Ledger(connection, reviews)
        self._variants = VariantWriter(connection)
        query = sa.select(products.c.id, products.c.position)
        self._positions: dict[str, int] = dict(connection.execute(query).all())
        self._next = 0 if replace else max(self._positions.values(), default=-1) + 1
        self._moved = self._renamed = False
        self._takers: Mapping[type, Callable[[Any], None]] = {
            Product: self._add_products,
            SizeChart: self._add_size_charts,
            Review: self._add_reviews,
            ShopInfo: self._set_shop,
        }

    @property
    def changes(self) -> Changes:
        """What was done to products; complete as soon as the import is."""
        return self._products.changes

    @property
    def known_products(self) -> frozenset[str]:
        """The ids of products that were there before, as far as they stay."""
        return frozenset() if self._replace else frozenset(self._positions)

    @property
    def known_size_charts(self) -> frozenset[str]:
        """The ids of size charts that were there before, as far as they stay."""
        return frozenset() if self._replace else self._charts.known

    @property
    def touched(self) -> bool:
        """Whether anything at all was written."""
        all_changes = (ledger.changes for ledger in (self._products, self._charts, self._reviews))
        written = any(found.new or found.changed or found.deleted for found in all_changes)
        return written or self._moved or self._renamed

    def add(self, given: Iterable[Product | SizeChart | Review | ShopInfo]) -> None:
        """Take in records of any kind, each after those that it refers to, in any number of calls.

        Raises StoreError for an id that comes twice.
        """
        for kind, records in groupby(given, type):
            self._takers[kind](records)

    def finish(self) -> None:
        """Delete what a `replace` did not bring; refuse SKUs of two products.

        Raises StoreError for such a SKU. A review whose product is gone is the database's
        to refuse: products are deleted last.
        """
        if self._replace:
            for ledger in (self._reviews, self._charts, self._products):
                ledger.delete_unseen()
        if self.changes.new or self.changes.changed:
            self._variants.check_skus(self._products.seen)
        if self.changes.changed or self.changes.deleted:
            self._variants.forget_unused_options()

    def _add_products(self, given: Iterable[Product]) -> None:
        for chunk in chunks(given):
            by_id = {product.id: product for product in chunk}
            moved = []
            placed = []
            for product in chunk:
                position, known = self._place(product.id), self._positions.get(product.id)
                placed.append({**rows.product_row(product), "position": position})
                if known is not None and known != position:
                    moved.append({"id": product.id, "position": position})
            new, changed = self._products.write(placed)
            update(self._connection, products, moved)
            self._moved = self._moved or bool(moved)
            self._variants.swap([by_id[key] for key in changed])
            self._variants.add([by_id[key] for key in new])

    def _add_size_charts(self, given: Iterable[SizeChart]) -> None:
        for chunk in chunks(given):
            self._charts.write(map(rows.chart_row, chunk))

    def _add_reviews(self, given: Iterable[Review]) -> None:
        for chunk in chunks(given):
            self._reviews.write(map(rows.review_row, chunk))

    def _set_shop(self, given: Iterable[ShopInfo]) -> None:
        for shop in given:
            if get_meta(self._connection, SHOP) != asdict(shop):
                set_meta(self._connection, SHOP, asdict(shop))
                self._renamed = True

    def _place(self, id: str) -> int:
        if not self._replace and id in self._positions:
            return self._positions[id]
        self._next += 1
        return self._next - 1


def write_policies(connection: Any, policies: Policies) -> Changes:
    """Swap all sections and rates, unless they are there already; the changes by section."""
    before = reads.policies(lambda query: list(connection.execute(query).mappings()))
    if policies != before:
        for table in (policy_sections, shipping_rates):
            connection.execute(sa.delete(table))
        sections = [rows.section_row(section, i) for i, section in enumerate(policies.sections)]
        insert(connection, policy_sections, sections)
        rates = [rows.rate_row(rate, i) for i, rate in enumerate(policies.rates)]
        insert(connection, shipping_rates, rates)
    mark_changed(connection, really=policies != before)
    old, new = ({s.id: s for s in each.sections} for each in (before, policies))
    return compare(old, new)


def mark_changed(connection: Any, *, really: bool) -> None:
    """Tell every store's cache; an empty import marks that there has been one."""
    revision = get_meta(connection, "revision")
    if really or revision is None:
        set_meta(connection, "revision", (revision or 0) + 1)
