"""The shop's records as the score card needs them: read once, all of one state."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.scorecard.language import plain
from knowledge.model import (
    Availability,
    PolicySection,
    Product,
    Review,
    ShippingRate,
    ShopInfo,
    SizeChart,
    Variant,
)
from knowledge.store import Store

SIZE, COLOR = "size", "color"
CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+\d[\d ()/-]{6,}\d")


@dataclass(frozen=True, slots=True)
class Records:
    """What the shop knows. `reviews` are by product, `charts` by id.

    `contacts` are the e-mail addresses and telephone numbers by which it is reached, and what
    else the shop says of itself: a reply may state them whatever was asked.
    """

    products: tuple[Product, ...]
    charts: Mapping[str, SizeChart]
    sections: tuple[PolicySection, ...]
    rates: tuple[ShippingRate, ...]
    reviews: Mapping[str, tuple[Review, ...]]
    shop: str = ""
    contacts: tuple[str, ...] = ()

    @classmethod
    def of(cls, store: Store) -> Records:
        """Read everything that questions are made of. Raises StoreError."""
        products: list[Product] = []
        charts: dict[str, SizeChart] = {}
        reviews: dict[str, tuple[Review, ...]] = {}
        info: ShopInfo | None = None
        for record in store.each_record():
            match record:
                case Product():
                    products.append(record)
                case SizeChart():
                    charts[record.id] = record
                case Review(product_id=id_):
                    reviews[id_] = (*reviews.get(id_, ()), record)
                case ShopInfo():
                    info = record
        sections = store.policy_sections()
        contacts = [found for section in sections for found in CONTACT.findall(section.text)]
        own = [plain(str(value)) for value in info.details.values()] if info else []
        return cls(
            tuple(products),
            charts,
            sections,
            store.all_shipping_rates(),
            reviews,
            shop=info.name if info else "",
            contacts=(*own, *contacts),
        )

    def rates_to(self, country: str) -> tuple[ShippingRate, ...]:
        """What applies to a country (ISO alpha-2), those not served left out."""
        own = [rate for rate in self.rates if rate.country == country]
        rates = own or [rate for rate in self.rates if rate.country == ShippingRate.ANYWHERE_ELSE]
        return tuple(rate for rate in rates if rate.cost is not None)

    def texts_on(self, product: Product) -> tuple[str, ...]:
        """All that the records say of a product in words."""
        reviews = self.reviews.get(product.id, ())
        said = (text for review in reviews for text in (review.title, review.text))
        own = (product.title, product.description, product.category, product.brand, *product.tags)
        stated = (f"{name}: {value}" for name, value in product.attributes.items())
        return (*own, *product.attributes.values(), *stated, *said)


def variants(product: Product, **wanted: str) -> tuple[Variant, ...]:
    """The variants with these options."""
    return tuple(
        variant
        for variant in product.variants
        if all(variant.options.get(name) == value for name, value in wanted.items())
    )


def buyable(found: Sequence[Variant]) -> tuple[Variant, ...]:
    """Those that are not known to be sold out."""
    return tuple(one for one in found if one.availability is not Availability.SOLD_OUT)


def values(found: Sequence[Variant], option: str) -> tuple[str, ...]:
    """The distinct values of an option, in the order of the records."""
    given = (variant.options.get(option) for variant in found)
    return tuple(dict.fromkeys(value for value in given if value))
