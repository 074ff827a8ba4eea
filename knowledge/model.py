"""The shop's records as plain data.

Nothing here does I/O. Money is `Decimal` with its currency, stock ``None`` means
"not tracked" (which is not the same as 0), and every `Fact` names its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in major units (euros, not cents) with its ISO 4217 currency."""

    amount: Decimal
    currency: str


class Availability(Enum):
    """What the records say about buying a variant now."""

    IN_STOCK = "in_stock"
    SOLD_OUT = "sold_out"
    UNTRACKED = "untracked"


@dataclass(frozen=True, slots=True)
class Variant:
    """One buyable form of a product, for example size 42 in blue.

    `options` maps a lower-case option name ("size", "color") to its value as the
    shop writes it ("42", "Ocean Blue"). `price` is what a buyer pays now, `list_price` what
    it was before a sale (higher, and in the same currency), and `other_prices` are what a
    buyer pays in further currencies.
    """

    sku: str
    price: Money
    options: Mapping[str, str] = field(default_factory=dict)
    stock: int | None = None
    list_price: Money | None = None
    other_prices: tuple[Money, ...] = ()
    barcode: str = ""
    image: str = ""

    @property
    def availability(self) -> Availability:
        if self.stock is None:
            return Availability.UNTRACKED
        return Availability.IN_STOCK if self.stock > 0 else Availability.SOLD_OUT


@dataclass(frozen=True, slots=True)
class Product:
    """One product with its variants, at least one.

    `category` is a path written "Shoes > Running". `rating` is the mean of
    `rating_count` ratings on a scale of 1 to 5. `images` are pictures beside `image`.
    """

    id: str
    title: str
    variants: tuple[Variant, ...]
    description: str = ""
    brand: str = ""
    category: str = ""
    url: str = ""
    image: str = ""
    tags: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    rating: Decimal | None = None
    rating_count: int | None = None
    size_chart: str | None = None
    images: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """Where the product's facts come from, as a fact's `source`."""
        return f"catalog:{self.id}"

    def option_values(self, name: str) -> tuple[str, ...]:
        """The distinct values of option `name`, in the order of the records."""
        values = (variant.options.get(name) for variant in self.variants)
        return tuple(dict.fromkeys(value for value in values if value))


@dataclass(frozen=True, slots=True)
class Range:
    """A closed interval, in the unit of whatever it measures."""

    low: Decimal
    high: Decimal

    def __contains__(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class SizeRow:
    """One size of a chart.

    `labels` maps a sizing system ("EU", "UK", "US") to its name for this size,
    `measures` maps a body measure ("foot_length", "chest", "waist") to centimetres.
    """

    size: str
    labels: Mapping[str, str]
    measures: Mapping[str, Range]


@dataclass(frozen=True, slots=True)
class SizeChart:
    """Which size fits which body, smallest size first."""

    id: str
    title: str
    rows: tuple[SizeRow, ...]

    @property
    def source(self) -> str:
        return f"size-chart:{self.id}"


@dataclass(frozen=True, slots=True)
class PolicySection:
    """One headed section of a policy page.

    `id` is "<policy>#<anchor>" ("shipping#express"), `title_path` the headings from
    the page's title down to the section's own.
    """

    id: str
    policy: str
    anchor: str
    title_path: tuple[str, ...]
    text: str

    @property
    def title(self) -> str:
        return self.title_path[-1]

    @property
    def source(self) -> str:
        return f"policy:{self.id}"


@dataclass(frozen=True, slots=True)
class ShippingRate:
    """What one way of shipping to one country costs and how long it takes.

    `country` is an ISO 3166 alpha-2 code, or `ANYWHERE_ELSE` for a row that covers
    the rest of the world. `cost` is ``None`` where the shop does not deliver.
    `free_from` is the basket value from which this method costs nothing.
    `time` is the shop's own wording ("3-5 working days").
    """

    ANYWHERE_ELSE = "*"

    country: str
    method: str
    cost: Money | None
    time: str = ""
    carrier: str = ""
    free_from: Money | None = None
    section_id: str = ""

    @property
    def source(self) -> str:
        return f"policy:{self.section_id}"


@dataclass(frozen=True, slots=True)
class Review:
    """What one buyer wrote. `sample` marks invented reviews of the demo shop."""

    id: str
    product_id: str
    rating: int
    text: str
    title: str = ""
    author: str = ""
    written: date | None = None
    sample: bool = False

    @property
    def source(self) -> str:
        return f"review:{self.id}"


@dataclass(frozen=True, slots=True)
class Fact:
    """One value that a reply may state, under the slot's name, with its source.

    `source` says which record the value was read from ("catalog:trail-2",
    "policy:shipping#europe", "size-chart:mens-shoes").
    """

    name: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class ShopInfo:
    """Who the shop is. `details` holds what else it says of itself, by name."""

    name: str
    tagline: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Catalog:
    """What a catalogue import brings: products and what belongs to them."""

    products: tuple[Product, ...] = ()
    size_charts: tuple[SizeChart, ...] = ()
    reviews: tuple[Review, ...] = ()
    shop: ShopInfo | None = None


@dataclass(frozen=True, slots=True)
class Policies:
    """What an import of policy pages brings."""

    sections: tuple[PolicySection, ...] = ()
    rates: tuple[ShippingRate, ...] = ()
