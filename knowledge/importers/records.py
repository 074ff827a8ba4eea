"""Records from rows of the native format that were found to be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from knowledge.importers.checks import number
from knowledge.importers.option_names import named
from knowledge.model import (
    Money,
    Product,
    Range,
    Review,
    ShopInfo,
    SizeChart,
    SizeRow,
    Variant,
)
from knowledge.money import decimals


def product(value: Mapping[str, Any]) -> Product:
    rating = number(value.get("rating"))
    return Product(
        id=text(value["id"]),
        title=text(value["title"]),
        variants=tuple(_variant(variant) for variant in value["variants"]),
        description=(value.get("description") or "").strip(),
        brand=text(value.get("brand")),
        category=text(value.get("category")),
        url=text(value.get("url")),
        image=text(value.get("image")),
        tags=_texts(value.get("tags") or ()),
        attributes=_attributes(value.get("attributes") or {}),
        # Shops write 0 for "not rated yet"; the scale begins at 1.
        rating=rating or None,
        rating_count=value.get("rating_count"),
        size_chart=text(value.get("size_chart")) or None,
        images=_texts(value.get("images") or ()),
    )


def _variant(value: Mapping[str, Any]) -> Variant:
    price = _money(value["price"], value["currency"])
    before = value.get("list_price")
    list_price = None if before in (None, "") else _money(before, value["currency"])
    others = [_money(amount, code) for code, amount in (value.get("prices") or {}).items()]
    return Variant(
        sku=text(value["sku"]),
        price=price,
        options=options(value.get("options") or {}),
        stock=value.get("stock"),
        # Many shops repeat the price as "compare at" where there is no sale.
        list_price=list_price if list_price and list_price.amount > price.amount else None,
        other_prices=tuple(money for money in others if money.currency != price.currency),
        barcode=text(value.get("barcode")),
        image=text(value.get("image")),
    )


def _money(amount: object, code: str) -> Money:
    """The amount with as many decimals as its currency has."""
    currency = code.strip().upper()
    exact = (number(amount) or Decimal(0)).quantize(Decimal(1).scaleb(-decimals(currency)))
    return Money(exact, currency)


def options(values: Mapping[str, Any]) -> dict[str, str]:
    """Options in the form that `Variant.options` has them."""
    worded = {name: text(value) for name, value in values.items()}
    return named({name: value for name, value in worded.items() if value})


def size_chart(value: Mapping[str, Any]) -> SizeChart:
    rows = tuple(_size_row(row) for row in value["rows"])
    identifier = text(value["id"])
    return SizeChart(identifier, text(value.get("title")) or identifier, rows)


def _size_row(value: Mapping[str, Any]) -> SizeRow:
    return SizeRow(
        size=text(value["size"]),
        labels={name: text(label) for name, label in value.get("labels", {}).items()},
        measures={
            name: Range(Decimal(low), Decimal(high))
            for name, (low, high) in value.get("measures", {}).items()
        },
    )


def review(value: Mapping[str, Any]) -> Review:
    written = value.get("date")
    return Review(
        id=text(value["id"]),
        product_id=text(value["product_id"]),
        rating=value["rating"],
        text=value["text"].strip(),
        title=text(value.get("title")),
        author=text(value.get("author")),
        written=date.fromisoformat(written) if written else None,
        sample=value.get("sample", False),
    )


def shop(value: Mapping[str, Any]) -> ShopInfo:
    """The shop's name, tagline and every other single value that its file has."""
    details = {
        name: text(item)
        for name, item in value.items()
        if name not in {"name", "tagline"} and not isinstance(item, (dict, list))
    }
    return ShopInfo(text(value["name"]), text(value.get("tagline")), details)


def text(value: object) -> str:
    """A value as one line of text; figures without an exponent."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join((f"{value:f}" if isinstance(value, Decimal) else str(value)).split())


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(text, values))))


def _attributes(values: Mapping[str, Any]) -> dict[str, str]:
    worded = {
        text(name): ", ".join(_texts(value)) if isinstance(value, list) else text(value)
        for name, value in values.items()
    }
    return {name: value for name, value in worded.items() if name and value}
