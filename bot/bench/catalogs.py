"""Catalogues of any size to measure with: invented products in the native form.

The same number and seed give the same products. Words are drawn so that titles, options and
texts repeat about as much as a big shop's do: many products of one kind, few of one name.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

SHOES = tuple(str(size) for size in range(36, 48))
LETTERS = ("XS", "S", "M", "L", "XL", "XXL")
LITRES = ("0.5 l", "0.75 l", "1 l", "1.5 l")
SHEETS = ("90 x 200 cm", "140 x 200 cm", "160 x 200 cm", "180 x 200 cm")
ONE: tuple[str, ...] = ()

COLORS = (
    "Black", "White", "Slate Grey", "Navy", "Ocean Blue", "Forest Green", "Olive", "Burgundy",
    "Crimson Red", "Rust", "Mustard", "Sand", "Ivory", "Plum", "Teal", "Rose", "Copper", "Sky Blue",
)  # fmt: skip
SYLLABLES = (
    "al", "ber", "cor", "dan", "el", "fen", "gar", "hal", "is", "jor", "kel", "lun", "mar", "nor",
    "os", "per", "quil", "ros", "sol", "tar", "ul", "vik", "wen", "yar", "zan",
)  # fmt: skip
PLACES = (
    "Alder", "Beacon", "Canyon", "Delta", "Estuary", "Fjord", "Glacier", "Harbour", "Island",
    "Juniper", "Kestrel", "Lagoon", "Meadow", "Northern", "Orchard", "Prairie", "Quarry", "Ridge",
    "Summit", "Tundra", "Upland", "Valley", "Willow", "Zephyr",
)  # fmt: skip
USES = (
    "daily commuting", "long walks in the hills", "travelling light", "wet autumn days",
    "a quiet evening at home", "training before work", "camping with the family", "the office",
    "gardening", "small flats", "a first trip to the mountains", "summer festivals",
)  # fmt: skip
STRENGTHS = (
    "It keeps its shape after many washes", "The seams are sewn twice", "It weighs less than most",
    "It packs down small", "It dries within an hour", "It stands up to rough handling",
    "Spare parts can be ordered for ten years", "It needs no tools to set up",
    "It comes with a cotton pouch", "The finish resists scratches",
)  # fmt: skip
CARE = (
    "Machine washable at 30 degrees.", "Wipe clean with a damp cloth.", "Hand wash only.",
    "Rinse after use and let it dry.", "Keep away from open fire.", "Do not tumble dry.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: how it is called, where it stands, what it comes in and costs."""

    noun: str
    category: str
    sizes: Sequence[str]
    materials: Sequence[str]
    cost: tuple[int, int]


KINDS = (
    Kind("Running Shoe", "Shoes > Running", SHOES, ("mesh", "knit"), (50, 180)),
    Kind("Hiking Boot", "Shoes > Hiking", SHOES, ("leather", "suede", "mesh"), (80, 260)),
    Kind("Sandal", "Shoes > Sandals", SHOES, ("leather", "cork", "rubber"), (20, 110)),
    Kind("Rain Jacket", "Clothing > Jackets > Rain", LETTERS, ("nylon", "polyester"), (50, 320)),
    Kind("Down Jacket", "Clothing > Jackets > Down", LETTERS, ("nylon", "goose down"), (90, 480)),
    Kind("T-Shirt", "Clothing > Tops > T-Shirts", LETTERS, ("cotton", "merino", "linen"), (9, 70)),
    Kind("Sweater", "Clothing > Tops > Knitwear", LETTERS, ("wool", "cotton"), (30, 190)),
    Kind("Trousers", "Clothing > Trousers", LETTERS, ("cotton", "hemp", "denim"), (30, 160)),
    Kind("Gloves", "Accessories > Gloves", LETTERS, ("leather", "wool", "fleece"), (10, 90)),
    Kind("Backpack", "Bags > Backpacks", ONE, ("canvas", "recycled nylon"), (35, 240)),
    Kind("Water Bottle", "Outdoor > Drinking", LITRES, ("steel", "glass", "tritan"), (8, 50)),
    Kind("Tent", "Outdoor > Tents", ONE, ("ripstop nylon", "polyester"), (90, 900)),
    Kind("Sleeping Bag", "Outdoor > Sleeping", LETTERS, ("down", "hollow fibre"), (50, 520)),
    Kind("Duvet Cover", "Home > Bedroom", SHEETS, ("cotton", "linen", "percale"), (25, 190)),
    Kind("Cushion", "Home > Living", ONE, ("velvet", "linen", "wool"), (10, 80)),
    Kind("Frying Pan", "Kitchen > Pans", ("20 cm", "24 cm", "28 cm"), ("cast iron",), (20, 140)),
    Kind("Chef's Knife", "Kitchen > Knives", ONE, ("carbon steel", "damask steel"), (20, 260)),
    Kind("Desk Lamp", "Home > Lighting", ONE, ("brass", "aluminium"), (20, 220)),
    Kind("Headphones", "Electronics > Audio", ONE, ("aluminium", "plastic"), (25, 420)),
    Kind("Bike Light", "Bikes > Lights", ONE, ("aluminium",), (10, 120)),
)


def generate(products: int, seed: int = 0) -> Iterator[dict[str, Any]]:
    """`products` products in the native form, with five variants each on average."""
    chance = random.Random(seed)
    brands = ["".join(chance.choices(SYLLABLES, k=2)).title() for _ in range(20 + products // 200)]
    for number in range(products):
        yield _product(chance, number, chance.choice(brands), chance.choice(KINDS))


def write(path: Path, products: int, seed: int = 0) -> None:
    """Write such a catalogue as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for product in generate(products, seed):
            file.write(json.dumps(product, ensure_ascii=False) + "\n")


def _product(chance: random.Random, number: int, brand: str, kind: Kind) -> dict[str, Any]:
    material, use = chance.choice(kind.materials), chance.choice(USES)
    name = f"{chance.choice(PLACES)} {''.join(chance.choices(SYLLABLES, k=2)).title()}"
    model = f" {chance.randint(1, 9)}" if chance.random() < 0.4 else ""
    strengths = chance.sample(STRENGTHS, 2)
    rated = chance.random() < 0.7
    return {
        "id": f"p{number:07d}",
        "title": f"{brand} {name}{model} {kind.noun}",
        "description": (
            f"The {name}{model} is a {kind.noun.lower()} of {material} made for {use}."
            f" {strengths[0]}. {strengths[1]}. {chance.choice(CARE)}"
        ),
        "brand": brand,
        "category": kind.category,
        "url": f"/products/p{number:07d}",
        "image": f"/images/p{number:07d}.jpg",
        "tags": [kind.noun.lower(), material, use],
        "attributes": {"material": material, "made for": use, "weight": _weight(chance)},
        "rating": f"{chance.uniform(2.5, 5):.1f}" if rated else None,
        "rating_count": chance.randint(1, 900) if rated else None,
        "variants": list(_variants(chance, number, kind)),
    }


def _variants(chance: random.Random, number: int, kind: Kind) -> Iterator[dict[str, Any]]:
    colors = chance.sample(COLORS, chance.randint(1, 3 if kind.sizes else 8))
    start = chance.randrange(max(1, len(kind.sizes) - 3))
    sizes = kind.sizes[start : start + chance.randint(2, 4)] if kind.sizes else (None,)
    price = Decimal(chance.randint(*kind.cost)) - Decimal("0.05")
    on_sale = chance.random() < 0.15
    pairs = [(color, size) for color in colors for size in sizes]
    for place, (color, size) in enumerate(pairs):
        yield {
            "sku": f"S{number:07d}-{place}",
            "options": {"color": color} | ({"size": size} if size else {}),
            "price": str(price),
            "list_price": str(price + 20) if on_sale else None,
            "currency": "EUR",
            "stock": None if chance.random() < 0.05 else max(0, chance.randint(-8, 40)),
            "barcode": f"40{number:08d}{place:02d}0",
        }


def _weight(chance: random.Random) -> str:
    return f"{chance.randint(5, 250) * 10} g"
