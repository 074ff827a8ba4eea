"""What a question about a product asks for: its subject, and a figure or a place."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from indexes.quantities import FREQUENCY, NUMBERS, UNITS, Quantity, quantities
from indexes.roots import FAMILIES, root, roots, words_of
from indexes.stopwords import STOPWORDS
from indexes.text import stem

COUNT, PLACE, NUMBERED = "count", "place", "numbered"

# Words of questions that say nothing of what is asked for.
EMPTY = frozenset(STOPWORDS) | frozenset(
    roots(
        "also anyone are available be can come could do does exactly feature get give go going"
        " good got had has have how i if in is item kind know like many much me my need of ok okay"
        " offer one ones option person please possible product provide put really safe say sort"
        " still take tell that them there these they thing things this type use used using want"
        " was well what whats when where which who will with work would you your enough someone"
        " fine able ever just actually im ive id dont doesnt actual anything something part both"
        " either else let long lot maybe mean might must our own quite rather should since their"
        " those longer longest shorter shortest better best more most worse"
        " dos u ur r wat wats hows n pls plz enuf wich hav"
        " suitable daughter son grandson granddaughter niece nephew husband wife mum dad himself"
        " herself myself yourself somebody anybody allowed bring friendly were together vs versus"
    )
)
# Verbs that shoppers leave out as readily as they put them in.
_LIGHT = frozenset(
    roots(
        "fit keep last come run stay carry hold feel made life rate give show contain built add"
        " material sleep head empty version plug home survive withstand cope day"
        " attach mount fix sit listen"
    )
)
_LIGHT_WEIGHT = 0.3
# What some things have several measures of: of one that is asked for, no other one tells.
_AXES = {
    word: axis
    for axis, words in enumerate(
        ("wide wider width narrow broad", "tall taller high higher height", "long length",
         "deep deeper depth", "thick thicker thickness", "diameter")
    )
    for word in roots(words)
}  # fmt: skip

# What is measured, by the words that ask for its measure.
_MEASURES = {
    "heavy weigh weight": ("weight",),
    "tall high wide thick deep length width height diameter thickness depth": ("length",),
    "far narrow": ("length",),
    "big large small dimensions dimension": ("length", "volume"),
    "size": ("length", "volume", NUMBERED),
    "litre liter volume": ("volume",),
    "long": ("length", "time"),
    "fast quick quickly soon": ("time",),
    "often": (FREQUENCY,),
    "cold temperature": ("temperature",),
    "watt wattage": ("power",),
    "power": ("power", "charge"),
    "lumen bright brightness": ("light",),
    "loud": ("sound",),
    "load": ("weight",),
    "percent percentage": ("share",),
}
_DIMENSIONS = {word: dimensions for words, dimensions in _MEASURES.items() for word in roots(words)}

_WH = re.compile(r"\b(?:how|what(?:['’]?s)?|which)\b", re.IGNORECASE)
_HOW_LONG_DOES = re.compile(r"\bhow long (?:does|dos|do|will|can|to|until|would)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow many (\w+)", re.IGNORECASE)
_HOW_TO = re.compile(r"\bhow (?:do|to|should|can|must|is|are)\b", re.IGNORECASE)
_CARE = FAMILIES[root("care")] | FAMILIES[root("charge")]
# What comes with a thing, or may be put on it, is told by no statement without such words: a
# bag's own weight is no weight limit.
_NEEDED = frozenset({root("included"), root("load")})
# "Made in Europe?" is answered by any country.
_PLACE = re.compile(r"\b(?P<made>made|manufactured|produced|sewn) in\b.*", re.IGNORECASE)
# What a shopper says of somebody beside asking: "is it wide enough? I'm a big guy".
_ASIDE = re.compile(
    r"[.?!;,]\s*(?:im|hes|shes|(?:i|he|she|we|they)(?:['’](?:m|s|re|ve)| (?:am|is|are|have)))\b"
    r"[^?\d]*$",
    re.IGNORECASE,
)
# Or says before it: "A belt for a present. What leather is it?"
_BEFORE = re.compile(
    r"^[^?]*[.!;]\s+(?=(?:how|what|which|is|are|does|do|can|will|has|have)\b)", re.IGNORECASE
)
_KILOS = r"\d+ ?(?:kgs?|kilos?|kilograms?|lbs?|pounds?)\b"
_WHERE_FROM = re.compile(
    r"\b(?:where\b.*\b(?:made|from|manufactured|produced)|"
    r"(?:which|what) country|country of origin|made in)\b",
    re.IGNORECASE,
)
# Figures with their units, and units alone: they are read as such.
_FIGURES = re.compile(
    rf"(?:\d[\d.,]*[\s-]?|\bin )(?:{'|'.join(map(re.escape, UNITS))})s?\b", re.IGNORECASE
)
# What must not be lost by leaving out empty words.
_PHRASES = (
    (re.compile(r"\bhow old\b", re.IGNORECASE), "what age"),
    (re.compile(r"(?<=\d)[\s-]*(?:(?:years?|yrs?)[\s-]*olds?|y/?o|yrs?)\b", re.IGNORECASE),
     "years age"),
    (re.compile(r"(?<=\d)[\s-]*months?[\s-]*olds?\b", re.IGNORECASE), "months age"),
    (re.compile(r"\b(?:hard|easy|difficult|simple|tricky) to\b", re.IGNORECASE), "to"),
    (re.compile(r"\bhow many times\b", re.IGNORECASE), "how much"),
    (re.compile(rf"(?P<kept>\b(?:hold|take|carry|support|bear|sit|lie|weighs?|people|person)\b)"
                rf"(?=[^?]*?\b{_KILOS})", re.IGNORECASE), r"\g<kept> load"),
    (re.compile(rf"(?P<kept>\b{_KILOS})(?=[^?]*\b(?:hold|take|carry|support|bear)\b)",
                re.IGNORECASE), r"\g<kept> load"),
    (re.compile(r"\b(?:take|taken|come|comes|zip|zips) off\b", re.IGNORECASE), "removable"),
    (re.compile(r"\b(?P<kept>[a-z]{4,})[ -]proof\b", re.IGNORECASE), r"\g<kept>proof"),
    (re.compile(r"\blook(?:ing)? after\b", re.IGNORECASE), "care"),
    (re.compile(r"\b(?:how much|max\w*|what) (?:weight|load)\b(?=.*\b(?:take|hold|carry|support))",
                re.IGNORECASE), "what load"),
    (re.compile(r"\b(?:weight (?:limit|capacity|rating)|max(?:imum)? (?:\w+ )?weight)\b",
                re.IGNORECASE), "what load"),
    (re.compile(r"\bhow much (?:can|could|does|will)\b.{0,40}?\b(?:carry|bear|lift|support)\b",
                re.IGNORECASE), "what load"),
    (re.compile(r"\b(?:how|so|too|very|is (?:it|this|that)|are (?:they|these|those)) light\b"
                r"(?! up)", re.IGNORECASE), "what weight"),
    (re.compile(r"\b(?:how (?:many|much) .*\b(?:buy|order)\b.*\b(?:at least|minimum)\b"
                r"|minimum (?:order|quantity|purchase)(?: quantity)?\b)", re.IGNORECASE),
     "what minimum order"),
    (re.compile(r"\bmade (?:off?|from|out of)\b", re.IGNORECASE), "material"),
    (re.compile(r"\bcome with\b", re.IGNORECASE), "included"),
    (re.compile(r"\banimal[- ]free\b|\banimal (?:products?|stuff|origin)\b",
                re.IGNORECASE), "vegan"),
    (re.compile(r"\b(?:set(?:ting)?|put(?:ting)?) up\b", re.IGNORECASE), "pitch"),
    (re.compile(r"\b(?:see[- ]through|squat[- ]?proof|shows? through)\b", re.IGNORECASE),
     "opaque"),
    (re.compile(r"\bbreak(?:ing)?[- ]?in(?: (?:period|time))?\b", re.IGNORECASE), "break"),
    (re.compile(r"\b(?:(?:i|you|to|be|it) iron(?:ed)?|ironing)\b", re.IGNORECASE), "care"),
    (re.compile(r"\bcarry[- ]?on\b", re.IGNORECASE), "luggage"),
    (re.compile(r"\bwork with\b", re.IGNORECASE), "compatible"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a statement has to hold to answer a question.

    `subject` maps the roots that it has to speak of to their weights. It has to hold a
    figure in one of `dimensions`, unless there are none: "count" stands for a number of
    `counted`, "place" for the name of a country. What it says without the roots in
    `required` answers another question. `given` is the question's own figure. `axis` tells
    which of a thing's measures is meant, its width or its height.
    """

    text: str
    subject: dict[str, float]
    dimensions: frozenset[str]
    required: frozenset[str]
    given: Quantity | None
    counted: str
    axis: int | None = None

    def is_of_another_axis(self, words: Collection[str]) -> bool:
        """Whether `words` name another measure than the one that is asked for, and not that."""
        axes = {_AXES[word] for word in words if word in _AXES}
        return self.axis is not None and bool(axes) and self.axis not in axes


def read_question(text: str, named: Collection[str] = ()) -> Asked:
    """Take a question apart; `named` are the words that name the product itself."""
    text = _BEFORE.sub("", _PLACE.sub(r"\g<made> in", _ASIDE.sub("?", text)))
    plain = text
    for phrase, meant in _PHRASES:
        plain = phrase.sub(rf" {meant} ", plain)
    dimensions, asking = _dimensions(plain)
    many = _HOW_MANY.search(plain)
    given = next((q for q in quantities(plain) if q.dimension), None)
    if given and not dimensions and not _WH.search(plain):
        dimensions = frozenset({given.dimension})
    unspoken = EMPTY | asking
    said = [
        word
        for word in words_of(_FIGURES.sub(" ", plain))
        if root(word) not in unspoken and not word[0].isdigit() and word not in NUMBERS
    ]
    names = {*named, *(stem(word) for word in named)}
    beside = [word for word in said if names.isdisjoint((root(word), stem(word)))]
    if not dimensions and _LIGHT.issuperset(map(root, beside)):
        # "Does it fit any bike?" asks of a bike light what its name says.
        beside = said
    subject = {root(word): _LIGHT_WEIGHT if root(word) in _LIGHT else 1.0 for word in beside}
    if given and root("load") in subject:
        # How many that weigh so much is nothing more.
        subject = {root("load"): 1.0}
    manner = _CARE if _HOW_TO.search(plain) else frozenset()
    required = frozenset(subject) & (manner | _NEEDED)
    axis = next((_AXES[word] for word in roots(plain) if word in _AXES), None)
    counted = root(many[1]) if many else ""
    return Asked(text, subject, dimensions, required, given, counted, axis)


def _dimensions(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds of figures that answer, and roots that a statement with one can leave out.

    What is 48 cm "high" says so; what takes five minutes need not say "fast".
    """
    if _WHERE_FROM.search(text):
        return frozenset({PLACE}), frozenset(roots("made manufactured produced country origin"))
    if _HOW_LONG_DOES.search(text):
        return frozenset({"time"}), frozenset()
    found: tuple[str, ...]
    if many := _HOW_MANY.search(text):
        unit = UNITS.get(stem(many[1].casefold()))
        asking = [root(many[1])]
        found = (unit[0],) if unit else (COUNT,)
    else:
        asking = [word for word in roots(text) if word in _DIMENSIONS and _WH.search(text)][:1]
        found = _DIMENSIONS[asking[0]] if asking else ()
    return frozenset(found), frozenset(word for word in asking if word not in FAMILIES)
