"""Shipping rates from the tables of policy pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.countries import country_code, country_name
from knowledge.importers.grids import Table, TableRow, is_blank
from knowledge.importers.report import RowError
from knowledge.model import Money, ShippingRate
from knowledge.money import parse_money

COLUMNS = {
    "countries": "countries",
    "country": "countries",
    "method": "method",
    "carrier": "carrier",
    "cost": "cost",
    "free from": "free_from",
    "delivery time": "time",
}
REQUIRED = {"countries": "Countries", "method": "Method", "cost": "Cost", "time": "Delivery time"}

ANYWHERE_ELSE = frozenset(
    {"rest of the world", "rest of world", "all other countries", "other countries"}
)
FREE, NOT_SERVED = "free", "not served"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: its file and the section that its rates belong to."""

    file: str
    section_id: str


@dataclass(frozen=True, slots=True)
class FoundRate:
    """A rate and the row that gives it."""

    file: str
    line: int
    rate: ShippingRate


@dataclass(frozen=True, slots=True)
class _Row:
    """One row's cells by our name of the column; `currency` is that of its table."""

    place: Place
    line: int
    cells: Mapping[str, str]
    currency: str | None

    def error(self, column: str, reason: str) -> RowError:
        return RowError(self.place.file, self.line, REQUIRED.get(column, "Free from"), reason)


def is_rate_table(table: Table) -> bool:
    """Whether a table has both countries and costs."""
    return {"countries", "cost"} <= set(_names(table.header))


def read_rates(
    table: Table, place: Place, default_currency: str | None
) -> Iterator[FoundRate | RowError]:
    """The rates of a table, with an error for each cell that cannot be read."""
    names = _names(table.header)
    missing = [title for name, title in REQUIRED.items() if name not in names]
    for title in missing:
        yield RowError(place.file, table.header.line, title, "is missing from the table's header")
    if missing:
        return
    currency = _currency(table, names) or default_currency
    for row in table.rows:
        cells = dict(zip(names, row.cells, strict=False))
        yield from _rates(_Row(place, row.line, cells, currency))


def method_name(text: str) -> str:
    """One of "standard", "express" and "pickup", or the shop's own word in lower case."""
    plain = " ".join(text.lower().split())
    if re.match(r"(pick-? ?up|click (and|&) collect|collect)", plain):
        return "pickup"
    return next((name for name in ("standard", "express") if name in plain.split()), plain)


def _names(header: TableRow) -> list[str]:
    titles = [" ".join(cell.lower().split()) for cell in header.cells]
    return [COLUMNS.get(title, title) for title in titles]


def _currency(table: Table, names: list[str]) -> str | None:
    """The currency of the first amount that names one; a table's "free" is in it too."""
    money_columns = [i for i, name in enumerate(names) if name in {"cost", "free_from"}]
    for row in table.rows:
        for i in money_columns:
            try:
                return parse_money(row.cells[i]).currency
            except (ValueError, IndexError):
                continue
    return None


def _rates(row: _Row) -> Iterator[FoundRate | RowError]:
    countries = list(_countries(row))
    cost = _cost(row)
    free_from = _free_from(row)
    method = method_name(row.cells["method"])
    errors = [found for found in (*countries, cost, free_from) if isinstance(found, RowError)]
    if not method or is_blank(method):
        errors.append(row.error("method", "is empty"))
    time = "" if is_blank(row.cells["time"]) else row.cells["time"]
    if not time and cost is not None:
        errors.append(row.error("time", "is empty"))
    yield from errors
    if errors or isinstance(cost, RowError) or isinstance(free_from, RowError):
        return
    carrier = row.cells.get("carrier", "")
    for country in countries:
        rate = ShippingRate(
            country=str(country),
            method=method,
            cost=cost,
            time=time,
            carrier="" if is_blank(carrier) else carrier,
            free_from=free_from,
            section_id=row.place.section_id,
        )
        yield FoundRate(row.place.file, row.line, rate)


def _countries(row: _Row) -> Iterator[str | RowError]:
    names = list(_country_names(row.cells["countries"]))
    if not names:
        yield row.error("countries", "is empty")
    for name in names:
        plain = name.lower().removeprefix("the ")
        code = ShippingRate.ANYWHERE_ELSE if plain in ANYWHERE_ELSE else country_code(name)
        yield code or row.error("countries", f"{name!r} is not a country that we know")


def _country_names(cell: str) -> Iterator[str]:
    """Split at commas, and at "and" where that does not belong to a name."""
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", cell))):
        whole = part.removeprefix("and ").strip()
        yield from [whole] if country_code(whole) else re.split(r"\s+(?:and|&|or)\s+", whole)


def _cost(row: _Row) -> Money | RowError | None:
    cell = row.cells["cost"].strip().lower()
    return None if cell == NOT_SERVED else _money(row, "cost")


def _free_from(row: _Row) -> Money | RowError | None:
    return None if is_blank(row.cells.get("free_from", "")) else _money(row, "free_from")


def _money(row: _Row, column: str) -> Money | RowError:
    cell = row.cells[column].strip()
    try:
        money = parse_money("0" if cell.lower() == FREE else cell, row.currency)
    except ValueError as error:
        hint = "" if column == "free_from" else f"; {FREE!r} and {NOT_SERVED!r} are possible too"
        return row.error(column, f"{error}{hint}")
    return money if money.amount >= 0 else row.error(column, f"is negative ({cell})")


class Doubles:
    """Notices two rates for one country and method, of which one must be wrong."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], FoundRate] = {}

    def check(self, found: FoundRate) -> RowError | None:
        """An error where an earlier row gave this rate already."""
        key = (found.rate.country, found.rate.method)
        first = self._seen.setdefault(key, found)
        if first is found:
            return None
        anywhere = found.rate.country == ShippingRate.ANYWHERE_ELSE
        name = "the rest of the world" if anywhere else country_name(found.rate.country)
        reason = (
            f"{name} already has a rate for {found.rate.method} delivery"
            f" at {first.file}:{first.line}"
        )
        return RowError(found.file, found.line, REQUIRED["countries"], reason)
