"""The attribute values of Saleor's products and variants, in both of its table layouts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.importers.django_fixture import Fixture, Record
from knowledge.importers.editorjs import editorjs_text

ATTRIBUTE, VALUE = "attribute.attribute", "attribute.attributevalue"

# Per kind: the table of values, the table between it and the owner, and the owner's field.
# Since Saleor 3.12 a product's values name the product itself.
LINKS = (
    ("attribute.assignedproductattributevalue", "attribute.assignedproductattribute", "product"),
    ("attribute.assignedvariantattributevalue", "attribute.assignedvariantattribute", "variant"),
)
ATTRIBUTE_MODELS = frozenset(
    {ATTRIBUTE, VALUE, *(model for values, between, _ in LINKS for model in (values, between))}
)


@dataclass(frozen=True, slots=True)
class Values:
    """Values by owner: kind ("product" or "variant") and primary key."""

    by_owner: dict[tuple[str, object], dict[str, list[str]]]

    def of(self, record: Record) -> dict[str, list[str]]:
        """The values of a product or a variant by the attribute's name."""
        kind = "variant" if "product" in record.fields else "product"
        return self.by_owner.get((kind, record.pk), {})


def assigned_values(fixture: Fixture) -> Values:
    """All values that are assigned to products and variants."""
    found: dict[tuple[str, object], dict[str, list[str]]] = defaultdict(dict)
    for model, between, owner in LINKS:
        for link in fixture.table(model).values():
            assignment = fixture.get(between, link["assignment"])
            pk = link[owner] if link[owner] is not None else assignment and assignment[owner]
            for name, text in _named(fixture, link):
                found[owner, pk].setdefault(name, []).append(text)
    return Values(dict(found))


def _named(fixture: Fixture, link: Record) -> Iterator[tuple[str, str]]:
    value = fixture.get(VALUE, link["value"])
    attribute = fixture.get(ATTRIBUTE, value["attribute"]) if value else None
    if value is None or attribute is None:
        return
    text = _text(value, attribute)
    if text:
        yield str(attribute["name"]), text


def _text(value: Record, attribute: Record) -> str:
    if isinstance(value["boolean"], bool):
        return "yes" if value["boolean"] else "no"
    if value["rich_text"]:
        return editorjs_text(value["rich_text"])
    unit = str(attribute["unit"] or "").replace("_", " ").lower()
    return f"{value['name']} {unit}".strip()
