"""One WooCommerce product with its variations as a row of the native form."""

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
    "id": "ID", "title": "Name", "description": "Description", "category": "Categories",
    "image": "Images", "images": "Images", "tags": "Tags", "url": "External URL",
    "brand": "Brands", "variants.sku": "SKU", "variants.price": "Regular price",
    "variants.list_price": "Regular price", "variants.stock": "Stock",
    "variants.image": "Images", "variants.barcode": "GTIN, UPC, EAN, or ISBN",
}  # fmt: skip
MEASURE = re.compile(r"(weight|length|width|height) \((.+)\)")


def product_row(row: TableRow, variations: Sequence[TableRow], options: Options) -> RawRow:
    """The product of `row`; without variations it is its own only variant."""
    identifier = row["ID"] or row["SKU"]
    attributes = _attributes(row)
    images = cells.split(row["Images"])
    category, others = cells.categories(
        cells.split(path, ">") for path in cells.split(row["Categories"])
    )
    own = {} if variations else cells.own_options(attributes)
    errors: list[RowError] = []
    variants = [
        _variant(each, _attributes(each) if variations else own, row, options, errors)
        for each in variations or [row]
    ]
    varied = {name for variant in variants for name in variant.get("options", ())}
    rest = {name: value for name, value in attributes.items() if name not in varied}
    value = cells.filled(
        id=identifier,
        title=_text(row["Name"]),
        description=_description(row),
        brand=next(iter(cells.split(row["Brands"])), "") or rest.pop("brand", ""),
        category=category,
        url=row["External URL"],
        image=images[0] if images else "",
        images=images[1:],
        tags=cells.split(row["Tags"]) + others,
        attributes=cells.attributes(rest | _measures(row)),
    )
    lines = tuple(each.line for each in variations or [row])
    return RawRow(
        row.file,
        row.line,
        value | {"variants": variants},
        rows=1 + len(variations),
        variant_lines=lines,
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
    sku = row["SKU"] or cells.sku_of(
        parent["SKU"] or f"id:{parent['ID']}", [row["ID"]] if row["ID"] else chosen.values()
    )
    variant = cells.filled(
        sku=sku,
        options=chosen,
        stock=_stock(row, parent),
        barcode=row["GTIN, UPC, EAN, or ISBN"],
        image=next(iter(cells.split(row["Images"])), "") if row is not parent else "",
    )
    return variant | _prices(row, options, errors) | {"currency": options.currency}


def _prices(row: TableRow, options: Options, errors: list[RowError]) -> dict[str, str]:
    regular, sale = _decimal(row["Regular price"]), _decimal(row["Sale price"])
    if not sale:
        return cells.prices(regular, "")
    if not cells.is_amount(sale):
        errors.append(row.error("Sale price", f'"{sale}" is not a price such as 89.90'))
        return cells.prices(regular, "")
    try:
        on = is_running(row["Date sale price starts"], row["Date sale price ends"], options.now)
    except ValueError as error:
        errors.append(row.error("Date sale price starts, ends", str(error)))
        on = False
    return cells.prices(regular, sale if on else "")


def _decimal(text: str) -> str:
    """A price; shops with a decimal comma export "12,50", never with a sign for thousands."""
    return text.replace(",", ".") if re.fullmatch(r"\d+,\d{1,2}", text) else text


def _stock(row: TableRow, parent: TableRow) -> int | str | None:
    """What is left, ``None`` where nobody counts or it can be ordered all the same."""
    if "0" in {row["In stock?"], parent["In stock?"]}:
        return 0
    holder = parent if row["Stock"].lower() == "parent" else row
    orderable = holder["In stock?"] == "backorder" or holder["Backorders allowed?"] in {
        "1",
        "notify",
    }
    return cells.in_stock(cells.whole(_text(holder["Stock"])), orderable=orderable)


def _attributes(row: TableRow) -> dict[str, str]:
    """Each attribute's values, as one text, under its name in lower case."""
    numbers = (m[1] for column in row.cells if (m := re.fullmatch(r"attribute (\d+) name", column)))
    found = {row[f"Attribute {n} name"]: row[f"Attribute {n} value(s)"] for n in numbers}
    return {
        _text(name).lower(): ", ".join(cells.split(_text(value)))
        for name, value in found.items()
        if name and value
    }


def _measures(row: TableRow) -> dict[str, str]:
    matches = ((MEASURE.fullmatch(column), cell) for column, cell in row.cells.items() if cell)
    return {m[1]: f"{'0' * cell.startswith('.')}{cell} {m[2]}" for m, cell in matches if m}


def _description(row: TableRow) -> str:
    texts = (_text(row["Short description"]), _text(row["Description"]))
    # Line ends come as a backslash and an n; WordPress shows them as line ends.
    lines = (re.sub(r"(?<!\\)\\n", "\n", text) for text in texts)
    marked = (text if "<p" in text else text.replace("\n", "<br>") for text in lines)
    return "\n\n".join(dict.fromkeys(filter(None, map(to_text, marked))))


def _text(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it as a formula."""
    return cell[1:] if re.match(r"'[=+\-@]", cell) else cell
