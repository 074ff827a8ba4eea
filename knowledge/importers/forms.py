"""Every form that a catalogue can come in, and telling which one a file has."""

from __future__ import annotations

import textwrap
from pathlib import Path

from knowledge.importers import (
    google,
    magento,
    mapping,
    medusa,
    native,
    reviews,
    saleor,
    shopify,
    woocommerce,
)
from knowledge.importers.interface import Form
from knowledge.importers.report import RowError
from knowledge.importers.sample import take_sample

_FORMS = (
    Form("native", "shopbot's own JSONL, JSON or YAML", native.recognises, native.read),
    Form("shopify", "Shopify product CSV", shopify.recognises, shopify.read, needs_currency=True),
    Form("google", "Google Merchant feed (RSS, Atom or table)", google.recognises, google.read),
    Form("saleor", "Saleor's data as a Django fixture", saleor.recognises, saleor.read),
    Form("medusa", "Medusa product CSV", medusa.recognises, medusa.read),
    Form(
        "woocommerce",
        "WooCommerce product CSV",
        woocommerce.recognises,
        woocommerce.read,
        needs_currency=True,
    ),
    Form("magento", "Magento 2 product CSV", magento.recognises, magento.read, needs_currency=True),
    Form("reviews", "reviews as CSV or JSON", reviews.recognises, reviews.read, kind="review"),
    Form("mapping", "any CSV or JSON with a mapping file", mapping.recognises, mapping.read),
)
FORMS = {form.name: form for form in _FORMS}


def form_of(path: Path) -> Form | RowError:
    """The one form that recognises `path`, or why there is none."""
    sample = take_sample(path)
    if isinstance(sample, RowError):
        return sample
    found = [form for form in FORMS.values() if form.recognises(sample)]
    if len(found) == 1:
        return found[0]
    if found:
        reason = f"may be {' or '.join(form.name for form in found)}: say which one with --format"
    else:
        known = ", ".join(f"{form.name} ({form.label})" for form in FORMS.values())
        columns = (textwrap.shorten(column, 40, placeholder="…") for column in sample.columns[:20])
        seen = ", ".join(columns) or "no columns"
        reason = (
            f"is none of the known forms; it has {seen}. Say its form with --format: {known}."
            f" Or describe it in a mapping file (start one with `shopbot catalog map {path}`)"
            " and give that with --map"
        )
    return RowError(str(path), 0, "", reason)
