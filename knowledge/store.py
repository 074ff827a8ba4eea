"""The shop's records on disk: the only place that values in replies are read from.

Reads are cached, and the cache is dropped as soon as anyone, in any process, has
committed a change: a reply never states a price from before the change.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import sqlalchemy as sa

from knowledge import rows, tables
from knowledge.database import Database, StoreError, get_meta, set_meta
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
from knowledge.writes import chunks, write_catalog, write_policies

__all__ = ["Counts", "Store", "StoreError"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records of each kind the store holds."""

    products: int
    variants: int
    size_charts: int
    reviews: int
    policy_sections: int
    shipping_rates: int


class Store:
    """The records behind a SQLAlchemy URL. May be shared by threads.

    Creates the tables where they are missing, unless `must_exist`: a server should say
    that there are no records instead of answering for an empty shop. Raises StoreError
    where the database cannot be opened or has another schema.
    """

    def __init__(self, url: str, *, must_exist: bool = False) -> None:
        self._database = Database(url, must_exist=must_exist)
        self._lock = threading.RLock()
        self._cache: dict[tuple[str, str], Any] = {}
        self._seen: object = None

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()

    def product(self, id: str) -> Product | None:
        """The product with this id, or ``None``."""
        return next(iter(self.products([id])), None)

    def products(self, ids: Iterable[str] | None = None) -> tuple[Product, ...]:
        """The products with these ids, in that order, unknown ones left out; all by default."""
        if ids is None:
            return self._cached("all", "products", lambda: tuple(self._read_products(None)))
        wanted = list(dict.fromkeys(ids))
        with self._lock:
            self._refresh()
            missing = [key for key in wanted if ("product", key) not in self._cache]
            for chunk in chunks(missing):
                found = {product.id: product for product in self._read_products(chunk)}
                self._cache.update({("product", key): found.get(key) for key in chunk})
            products = [self._cache["product", key] for key in wanted]
        return tuple(product for product in products if product is not None)

    def categories(self) -> tuple[str, ...]:
        """Every category path in use, sorted."""
        return self._distinct("category")

    def brands(self) -> tuple[str, ...]:
        """Every brand in use, sorted."""
        return self._distinct("brand")

    def option_values(self, name: str) -> tuple[str, ...]:
        """Every value of option `name` ("size", "color") in use, sorted."""

        def read() -> tuple[str, ...]:
            products = self.products()
            return tuple(sorted({v for product in products for v in product.option_values(name)}))

        return self._cached("options", name, read)

    def size_chart(self, id: str) -> SizeChart | None:
        """The size chart with this id, or ``None``."""
        return next((chart for chart in self.size_charts() if chart.id == id), None)

    def size_charts(self) -> tuple[SizeChart, ...]:
        """All size charts, by id."""
        query = sa.select(tables.size_charts).order_by(tables.size_charts.c.id)
        return self._records("size_charts", query, rows.to_chart)

    def reviews(self, product_id: str) -> tuple[Review, ...]:
        """The reviews of one product, newest first."""
        c = tables.reviews.c
        query = sa.select(tables.reviews).where(c.product_id == product_id)
        query = query.order_by(c.written.is_(None), c.written.desc(), c.id)
        return self._records(f"reviews:{product_id}", query, rows.to_review)

    def policy_section(self, id: str) -> PolicySection | None:
        """The section with this id ("shipping#express"), or ``None``."""
        return next((section for section in self.policy_sections() if section.id == id), None)

    def policy_sections(self) -> tuple[PolicySection, ...]:
        """All sections, in the order of the pages."""
        query = sa.select(tables.policy_sections).order_by(tables.policy_sections.c.position)
        return self._records("sections", query, rows.to_section)

    def shipping_rates(self, country: str) -> tuple[ShippingRate, ...]:
        """The rates to one country (ISO alpha-2); the rest of the world's where it has none."""
        rates = self.all_shipping_rates()
        own = tuple(rate for rate in rates if rate.country == country)
        return own or tuple(rate for rate in rates if rate.country == ShippingRate.ANYWHERE_ELSE)

    def all_shipping_rates(self) -> tuple[ShippingRate, ...]:
        """All rates, in the order of the pages."""
        query = sa.select(tables.shipping_rates).order_by(tables.shipping_rates.c.position)
        return self._records("rates", query, rows.to_rate)

    def shop_info(self) -> ShopInfo | None:
        """Who the shop is, if its catalogue said so."""

        def read() -> ShopInfo | None:
            query = sa.select(tables.meta).where(tables.meta.c.key == "shop")
            with self._database.reading() as run:
                return next((ShopInfo(**row["value"]) for row in run(query)), None)

        return self._cached("all", "shop", read)

    def counts(self) -> Counts:
        """How many records there are."""
        count = sa.func.count().label("count")
        with self._database.reading() as run:
            found = {
                f.name: run(sa.select(count).select_from(tables.metadata.tables[f.name]))
                for f in fields(Counts)
            }
        return Counts(**{name: answer[0]["count"] for name, answer in found.items()})

    def content_hash(self) -> str:
        """A hash of the texts that an index is made of; prices and stock are not among them."""
        return self._cached(
            "all", "hash", lambda: _content_hash(self.products(), self.policy_sections())
        )

    def import_catalog(self, catalog: Catalog, *, replace: bool) -> None:
        """Bring `catalog` in within one transaction.

        `replace` swaps the whole catalogue; otherwise records with a known id are
        overwritten and the others stay. Raises StoreError, with nothing changed, where a
        SKU would then belong to two products.
        """
        self._write(lambda connection: write_catalog(connection, catalog, replace=replace))

    def import_policies(self, policies: Policies) -> None:
        """Swap all policy sections and shipping rates within one transaction."""
        self._write(lambda connection: write_policies(connection, policies))

    def _write(self, write: Callable[[Any], None]) -> None:
        with self._database.writing() as connection:
            write(connection)
            set_meta(connection, "revision", (get_meta(connection, "revision") or 0) + 1)

    def _records(self, key: str, query: Any, read: Callable[[rows.Row], T]) -> tuple[T, ...]:
        def load() -> tuple[T, ...]:
            with self._database.reading() as run:
                return tuple(read(row) for row in run(query))

        return self._cached("records", key, load)

    def _cached(self, kind: str, key: str, load: Callable[[], T]) -> T:
        with self._lock:
            self._refresh()
            if (kind, key) not in self._cache:
                self._cache[kind, key] = load()
            value: T = self._cache[kind, key]
            return value

    def _refresh(self) -> None:
        token = self._database.change_token()
        if token != self._seen:
            self._cache.clear()
            self._seen = token

    def _read_products(self, ids: Sequence[str] | None) -> Iterator[Product]:
        products = sa.select(tables.products).order_by(tables.products.c.position)
        variants = sa.select(tables.variants).order_by(tables.variants.c.position)
        if ids is not None:
            products = products.where(tables.products.c.id.in_(ids))
            variants = variants.where(tables.variants.c.product_id.in_(ids))
        of_product: dict[str, list[rows.Row]] = {}
        with self._database.reading() as run:
            found = run(products)
            for row in run(variants):
                of_product.setdefault(row["product_id"], []).append(row)
        for row in found:
            yield rows.to_product(row, of_product.get(row["id"], ()))

    def _distinct(self, column: str) -> tuple[str, ...]:
        values = (getattr(product, column) for product in self.products())
        return self._cached("distinct", column, lambda: tuple(sorted({v for v in values if v})))


def _content_hash(products: Iterable[Product], sections: Iterable[PolicySection]) -> str:
    digest = hashlib.sha256()
    for p in products:
        options = sorted({f"{k}={v}" for variant in p.variants for k, v in variant.options.items()})
        texts = [p.id, p.title, p.description, p.brand, p.category, p.tags, options]
        digest.update(json.dumps([*texts, sorted(p.attributes.items())]).encode())
    for s in sections:
        digest.update(json.dumps([s.id, s.title_path, s.text]).encode())
    return digest.hexdigest()
