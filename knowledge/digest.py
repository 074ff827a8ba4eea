"""Short hashes that tell whether a record has changed."""

from __future__ import annotations

import hashlib
import json

from knowledge.model import PolicySection, Product


def digest(value: object) -> str:
    """32 hexadecimal digits for anything that JSON can hold."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.blake2b(data.encode(), digest_size=16).hexdigest()


def searched(product: Product) -> str:
    """A hash of the texts that a product is found by; prices, stock and pictures are not."""
    options = {
        (name, text) for variant in product.variants for name, text in variant.options.items()
    }
    return digest(
        [
            product.title,
            product.description,
            product.brand,
            product.category,
            product.tags,
            sorted(product.attributes.items()),
            sorted(options),
        ]
    )


def section(section: PolicySection) -> str:
    """A hash of the texts that a section is found by."""
    return digest([section.title_path, section.text])
