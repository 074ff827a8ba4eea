"""What the writer's training data may name: the words of an imported shop."""

from __future__ import annotations

import itertools
from dataclasses import replace

from bot.writer.values import Stock
from knowledge.countries import country_name
from knowledge.model import ShippingRate
from knowledge.store import Store

# Enough for variety; a hundred thousand titles would only take longer.
PRODUCTS = 5000


def read_stock(store: Store) -> Stock:
    """Titles, options, countries and pages of the shop; invented ones where it has none."""
    products = list(itertools.islice(store.each_product(), PRODUCTS))
    rates = (rate.country for rate in store.all_shipping_rates())
    sections = store.policy_sections()
    found = {
        "products": [product.title for product in products],
        "sizes": [size for product in products for size in product.option_values("size")],
        "colors": [color for product in products for color in product.option_values("color")],
        "countries": [country_name(code) for code in rates if code != ShippingRate.ANYWHERE_ELSE],
        "titles": [section.title for section in sections],
        "texts": [section.text.splitlines()[0].rstrip(".") for section in sections if section.text],
    }
    return replace(
        Stock(), **{name: list(dict.fromkeys(values)) for name, values in found.items() if values}
    )
