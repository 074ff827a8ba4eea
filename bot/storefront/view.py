"""What the pages show of the records. No I/O but a look whether a picture is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.countries import country_name
from knowledge.model import Availability, Money, PolicySection, Product, ShippingRate, Variant
from knowledge.money import format_money

FEW = 3
"""Up to this stock, the page says how many are left."""

PAGE = 60
"""So many products are shown at once."""

PLACEHOLDER = "/static/placeholder.svg"
OTHER = "Other"


@dataclass(frozen=True, slots=True)
class Cell:
    """One variant of the stock table: what to say and how it looks."""

    text: str
    kind: str
    price: str = ""


@dataclass(frozen=True, slots=True)
class StockGrid:
    """A product's variants: sizes across, everything else down."""

    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


NOT_MADE = Cell("–", "none")


def money(amount: Money) -> str:
    return format_money(amount)


def price(product: Product) -> str:
    """The product's price, "from" its lowest where its variants differ."""
    prices = sorted({variant.price for variant in product.variants})
    return format_money(prices[0]) if len(prices) == 1 else f"from {format_money(prices[0])}"


def picture(product: Product, pictures: Path) -> str:
    """The address of the product's picture, or a neutral one."""
    name = product.image.removeprefix("/pictures/")
    if name != product.image:
        return product.image if (pictures / Path(name).name).is_file() else PLACEHOLDER
    return product.image if product.image.startswith("https://") else PLACEHOLDER


def department(category: str) -> str:
    """The first step of a category path."""
    return category.partition(" > ")[0] or OTHER


def departments(categories: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(department, categories)))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a long list: what to show, and the numbers of its neighbours (from 1)."""

    ids: Sequence[str]
    before: int | None
    after: int | None


def page(ids: Sequence[str], number: str) -> Page | None:
    """The page with this number in a list of `ids`; ``None`` where there is no such page."""
    last = max(1, -(-len(ids) // PAGE))
    if number not in map(str, range(1, last + 1)):
        return None
    here = int(number)
    return Page(
        ids[(here - 1) * PAGE : here * PAGE],
        before=here - 1 if here > 1 else None,
        after=here + 1 if here < last else None,
    )


def policy_titles(sections: Iterable[PolicySection]) -> dict[str, str]:
    """Each policy page's title by its name."""
    titles: dict[str, str] = {}
    for section in sections:
        titles.setdefault(section.policy, section.title_path[0])
    return titles


def stock_grid(product: Product) -> StockGrid:
    """Every variant's stock; its price too where the variants' prices differ."""
    names = list(dict.fromkeys(name for v in product.variants for name in v.options))
    across = "size" if "size" in names else (names[-1] if names else "")
    down = [name for name in names if name != across]
    columns = product.option_values(across) or ("",)
    priced = len({variant.price for variant in product.variants}) > 1
    cells: dict[str, dict[str, Cell]] = {}
    for variant in product.variants:
        row = " / ".join(variant.options.get(name, "–") for name in down)
        cells.setdefault(row, {})[variant.options.get(across, "")] = _cell(variant, priced=priced)
    return StockGrid(
        corner=" / ".join(down),
        columns=columns,
        rows=tuple(
            (row, tuple(found.get(column, NOT_MADE) for column in columns))
            for row, found in cells.items()
        ),
    )


def _cell(variant: Variant, *, priced: bool) -> Cell:
    cost = format_money(variant.price) if priced else ""
    match variant.availability:
        case Availability.SOLD_OUT:
            return Cell("Sold out", "out", cost)
        case Availability.UNTRACKED:
            return Cell("Available", "in", cost)
    few = variant.stock is not None and variant.stock <= FEW
    return Cell(f"{variant.stock} left", "few", cost) if few else Cell("In stock", "in", cost)


def shipping_question(rates: Iterable[ShippingRate]) -> str:
    """A question about shipping to a country that the shop serves, if it names one."""
    served = (rate.country for rate in rates if rate.cost is not None)
    named = next((code for code in served if code != ShippingRate.ANYWHERE_ELSE), None)
    return f"How long does shipping{f' to {country_name(named)}' if named else ''} take?"


def product_suggestions(product: Product, shipping: str) -> tuple[str, ...]:
    """What a shopper may want to ask on this product's page; `shipping` among it."""
    options = {
        "size": f"What sizes does the {product.title} come in?",
        "color": f"Which colours does the {product.title} come in?",
    }
    asked = [question for name, question in options.items() if product.option_values(name)]
    return (*asked, shipping)


def home_suggestions(products: Sequence[Product], shipping: str) -> tuple[str, ...]:
    """What a shopper may want to ask on the first page."""
    sized = (p for p in products if len(p.option_values("size")) > 1)
    about_one = [product_suggestions(product, shipping)[0] for product in sized][:1]
    return (*about_one, shipping, "How do returns work?")
