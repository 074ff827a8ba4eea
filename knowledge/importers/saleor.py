"""Saleor's data as a Django fixture (`manage.py dumpdata`), with prices for each channel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.importers.cells import attributes
from knowledge.importers.currencies import Offer, in_currency, main_currency
from knowledge.importers.django_fixture import Fixture, Record, chain, read_fixture
from knowledge.importers.editorjs import editorjs_text
from knowledge.importers.interface import Options, RawRow, Row, Sample
from knowledge.importers.report import LeftOut, Remark, RowError
from knowledge.importers.saleor_attributes import ATTRIBUTE_MODELS, Values, assigned_values

PRODUCT, VARIANT, CATEGORY = "product.product", "product.productvariant", "product.category"
CHANNEL, TYPE, COLLECTION = "channel.channel", "product.producttype", "product.collection"
PRODUCT_LISTING = "product.productchannellisting"
VARIANT_LISTING = "product.productvariantchannellisting"
IN_COLLECTION = "product.collectionproduct"
MEDIA, VARIANT_MEDIA = "product.productmedia", "product.variantmedia"
STOCK, SALE = "warehouse.stock", "discount.sale"
MODELS = frozenset(
    {PRODUCT, VARIANT, CATEGORY, CHANNEL, TYPE, COLLECTION, PRODUCT_LISTING, VARIANT_LISTING}
    | {IN_COLLECTION, MEDIA, VARIANT_MEDIA, STOCK, SALE, *ATTRIBUTE_MODELS}
)

# The fields that name another object, or by which one is told from others.
KEYS = (
    "attribute", "assignment", "category", "channel", "collection", "currency", "currency_code",
    "media", "parent", "product", "product_type", "product_variant", "value", "variant",
)  # fmt: skip

COLUMNS = {
    "id": "slug",
    "title": "name",
    "images": "productmedia.image",
    "image": "productmedia.image",
    "variants.price": "discounted_price_amount",
    "variants.list_price": "price_amount",
    "variants.stock": "stock.quantity",
}


def recognises(sample: Sample) -> bool:
    """Whether this is a Django fixture."""
    return {"model", "pk", "fields"} <= set(sample.columns)


def read(path: Path, options: Options) -> Iterator[Row]:
    """A product for each `product.product` with its variants, prices and stock.

    The objects of a fixture refer to each other in any order, so all are held.
    """
    fixture, problems = read_fixture(path, MODELS, KEYS)
    yield from problems
    if not fixture.table(PRODUCT) and not problems:
        yield RowError(str(path), 0, "", f"holds no {PRODUCT}: is it a fixture of Saleor?")
    shop = _Shop(fixture, options)
    yield from shop.remarks()
    for record in fixture.table(PRODUCT).values():
        yield from shop.product(record)


@dataclass(slots=True)
class _Shop:
    """A fixture with what is looked up once for each product."""

    fixture: Fixture
    options: Options
    variants: dict[object, list[Record]] = field(init=False)
    listings: dict[object, list[Record]] = field(init=False)
    prices: dict[object, list[Record]] = field(init=False)
    stocks: dict[object, list[Record]] = field(init=False)
    media: dict[object, list[Record]] = field(init=False)
    variant_media: dict[object, list[Record]] = field(init=False)
    collections: dict[object, list[Record]] = field(init=False)
    values: Values = field(init=False)

    def __post_init__(self) -> None:
        by = self.fixture.by
        self.variants, self.listings = by(VARIANT, "product"), by(PRODUCT_LISTING, "product")
        self.prices, self.stocks = by(VARIANT_LISTING, "variant"), by(STOCK, "product_variant")
        self.media, self.variant_media = by(MEDIA, "product"), by(VARIANT_MEDIA, "variant")
        self.collections = by(IN_COLLECTION, "product")
        self.values = assigned_values(self.fixture)

    def remarks(self) -> Iterator[Row]:
        """What is in the file and not imported."""
        for variant in self.fixture.table(VARIANT).values():
            if self.fixture.get(PRODUCT, variant["product"]) is None:
                yield variant.error("product", f"{variant['product']!r} is not in the file")
        first: dict[object, Record] = {}
        for channel in self.fixture.table(CHANNEL).values():
            used = first.setdefault(channel["currency_code"], channel)
            if used is not channel:
                reason = f"has the currency of {used['name']!r}, whose prices are used"
                yield Remark(channel.file, channel.line, "currency_code", reason)
        for sale in self.fixture.table(SALE).values():
            reason = "is a rule: prices are the variants' own, with the discounts stored there"
            yield LeftOut(sale.file, sale.line, SALE, reason)

    def product(self, record: Record) -> Iterator[Row]:
        """The row of a product, or why it is left out."""
        variants = self.variants.get(record.pk, [])
        channels = self._channels(record)
        if not channels:
            reason = "is published in no active channel"
            yield LeftOut(record.file, record.line, "", reason, rows=1 + len(variants))
            return
        offers = {variant.pk: self._offers(variant, channels) for variant in variants}
        for variant in variants:
            if not offers[variant.pk]:
                reason = "has no price in a channel where its product is published"
                yield LeftOut(variant.file, variant.line, "price_amount", reason)
        sold = [variant for variant in variants if offers[variant.pk]]
        if variants and not sold:
            yield LeftOut(record.file, record.line, "", "has no variant with a price")
            return
        codes = [offers[variant.pk] for variant in sold]
        currency = main_currency(codes, self.options.currency) if codes else ""
        rows = [self._variant(v, in_currency(offers[v.pk], currency), sold) for v in sold]
        yield RawRow(
            record.file,
            record.line,
            self._value(record) | {"variants": rows},
            rows=1 + len(sold),
            variant_lines=tuple(variant.line for variant in sold),
            columns=COLUMNS,
            errors=tuple(self._errors(record)),
        )

    def _value(self, record: Record) -> dict[str, Any]:
        values = {name: ", ".join(found) for name, found in self.values.of(record).items()}
        brand = next((name for name in values if name.lower() == "brand"), "")
        images = [m["image"] or m["external_url"] for m in self.media.get(record.pk, ())]
        rating = record["rating"]
        kind = self.fixture.get(TYPE, record["product_type"])
        tags = [
            collection["name"]
            for link in self.collections.get(record.pk, ())
            if (collection := self.fixture.get(COLLECTION, link["collection"]))
        ]
        return {
            "id": record["slug"] or record.pk,
            "title": record["name"],
            "description": editorjs_text(record["description"])
            or editorjs_text(record["description_plaintext"]),
            "brand": values.pop(brand, ""),
            "category": " > ".join(reversed(self._category(record))),
            "image": next(iter(images), None),
            "images": images[1:],
            "tags": tags,
            "rating": rating or None,
            "attributes": attributes({"type": str(kind["name"]) if kind else "", **values}),
        }

    def _variant(
        self, variant: Record, prices: dict[str, Any], among: Sequence[Record]
    ) -> dict[str, Any]:
        options = {name: ", ".join(found) for name, found in self.values.of(variant).items()}
        if not options and len(among) > 1:
            options = {"variant": variant["name"]}
        pictures = (
            self.fixture.get(MEDIA, link["media"])
            for link in self.variant_media.get(variant.pk, ())
        )
        return {
            # A SKU is optional in Saleor; this is the name of the variant in its API.
            "sku": variant["sku"] or f"ProductVariant:{variant.pk}",
            "options": options,
            "stock": self._stock(variant),
            "image": next((picture["image"] for picture in pictures if picture), None),
            **prices,
        }

    def _channels(self, record: Record) -> list[object]:
        """The active channels in which a product is published, in the order of the file."""
        published = {listing["channel"] for listing in self._published(record)}
        channels = self.fixture.table(CHANNEL)
        return [pk for pk, channel in channels.items() if channel["is_active"] and pk in published]

    def _published(self, record: Record) -> Iterator[Record]:
        today = self.options.now.isoformat()
        for listing in self.listings.get(record.pk, ()):
            if listing["is_published"] and str(listing["published_at"] or "") <= today:
                yield listing

    def _offers(self, variant: Record, channels: Sequence[object]) -> dict[str, Offer]:
        """What a variant costs by currency; of two channels with one currency the first's."""
        offers: dict[str, Offer] = {}
        listings = {listing["channel"]: listing for listing in self.prices.get(variant.pk, ())}
        for channel in channels:
            listing = listings.get(channel)
            if listing is None or listing["price_amount"] is None:
                continue
            price, now = listing["price_amount"], listing["discounted_price_amount"]
            offer = Offer(price) if now in (None, price) else Offer(now, price)
            offers.setdefault(str(listing["currency"]), offer)
        return offers

    def _stock(self, variant: Record) -> object:
        """What all warehouses have and nobody has ordered yet."""
        if variant["track_inventory"] is False or variant["is_preorder"]:
            return None
        total = 0
        for stock in self.stocks.get(variant.pk, ()):
            quantity, allocated = stock["quantity"], stock["quantity_allocated"] or 0
            if not isinstance(quantity, int) or not isinstance(allocated, int) or quantity < 0:
                return quantity
            total += max(0, quantity - allocated)
        return total

    def _category(self, record: Record) -> list[str]:
        category = self.fixture.get(CATEGORY, record["category"])
        above = chain(category, self.fixture, CATEGORY) if category else ()
        return [str(category["name"]) for category in above]

    def _errors(self, record: Record) -> Iterator[RowError]:
        category = record["category"]
        if category is not None and self.fixture.get(CATEGORY, category) is None:
            yield record.error("category", f"{category!r} is not in the file")
