"""How the people of the shop are reached, where the assistant has no answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.answer import Button, facts
from actions.phrases import join
from actions.shop import Shop
from knowledge.model import Fact, PolicySection

PERSON = Button("Talk to a person", "/ask_human")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+\d[\d ()/-]{6,}\d")
# Addresses for the press and for data protection come after those for shoppers.
_FOR_SHOPPERS = re.compile(r"e-?mail|contact|customer|phone|reach|help", re.IGNORECASE)


def route(shop: Shop) -> tuple[Fact, ...]:
    """The fact `contact` ("hello@shop.example or +49 30 123"); none where no record says it.

    What the shop says of itself comes first, then its pages.
    """
    info = shop.store.shop_info()
    said = info.details if info else {}
    if own := [str(said[name]) for name in ("email", "phone") if said.get(name)]:
        return facts("shop", contact=join(own, last="or"))
    return next(_on_pages(shop), ())


def _on_pages(shop: Shop) -> Iterator[tuple[Fact, ...]]:
    for section in sorted(shop.store.policy_sections(), key=_order):
        found = [match for kind in (_EMAIL, _PHONE) if (match := kind.search(section.text))]
        if found:
            yield facts(section.source, contact=join((match[0] for match in found), last="or"))


def _order(section: PolicySection) -> tuple[bool, bool]:
    """Sections on getting in touch first, then those of such a page."""
    pages = " ".join(section.title_path)
    return not _FOR_SHOPPERS.search(section.title), not _FOR_SHOPPERS.search(pages)
