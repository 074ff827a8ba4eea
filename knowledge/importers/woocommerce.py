"""WooCommerce's product export (CSV), its columns in English.

Variations are rows of their own that name their parent as "id:44" or by its SKU, and stand
anywhere in the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from knowledge.importers.csv_table import TableRow, read_table
from knowledge.importers.families import Families
from knowledge.importers.interface import Options, Row, Sample
from knowledge.importers.report import LeftOut, Remark, RowError
from knowledge.importers.woocommerce_rows import product_row

COLUMNS = {"type", "name", "regular price"}

# "Regular price" where the export was made in another language.
TRANSLATED = {
    "regulärer preis", "normaler preis", "tarif régulier", "prix régulier", "precio normal",
    "precio habitual", "prezzo di listino", "prezzo regolare", "normale prijs", "reguliere prijs",
    "ordinarie pris", "normalpris", "vanlig pris", "cena regularna", "cena podstawowa",
    "běžná cena", "preço normal", "preço", "通常価格",
}  # fmt: skip

READ = {"simple", "external", "variable", "variation"}


def recognises(sample: Sample) -> bool:
    """Whether the columns are those of a WooCommerce export, in whatever language."""
    columns = set(sample.columns)
    return columns >= COLUMNS or (sample.columns[:1] == ("id",) and bool(columns & TRANSLATED))


def read(path: Path, options: Options) -> Iterator[Row]:
    """One row a product with its variations; what is not published is left out."""
    first = next((row for row in read_table(path) if isinstance(row, TableRow)), None)
    if first and not first.cells.keys() >= COLUMNS:
        reason = "is no column: set the language of your WordPress profile to English, export again"
        yield RowError(str(path), 1, "Regular price", reason)
        return
    parents, children = _outline(path)
    families = Families[TableRow](children)
    for row in read_table(path):
        if isinstance(row, RowError):
            yield row
            continue
        if row["Visibility in catalog"] == "hidden":
            reason = "is hidden, but imported: make it a draft if it is not for sale"
            yield Remark(row.file, row.line, "Visibility in catalog", reason)
        yield from _placed(row, parents, families, options)


def _placed(
    row: TableRow,
    parents: Mapping[str, tuple[str, str]],
    families: Families[TableRow],
    options: Options,
) -> Iterator[Row]:
    """What can be told as soon as `row` is read."""
    reason, family = _left_out(row), None
    if "variation" in _types(row):
        if row["Parent"] not in parents:
            yield row.error("Parent", f"{row['Parent']!r} is not in the file as a variable product")
            return
        key, of_parent = parents[row["Parent"]]
        reason = reason or (of_parent and f"belongs to a product that {of_parent}")
        family = families.add_child(key, None if reason else row)
    elif "variable" in _types(row) and not reason:
        family = families.add_parent(str(row.line), row)
    elif not reason:
        yield product_row(row, (), options)
    if reason:
        yield LeftOut(row.file, row.line, "", reason)
    if family and family.children:
        yield product_row(family.parent, family.children, options)
    elif family:
        parent = family.parent
        yield LeftOut(parent.file, parent.line, "", "has no variations that are for sale")


def _outline(path: Path) -> tuple[dict[str, tuple[str, str]], Counter[str]]:
    """A first reading.

    By each name of a variable product: its key, and why it is left out if it is. By each key:
    how many variations the product has.
    """
    parents: dict[str, tuple[str, str]] = {}
    named = Counter[str]()
    for row in read_table(path):
        if isinstance(row, RowError):
            continue
        if "variation" in _types(row):
            named[row["Parent"]] += 1
        elif "variable" in _types(row):
            for name in filter(None, (row["ID"] and f"id:{row['ID']}", row["SKU"])):
                parents.setdefault(name, (str(row.line), _left_out(row)))
    children = Counter[str]()
    for name, number in named.items():
        children[parents.get(name, ("", ""))[0]] += number
    return parents, children


def _types(row: TableRow) -> set[str]:
    """The types of a row: "simple, downloadable, virtual" is three."""
    return {part.strip().lower() for part in row["Type"].split(",")}


def _left_out(row: TableRow) -> str:
    """Why the row is not for sale by itself, or an empty text."""
    published, types = row["Published"], _types(row)
    if published not in {"", "1"}:
        return "is a draft" if published == "-1" else "is not published"
    if "grouped" in types:
        return "is a group of products that are imported one by one"
    if not types & READ:
        return f"is of type {row['Type']!r}, which is not read"
    return ""
