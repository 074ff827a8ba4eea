"""What an import writes: what has changed, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge import engine
from knowledge.model import (
    Catalog,
    Money,
    Policies,
    PolicySection,
    Product,
    Review,
    ShopInfo,
    SizeChart,
    Variant,
)
from knowledge.store import Changes, Store, StoreError


def product(id, *, price="10.00", options=None, skus=None, **more):
    variants = [
        Variant(sku, Money(Decimal(price), "EUR"), options or {"size": "42"}, 3)
        for sku in skus or [f"{id}-1"]
    ]
    return Product(id, more.pop("title", id.title()), tuple(variants), **more)


CATALOG = Catalog(
    (product("a"), product("b"), product("c")),
    (SizeChart("shoes", "Shoes", ()),),
    (Review("r1", "a", 4, "Good."), Review("r2", "b", 2, "Bad.")),
    ShopInfo("Fell & Field"),
)
SECTIONS = (
    PolicySection("shipping#eu", "shipping", "eu", ("Shipping", "EU"), "By road."),
    PolicySection("returns#how", "returns", "how", ("Returns", "How"), "Send it back."),
)


@pytest.fixture
def filled(store):
    assert store.import_catalog(CATALOG, replace=True) == Changes(new=3)
    return store


@pytest.fixture
def revision(by_hand):
    """The number that goes up with every change."""
    return lambda: by_hand("SELECT value FROM meta WHERE key = 'revision'")


@pytest.mark.parametrize("again", [True, False])
def test_importing_twice_changes_nothing(filled, revision, again):
    before = revision()
    assert filled.import_catalog(CATALOG, replace=again) == Changes(unchanged=3)
    assert revision() == before


def test_importing_twice_leaves_the_file_alone(tmp_path):
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    for _ in range(2):
        store = Store(url)
        store.import_catalog(CATALOG, replace=True)
        store.import_policies(Policies(SECTIONS))
        store.close()
        files = {
            path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in tmp_path.iterdir()
        }
    store = Store(url)
    store.import_catalog(CATALOG, replace=True)
    store.import_policies(Policies(SECTIONS))
    store.close()
    assert files == {
        path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in tmp_path.iterdir()
    }


def test_changes_are_counted_by_product(filled):
    after = Catalog((product("a", price="9.00"), product("b"), product("d")))
    assert filled.import_catalog(after, replace=True) == Changes(1, 1, 1, 1)
    assert filled.products() == after.products
    assert filled.reviews("a") == ()


def test_without_replace_the_others_stay_uncounted(filled):
    changes = filled.import_catalog(Catalog((product("b", price="9"), product("d"))), replace=False)
    assert changes == Changes(new=1, changed=1)
    assert [p.id for p in filled.products()] == ["a", "b", "c", "d"]


def test_a_new_order_alone_is_taken_over(filled, revision):
    before = revision()
    backwards = Catalog(CATALOG.products[::-1], CATALOG.size_charts, CATALOG.reviews)
    assert filled.import_catalog(backwards, replace=True) == Changes(unchanged=3)
    assert filled.products() == CATALOG.products[::-1]
    assert revision() != before


@pytest.mark.parametrize(
    "more",
    [
        Catalog(reviews=(Review("r1", "a", 5, "Good."),)),
        Catalog(size_charts=(SizeChart("shoes", "Boots", ()),)),
        Catalog(shop=ShopInfo("Moor & Mountain")),
    ],
)
def test_what_is_no_product_changes_too(filled, revision, more):
    before = revision()
    assert filled.import_catalog(more, replace=False) == Changes()
    assert revision() != before
    wanted = replace(
        CATALOG,
        reviews=more.reviews + CATALOG.reviews[1:] if more.reviews else CATALOG.reviews,
        size_charts=more.size_charts or CATALOG.size_charts,
        shop=more.shop or CATALOG.shop,
    )
    records = (*wanted.size_charts, *wanted.products, *wanted.reviews)
    assert tuple(filled.each_record()) == (wanted.shop, *records)


def test_two_products_may_swap_their_skus(filled):
    swapped = (product("a", skus=["b-1"]), product("b", skus=["a-1"]))
    assert filled.import_catalog(Catalog(swapped), replace=False) == Changes(changed=2)
    assert filled.products(["a", "b"]) == swapped


@pytest.mark.parametrize(
    ("given_", "reason"),
    [
        ((product("x"), product("x")), "'x' occurs twice among the products"),
        ((product("x", skus=["1"]), product("y", skus=["1"])), "SKU '1' of product"),
        ((product("x", skus=["1", "1"]),), "SKU '1' of product 'x' belongs to product 'x'"),
    ],
)
def test_what_stands_twice_is_refused_and_nothing_changes(filled, given_, reason):
    with pytest.raises(StoreError, match=reason):
        filled.import_catalog(Catalog(given_), replace=True)
    assert filled.products() == CATALOG.products


def test_an_import_in_parts_is_one_transaction(filled, url):
    other = Store(url)
    with filled.importing(replace=True) as catalog:
        catalog.add(iter([product("x")]))
        catalog.add([product("y"), Review("r", "x", 5, "New.")])
        assert other.products() == CATALOG.products
    assert [p.id for p in other.products()] == ["x", "y"]
    assert catalog.changes == Changes(new=2, deleted=3)
    other.close()


def test_an_exception_undoes_an_import_in_parts(filled):
    def half():
        yield product("x")
        raise OSError("the file ended early")

    with pytest.raises(OSError, match="ended early"), filled.importing(replace=True) as catalog:
        catalog.add(half())
    assert filled.products() == CATALOG.products


def test_a_second_import_waits_only_so_long_and_readers_never(filled, url, monkeypatch):
    monkeypatch.setattr(engine, "PATIENCE", 0.1)
    with filled.importing(replace=True) as catalog:
        catalog.add([product("x")])
        other = Store(url, must_exist=True)
        assert other.products() == CATALOG.products
        with pytest.raises(StoreError, match="another process is writing to it"):
            other.import_catalog(Catalog((product("y"),)), replace=False)
    other.import_catalog(Catalog((product("y"),)), replace=False)
    assert [p.id for p in filled.products()] == ["x", "y"]
    other.close()


def test_an_import_knows_what_was_there(filled):
    with filled.importing(replace=False) as catalog:
        assert catalog.known_products == {"a", "b", "c"}
        assert catalog.known_size_charts == {"shoes"}
    with filled.importing(replace=True) as catalog:
        assert not catalog.known_products | catalog.known_size_charts
        catalog.add(CATALOG.products)


def test_policies_that_are_there_already_change_nothing(filled, revision):
    assert filled.import_policies(Policies(SECTIONS)) == Changes(new=2)
    before = revision()
    assert filled.import_policies(Policies(SECTIONS)) == Changes(unchanged=2)
    assert revision() == before
    other = replace(SECTIONS[0], text="By rail.")
    assert filled.import_policies(Policies((other,))) == Changes(changed=1, deleted=1)


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ({"price": "9.99"}, False),
        ({"image": "new.jpg"}, False),
        ({"rating": Decimal("4.5")}, False),
        ({"title": "New"}, True),
        ({"description": "New."}, True),
        ({"brand": "New"}, True),
        ({"category": "New"}, True),
        ({"tags": ("new",)}, True),
        ({"attributes": {"new": "yes"}}, True),
        ({"options": {"size": "43"}}, True),
    ],
)
def test_digests_follow_what_is_searched_by(filled, change, seen):
    before, hash_before = filled.digests(), filled.content_hash()
    filled.import_catalog(Catalog((product("b", **change),)), replace=False)
    after = filled.digests()
    changed = {key for key in after.products if after.products[key] != before.products[key]}
    assert changed == ({"b"} if seen else set())
    assert (filled.content_hash() != hash_before) is seen
    assert after.sections == before.sections


def test_a_section_has_a_digest_of_its_own(filled):
    filled.import_policies(Policies(SECTIONS))
    before = filled.digests().sections
    filled.import_policies(Policies((replace(SECTIONS[0], text="By rail."), SECTIONS[1])))
    after = filled.digests().sections
    assert before.keys() == after.keys() == {"shipping#eu", "returns#how"}
    assert [key for key in after if after[key] != before[key]] == ["shipping#eu"]


catalogs = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(st.integers(1, 3), st.sampled_from(["41", "42"])),
    max_size=6,
).map(
    lambda found: tuple(
        product(key, price=str(price), options={"size": size})
        for key, (price, size) in found.items()
    )
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.booleans(), catalogs), max_size=5))
def test_any_imports_leave_what_a_dictionary_would(store, by_hand, imports):
    store.import_catalog(Catalog(), replace=True)
    kept = {}
    for swap, found in imports:
        store.import_catalog(Catalog(found), replace=swap)
        kept = ({} if swap else kept) | {product.id: product for product in found}
        assert store.products() == tuple(kept.values())
    sizes = {v.options["size"] for p in kept.values() for v in p.variants}
    assert store.option_values("size") == tuple(sorted(sizes))
    assert len(by_hand("SELECT variant_id FROM variant_options")) == len(kept)
