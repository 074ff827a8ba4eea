"""Which variants of a product are what a shopper asks for."""

from __future__ import annotations

from decimal import Decimal

from actions.context import Criteria
from actions.counts import suits
from actions.options import buyable, matching, option_name, sizes_meant, values_of
from actions.phrases import stem_set
from actions.values import COLOR, SIZE, close
from actions.vocabulary import words_of
from knowledge.model import Product, SizeChart, Variant

_VEGAN = frozenset(["vegan"])
# What a vegan rules out without saying so, where the record does not call itself vegan.
_OF_ANIMALS = stem_set(
    """
    leather suede nubuck wool merino lambswool cashmere mohair alpaca down silk fur shearling
    sheepskin goat horn beeswax meat beef pork chicken fish seafood dairy milk cheese butter cream
    egg eggs honey gelatine
    """.split()  # noqa: SIM905 - words read best as text
)


def passing(product: Product, criteria: Criteria, chart: SizeChart | None) -> tuple[Variant, ...]:
    """The variants to buy that are in the size, colour and price range asked for.

    None where the product has what is ruled out ("not leather"), or is for others by its record.
    """
    ruled_out, said = stem_set([criteria.avoid]), words_of(product)
    if _VEGAN & stem_set([criteria.need]) and not _VEGAN & said:
        ruled_out |= _OF_ANIMALS
    if ruled_out & said or not suits(product, criteria.age, criteria.people):
        return ()
    sizes: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    color_name = option_name(product, COLOR)
    if criteria.size:
        made = values_of(product.variants, option_name(product, SIZE))
        sizes = sizes_meant(made, criteria.size, criteria.size_system, chart)
    if criteria.color:
        colors = close(COLOR, values_of(product.variants, color_name), criteria.color)
    if (criteria.size and not sizes) or (criteria.color and not colors):
        return ()
    variants = (v for v in matching(product, sizes, colors) if _in_budget(v, criteria))
    wanted = (
        v for v in variants if not ruled_out & stem_set([v.options.get(color_name or "", "")])
    )
    return buyable(wanted)


def _in_budget(variant: Variant, criteria: Criteria) -> bool:
    low, high = criteria.min_price, criteria.max_price
    price: Decimal = variant.price.amount
    return (low is None or price >= low) and (high is None or price <= high)
