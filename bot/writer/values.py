"""Values for the slots of training data: invented, or read from a native catalogue."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.writer.data import DataError


@dataclass(frozen=True, slots=True)
class Stock:
    """What values are drawn from."""

    products: Sequence[str] = (
        "Harbour Parka", "Kestrel Backpack", "Alder Chinos", "Fjord Boots", "Lumen Desk Lamp",
        "Tarn Sandals", "Birch Cardigan", "Rowan Tent", "Skerry Kettle", "Vale Running Socks",
        "Dune Sneakers 3", "Moss Fleece", "Cove Swim Shorts", "Ember Headphones", "Pike Belt",
    )  # fmt: skip
    colors: Sequence[str] = (
        "blue", "black", "olive", "dark green", "grey", "sand", "red", "white", "navy", "rust",
    )  # fmt: skip
    sizes: Sequence[str] = ("S", "M", "L", "XL", "38", "39", "40", "41", "42", "43", "8.5", "32/34")
    countries: Sequence[str] = ("Spain", "France", "Norway", "Japan", "Portugal", "Ireland")
    reasons: Sequence[str] = (
        "waterproof membrane, warm lining", "organic cotton", "light, packs small",
        "long battery life", "padded straps, side pockets", "recycled wool", "easy to clean",
    )  # fmt: skip
    titles: Sequence[str] = ("Returns", "Paying", "Express delivery", "Customs")
    texts: Sequence[str] = (
        "You have 30 days to think it over", "Two large pockets and a hood", "Wash it by hand",
    )  # fmt: skip


def from_catalog(path: Path) -> Stock:
    """Titles, sizes and colours of a native catalogue (JSON lines). Raises DataError."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        titles = [str(row["title"]) for row in rows]
        options = [variant.get("options", {}) for row in rows for variant in row["variants"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: not a native catalogue in JSON lines: {error!r}") from error
    stock = Stock()
    sizes = list(dict.fromkeys(str(option["size"]) for option in options if "size" in option))
    colors = list(dict.fromkeys(str(option["color"]) for option in options if "color" in option))
    return replace(
        stock,
        products=titles or stock.products,
        sizes=sizes or stock.sizes,
        colors=colors or stock.colors,
    )


def invent(name: str, rng: random.Random, stock: Stock) -> str:
    """A value for the slot `name` ("price_2" is drawn like "price")."""
    base = name.rstrip("0123456789").rstrip("_")
    maker = _MAKERS.get(base)
    return maker(rng, stock) if maker else f"some {base}"


def _list(values: Sequence[str], rng: random.Random) -> str:
    chosen = rng.sample(list(values), min(len(values), rng.randint(1, 4)))
    return chosen[0] if len(chosen) == 1 else f"{', '.join(chosen[:-1])} and {chosen[-1]}"


def _titles(rng: random.Random, stock: Stock) -> str:
    chosen = rng.sample(list(stock.products), min(2, len(stock.products)))
    return " and ".join(f"the {title}" for title in chosen)


def _money(rng: random.Random, low: int, high: int) -> str:
    return f"€{rng.randint(low, high)}.{rng.choice(('00', '50', '90', '95'))}"


def _days(rng: random.Random) -> str:
    first = rng.randint(1, 6)
    return f"{first}-{first + rng.randint(1, 4)} working days"


_Maker = Callable[[random.Random, Stock], str]
_MAKERS: dict[str, _Maker] = {
    "product": lambda rng, stock: rng.choice(stock.products),
    "options": lambda rng, stock: " or ".join(
        rng.sample(list(stock.products), min(2, len(stock.products)))
    ),
    "size": lambda rng, stock: rng.choice(stock.sizes),
    "sizes": lambda rng, stock: _list(stock.sizes, rng),
    "sold_out": lambda rng, stock: _list(stock.sizes, rng),
    "wanted": lambda rng, _: rng.choice(("that size", "that colour")),
    "alternatives": lambda rng, stock: _list(stock.sizes, rng),
    "color": lambda rng, stock: rng.choice(stock.colors),
    "colors": lambda rng, stock: _list(stock.colors, rng),
    "quantity": lambda rng, _: str(rng.randint(1, 5)),
    "measure": lambda rng, _: f"a foot length of {rng.randint(230, 300) / 10} cm",
    "measure_name": lambda *_: "your foot length in cm or your usual size",
    "range": lambda rng, _: f"{rng.randint(20, 24)} to {rng.randint(28, 31)} cm",
    "price": lambda rng, _: _money(rng, 9, 299),
    "price_from": lambda rng, _: _money(rng, 9, 49),
    "price_to": lambda rng, _: _money(rng, 50, 299),
    "cost": lambda rng, _: _money(rng, 3, 9),
    "express_cost": lambda rng, _: _money(rng, 10, 25),
    "free_from": lambda rng, _: _money(rng, 40, 150),
    "basket": lambda rng, _: _money(rng, 20, 250),
    "time": lambda rng, _: _days(rng),
    "express_time": lambda rng, _: _days(rng),
    "method": lambda rng, _: rng.choice(("express", "standard", "pickup")),
    "carrier": lambda rng, _: rng.choice(("Northpost", "Quickhaul", "Parcelbee")),
    "country": lambda rng, stock: rng.choice(stock.countries),
    "countries": lambda rng, stock: _list(stock.countries, rng),
    "reason": lambda rng, stock: rng.choice(stock.reasons),
    "need": lambda rng, _: f"waterproof boots under €{rng.randint(50, 200)}",
    "count": lambda rng, _: f"{rng.randint(2, 90)} reviews",
    "rating": lambda rng, _: f"{rng.randint(30, 50) / 10} of 5",
    "title": lambda rng, stock: rng.choice(stock.titles),
    "text": lambda rng, stock: rng.choice(stock.texts),
    "was": lambda rng, _: _money(rng, 300, 400),
    "attribute": lambda rng, _: rng.choice(("weight", "battery", "capacity", "rating")),
    "value": lambda rng, _: f"{rng.randint(2, 9)}00 g",
    "best": lambda rng, stock: rng.choice(stock.products),
    "products": _titles,
    "unstated": _titles,
    "similar": _titles,
    "contact": lambda *_: "help@larkmoor.example or +44 20 7946 0999",
    "hours": lambda *_: "Monday to Friday 9:00-17:00",
    "shop": lambda *_: "Larkmoor Outfitters",
}
