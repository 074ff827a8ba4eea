"""Cells of a shop system's table as values of the native form.

What is no number stays a text, so that the check of all forms names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from knowledge.importers.option_names import option_name

# A longer value is no attribute but a text; the native form refuses it.
LONGEST_ATTRIBUTE = 2000


def whole(text: str) -> int | str | None:
    """A quantity: "3" and "3.0000" are 3, 2.5 metres are 2 whole ones, nothing is ``None``."""
    if not text:
        return None
    return int(Decimal(text)) if re.fullmatch(r"-?\d{1,12}(\.\d+)?", text) else text


def in_stock(quantity: int | str | None, *, orderable: bool) -> int | str | None:
    """Stock of a variant that may be below zero, as it is after overselling.

    `orderable`: it can be ordered when there is none left, so 0 would be wrong.
    """
    if isinstance(quantity, int) and quantity <= 0:
        return None if orderable else 0
    return quantity


def is_amount(text: str) -> bool:
    """Whether `text` is a figure such as 89.90."""
    return re.fullmatch(r"\d+(\.\d+)?", text) is not None


def prices(regular: str, reduced: str) -> dict[str, str]:
    """Price and list price of a variant whose reduced price counts now, if it has one."""
    if not reduced:
        return {"price": regular}
    return {"price": reduced, "list_price": regular} if regular else {"price": reduced}


def split(text: str, separator: str = ",") -> list[str]:
    """The parts of a list in one cell; a separator after a backslash is part of a name."""
    parts = re.split(rf"(?<!\\){re.escape(separator)}", text)
    return [part.replace(f"\\{separator}", separator).strip() for part in parts if part.strip()]


def categories(paths: Iterable[Iterable[str]]) -> tuple[str, list[str]]:
    """The deepest path written "A > B", the first of several, and the names of the others."""
    found = [tuple(path) for path in paths]
    deepest = max(found, key=len, default=())
    others = [path[-1] for path in found if path and path != deepest[: len(path)]]
    return " > ".join(deepest), others


def sku_of(product: str, values: Iterable[str]) -> str:
    """A SKU for a variant that has none: the same at each import."""
    return "/".join([product, *values])[:200]


def attributes(values: Mapping[str, Any]) -> dict[str, str]:
    """The attributes that hold something and are short enough to be one; a list as one text."""
    joined = {
        name: ", ".join(value) if isinstance(value, list) else str(value)
        for name, value in values.items()
        if value is not None
    }
    return {
        name: text for name, text in joined.items() if name and 0 < len(text) <= LONGEST_ATTRIBUTE
    }


def own_options(attributes: Mapping[str, str]) -> dict[str, str]:
    """Size and colour of a product that comes in one form, from its attributes."""
    return {
        name: value
        for name, value in attributes.items()
        if option_name(name) in {"size", "color"} and not re.search("[,|]", value)
    }


def filled(**fields: Any) -> dict[str, Any]:
    """The fields that hold something; a field that may be absent needs no value."""
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}
