"""Options of a command that say what a product has to satisfy."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import click

from knowledge.criteria import Criteria


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise click.BadParameter(f"{text!r} is no number")
    return amount


_OPTIONS = (
    click.option(
        "--min-price", type=_amount, metavar="AMOUNT", help="At least this price, such as 49.90."
    ),
    click.option("--max-price", type=_amount, metavar="AMOUNT", help="At most this price."),
    click.option("--size", "sizes", multiple=True, help="In this size; may be repeated."),
    click.option("--color", "colors", multiple=True, help="In this colour; may be repeated."),
    click.option("--category", "categories", multiple=True, help="In this category or below it."),
    click.option("--brand", "brands", multiple=True, help="Of this brand."),
    click.option("--in-stock", is_flag=True, help="Not sold out."),
    click.option(
        "--min-rating", type=_amount, metavar="AMOUNT", help="Rated at least this, out of 5."
    ),
)


def filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `Criteria`, which it gets as `criteria`."""

    @functools.wraps(command)
    def with_criteria(
        *,
        min_price: Decimal | None,
        max_price: Decimal | None,
        sizes: Sequence[str],
        colors: Sequence[str],
        categories: Sequence[str],
        brands: Sequence[str],
        in_stock: bool,
        min_rating: Decimal | None,
        **others: Any,
    ) -> None:
        options = {"size": sizes, "color": colors}
        criteria = Criteria(
            options={name: values for name, values in options.items() if values},
            min_price=min_price,
            max_price=max_price,
            in_stock=in_stock,
            categories=categories,
            brands=brands,
            min_rating=min_rating,
        )
        command(criteria=criteria, **others)

    for option in reversed(_OPTIONS):
        with_criteria = option(with_criteria)
    return with_criteria
