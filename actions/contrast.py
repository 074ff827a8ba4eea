"""What tells products apart, as the records have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actions.answer import Answer, facts, lowest_price, price_text
from actions.attributes import Stated, stated_exactly
from actions.options import buyable
from actions.phrases import join
from actions.reach import PERSON, route
from actions.reasons import attribute_phrase
from actions.shop import Shop
from actions.statements import evidence
from actions.yardstick import Asked
from indexes.asking import read_question
from indexes.evidence import speaks_of
from indexes.quantities import Quantity, quantities
from indexes.roots import roots
from knowledge.model import Fact, Money, Product

MOST_DIFFERENCES = 3
# True of a product, but nothing to choose it by.
_ASIDE = frozenset(["gender", "age", "care"])
_NO = frozenset(["no", "false"])


def by_price(products: Sequence[Product]) -> Answer:
    """The prices, the lowest first; of variants that cannot be bought, no price is stated."""
    ordered = sorted(products, key=lambda product: (_price(product), product.title))
    if len({_price(product) for product in ordered}) == 1:
        said = facts(_sources(ordered), products=_titles(ordered), price=_price_text(ordered[0]))
        return Answer("compare_same_price", said)
    listed: tuple[Fact, ...] = ()
    for at, product in enumerate(ordered, start=1):
        values = {f"product_{at}": product.title, f"price_{at}": _price_text(product)}
        listed += facts(product.source, **values)
    return Answer("compare_price", listed)


def by_attribute(shop: Shop, asked: Asked, products: Sequence[Product]) -> Answer:
    """What each record states of what is asked for, and which of them states nothing."""
    found = {product.id: _stated(shop, asked, product) for product in products}
    telling = [product for product in products if found[product.id]]
    silent = [product for product in products if not found[product.id]]
    if not telling:
        said = (*facts(_sources(products), products=_titles(products)), *route(shop))
        return Answer("compare_unknown", said, buttons=(PERSON,))
    first = found[telling[0].id] or Stated("", "")
    if len(telling) == 1:
        named = facts(telling[0].source, product=telling[0].title, text=first.text)
        return Answer("compare_one", (*named, *facts(_sources(silent), unstated=_titles(silent))))
    stated = [found[product.id] or first for product in telling]
    if len({one.name for one in stated}) > 1 or not first.name:
        return _side_by_side(telling[:2], [one.text for one in stated[:2]])
    return _measured(asked, telling, stated, silent)


def figure(shop: Shop, asked: Asked, product: Product) -> Quantity | None:
    """The figure that the record of `product` states of what is asked for."""
    stated = _stated(shop, asked, product)
    return _figure(stated.value) if stated else None


def differences(product: Product, others: Sequence[Product]) -> str:
    """What the record of `product` states otherwise than those of `others`, in a few words."""
    phrases = list(dict.fromkeys(_differing(product, others)))[:MOST_DIFFERENCES]
    if product.rating and any(other.rating != product.rating for other in others):
        phrases.append(f"rated {product.rating} out of 5")
    return join(phrases) or product.category.rpartition(">")[2].strip().lower() or "same price"


def _differing(product: Product, others: Sequence[Product]) -> Iterator[str]:
    """What can be compared comes first, then what only this record states."""
    shared = [name for name in product.attributes if all(name in o.attributes for o in others)]
    for name in sorted(product.attributes, key=lambda name: name not in shared):
        value = product.attributes[name]
        if name.lower() in _ASIDE or all(o.attributes.get(name) == value for o in others):
            continue
        denied = value.strip().lower() in _NO and name in shared
        if phrase := f"not {name}" if denied else attribute_phrase(name, value):
            yield phrase


def _stated(shop: Shop, asked: Asked, product: Product) -> Stated | None:
    if asked.rating:
        count = product.rating_count or 0
        by = f" by {count} buyers" if count > 1 else ""
        return Stated("rating", f"{product.rating} out of 5{by}") if product.rating else None
    if exact := stated_exactly(product, asked.question, one=True):
        return exact
    found = evidence(shop, product, asked.question)
    if found is None or found.kind in {"review", "policy"}:
        return _tagged(product, asked.question)
    name, _, value = found.text.partition(": ")
    return Stated(name, value) if found.kind == "attribute" else Stated("", found.text)


def _tagged(product: Product, question: str) -> Stated | None:
    """A tag that says all that is asked for: "running"."""
    subject = read_question(question, roots(product.title)).subject
    tags = ((tag, frozenset(roots(tag))) for tag in product.tags)
    saying = (t for t, said in tags if subject and all(speaks_of(word, said) for word in subject))
    return next((Stated("", tag) for tag in saying), None)


def _measured(
    asked: Asked, telling: Sequence[Product], stated: Sequence[Stated], silent: Sequence[Product]
) -> Answer:
    name = stated[0].name.replace("_", " ")
    said = facts(telling[0].source, attribute=name)
    for at, (product, one) in enumerate(zip(telling, stated, strict=True), start=1):
        values = {f"product_{at}": product.title, f"value_{at}": one.value}
        said += facts(product.source, **values)
    if best := _best(asked, telling, stated):
        said += facts(best.source, best=best.title)
    return Answer("compare_attribute", said + facts(_sources(silent), unstated=_titles(silent)))


def _best(asked: Asked, telling: Sequence[Product], stated: Sequence[Stated]) -> Product | None:
    """The one whose figure is the best; none where figures cannot be compared or are level."""
    figures = [_figure(one.value) for one in stated]
    known = [figure for figure in figures if figure]
    if not asked.best or len(known) < len(figures) or len({f.dimension for f in known}) > 1:
        return None
    values = [figure.high for figure in known]
    best = asked.best(values)
    return telling[values.index(best)] if values.count(best) == 1 else None


def _figure(value: str) -> Quantity | None:
    """The figure that a value states, if it is one of its kind: not "220 x 135 x 105 cm"."""
    found = quantities(value)
    alike = [quantity for quantity in found if quantity.dimension == found[0].dimension]
    return found[0] if len(alike) == 1 or (found and not found[0].dimension) else None


def _side_by_side(products: Sequence[Product], texts: Sequence[str]) -> Answer:
    said: tuple[Fact, ...] = ()
    for at, (product, text) in enumerate(zip(products, texts, strict=True), start=1):
        said += facts(product.source, **{f"product_{at}": product.title, f"text_{at}": text})
    return Answer("compare_texts", said)


def _price(product: Product) -> Money:
    return lowest_price(buyable(product.variants) or product.variants)


def _price_text(product: Product) -> str:
    return price_text(buyable(product.variants) or product.variants)


def _titles(products: Sequence[Product]) -> str:
    return join(f"the {product.title}" for product in products)


def _sources(products: Sequence[Product]) -> str:
    return ", ".join(product.source for product in products)
