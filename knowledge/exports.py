"""Records as rows of the native form: what `knowledge.importers.records` reads back the same.

Fields that say nothing are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.model import Money, Product, Range, Review, ShopInfo, SizeChart, Variant


def product(value: Product) -> dict[str, Any]:
    """One line of catalog.jsonl."""
    return {
        "id": value.id,
        "title": value.title,
        **_said(
            description=value.description,
            brand=value.brand,
            category=value.category,
            url=value.url,
            image=value.image,
            images=list(value.images),
            tags=list(value.tags),
            attributes=dict(value.attributes),
            rating=None if value.rating is None else str(value.rating),
            rating_count=value.rating_count,
            size_chart=value.size_chart,
        ),
        "variants": [_variant(variant) for variant in value.variants],
    }


def _variant(value: Variant) -> dict[str, Any]:
    return {
        "sku": value.sku,
        "options": dict(value.options),
        "price": str(value.price.amount),
        "currency": value.price.currency,
        "stock": value.stock,
        **_said(
            list_price=value.list_price and str(value.list_price.amount),
            prices=_amounts(value.other_prices),
            barcode=value.barcode,
            image=value.image,
        ),
    }


def size_chart(value: SizeChart) -> dict[str, Any]:
    """One line of size_charts.jsonl."""
    rows = [
        {
            "size": row.size,
            "labels": dict(row.labels),
            "measures": {name: _ends(measure) for name, measure in row.measures.items()},
        }
        for row in value.rows
    ]
    return {"id": value.id, "title": value.title, "rows": rows}


def review(value: Review) -> dict[str, Any]:
    """One line of reviews.jsonl."""
    return {
        "id": value.id,
        "product_id": value.product_id,
        "rating": value.rating,
        "text": value.text,
        **_said(
            title=value.title,
            author=value.author,
            date=value.written and value.written.isoformat(),
            sample=value.sample or None,
        ),
    }


def shop(value: ShopInfo) -> dict[str, str]:
    """What shop.yaml holds."""
    return {"name": value.name, **_said(tagline=value.tagline), **value.details}


def _said(**fields: Any) -> dict[str, Any]:
    """The fields with a value; 0 is one."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _amounts(prices: Iterable[Money]) -> Mapping[str, str]:
    return {price.currency: str(price.amount) for price in prices}


def _ends(measure: Range) -> list[float]:
    return [float(measure.low), float(measure.high)]
