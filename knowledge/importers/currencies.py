"""Prices in several currencies: which one a product's price is, and which are beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Offer:
    """What a variant costs in one currency, as the file writes it.

    `before` is the price before a sale, or ``None``.
    """

    price: object
    before: object = None


def main_currency(variants: Sequence[Collection[str]], preferred: str) -> str:
    """The currency in which all variants of a product have a price.

    The preferred one if it is among them, else the first; where no currency is common to
    all, the first of the first variant.
    """
    every = [code for code in variants[0] if all(code in codes for codes in variants)]
    return preferred if preferred in every else next(iter(every or variants[0]))


def in_currency(offers: Mapping[str, Offer], currency: str) -> dict[str, Any]:
    """The native fields of a variant's prices; its first currency where `currency` has none."""
    own = currency if currency in offers else next(iter(offers))
    return {
        "price": offers[own].price,
        "list_price": offers[own].before,
        "currency": own,
        "prices": {code: offer.price for code, offer in offers.items() if code != own},
    }
