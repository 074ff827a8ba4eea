"""What the shop's records and pages say to a question about one product."""

from __future__ import annotations

import logging

from actions.shop import Shop
from indexes.evidence import Evidence, Sources, find_evidence
from knowledge.model import Product

logger = logging.getLogger(__name__)


def evidence(shop: Shop, product: Product, question: str) -> Evidence | None:
    """What answers `question` about `product`; ``None`` too where it cannot be looked for."""
    sources = Sources(product, shop.store.reviews(product.id), shop.store.policy_sections())
    try:
        found = find_evidence(question, sources, shop.encoder)
    except Exception:
        logger.exception("evidence cannot be compared: going by the attributes' names")
        return None
    return None if found and _is_of_another(shop, product, found) else found


def _is_of_another(shop: Shop, product: Product, found: Evidence) -> bool:
    """Whether a page speaks of other products by name: it says nothing of this one."""
    named = {mention.id for mention in shop.searcher.link(found.text) if mention.exact}
    return found.kind == "policy" and bool(named) and product.id not in named
