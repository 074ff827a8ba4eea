"""Choosing among more products than are looked at: what a small shop's tests can't show."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from actions import needs
from actions.context import Criteria
from actions.current import vocabulary
from actions.phrases import stem_set
from actions.shop import Shop
from indexes.build import build_index
from indexes.search import Searcher
from knowledge.model import Catalog, Money, Product, Variant
from knowledge.store import Store
from tests.indexes.small_shop import WordEncoder

RARE = "lamp-299"


def lamp(number: int) -> Product:
    """Lamps of which the last is the one red one, the dearest and the best rated."""
    is_rare = f"lamp-{number}" == RARE
    options = {"color": "Red" if is_rare else "Grey"}
    price = Money(Decimal(900 if is_rare else 20), "SEK")
    return Product(
        id=f"lamp-{number}",
        title=f"Desk Lamp {number}",
        variants=(Variant(f"L{number}", price, options, stock=1),),
        category="Home > Lamps",
        attributes={"dimmable": "yes" if is_rare else "no", "gender": "kid" if number else "men"},
        rating=Decimal("4.9") if is_rare else Decimal("3.5"),
        rating_count=9,
    )


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lamps")
    store = Store(f"sqlite:///{folder / 'shop.db'}")
    store.import_catalog(Catalog(tuple(map(lamp, range(300)))), replace=True)
    build_index(store, WordEncoder(), folder / "index")
    yield Shop(store, Searcher.open(folder / "index", WordEncoder()), writer=None)
    store.close()


@pytest.mark.parametrize(
    "criteria",
    [
        Criteria(need="lamp for kids", color="red"),
        Criteria(need="dimmable lamp for kids"),
        Criteria(need="lamp for kids", min_price=Decimal(800)),
        Criteria(need="kids", color="red"),
    ],
)
def test_the_one_product_that_fits_is_found_among_many(shop, criteria):
    assert [match.product.id for match in needs.fitting(shop, criteria)] == [RARE]


def test_where_nothing_is_asked_for_childrens_things_are_left_out(shop):
    assert [match.product.id for match in needs.fitting(shop, Criteria())] == ["lamp-0"]


def test_what_is_made_for_others_is_left_out(shop):
    assert [match.product.id for match in needs.fitting(shop, Criteria(need="lamp"))] == ["lamp-0"]


def test_the_vocabulary_knows_kinds_and_currency(shop):
    known = vocabulary(shop.store)
    assert len(known.of_kinds(frozenset({"lamp"})) or ()) == 300
    assert known.of_kinds(frozenset({"boot"})) is None
    assert shop.currency == "SEK"


def test_a_whole_kind_is_the_longest_category_that_is_named(tmp_path):
    paths = ("Shoes > Running shoes", "Shoes > Trail running shoes", "Care > Shoe care", "Bags")
    store = Store(f"sqlite:///{tmp_path / 'shop.db'}")
    products = [replace(lamp(i), category=path) for i, path in enumerate(paths)]
    store.import_catalog(Catalog(tuple(products)), replace=True)
    known = vocabulary(store)
    running = stem_set(["running shoes"])
    assert known.whole_kind(running | {"blue"}) == running
    assert known.whole_kind(running | {"trail"}) == running | {"trail"}
    assert not known.whole_kind(frozenset({"shoe", "bag"}))
    assert not known.whole_kind(running | {"care"}), "either may be meant"
    assert known.phrases[frozenset({"shoe", "care"})] == {"shoe"}
    store.close()
