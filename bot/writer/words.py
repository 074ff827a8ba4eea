"""Word lists of the grounding check: words that state a fact wherever they stand."""

# ruff: noqa: SIM905 - a list of words reads best as text
from __future__ import annotations

# "one" is listed although it can be a pronoun: no reply of ours needs it.
NUMBER_WORDS = frozenset(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy
    eighty ninety hundred hundreds thousand thousands million millions billion dozen dozens
    first second third fourth fifth sixth seventh eighth ninth tenth twice thrice half
    quarter double triple both couple pair percent percentage
    """.split()
)
CURRENCY_WORDS = frozenset(
    """
    euro euros cent cents dollar dollars buck bucks pound pounds pence penny quid yen yuan
    renminbi franc francs krona kronor krone kroner zloty rupee rupees real reais peso pesos
    ruble rubles lira won forint koruna shekel dirham riyal usd eur gbp jpy cny chf sek nok
    dkk pln inr aud cad nzd brl mxn
    """.split()
)
DATE_WORDS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april
    june july august september october november december today tomorrow yesterday tonight
    overnight weekend weekends day days week weeks month months year years hour hours minute
    minutes midnight noon
    """.split()
)
COLOR_WORDS = frozenset(
    """
    amber aqua azure beige black blue bordeaux bronze brown burgundy camel champagne charcoal
    chocolate cobalt copper coral cream crimson cyan denim emerald fuchsia gold golden gray
    green grey indigo ivory jade khaki lavender lilac lime magenta maroon mauve mint mustard
    navy ochre olive orange peach petrol pink plum purple red rose rust salmon scarlet silver
    tan taupe teal turquoise violet white wine yellow
    """.split()
)
LETTER_SIZES = frozenset(["XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL", "XXXXL"])
# A sentence cannot end with these: a model that stops there has lost its thread.
OPEN_WORDS = frozenset(["a", "an", "the", "and", "or", "but", "of", "our", "your", "if", "from"])
NEGATORS = frozenset(
    ["no", "not", "never", "none", "neither", "nor", "without", "cannot", "hardly"]
)
