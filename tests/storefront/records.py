"""A small shop for tests of the pages and the widget."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from knowledge.model import (
    Catalog,
    Money,
    Policies,
    PolicySection,
    Product,
    Review,
    ShopInfo,
    Variant,
)
from knowledge.store import Store


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


TRAIL = Product(
    id="trail-runner-2",
    title="Trail Runner 2",
    description="A nimble shoe for forest paths.",
    brand="Kelvik",
    category="Shoes > Running shoes",
    url="/products/trail-runner-2",
    image="/pictures/trail-runner-2.svg",
    attributes={"material": "mesh", "upper_part": "recycled"},
    rating=Decimal("4.5"),
    rating_count=8,
    variants=(
        Variant("T-41-BLU", eur("119.90"), {"size": "41", "color": "Blue"}, 7),
        Variant("T-42-BLU", eur("119.90"), {"size": "42", "color": "Blue"}, 2),
        Variant("T-42-RED", eur("119.90"), {"size": "42", "color": "Red"}, 0),
        Variant("T-43-RED", eur("119.90"), {"size": "43", "color": "Red"}, None),
    ),
)
BOTTLE = Product(
    id="odd/id & more",
    title="Bottle <b>bold</b>",
    category="Kitchen",
    variants=(
        Variant("B-05", eur("19.90"), {"capacity": "0.5 l"}, 4),
        Variant("B-10", eur("24.90"), {"capacity": "1 l"}, 4),
    ),
)
LAMP = Product(
    id="lamp",
    title="Lamp",
    image="https://pictures.example/lamp.jpg",
    variants=(Variant("L", Money(Decimal(1234), "JPY"), {}, 1),),
)
REVIEW = Review(
    "r1", TRAIL.id, 4, "<script>alert(1)</script> Light and quick.", "Good", "Ada", date(2026, 3, 1)
)
SECTIONS = (
    PolicySection("shipping#shipping", "shipping", "shipping", ("Shipping",), "We ship."),
    PolicySection(
        "shipping#europe",
        "shipping",
        "europe",
        ("Shipping", "Europe"),
        "| Country | Cost |\n|---|---|\n| Spain | €12.90 |\n\n<img src=x onerror=alert(1)>\n\n"
        "[a link](javascript:alert(1))",
    ),
)
SHOP = ShopInfo("Tarn & Co", "Small things", {"about": "We are small.", "email": "a@tarn.example"})


def small_shop(folder: Path) -> Store:
    """A store in `folder` that holds the records above."""
    store = Store(f"sqlite:///{folder / 'shop.db'}")
    store.import_catalog(Catalog((TRAIL, BOTTLE, LAMP), (), (REVIEW,), SHOP), replace=True)
    store.import_policies(Policies(SECTIONS))
    return store
