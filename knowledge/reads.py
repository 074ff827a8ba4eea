"""How records are read from the tables. `run` turns a query into rows, all of one state."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from knowledge import rows, tables
from knowledge.changes import CHUNK
from knowledge.digest import digest, section
from knowledge.model import Policies, Product, Review, ShopInfo, SizeChart

Run = Callable[[Any], list[rows.Row]]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records of each kind the store holds."""

    products: int
    variants: int
    size_charts: int
    reviews: int
    policy_sections: int
    shipping_rates: int


@dataclass(frozen=True, slots=True)
class Digests:
    """A hash, by id, of the texts that each record is found by.

    Prices, stock and pictures are not among them: when they change, no index has to.
    """

    products: Mapping[str, str]
    sections: Mapping[str, str]


def products(run: Run, ids: Sequence[str]) -> dict[str, Product]:
    """The products with these ids, at most as many as one statement takes."""
    c = tables.products.c
    found = run(sa.select(tables.products).where(c.id.in_(ids)))
    return {product.id: product for product in _with_variants(run, found)}


def each_product(run: Run, *, variants: bool = True) -> Iterator[Product]:
    """All products in the shop's order, a few hundred in memory at a time."""
    for found in _product_rows(run):
        bare = (rows.to_product(row, ()) for row in found)
        yield from _with_variants(run, found) if variants else bare


def each_with_options(run: Run) -> Iterator[tuple[Product, tuple[str, ...]]]:
    """All products in the shop's order without their variants, but with their options' values.

    Options are a small part of what variants are, and most of them recur: to read these
    alone takes a fraction of the time.
    """
    c = tables.variants.c
    query = sa.select(c.product_id, sa.cast(c.options, sa.Text).label("options"))
    for found in _product_rows(run):
        values: dict[str, dict[str, None]] = {row["id"]: {} for row in found}
        for row in run(query.where(c.product_id.in_(values)).order_by(c.position)):
            values[row["product_id"]].update(_values(row["options"]))
        for row in found:
            yield rows.to_product(row, ()), tuple(values[row["id"]])


def _product_rows(run: Run) -> Iterator[list[rows.Row]]:
    """The rows of all products in the shop's order, a few hundred at a time."""
    c = tables.products.c
    query, last = sa.select(tables.products).order_by(c.position).limit(CHUNK), -1
    while found := run(query.where(c.position > last)):
        yield found
        last = found[-1]["position"]


@lru_cache(maxsize=65536)
def _values(options: str) -> dict[str, None]:
    """The values of options that are written as JSON, in order."""
    return dict.fromkeys(json.loads(options).values())


def reviews(run: Run, product_id: str) -> tuple[Review, ...]:
    """The reviews of one product, newest first."""
    query = sa.select(tables.reviews).where(tables.reviews.c.product_id == product_id)
    # Databases sort texts each in its own way.
    found = sorted(map(rows.to_review, run(query)), key=lambda review: review.id)
    return tuple(sorted(found, key=lambda review: review.written or date.min, reverse=True))


def each_record(run: Run) -> Iterator[Product | SizeChart | Review | ShopInfo]:
    """All of the catalogue, each record after those that it refers to."""
    shop = shop_info(run)
    yield from [shop] if shop else []
    yield from size_charts(run)
    yield from each_product(run)
    yield from _each_review(run)


def _each_review(run: Run) -> Iterator[Review]:
    """All reviews, a few hundred in memory at a time."""
    c = tables.reviews.c
    query, last = sa.select(tables.reviews).order_by(c.id).limit(CHUNK), ""
    while found := run(query.where(c.id > last)):
        yield from map(rows.to_review, found)
        last = found[-1]["id"]


def size_charts(run: Run) -> tuple[SizeChart, ...]:
    """All size charts, by id."""
    found = map(rows.to_chart, run(sa.select(tables.size_charts)))
    return tuple(sorted(found, key=lambda chart: chart.id))


def policies(run: Run) -> Policies:
    """All sections and rates, in the order of the pages."""
    sections, rates = tables.policy_sections, tables.shipping_rates
    return Policies(
        tuple(map(rows.to_section, run(sa.select(sections).order_by(sections.c.position)))),
        tuple(map(rows.to_rate, run(sa.select(rates).order_by(rates.c.position)))),
    )


def shop_info(run: Run) -> ShopInfo | None:
    """Who the shop is, if its catalogue said so."""
    query = sa.select(tables.meta).where(tables.meta.c.key == "shop")
    return next((ShopInfo(**row["value"]) for row in run(query)), None)


def distinct(run: Run, column: str) -> tuple[str, ...]:
    """Every text in use in this column of the products, sorted."""
    c = tables.products.c[column]
    return tuple(sorted(row[column] for row in run(sa.select(c).distinct()) if row[column]))


def category_order(run: Run) -> tuple[str, ...]:
    """Every category path in the shop's order; "" too where products have none."""
    c = tables.products.c
    first = sa.func.min(c.position)
    query = sa.select(c.category).group_by(c.category).order_by(first)
    return tuple(row["category"] for row in run(query))


def listed(run: Run, categories: Collection[str]) -> tuple[str, ...]:
    """The ids of the products in exactly these categories, in the shop's order."""
    c = tables.products.c
    query = sa.select(c.id).where(c.category.in_(categories)).order_by(c.position)
    return tuple(row["id"] for row in run(query))


def rated(run: Run, *, by_count: bool) -> tuple[str, ...]:
    """The ids of the products with a rating, the highest or the most often rated first."""
    c = tables.products.c
    order = [sa.func.coalesce(c.rating_count, 0).desc(), c.stars.desc()]
    ranked = order if by_count else reversed(order)
    query = sa.select(c.id).where(c.stars.is_not(None)).order_by(*ranked, c.id)
    return tuple(row["id"] for row in run(query))


def option_values(run: Run, name: str) -> tuple[str, ...]:
    """Every value of this option in use, sorted."""
    c = tables.options.c
    found = run(sa.select(c.value).where(c.name == name))
    return tuple(sorted(row["value"] for row in found if row["value"]))


def counts(run: Run) -> Counts:
    """How many records there are."""
    count = sa.func.count().label("count")
    names = [field.name for field in fields(Counts)]
    queries = {name: sa.select(count).select_from(tables.metadata.tables[name]) for name in names}
    return Counts(**{name: run(query)[0]["count"] for name, query in queries.items()})


def digests(run: Run) -> Digests:
    """The digests of all products and policy sections."""
    c = tables.products.c
    return Digests(
        {row["id"]: row["digest"] for row in run(sa.select(c.id, c.digest))},
        {found.id: section(found) for found in policies(run).sections},
    )


def currency(run: Run) -> str:
    """The currency that most variants are priced in; "" where there are none."""
    c = tables.variants.c.currency
    query = sa.select(c).group_by(c).order_by(sa.func.count().desc(), c).limit(1)
    return next((str(row["currency"]) for row in run(query)), "")


def content_hash(run: Run) -> str:
    """One hash of all digests, whatever the order of the records."""
    found = digests(run)
    return digest([sorted(found.products.items()), sorted(found.sections.items())])


def _with_variants(run: Run, found: Sequence[rows.Row]) -> Iterator[Product]:
    c = tables.variants.c
    query = sa.select(tables.variants).where(c.product_id.in_([row["id"] for row in found]))
    of_product: dict[str, list[rows.Row]] = {}
    for row in run(query.order_by(c.position)):
        of_product.setdefault(row["product_id"], []).append(row)
    for row in found:
        yield rows.to_product(row, of_product.get(row["id"], ()))
