"""What shops call the options that we know by one name."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from functools import lru_cache

# Per name of ours: what shops write, lower-case, in the languages of the shops we have seen.
SYNONYMS = {
    "size": (
        "sizes shoe-size clothing-size dress-size ring-size eu-size us-size uk-size größe groesse"
        " grösse schuhgröße konfektionsgröße kleidergröße taille pointure talla tamaño taglia"
        " misura maat schoenmaat kledingmaat storlek størrelse koko rozmiar velikost tamanho numero"
    ),
    "color": (
        "colour colors colours farbe farben couleur couleurs colore colori cor cores kleur kleuren"
        " färg farge farve väri kolor barva"
    ),
    "material": "materials materiaal matériau matière materiale materiał stoff",
}
NAMES = {
    synonym.replace("-", " "): name
    for name, synonyms in SYNONYMS.items()
    for synonym in synonyms.split()
}


@lru_cache(maxsize=4096)
def option_name(name: str) -> str:
    """An option's name in the form that `Variant.options` has it: "Shoe size" is "size"."""
    plain = " ".join(name.replace("_", " ").replace("-", " ").lower().split()).strip(" :")
    return NAMES.get(plain, plain)


def named(options: Mapping[str, str]) -> dict[str, str]:
    """Options under our names; the second of two that we call the same keeps its own."""
    values: dict[str, str] = {}
    for name, value in options.items():
        own = " ".join(name.lower().split())
        further = (f"{own} {number}" for number in itertools.count(2))
        names = itertools.chain([option_name(name), own], further)
        values[next(key for key in names if key not in values)] = value
    return values
