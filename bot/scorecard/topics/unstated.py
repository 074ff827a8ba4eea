"""What the records do not say: not knowing is then the right answer."""

from __future__ import annotations

from bot.scorecard.draw import Draw
from bot.scorecard.model import Expected, Held, Question
from indexes.text import stems

# What shoppers ask, with the words by which a record would answer it.
ASKED = (
    ("Is the {t} fireproof?", "fire fireproof flame burn"),
    ("does the {t} glow in the dark", "glow dark luminous reflective reflector light"),
    ("Is the {t} dishwasher safe?", "dishwasher care wash clean"),
    ("Which factory is the {t} sewn in?", "factory made sewn produced production country origin"),
    ("what is the carbon footprint of the {t}?", "carbon footprint emission climate co2"),
    ("Does the {t} have bluetooth?", "bluetooth wireless app connect"),
    ("is the {t} bulletproof", "bulletproof ballistic"),
    ("How many calories does the {t} burn?", "calorie energy kcal"),
    ("Was the {t} tested by a dermatologist?", "dermatologist skin tested allergy"),
    ("Who designed the {t}?", "designed designer design"),
    ("does the {t} contain latex?", "latex contain natural rubber"),
    ("Does the {t} have an RFID pocket?", "rfid"),
    ("Is the {t} allowed on the Eurostar train?", "train eurostar cabin luggage airline"),
    ("what year did the {t} first come out?", "year came launched since released edition"),
    ("Is the {t} certified by the FIA?", "certified certificate certification fia standard"),
    ("Does the {t} smell of lavender?", "smell scent lavender perfume odour"),
)


def unstated(draw: Draw) -> Question | None:
    """A question about a product that none of its records answers."""
    product = draw.product()
    if product is None:
        return None
    known = {stem for text in draw.records.texts_on(product) for stem in stems(text)}
    open_questions = [ask for ask, words in ASKED if not known & set(stems(words))]
    if not open_questions:
        return None
    text = draw.say(open_questions, t=product.title)
    expected = Expected("not stated", Held((product,)), refuse=True)
    return Question("not stated", (text,), (expected,))
