"""A second shop, unlike the demo, that no part of the assistant has seen.

Seeded, so that a failure can be repeated: names, kinds, sizes, colours, prices and stock
are drawn from lists of our own and written as a native catalogue.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

NAMES = """
Aurelio Bramble Calyx Dorset Ember Fenwick Gilda Harrow Isolde Juniper Kestrel Larkin
Maren Nimbus Orla Pascoe Quill Rowan Selkie Tamsin Umber Verity Willow Xanthe Yarrow
Zephyr Alder Birch Cinder Dune Elowen Falcon Grove Hollis Indigo Jasper Kelda Linden
Marlow Nettle Osprey Perrin Quarry Reed Sable Thistle Ursa Vesper Wren Yonder
""".split()  # noqa: SIM905 - words read best as words
LETTERS = ("XS", "S", "M", "L", "XL")
KINDS = (
    ("Men > Tees", ("Crew Tee", "Pocket Tee", "Graphic Tee"), LETTERS),
    ("Men > Hoodies", ("Zip Hoodie", "Pullover Hoodie"), LETTERS),
    ("Women > Tanks", ("Racerback Tank", "Yoga Tank"), LETTERS),
    ("Women > Jackets", ("Full-Zip Jacket", "Quarter-Zip Jacket"), LETTERS),
    ("Men > Pants", ("Jogger Pant", "Track Pant"), ("30", "32", "34", "36")),
    ("Women > Leggings", ("Capri Legging", "Pocket Legging"), ("28", "29", "30", "31")),
    ("Shoes > Sneakers", ("Court Sneaker", "Canvas Sneaker"), ("38", "39", "40", "41.5", "43")),
    ("Gear > Bottles", ("Steel Bottle",), ()),
    ("Gear > Yoga mats", ("Cork Mat",), ()),
)
COLORS = ("Black", "Ocean Blue", "Heather Gray", "Green", "Orange", "Purple", "Red", "Cream White")
MATERIALS = ("organic cotton", "recycled polyester", "merino wool", "linen", "fleece")


def products(seed: int = 7, count: int = 50) -> list[dict[str, object]]:
    """`count` native catalogue rows with about twelve variants each."""
    rng = random.Random(seed)
    return [_product(rng, name, index) for index, name in enumerate(NAMES[:count])]


def write(path: Path, seed: int = 7) -> list[dict[str, object]]:
    """Write the catalogue as JSON lines and return its rows."""
    rows = products(seed)
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return rows


def _product(rng: random.Random, name: str, index: int) -> dict[str, object]:
    category, kinds, sizes = KINDS[index % len(KINDS)]
    kind = rng.choice(kinds)
    price = f"{rng.randrange(12, 120)}.{rng.choice(('00', '50', '95'))}"
    colors = rng.sample(COLORS, 3 if sizes else 2)
    material = rng.choice(MATERIALS)
    variants = [
        {
            "sku": f"OS{index:02d}-{size or 'ONE'}-{color[:3].upper()}",
            "options": {**({"size": size} if size else {}), "color": color},
            "price": price,
            "currency": "USD",
            "stock": rng.choice((0, 0, 1, 4, 9, 25, 60, None)),
        }
        for size in (sizes or ("",))
        for color in colors
    ]
    return {
        "id": f"os-{index:02d}",
        "title": f"{name} {kind}",
        "description": f"The {name} {kind} is cut from {material} for every day.",
        "brand": "Otherwhere",
        "category": category,
        "attributes": {"material": material},
        "variants": variants,
    }
