"""The shop's records on disk: the only place that values in replies are read from.

Reads are cached, and the cache is dropped as soon as anyone, in any process, has
committed a change: a reply never states a price from before the change.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any, TypeVar

from knowledge import reads
from knowledge.changes import Changes, chunks
from knowledge.criteria import Criteria
from knowledge.database import Database
from knowledge.errors import StoreError
from knowledge.filters import matching
from knowledge.model import (
    Catalog,
    Policies,
    PolicySection,
    Product,
    Review,
    ShippingRate,
    ShopInfo,
    SizeChart,
)
from knowledge.reads import Counts, Digests
from knowledge.writes import CatalogImport, mark_changed, write_policies

__all__ = ["Changes", "Counts", "Digests", "Store", "StoreError"]

T = TypeVar("T")

# Answers to filters that are kept: each may be as long as the catalogue.
REMEMBERED = 64


class Store:
    """The records behind a SQLAlchemy URL. May be shared by threads.

    Creates the tables where they are missing, unless `must_exist`: a server should say
    that there are no records instead of answering for an empty shop. Brings the tables of
    an older version forward. Raises StoreError where the database cannot be opened or was
    written by a newer version.
    """

    def __init__(self, url: str, *, must_exist: bool = False) -> None:
        self._database = Database(url, must_exist=must_exist)
        self._lock = threading.RLock()
        self._cache: dict[tuple[str, str], Any] = {}
        self._matched: dict[str, tuple[str, ...]] = {}
        self._seen: object = None

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()

    def product(self, id: str) -> Product | None:
        """The product with this id, or ``None``."""
        return next(iter(self.products([id])), None)

    def products(self, ids: Iterable[str] | None = None) -> tuple[Product, ...]:
        """The products with these ids, in that order, unknown ones left out; all by default.

        Products that were read stay in memory: go through many with `each_product`.
        """
        if ids is None:
            return self._cached("all", "products", lambda run: tuple(reads.each_product(run)))
        wanted = list(dict.fromkeys(ids))
        with self._lock:
            self._refresh()
            missing = [key for key in wanted if ("product", key) not in self._cache]
            for chunk in chunks(missing):
                with self._database.reading() as run:
                    found = reads.products(run, chunk)
                self._cache.update({("product", key): found.get(key) for key in chunk})
            products = [self._cache["product", key] for key in wanted]
        return tuple(product for product in products if product is not None)

    def each_product(self, *, variants: bool = True) -> Iterator[Product]:
        """All products of one state of the records, a few hundred in memory at a time.

        Without their variants, which most texts do without, they are read several times faster.
        """
        with self._database.reading() as run:
            yield from reads.each_product(run, variants=variants)

    def each_with_options(self) -> Iterator[tuple[Product, tuple[str, ...]]]:
        """All products without their variants, each with the values of its options.

        A value is there once, in the order of the variants.
        """
        with self._database.reading() as run:
            yield from reads.each_with_options(run)

    def each_record(self) -> Iterator[Product | SizeChart | Review | ShopInfo]:
        """The whole catalogue of one state, each record after those that it refers to."""
        with self._database.reading() as run:
            yield from reads.each_record(run)

    def matching(self, criteria: Criteria) -> tuple[str, ...]:
        """The ids of the products that satisfy `criteria`, in the shop's order."""
        key = repr(criteria)
        with self._lock:
            self._refresh()
            state, found = self._seen, self._matched.get(key)
        if found is None:
            # Others need not wait for a filter over the whole catalogue.
            with self._database.reading() as run:
                found = matching(run, self, criteria)
            with self._lock:
                if len(self._matched) >= REMEMBERED:
                    self._matched.clear()
                if state == self._seen:
                    self._matched[key] = found
        return found

    def categories(self) -> tuple[str, ...]:
        """Every category path in use, sorted."""
        return self._cached("distinct", "category", lambda run: reads.distinct(run, "category"))

    def category_order(self) -> tuple[str, ...]:
        """Every category path in the shop's order; "" too where products have none."""
        return self._cached("all", "category_order", reads.category_order)

    def listed(self, categories: Collection[str]) -> tuple[str, ...]:
        """The ids of the products in exactly these categories, in the shop's order."""
        key = repr(sorted(categories))
        return self._cached("listed", key, lambda run: reads.listed(run, categories))

    def rated(self, *, by_count: bool = False) -> tuple[str, ...]:
        """The ids of the products with a rating: the highest first, or the most often rated."""
        key = f"rated by_count={by_count}"
        return self._cached("all", key, lambda run: reads.rated(run, by_count=by_count))

    def brands(self) -> tuple[str, ...]:
        """Every brand in use, sorted."""
        return self._cached("distinct", "brand", lambda run: reads.distinct(run, "brand"))

    def currency(self) -> str:
        """The currency that most variants are priced in; "" where there are none."""
        return self._cached("all", "currency", reads.currency)

    def option_values(self, name: str) -> tuple[str, ...]:
        """Every value of option `name` ("size", "color") in use, sorted."""
        return self._cached("options", name, lambda run: reads.option_values(run, name))

    def size_chart(self, id: str) -> SizeChart | None:
        """The size chart with this id, or ``None``."""
        return next((chart for chart in self.size_charts() if chart.id == id), None)

    def size_charts(self) -> tuple[SizeChart, ...]:
        """All size charts, by id."""
        return self._cached("all", "size_charts", reads.size_charts)

    def reviews(self, product_id: str) -> tuple[Review, ...]:
        """The reviews of one product, newest first."""
        return self._cached("reviews", product_id, lambda run: reads.reviews(run, product_id))

    def policy_section(self, id: str) -> PolicySection | None:
        """The section with this id ("shipping#express"), or ``None``."""
        return next((section for section in self.policy_sections() if section.id == id), None)

    def policy_sections(self) -> tuple[PolicySection, ...]:
        """All sections, in the order of the pages."""
        return self._policies().sections

    def shipping_rates(self, country: str) -> tuple[ShippingRate, ...]:
        """The rates to one country (ISO alpha-2); the rest of the world's where it has none."""
        rates = self.all_shipping_rates()
        own = tuple(rate for rate in rates if rate.country == country)
        return own or tuple(rate for rate in rates if rate.country == ShippingRate.ANYWHERE_ELSE)

    def all_shipping_rates(self) -> tuple[ShippingRate, ...]:
        """All rates, in the order of the pages."""
        return self._policies().rates

    def shop_info(self) -> ShopInfo | None:
        """Who the shop is, if its catalogue said so."""
        return self._cached("all", "shop", reads.shop_info)

    def counts(self) -> Counts:
        """How many records there are."""
        with self._database.reading() as run:
            return reads.counts(run)

    def digests(self) -> Digests:
        """A hash, by id, of the texts that each record is found by; see `Digests`."""
        with self._database.reading() as run:
            return reads.digests(run)

    def content_hash(self) -> str:
        """A hash of the texts that an index is made of; prices and stock are not among them."""
        with self._database.reading() as run:
            return reads.content_hash(run)

    def state(self) -> object:
        """A value that differs as soon as anyone, in any process, has committed a change."""
        return self._database.change_token()

    @contextmanager
    def importing(self, *, replace: bool) -> Iterator[CatalogImport]:
        """An import in parts, within one transaction; an exception undoes all of it.

        `replace` swaps the whole catalogue; otherwise records with a known id are
        overwritten and the others stay. What has not changed is not written. Raises
        StoreError, with nothing changed, where a SKU would then belong to two products.

        Example: with store.importing(replace=True) as catalog: catalog.add(records)
        """
        with self._database.writing() as connection:
            catalog = CatalogImport(connection, replace=replace)
            yield catalog
            catalog.finish()
            mark_changed(connection, really=catalog.touched)

    def import_catalog(self, catalog: Catalog, *, replace: bool) -> Changes:
        """`importing` for a catalogue that is in memory; the changes by product."""
        with self.importing(replace=replace) as begun:
            begun.add([catalog.shop] if catalog.shop else [])
            begun.add(chain(catalog.size_charts, catalog.products, catalog.reviews))
        return begun.changes

    def import_policies(self, policies: Policies) -> Changes:
        """Swap all policy sections and rates within one transaction; the changes by section."""
        with self._database.writing() as connection:
            return write_policies(connection, policies)

    def _policies(self) -> Policies:
        return self._cached("all", "policies", reads.policies)

    def _cached(self, kind: str, key: str, load: Callable[[reads.Run], T]) -> T:
        with self._lock:
            self._refresh()
            if (kind, key) not in self._cache:
                with self._database.reading() as run:
                    self._cache[kind, key] = load(run)
            value: T = self._cache[kind, key]
            return value

    def _refresh(self) -> None:
        token = self._database.change_token()
        if token != self._seen:
            self._cache.clear()
            self._matched.clear()
            self._seen = token
