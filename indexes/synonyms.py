"""Words of shops that mean the same goods, chiefly British and American ones."""

from __future__ import annotations

from indexes.terms import terms

# One group a line, commas between; two words are found where they stand side by side.
_GROUPS = """
backpack, rucksack, knapsack, daypack
bathrobe, dressing gown, robe
beanie, woolly hat, bobble hat, knit hat
bed linen, bedding, bed sheets
bicycle, bike
car, automobile, vehicle
buff, neck tube, neck gaiter, neck warmer
bum bag, fanny pack, waist pack, hip bag
carpet, rug
cell phone, mobile phone, smartphone, phone, mobile
coat, jacket
cling film, plastic wrap
cooker, stove, hob, cooktop
cot, crib
couch, sofa, settee
crisps, potato chips
cup, mug
curtains, drapes
cushion, throw pillow, scatter cushion
cutting board, chopping board
desk lamp, reading lamp, table lamp
diaper, nappy
dressing table, vanity table
duffel, duffle, holdall
duvet, comforter, quilt
earphones, earbuds, ear buds
eyeglasses, spectacles, glasses
faucet, tap
flask, thermos, vacuum bottle, insulated bottle
flashlight, torch
fridge, refrigerator
frying pan, skillet
garbage can, trash can, dustbin, rubbish bin, waste bin
grill, barbecue, bbq
hair dryer, blow dryer, hairdryer
handbag, purse, shoulder bag
hard drive, hard disk, hdd
headlamp, head torch
headphones, headset
high heels, heels, pumps, stilettos
hoodie, hooded sweatshirt
hoover, vacuum cleaner, vacuum
jewelry, jewellery
juicer, squeezer
jumper, sweater, pullover
keyring, key chain
laptop, notebook
lawn mower, lawnmower, grass cutter
loo roll, toilet paper, bath tissue
lunch box, bento box
motorbike, motorcycle
nail polish, nail varnish
nightstand, bedside table, night table
ottoman, footstool, pouf
outdoor furniture, garden furniture, patio furniture
paddling pool, kiddie pool
panties, knickers, briefs
pants, trousers
pen drive, usb stick, flash drive, memory stick
perfume, fragrance, eau de parfum
photo frame, picture frame
plant pot, flower pot, planter
portable charger, power bank
projector, beamer
pushchair, stroller, pram, buggy
rain jacket, raincoat, waterproof jacket
rain boots, rubber boots, wellies, wellingtons, wellington boots, gumboots
running shoes, jogging shoes
saucepan, cooking pot
shower gel, body wash
ski pants, salopettes
sleeping mat, sleeping pad
sneakers, trainers, plimsolls, tennis shoes
sofa bed, sleeper sofa, futon
soft drink, soda, fizzy drink
solid state drive, ssd
spanner, wrench
stockings, tights, pantyhose, hosiery
strainer, sieve, colander
suitcase, luggage, trolley case
sunglasses, shades, sunnies
swimsuit, bathing suit, swimwear, swimming costume
television, tv, telly
thermal underwear, base layer, long johns, thermals
t-shirt, tee
towel rail, towel rack
trekking poles, walking sticks, hiking poles, walking poles
umbrella, brolly
voucher, gift card, gift certificate
wardrobe, armoire
wash basin, bathroom sink, washbasin
windbreaker, windcheater, wind jacket
"""


def _joined(phrase: str) -> str:
    return "".join(terms(phrase))


def _groups() -> dict[str, tuple[str, ...]]:
    meant: dict[str, tuple[str, ...]] = {}
    for line in _GROUPS.strip().splitlines():
        words = [_joined(phrase) for phrase in line.split(",")]
        for word in words:
            others = (other for other in words if other != word)
            meant[word] = tuple(dict.fromkeys((*meant.get(word, ()), *others)))
    return meant


# By word, or by two words written as one, the others that mean the same.
SYNONYMS = _groups()


def _phrases() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    meant: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for line in _GROUPS.strip().splitlines():
        names = [tuple(terms(phrase)) for phrase in line.split(",")]
        for name in names:
            others = (other for other in names if other != name)
            meant[name] = tuple(dict.fromkeys((*meant.get(name, ()), *others)))
    return meant


_PHRASES = _phrases()


def alike(name: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The other names of a thing, each as its stems.

    >>> alike(("plant", "pot"))
    (('flower', 'pot'), ('planter',))
    """
    return _PHRASES.get(name, ())
