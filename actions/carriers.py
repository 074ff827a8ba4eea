"""Who carries the parcels: pages tell it in the table of rates, row by row."""

from __future__ import annotations

from actions.phrases import join
from actions.shop import Shop
from knowledge.model import PolicySection


def sections(shop: Shop) -> tuple[PolicySection, ...]:
    """What the table of rates says of carriers as a section of its page; none where nothing."""
    rates = [rate for rate in shop.store.all_shipping_rates() if rate.carrier]
    table = shop.store.policy_section(rates[0].section_id) if rates else None
    if table is None:
        return ()
    methods: dict[str, dict[str, None]] = {}
    for rate in rates:
        methods.setdefault(rate.carrier, {})[spoken(rate.method)] = None
    told = (f"{carrier} carries {join(list(by))} parcels." for carrier, by in methods.items())
    return (
        PolicySection(
            f"{table.policy}#carriers",
            table.policy,
            table.anchor,
            (*table.title_path[:1], "Carriers"),
            " ".join(told),
        ),
    )


def spoken(method: str) -> str:
    """How the table's word for a method is said."""
    return {"pickup": "pick-up point"}.get(method, method)
