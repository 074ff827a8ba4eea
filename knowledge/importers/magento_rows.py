"""One Magento product with its variants as a row of the native form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from knowledge.importers import cells
from knowledge.importers.csv_table import TableRow
from knowledge.importers.html import to_text
from knowledge.importers.interface import Options, RawRow
from knowledge.importers.report import RowError
from knowledge.importers.sales import is_running

NAMES = {
    "id": "sku", "title": "name", "description": "description", "category": "categories",
    "image": "base_image", "images": "additional_images", "attributes": "additional_attributes",
    "variants.sku": "sku", "variants.price": "price", "variants.list_price": "price",
    "variants.stock": "qty", "variants.image": "base_image",
}  # fmt: skip

# "color=Black, matt,size=M": a comma ends a value only before the next name.
PAIR = re.compile(r'"?(?P<name>\w+)"?=(?P<value>"(?:[^"]|"")*"|.*?)(?=,"?\w+"?=|$)', re.DOTALL)
BRANDS = ("brand", "manufacturer")
BARCODES = ("gtin", "ean", "barcode", "upc")


def variations(row: TableRow) -> dict[str, dict[str, str]]:
    """The options of each variant of a configurable product, by SKU."""
    labels = _pairs(row["configurable_variation_labels"])
    found: dict[str, dict[str, str]] = {}
    for text in row["configurable_variations"].split("|sku="):
        pairs = _pairs(f"sku={text.removeprefix('sku=')}") if text else {}
        if sku := pairs.pop("sku", ""):
            found[sku] = {labels.get(name) or _name(name): pairs[name] for name in pairs}
    return found


def product_row(
    row: TableRow, variants: Sequence[TableRow], options: Options, missing: Sequence[str] = ()
) -> RawRow:
    """The product of `row`; a simple product is its own only variant.

    `missing` are SKUs that the product names, but the file has no row for.
    """
    attributes = _attributes(row)
    chosen = variations(row) if variants else {row["sku"]: cells.own_options(attributes)}
    errors = [
        row.error("configurable_variations", f"names {sku!r}, which has no row") for sku in missing
    ]
    rows = variants or [row]
    sold = [_variant(each, chosen[each["sku"]], row, options, errors) for each in rows]
    varied = {name.lower() for names in chosen.values() for name in names}
    rest = {name: value for name, value in attributes.items() if name not in varied}
    brands = [rest.pop(name) for name in BRANDS if name in rest]
    for name in BARCODES:
        rest.pop(name, None)
    category, others = cells.categories(
        # The first name is the root of the shop's tree, which shoppers never see.
        cells.split(path, "/")[1:]
        for path in cells.split(row["categories"])
    )
    images = [_address(path) for path in cells.split(row["additional_images"])]
    image = _address(row["base_image"])
    value = cells.filled(
        id=row["sku"],
        title=row["name"],
        description=_description(row),
        brand=brands[0] if brands else "",
        category=category,
        image=image,
        images=[address for address in images if address != image],
        tags=others,
        attributes=cells.attributes(rest),
    )
    return RawRow(
        row.file,
        row.line,
        value | {"variants": sold},
        rows=1 + len(variants),
        variant_lines=tuple(each.line for each in rows),
        columns=NAMES,
        errors=tuple(errors),
    )


def _variant(
    row: TableRow,
    chosen: dict[str, str],
    parent: TableRow,
    options: Options,
    errors: list[RowError],
) -> dict[str, Any]:
    attributes = _attributes(row)
    variant = cells.filled(
        options=chosen,
        stock=_stock(row),
        barcode=next((attributes[name] for name in BARCODES if name in attributes), ""),
        image=_address(row["base_image"]) if row is not parent else "",
    )
    prices = _prices(row, options, errors)
    return variant | prices | {"sku": row["sku"], "currency": options.currency}


def _prices(row: TableRow, options: Options, errors: list[RowError]) -> dict[str, str]:
    regular, special = row["price"], row["special_price"]
    if not special:
        return cells.prices(regular, "")
    if not cells.is_amount(special):
        errors.append(row.error("special_price", f'"{special}" is not a price such as 89.90'))
        return cells.prices(regular, "")
    dates = (row["special_price_from_date"], row["special_price_to_date"])
    try:
        on = is_running(*dates, options.now)
    except ValueError as error:
        errors.append(row.error("special_price_from_date, special_price_to_date", str(error)))
        on = False
    return cells.prices(regular, special if on else "")


def _stock(row: TableRow) -> int | str | None:
    """What is left, ``None`` where nobody counts or it can be ordered all the same."""
    if row["is_in_stock"] == "0":
        return 0
    if row["manage_stock"] == "0" and row["use_config_manage_stock"] == "0":
        return None
    orderable = row["allow_backorders"] in {"1", "2"} and row["use_config_backorders"] != "1"
    return cells.in_stock(cells.whole(row["qty"]), orderable=orderable)


def _attributes(row: TableRow) -> dict[str, str]:
    pairs = _pairs(row["additional_attributes"])
    return {_name(name): ", ".join(cells.split(value, "|")) for name, value in pairs.items()}


def _pairs(text: str) -> dict[str, str]:
    """The pairs of "size=M,color=Blue" by name; a value may stand in quotes."""
    found = ((match["name"], match["value"].strip()) for match in PAIR.finditer(text))
    return {
        name: value[1:-1].replace('""', '"') if value[:1] == '"' else value for name, value in found
    }


def _name(code: str) -> str:
    return code.replace("_", " ").lower()


def _description(row: TableRow) -> str:
    texts = map(to_text, (row["short_description"], row["description"]))
    return "\n\n".join(dict.fromkeys(filter(None, texts)))


def _address(path: str) -> str:
    """A picture's address: the export has paths below Magento's media folder."""
    if not path or path == "no_selection" or "://" in path:
        return "" if path == "no_selection" else path
    return f"/media/catalog/product/{path.lstrip('/')}"
