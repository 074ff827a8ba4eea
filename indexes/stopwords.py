"""Words that do not help to tell which product a message means."""

from __future__ import annotations

from bm25s.stopwords import STOPWORDS_EN_PLUS

from indexes.text import stems

STOPWORDS = frozenset(part for word in STOPWORDS_EN_PLUS for part in stems(word))

# What shoppers say whatever they ask about; never misspelt titles either.
ASKING = frozenset(
    stems(
        "add another any available ask basket best better big bigger brand browse buy cart cheap"
        " cheaper cheapest check choose clean color colour come cost costs could country currency"
        " customer day deliver delivery different discount dollar edition euro express fast find"
        " first fit free get give go good have hello help hi in know large larger last least left"
        " less like long look looking made make many mean meant medium money month more most much"
        " need new next number offer ok one online order other pay payment please plus pound price"
        " product question quick rate recommend refund return right same second see sell send set"
        " ship shipping shop show similar size sizing small smaller something sorry sort stock"
        " store suggest take tell thank thanks that third time today tomorrow total track try two"
        " type under until use want warranty wear wash week what when where which would wrong yes"
    )
)

COLORS = frozenset(
    stems(
        "beige black blue bronze brown charcoal coral cream dark gold golden gray green grey ivory"
        " khaki lavender light lilac magenta maroon mint mustard navy olive orange pink plum"
        " purple red rose rust sand silver tan teal turquoise violet white yellow"
    )
)
