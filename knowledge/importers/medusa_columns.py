"""The columns of Medusa's product exports, which say currencies and regions of prices."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.importers.csv_table import delimiter_of
from knowledge.importers.report import RowError
from knowledge.importers.text_files import text_lines
from knowledge.money import is_currency

BOTH = (
    "id|title|created at|deleted at|updated at|height|length|width|weight|hs code|mid code"
    "|material|metadata|origin country|thumbnail"
)
PRODUCT = (
    "handle|status|description|subtitle|external id|discountable|is giftcard|collection"
    "|collection id|collection title|collection handle|type|type id|tags|profile name"
    "|profile type|shipping profile|shipping profile id"
    r"|(?:image|tag|category|sales channel) \d+(?: id| name| handle| description)?"
)
VARIANT = (
    "sku|upc|ean|barcode|manage inventory|allow backorder|product id|variant rank|product"
    r"|inventory items|inventory quantity|image \d+|option \d+ (?:id|name|value|is exclusive)"
)
# The columns of version 1 that do not begin with "Product" or "Variant".
OTHER = (
    r"(?:option \d+ (?:name|value)|image \d+ url|sales channel \d+ (?:id|name|description)"
    r"|shipping profile id)"
)
KNOWN = re.compile(
    rf"product (?:{BOTH}|{PRODUCT})|variant (?:{BOTH}|{VARIANT})|{OTHER}", re.IGNORECASE
)
PRICE = re.compile(
    r"(?P<version_2>variant )?price (?:(?P<region>\S.*) \[(?P<in>[a-z]{3})\]|(?P<code>[a-z]{3}))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PriceColumn:
    """A column of prices. `region` is empty for the price of all regions without their own."""

    name: str
    currency: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """A file's columns. `unknown` are those of somebody else, `errors` what is wrong."""

    names: tuple[str, ...]
    prices: tuple[PriceColumn, ...]
    unknown: tuple[str, ...]
    errors: tuple[RowError, ...]

    @property
    def lowered(self) -> frozenset[str]:
        """All names in lower case."""
        return frozenset(name.lower() for name in self.names)

    @property
    def is_version_1(self) -> bool:
        """Whether the prices are named as Medusa 1 names them."""
        return any(column.name.lower().startswith("price ") for column in self.prices)


def price_columns(columns: Columns) -> Iterator[PriceColumn]:
    """The columns of prices that are no region's."""
    return (column for column in columns.prices if not column.region)


def read_columns(path: Path) -> Columns | RowError:
    """The columns of a file, or why it cannot be read."""
    first = next(text_lines(path), RowError(str(path), 0, "", "is empty"))
    if isinstance(first, RowError):
        return first
    try:
        cells = next(csv.reader([first], delimiter=delimiter_of(first)), [])
    except csv.Error as error:
        return RowError(str(path), 1, "", f"is broken CSV: {error}")
    names = tuple(name.strip() for name in cells)
    prices, unknown, errors = [], [], []
    for name in filter(None, names):
        found = _price_column(path, name)
        if isinstance(found, RowError):
            errors.append(found)
        elif found:
            prices.append(found)
        elif name.lower().startswith(("product ", "variant ")) and not KNOWN.fullmatch(name):
            reason = "is no column of a Medusa export: remove it, or correct its name"
            errors.append(RowError(str(path), 1, name, reason))
        elif not KNOWN.fullmatch(name):
            unknown.append(name)
    if not prices and not errors:
        reason = "is missing: there must be at least one, such as 'Variant Price EUR'"
        errors.append(RowError(str(path), 1, "Variant Price", reason))
    return Columns(names, tuple(prices), tuple(unknown), tuple(errors))


def _price_column(path: Path, name: str) -> PriceColumn | RowError | None:
    match = PRICE.fullmatch(name)
    if match is None:
        return None
    code = (match["in"] or match["code"]).upper()
    region = match["region"] or ""
    if not is_currency(code):
        return RowError(str(path), 1, name, f"{code} is not an ISO 4217 currency")
    # Medusa 2 writes each word of a region with a capital. What is written otherwise comes
    # from another hand, and nothing in the file says whether the shop has such a region.
    if match["version_2"] and any(word[0] != word[0].upper() for word in region.split()):
        reason = f"Medusa exports no region {region!r}: write it as Medusa does, or remove it"
        return RowError(str(path), 1, name, reason)
    return PriceColumn(name, code, region)
