"""A small shop whose records hold every case that a judge can get wrong."""

from __future__ import annotations

from decimal import Decimal

from bot.scorecard.records import Records
from knowledge.model import (
    Money,
    PolicySection,
    Product,
    Range,
    Review,
    ShippingRate,
    SizeChart,
    SizeRow,
    Variant,
)


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def variant(  # noqa: PLR0917 - a row of a table
    sku: str, size: str, color: str, price: str, stock: int | None, before: str = ""
) -> Variant:
    options = {name: value for name, value in (("size", size), ("color", color)) if value}
    return Variant(sku, eur(price), options, stock, eur(before) if before else None)


TEE = Product(
    "tee",
    "Ember Tee",
    (
        variant("t1", "S", "Red", "20.00", 3),
        variant("t2", "M", "Red", "20.00", 0),
        variant("t3", "L", "Red", "20.00", 5),
        variant("t4", "S", "Ocean Blue", "20.00", 0),
        variant("t5", "M", "Ocean Blue", "20.00", 7),
        variant("t6", "XL", "Ocean Blue", "20.00", 0),
    ),
    description="A soft tee for warm days. The hem is cut long, so that it stays tucked in.",
    category="Clothing > T-shirts",
    attributes={
        "material": "100 % organic cotton",
        "weight": "180 g",
        "waterproof": "no",
        "care": "machine wash 40 °C",
    },
    rating=Decimal("4.5"),
    rating_count=12,
    size_chart="tops",
)
GILDA = Product(
    "gilda",
    "Gilda Tee",
    (variant("g1", "S", "Forest Green", "35.50", 4), variant("g2", "M", "Black", "35.50", 2)),
    category="Clothing > T-shirts",
    attributes={"material": "merino wool", "weight": "140 g", "waterproof": "no"},
    rating=Decimal("4.7"),
    rating_count=31,
)
PARKA = Product(
    "parka",
    "Fjord Parka 2",
    (variant("p1", "M", "Navy", "249.90", 6), variant("p2", "L", "Navy", "259.90", 1)),
    category="Clothing > Jackets",
    attributes={"material": "recycled polyester", "waterproof": "yes", "lining": "fleece"},
)
SALE = Product(
    "sale",
    "Moor Sweater",
    (variant("m1", "M", "Mustard", "60.00", 2, before="80.00"),),
    category="Clothing > Knitwear",
    attributes={"material": "lambswool"},
)
LAMP = Product(
    "lamp",
    "Harbour Lamp",
    (variant("l1", "", "Copper", "45.00", None), variant("l2", "", "White", "45.00", 0)),
    category="Home > Lamps",
    attributes={"material": "steel", "dimensions": "31 x 12 cm"},
)
GONE = Product(
    "gone",
    "Loch Scarf",
    (variant("s1", "", "Grey", "25.00", 0),),
    category="Clothing > Scarves",
)
CHART = SizeChart(
    "tops",
    "Tops",
    tuple(
        SizeRow(size, {"EU": eu, "UK": uk}, {"chest": Range(Decimal(low), Decimal(high))})
        for size, eu, uk, low, high in (
            ("S", "48", "38", "88", "95.9"),
            ("M", "50", "40", "96", "103.9"),
            ("L", "52", "42", "104", "111.9"),
            ("XL", "54", "44", "112", "119.9"),
        )
    ),
)
RETURNS = PolicySection(
    "returns#period",
    "returns",
    "period",
    ("Returns and exchanges", "Return period"),
    "You can return any item within 30 days, without giving a reason. This includes your legal "
    "right of withdrawal of 14 days.",
)
REPAIRS = PolicySection(
    "warranty#repairs",
    "warranty",
    "repairs",
    ("Warranty", "Repair prices"),
    "New zips cost from €18.00, patches from €9.00. We cannot mend burnt fabric.",
)
RATES = (
    ShippingRate("DE", "standard", eur("4.90"), "1–3 working days", "Landpost", eur("60.00")),
    ShippingRate("DE", "express", eur("11.90"), "1 working day", "Veloxa"),
    ShippingRate("ES", "standard", eur("12.90"), "4–6 working days", "Landpost", eur("120.00")),
    ShippingRate("ES", "express", eur("24.90"), "2–3 working days", "Veloxa"),
    ShippingRate("MT", "standard", eur("19.90"), "8–12 working days", "Landpost"),
    ShippingRate("BR", "standard", None),
)
REVIEWS = (
    Review("r1", "tee", 5, "It survived 30 washes and still looks new.", "My favourite"),
    Review("r2", "tee", 4, "A little short for me.", "Good"),
)
SHOP = Records(
    products=(TEE, GILDA, PARKA, SALE, LAMP, GONE),
    charts={"tops": CHART},
    sections=(RETURNS, REPAIRS),
    rates=RATES,
    reviews={"tee": REVIEWS},
    shop="Test Shop",
)
