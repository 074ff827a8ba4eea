"""Google Merchant feeds: items become variants, grouped by `item_group_id`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

from knowledge.importers.cells import attributes
from knowledge.importers.google_feed import Item, attribute_name, read_items
from knowledge.importers.google_offers import ItemError, price_of, stock_of, wait_for
from knowledge.importers.html import to_text
from knowledge.importers.interface import Options, RawRow, Row, Sample
from knowledge.importers.report import RowError

NAMESPACE = "base.google.com/ns/1.0"
TABLE = {"id", "title", "link", "price", "availability"}

# Always what tells variants apart; the second kind only where the items of a group differ.
OPTIONS = ("size", "color")
ATTRIBUTES_OR_OPTIONS = ("material", "pattern", "gender", "age_group")
ATTRIBUTES = (
    "condition",
    "mpn",
    "size_type",
    "size_system",
    "multipack",
    "product_weight",
    "product_length",
    "product_width",
    "product_height",
    "energy_efficiency_class",
    "unit_pricing_measure",
    "certification",
)

COLUMNS = {
    "id": "item_group_id",
    "url": "link",
    "image": "image_link",
    "images": "additional_image_link",
    "category": "product_type",
    "variants.sku": "id",
    "variants.price": "price",
    "variants.list_price": "price",
    "variants.currency": "price",
    "variants.stock": "quantity",
    "variants.barcode": "gtin",
    "variants.image": "image_link",
    "variants.options": "size or color",
}


def recognises(sample: Sample) -> bool:
    """Whether this is a feed: by Google's namespace, or the columns that it requires."""
    if sample.head.lstrip().startswith("<"):
        return NAMESPACE in sample.head
    is_table = not sample.head.lstrip().startswith(("{", "["))
    return is_table and set(map(attribute_name, sample.columns)) >= TABLE


def read(path: Path, options: Options) -> Iterator[Row]:
    """A product for each group, in the order of their first items.

    A group's items may stand anywhere in a feed, so all are held before the first product.
    """
    groups: dict[str, list[Item]] = {}
    for item in read_items(path):
        if isinstance(item, RowError):
            yield item
        elif not (group := item["item_group_id"] or item["id"]):
            yield item.error("id", "is missing")
        else:
            groups.setdefault(group, []).append(item)
    for group in list(groups):
        yield from _product(group, groups.pop(group), options)


def _product(group: str, items: Sequence[Item], options: Options) -> Iterator[Row]:
    first, errors = items[0], []
    differing = tuple(
        name for name in ATTRIBUTES_OR_OPTIONS if len({item[name] for item in items}) > 1
    )
    variants = []
    for item in items:
        variant = _variant(item, (*OPTIONS, *differing), options)
        if isinstance(variant, RowError):
            errors.append(variant)
        else:
            variants.append(variant)
    if not variants:
        yield from errors
        return
    images = [url for item in items for url in _images(item)]
    value = {
        "id": group,
        "title": _title(items),
        "description": to_text(first["description"] or first["summary"] or first["content"]),
        "brand": first["brand"],
        "category": _category(first),
        "url": first["canonical_link"] or first["link"],
        "image": first["image_link"],
        "images": [url for url in dict.fromkeys(images) if url and url != first["image_link"]],
        "attributes": _attributes(items, differing),
        "variants": variants,
    }
    yield RawRow(
        first.file,
        first.line,
        value,
        rows=len(items),
        variant_lines=tuple(item.line for item in items) if not errors else (),
        columns=COLUMNS if first["item_group_id"] else {**COLUMNS, "id": "id"},
        errors=tuple(errors),
    )


def _images(item: Item) -> tuple[str, ...]:
    return (item["image_link"], *item.all("additional_image_link"))


def _variant(item: Item, names: Sequence[str], options: Options) -> dict[str, Any] | RowError:
    try:
        price, before = price_of(item, options)
        stock = stock_of(item)
    except ItemError as error:
        return item.error(error.attribute, str(error))
    return {
        "sku": item["id"],
        "options": {name.replace("_", " "): item[name] for name in names if item[name]},
        "price": str(price.amount),
        "list_price": str(before.amount) if before else None,
        "currency": price.currency,
        "stock": stock,
        "barcode": item["gtin"],
        "image": item["image_link"],
    }


def _category(item: Item) -> str:
    """The shop's own path, or Google's where that is given in words."""
    path = item["product_type"] or item["google_product_category"]
    parts = [part.strip() for part in path.split(">") if part.strip()]
    return "" if path.isdigit() else " > ".join(parts)


def _attributes(items: Sequence[Item], differing: Sequence[str]) -> dict[str, Any]:
    first = items[0]
    names = (*(name for name in ATTRIBUTES_OR_OPTIONS if name not in differing), *ATTRIBUTES)
    values: dict[str, Any] = {
        name.replace("_", " "): first[name] for name in names if _is_common(name, items)
    }
    values["highlights"] = list(first.all("product_highlight"))
    for detail in first.all("product_detail"):
        _, name, value = (*detail.split(":", 2), "", "")[:3]
        if name.strip() and value.strip():
            values[name.strip()] = value.strip()
    waits = dict.fromkeys(map(wait_for, items))
    dates = dict.fromkeys(item["availability_date"][:10] for item in items)
    if any(waits):
        values["availability"] = " ".join(filter(None, (*waits, *dates)))
    return attributes(values)


def _is_common(name: str, items: Sequence[Item]) -> bool:
    return bool(items[0][name]) and len({item[name] for item in items}) == 1


def _title(items: Sequence[Item]) -> str:
    """What the titles of a group have in common: shops add size and colour to each."""
    titles = [item["title"] for item in items]
    plain = {_without_options(item) for item in items}
    if len(set(titles)) == 1 or not all(titles):
        return titles[0]
    if len(plain) == 1 and (title := plain.pop()):
        return title
    words = zip(*(title.split() for title in titles), strict=False)
    common = takewhile(lambda same: len(set(same)) == 1, words)
    return _trimmed(" ".join(same[0] for same in common)) or titles[0]


def _without_options(item: Item) -> str:
    title = item["title"]
    for name in (*OPTIONS, *ATTRIBUTES_OR_OPTIONS):
        if item[name]:
            title = re.sub(
                rf"(?<!\w){re.escape(item[name])}(?!\w)", " ", title, flags=re.IGNORECASE
            )
    return _trimmed(re.sub(r"\(\s*[,/|-]?\s*\)|\[\s*\]", " ", title))


def _trimmed(title: str) -> str:
    """A title without the signs that stood before what was cut off."""
    return " ".join(title.split()).strip(" -–—|,/:;(")
