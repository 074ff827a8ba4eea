"""Which products, sizes and colours a text mentions, and what it says of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.scorecard.language import clauses, denies, plain
from knowledge.model import Product

# A size is no size in front of these.
NOT_A_UNIT = (
    r"(?!\s?(?:%|[$€£¥]|(?:euros?|dollars?|pounds?|days?|working|business|weeks?|months?|years?"
    r"|hours?|left|pieces|items|reviews?|ratings?|buyers|stars?|out of (?:\d|five)|cm|mm|kg|g|ml"
    r"|l)\b))"
)
SOLD_OUT = re.compile(
    r"\b(?:sold out|out of stock|unavailable|gone|ran out|run out|sold the last)\b", re.IGNORECASE
)
_STILL = re.compile(
    rf"(?:\bnot|n't|\bnever|\bno longer) (?:\w+ )?{SOLD_OUT.pattern}", re.IGNORECASE
)
_TO = re.compile(r"\s*(?:-|to|through|up to|till|until)\s*")


def title_pattern(product: Product) -> re.Pattern[str]:
    """Finds the product's title, whatever its case and punctuation."""
    words = re.findall(r"[^\W_]+", plain(product.title))
    return re.compile(r"(?<!\w)" + r"[\W_]+".join(map(re.escape, words)) + r"(?!\w)", re.IGNORECASE)


def names(text: str, product: Product) -> bool:
    """Whether `text` names the product."""
    return bool(title_pattern(product).search(text))


def bare(text: str, *products: Product) -> str:
    """`text` with the titles of `products` blanked out: they may hold a size or a colour."""
    for product in products:
        text = title_pattern(product).sub(lambda match: "·".ljust(len(match.group())), text)
    return text


def mentioned(text: str, values: Sequence[str]) -> list[str]:
    """Those of `values` that `text` mentions; "S to XL" mentions all between, in their order."""
    if not values:
        return []
    longest_first = sorted({plain(value) for value in values}, key=len, reverse=True)
    pattern = re.compile(
        rf"(?<![\w.,/'$€£¥])(?:{'|'.join(map(re.escape, longest_first))})(?![\w']|[.,/]\d)"
        rf"{NOT_A_UNIT}",
        re.IGNORECASE,
    )
    order = [plain(value).casefold() for value in values]
    found: list[int] = []
    end = None
    for match in pattern.finditer(text):
        if len(match.group()) == 1 and not match.group().isupper():
            continue
        at = order.index(match.group().casefold())
        if end is not None and _TO.fullmatch(text[end : match.start()]):
            found += range(found[-1], at + 1)
        found.append(at)
        end = match.end()
    return [values[at] for at in dict.fromkeys(found)]


def is_gone(clause: str) -> bool:
    """Whether a clause says of what it is about that it cannot be had."""
    if _STILL.search(clause):
        return False
    return denies(clause) or bool(SOLD_OUT.search(clause))


def offered_and_gone(text: str, values: Sequence[str]) -> tuple[set[str], set[str]]:
    """The values that `text` offers, and those that it says cannot be had."""
    offered: set[str] = set()
    gone: set[str] = set()
    for clause in clauses(text):
        (gone if is_gone(clause) else offered).update(mentioned(clause, values))
    return offered, gone
