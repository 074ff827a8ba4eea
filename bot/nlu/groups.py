"""Intents that several questions in one message treat alike."""

from __future__ import annotations

SEVERAL = "ask_several"
OUT_OF_SCOPE = "out_of_scope"
ASIDES = frozenset({"greet", "thank", "goodbye", "affirm", "deny", "help"})
"""Said along with a question, and no question."""

CONTINUES = frozenset({"refine", "drop_filter", "select_item"})
"""What completes the clause before, unless it puts another value in place of one there."""

PROPERTIES = frozenset(
    {
        *("ask_material", "ask_care", "ask_dimensions", "ask_compatibility", "ask_detail"),
        "ask_reviews",
    }
)
"""What a product is like, whatever its size or colour."""

OF_A_PRODUCT = PROPERTIES | {
    *("ask_price", "ask_stock", "ask_back_in_stock", "ask_sizes", "ask_colors", "ask_fit"),
    *("ask_product", "ask_similar"),
}
"""Asked of one product or property at a time, so that another noun makes another question."""

ON_A_PAGE = frozenset(
    {
        *("ask_returns", "ask_exchange", "ask_refund", "ask_payment", "ask_discount"),
        *("ask_gift_card", "ask_warranty", "ask_repair", "ask_privacy", "ask_contact"),
        *("ask_shipping_policy", "ask_pickup", "ask_customs"),
    }
)
"""Answered by a section of a page at a time, so that another noun asks for another section."""

NAMES_ONLY = CONTINUES | {"ask_product", "ask_recommendation", "ask_compare", OUT_OF_SCOPE}
"""What a product's bare name may be read as."""
