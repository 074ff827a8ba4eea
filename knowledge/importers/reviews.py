"""Reviews with stars from review apps and shop systems, as CSV, JSON or Google's XML.

Judge.me, Loox, Yotpo, Okendo, Stamped, Shopify and WordPress export other columns for the
same things; see `review_fields`. E-mail addresses are never read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from knowledge.importers.cells import filled
from knowledge.importers.html import to_text
from knowledge.importers.interface import Options, ProductReference, RawRow, Row, Sample
from knowledge.importers.report import LeftOut, Remark, RowError
from knowledge.importers.review_fields import (
    TABLES,
    WRAPPED,
    Entry,
    has,
    names_within,
    read_entries,
)
from knowledge.importers.review_values import day, order_of, stars, whole_stars

NATIVE = {"product_id", "rating", "text"}
REFERENCES = ("id", "sku", "barcode", "url", "title")

# What says that shoppers do not see a review.
UNSEEN = frozenset(
    {"unpublished", "hidden", "pending", "rejected", "disapproved", "spam", "trash", "archived"}
    | {"draft", "not-yet", "false", "no", "0", "inactive", "disabled"}
)
YES = frozenset({"true", "yes", "1"})


def recognises(sample: Sample) -> bool:
    """Whether the columns have stars, words and a product, and the file is not in our own form."""
    if sample.head.lstrip().startswith("<"):
        return "<review>" in sample.head and "<overall" in sample.head
    is_table = sample.suffix in TABLES
    if not is_table and sample.path.stem == "reviews" and set(sample.columns) >= NATIVE:
        return False
    columns = names_within(sample.head) if WRAPPED.match(sample.head) else sample.columns
    names_product = any(has(columns, f"product {kind}") for kind in REFERENCES)
    return names_product and has(columns, "rating", "text")


def read(path: Path, _options: Options) -> Iterator[Row]:
    """One row a review; what shoppers do not see is left out."""
    order = order_of(entry["date"] for entry in read_entries(path) if isinstance(entry, Entry))
    has_parts = False
    for entry in read_entries(path):
        if isinstance(entry, RowError):
            yield entry
        elif reason := _left_out(entry):
            yield LeftOut(entry.file, entry.line, "", reason)
        else:
            rating = _stars(entry)
            if not has_parts and isinstance(rating, Decimal) and rating % 1:
                has_parts = True
                reason = "has parts of stars, which were read as whole ones: 4.5 as 4"
                yield Remark(entry.file, entry.line, entry.label("rating"), reason)
            yield _review(entry, rating, order)


def _left_out(entry: Entry) -> str:
    """Why a review is not for the shop's assistant, or an empty text."""
    unseen = next((s for s in entry.all("status") if s.lower().replace(" ", "-") in UNSEEN), "")
    if unseen or entry["hidden"].lower() in YES:
        return f"is not published ({entry.label('status')} {unseen})" if unseen else "is hidden"
    if entry["kind"] not in {"", "review"}:
        return f"is of the kind {entry['kind']!r}, not a review"
    if entry["parent"] not in {"", "0"}:
        return "is an answer to a review"
    return "" if entry["text"] or entry["title"] else "has stars, but no words"


def _stars(entry: Entry) -> Decimal | RowError:
    if not entry["rating"]:
        return entry.error("rating", "is missing")
    try:
        return stars(entry["rating"])
    except ValueError as error:
        return entry.error("rating", str(error))


def _date(entry: Entry, order: str) -> str | RowError:
    try:
        return day(entry["date"], order).isoformat() if entry["date"] else ""
    except ValueError as error:
        return entry.error("date", str(error))


def _review(entry: Entry, rating: Decimal | RowError, order: str) -> RawRow:
    written, names = _date(entry, order), tuple(_names(entry))
    errors = [found for found in (rating, written) if isinstance(found, RowError)]
    if not names:
        errors.append(entry.error("product id", "is missing, and nothing else names the product"))
    title, words = to_text(entry["title"]), to_text(entry["text"])
    value = filled(
        id=entry["id"] or _made_id(entry),
        # What is missing has its error already: anything in its place adds none.
        product_id="?",
        rating=whole_stars(rating) if isinstance(rating, Decimal) else 1,
        title=title if words else "",
        text=words or title,
        author="" if "@" in entry["author"] else entry["author"],
        date=written if isinstance(written, str) else "",
    )
    labels = {name: entry.label(name) for name in ("id", "rating", "title", "text", "date")}
    product = next((f"product {kind}" for kind in REFERENCES if entry[f"product {kind}"]), "")
    return RawRow(
        entry.file,
        entry.line,
        value,
        kind="review",
        columns=labels | {"product_id": entry.label(product) if product else "product id"},
        errors=tuple(errors),
        product=ProductReference(names) if names else None,
    )


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    for kind in REFERENCES:
        for name in entry.all(f"product {kind}"):
            # Shopify's API writes "gid://shopify/Product/555".
            yield kind, name.rpartition("/")[2] if name.startswith("gid://") else name


def _made_id(entry: Entry) -> str:
    """An id that the same review has at each import."""
    parts = [*(text for _, text in _names(entry)), entry["author"], entry["date"], entry["text"]]
    digest = hashlib.sha256("\0".join([*parts, entry["title"]]).encode("utf-8", "replace"))
    return digest.hexdigest()[:20]
