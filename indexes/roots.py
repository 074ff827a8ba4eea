"""Families of words: "washable" and "washing", "heavy" and "weight"."""

from __future__ import annotations

from functools import lru_cache

from indexes.synonyms import SYNONYMS
from indexes.text import WORD, stem

_ENDINGS = (
    "ations", "ation", "ments", "ment", "ness", "able", "ible", "ings", "ing", "ions", "ion",
    "less", "ful", "ive", "ed", "ery", "ly", "es", "e", "y", "i",
)  # fmt: skip
# What is left of a word has to tell it from others.
_SHORTEST = 3


def words_of(text: str) -> list[str]:
    """The words of `text` in lower case, those joined by a hyphen apart."""
    return [match.group().casefold() for match in WORD.finditer(text)]


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """What a word shares with those derived from it; coarser than a stem.

    A thing that does something ("holder") is not what is done ("holds").

    >>> [root(word) for word in ("washable", "washing", "adjusts", "dimmable", "holder")]
    ['wash', 'wash', 'adjust', 'dim', 'holder']
    """
    found = stem(word)
    for ending in _ENDINGS:
        left = found.removesuffix(ending)
        if left != found and len(left) >= _SHORTEST:
            doubled = left[-1] == left[-2] and left[-1] not in "aeiosrl"
            return left[:-1] if doubled and len(left) > _SHORTEST else left
    return found


def roots(text: str) -> list[str]:
    """The roots of the words of `text`, in order."""
    return [root(word) for word in words_of(text)]


# Words that answer for one another, a group a line.
_GROUPS = """
weight weigh heavy lightweight
size dimension big large small tall high height wide width long length thick deep depth diameter
material made fabric cloth composition consist
care wash clean launder laundry machine dishwasher maintain
dryer tumble
dim dimmer dimmable
charge charger
user use
capacity volume litre liter hold
load capacity maximum max
lining lined liner filled filling fill padding padded inside
insulation insulated insulate warm
battery charge recharge rechargeable power mah usb
compatibility compatible work suit
waterproof watertight rain rainproof water wet
temperature cold warm warmth freeze frost degree
scent smell fragrance odour perfume
laptop notebook computer macbook
luggage plane flight airplane airline airport cabin
itch scratch
zip zipper
sweat ventilation ventilated breathable airy
warranty guarantee
internet wifi online
sun uv upf
iphone ios apple
android samsung
phone smartphone mobile
slip slippery grip grippy
detachable removable remove off
fold packed pack
automatic automatically button
resole resoled resoleable resoling cobbler
included include supplied with come separately
child kid toddler
vent ventilation opening
set pack
bike bicycle cycling handlebar
hike walk trek hill mountain
cushion pad
percent percentage %
gender men women man woman male female unisex ladies gents girls boys
wood wooden
wool woollen woolen
noise noisy quiet silent squeak rustle
smell fresh stink
reflective reflector
stretch stretchy elastane elastic spandex lycra
processor cpu chip
ingredient contain
fur furry shearling sheepskin lambskin
pitch assemble assembly erect
opaque transparent sheer
storm stormy weather gale
wire wired cable cord
alone person
membrane goretex gore tex
"""

# What a thing can be made of: each tells of its material, and says nothing of the others.
_MATERIALS = """
acrylic aluminium aluminum bamboo beech brass bronze canvas cashmere ceramic clay copper cork
cotton denim down elastane felt fleece fur glass gold iron jersey latex leather linen lycra
marble merino mesh metal microfibre neoprene nubuck nylon oak paper pine plastic plush
polyamide polycarbonate polyester polypropylene porcelain rapeseed rayon resin rubber satin
shearling silicone silk silver soy spandex stainless steel stone stoneware suede titanium velvet
vinyl viscose wax wood wooden wool woollen
"""

SPELT = frozenset(word for word in words_of(_GROUPS) if word.isalpha())
"""The words of the groups as people write them."""


def _families() -> dict[str, frozenset[str]]:
    families: dict[str, frozenset[str]] = {}
    for word, others in SYNONYMS.items():
        families[root(word)] = frozenset(map(root, (word, *others)))
    for line in _GROUPS.strip().splitlines():
        group = frozenset(roots(line))
        for member in group:
            families[member] = families.get(member, frozenset()) | group
    material = root("material")
    families[material] |= frozenset(roots(_MATERIALS))
    return families


# By root, the roots of all words that answer for it, its own among them.
FAMILIES = _families()
MATERIALS = frozenset(roots(_MATERIALS))
