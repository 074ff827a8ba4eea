"""Records to table rows and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from knowledge.digest import digest, searched
from knowledge.model import (
    Money,
    PolicySection,
    Product,
    Range,
    Review,
    ShippingRate,
    SizeChart,
    SizeRow,
    Variant,
)

Row = Mapping[str, Any]

# No currency has more than four decimals.
SCALE = 10_000
LARGEST = 2**63 - 1

NOT_IN_PRODUCT = {"position", "stars", "digest", "record"}


def scaled(number: Decimal, rounding: str = ROUND_FLOOR) -> int:
    """A number as databases compare it: in whole ten-thousandths, at most what 64 bits hold."""
    whole = int((number * SCALE).to_integral_value(rounding))
    return max(-LARGEST, min(whole, LARGEST))


def scaled_up(number: Decimal) -> int:
    """`scaled` for a lower bound."""
    return scaled(number, ROUND_CEILING)


def product_row(product: Product) -> dict[str, Any]:
    """All but its position, which is no part of the record."""
    row = {
        "id": product.id,
        "title": product.title,
        "description": product.description,
        "brand": product.brand,
        "category": product.category,
        "url": product.url,
        "image": product.image,
        "images": list(product.images),
        "tags": list(product.tags),
        "attributes": dict(product.attributes),
        "rating": None if product.rating is None else str(product.rating),
        "stars": None if product.rating is None else scaled(product.rating),
        "rating_count": product.rating_count,
        "size_chart": product.size_chart,
    }
    record = digest([list(row.values()), [list(v.values()) for v in variant_rows(product)]])
    return {**row, "digest": searched(product), "record": record}


def variant_rows(product: Product) -> list[dict[str, Any]]:
    return [
        {
            "sku": variant.sku,
            "product_id": product.id,
            "position": position,
            "options": dict(variant.options),
            "price": str(variant.price.amount),
            "amount": scaled(variant.price.amount),
            "list_price": None if variant.list_price is None else str(variant.list_price.amount),
            "currency": variant.price.currency,
            "other_prices": [[price.currency, str(price.amount)] for price in variant.other_prices],
            "stock": variant.stock,
            "barcode": variant.barcode,
            "image": variant.image,
        }
        for position, variant in enumerate(product.variants)
    ]


def to_product(row: Row, variants: Iterable[Row]) -> Product:
    values = {key: row[key] for key in row if key not in NOT_IN_PRODUCT}
    values["tags"], values["images"] = tuple(row["tags"]), tuple(row["images"])
    values["rating"] = None if row["rating"] is None else Decimal(row["rating"])
    return Product(**values, variants=tuple(_to_variant(variant) for variant in variants))


def _to_variant(row: Row) -> Variant:
    before, others = row["list_price"], row["other_prices"]
    return Variant(
        sku=row["sku"],
        price=Money(Decimal(row["price"]), row["currency"]),
        options=row["options"],
        stock=row["stock"],
        list_price=None if before is None else Money(Decimal(before), row["currency"]),
        other_prices=tuple(Money(Decimal(amount), currency) for currency, amount in others),
        barcode=row["barcode"],
        image=row["image"],
    )


def chart_row(chart: SizeChart) -> dict[str, Any]:
    rows = [
        {
            "size": row.size,
            "labels": dict(row.labels),
            "measures": {name: [str(r.low), str(r.high)] for name, r in row.measures.items()},
        }
        for row in chart.rows
    ]
    row = {"id": chart.id, "title": chart.title, "rows": rows}
    return {**row, "record": digest(row)}


def to_chart(row: Row) -> SizeChart:
    rows = tuple(
        SizeRow(
            size=entry["size"],
            labels=entry["labels"],
            measures={
                name: Range(Decimal(low), Decimal(high))
                for name, (low, high) in entry["measures"].items()
            },
        )
        for entry in row["rows"]
    )
    return SizeChart(id=row["id"], title=row["title"], rows=rows)


def review_row(review: Review) -> dict[str, Any]:
    row = asdict(review)
    return {**row, "record": digest(row)}


def to_review(row: Row) -> Review:
    return Review(**{key: row[key] for key in row if key != "record"})


def section_row(section: PolicySection, position: int) -> dict[str, Any]:
    return {**asdict(section), "title_path": list(section.title_path), "position": position}


def to_section(row: Row) -> PolicySection:
    values = {key: row[key] for key in row if key != "position"}
    return PolicySection(**{**values, "title_path": tuple(row["title_path"])})


def rate_row(rate: ShippingRate, position: int) -> dict[str, Any]:
    money = rate.cost or rate.free_from
    return {
        "position": position,
        "country": rate.country,
        "method": rate.method,
        "carrier": rate.carrier,
        "cost": None if rate.cost is None else str(rate.cost.amount),
        "free_from": None if rate.free_from is None else str(rate.free_from.amount),
        "currency": None if money is None else money.currency,
        "time": rate.time,
        "section_id": rate.section_id,
    }


def to_rate(row: Row) -> ShippingRate:
    def money(amount: str | None) -> Money | None:
        return None if amount is None else Money(Decimal(amount), row["currency"])

    values = {key: row[key] for key in row if key not in {"position", "currency"}}
    values |= {"cost": money(row["cost"]), "free_from": money(row["free_from"])}
    return ShippingRate(**values)
