"""A mapping file to start from, guessed from what a file calls its columns or fields."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from knowledge.importers import native
from knowledge.importers.interface import RawRow
from knowledge.importers.mapping import read_records
from knowledge.importers.option_names import option_name
from knowledge.importers.report import RowError
from knowledge.importers.text_files import decode, read_utf8

# Names under which files have our fields, the best first, without signs and in lower case.
PRODUCT = {
    "id": "id productid itemid articleid articlenumber artikelnummer handle parentid sku ean",
    "title": "title name productname producttitle bezeichnung produktname titel nom",
    "description": "description longdescription bodyhtml body beschreibung details",
    "brand": "brand vendor manufacturer marke hersteller marque",
    "category": "category categories producttype type kategorie categorie",
    "url": "url link producturl permalink",
    "image": "image imageurl imagelink thumbnail img picture bild",
    "images": "images imageurls gallery pictures bilder additionalimages",
    "tags": "tags keywords labels",
    "rating": "rating averagerating stars",
    "rating_count": "ratingcount reviewcount numreviews",
}
VARIANT = {
    "sku": "sku variantsku articlenumber artikelnummer itemnumber code",
    "price": "price sellingprice grossprice amount preis prix",
    "list_price": "listprice compareatprice originalprice regularprice msrp rrp uvp",
    "currency": "currency currencycode waehrung",
    "stock": "stock quantity qty inventory inventoryquantity stockquantity bestand lager",
    "barcode": "barcode ean gtin upc",
}
REVIEW = {
    "rating": "rating stars score",
    "text": "comment text body review content",
    "title": "title headline",
    "author": "author reviewername reviewer name user",
    "date": "date created createdat",
}
GROUPS = "groupid itemgroupid parentid parentsku productid handle id"
ATTRIBUTES = "material weight width height depth length warrantyinformation warranty gender fabric"
LISTS = {"variants": "variants skus offers", "reviews": "reviews ratings comments"}
CUT = {"tags", "images"}

Names = dict[str, Any]


def starter(path: Path) -> str | RowError:
    """The text of a mapping file that reads `path`, for its owner to complete."""
    keys = _rows_below(path)
    records = read_records(path, keys)
    first = next(records, RowError(str(path), 0, "", "holds no rows"))
    if isinstance(first, RowError):
        return first
    second = next(records, None)
    follows = second.value if isinstance(second, RawRow) else {}
    return "\n".join(_lines(keys, first.value, follows)) + "\n"


def _lines(keys: list[str], row: Names, follows: Names) -> Iterator[str]:
    """The file, section by section."""
    fields = _flat(row)
    lists = {kind: _list_of(row, names.split()) for kind, names in LISTS.items()}
    within = _flat(row[lists["variants"]][0]) if lists["variants"] else fields
    product, variant = _claim(PRODUCT, fields), _claim(VARIANT, within)
    shared = (
        name for name in _matching(GROUPS.split(), fields) if row.get(name) == follows.get(name)
    )
    group = "" if lists["variants"] else next(shared, "")
    product |= {"id": group} if group else {}
    options = [name for name in within if option_name(name) in {"size", "color"}]
    attributes = [name for name in _matching(ATTRIBUTES.split(), fields) if name not in options]
    yield "# Which of the file's columns fills which field. Complete and correct it, then run:"
    yield "#   shopbot catalog import FILE --map THIS_FILE"
    yield from [f"rows: {_word('.'.join(keys))}"] if keys else []
    yield from (
        []
        if "currency" in variant
        else ["# currency: EUR    (or say with --currency what the prices are in)"]
    )
    yield "product:"
    in_cells = {
        product[name] for name in CUT & product.keys() if isinstance(fields[product[name]], str)
    }
    yield from _section(product, required=("id", "title"), cut_up=in_cells)
    yield from _group("attributes", attributes)
    yield "variants:"
    yield from [f"  group_by: {_word(group)}"] if group else []
    yield from [f"  list: {_word(lists['variants'])}"] if lists["variants"] else []
    yield from _section(variant, required=("price",))
    yield from _group("options", options)
    if lists["reviews"]:
        yield from ["reviews:", f"  list: {_word(lists['reviews'])}"]
        claimed = _claim(REVIEW, _flat(row[lists["reviews"]][0]))
        yield from _section(claimed, required=("rating", "text"))
    used = {*product.values(), *variant.values(), *options, *attributes, *lists.values()}
    unused = [name for name in fields if name not in used]
    yield from [f"# Not used: {', '.join(unused)}"] if unused else []


def _section(
    claimed: Mapping[str, str], required: Iterable[str], cut_up: Collection[str] = ()
) -> Iterator[str]:
    for field in required:
        if field not in claimed:
            yield f"  {field}: TODO  # no column looks like it"
    for field, name in claimed.items():
        cut = f'{{column: {_word(name)}, separator: ","}}' if name in cut_up else _word(name)
        yield f"  {field}: {cut}"


def _group(group: str, names: Iterable[str]) -> Iterator[str]:
    lines = [f"    {_word(option_name(name.rpartition('.')[2]))}: {_word(name)}" for name in names]
    yield from [f"  {group}:", *lines] if lines else []


def _claim(wanted: Mapping[str, str], fields: Names) -> dict[str, str]:
    """The best name for each of our fields that has one."""
    best = {field: next(_matching(names.split(), fields), "") for field, names in wanted.items()}
    return {field: name for field, name in best.items() if name}


def _matching(names: Iterable[str], fields: Names) -> Iterator[str]:
    """The fields called so, in the order of `names`; "meta.barcode" is also a barcode."""
    for wanted in names:
        yield from (name for name in fields if _plain(name.rpartition(".")[2]) == wanted)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _flat(row: Names) -> Names:
    """Fields, and those of objects in them as dotted paths; lists of objects left out."""
    flat: Names = {}
    for name, value in row.items():
        if isinstance(value, dict):
            flat |= {f"{name}.{inner}": item for inner, item in value.items()}
        elif not _is_list_of_objects(value):
            flat[name] = value
    return flat


def _list_of(row: Names, names: Iterable[str]) -> str:
    """The field with a list of objects that is called so, or an empty text."""
    lists = {name: value for name, value in row.items() if _is_list_of_objects(value)}
    return next(_matching(names, lists), "")


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _rows_below(path: Path) -> list[str]:
    """The key of the list of rows where a JSON file holds one object; otherwise nothing."""
    data = read_utf8(path) if path.suffix.lower() in native.SUFFIXES else b""
    text = data if isinstance(data, RowError) or not data else decode(path, data)
    if not isinstance(text, str) or not text.lstrip().startswith("{"):
        return []
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return []
    lists = {name: len(rows) for name, rows in value.items() if _is_list_of_objects(rows)}
    own = _claim(PRODUCT, value)
    return [max(lists, key=lambda name: lists[name])] if lists and "title" not in own else []


def _word(name: str) -> str:
    """A name as YAML reads it back."""
    return name if re.fullmatch(r"[A-Za-z_][\w .()/-]*(?<! )", name) else json.dumps(name)
