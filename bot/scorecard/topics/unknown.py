"""Products that the shop does not have."""

from __future__ import annotations

from bot.scorecard.draw import Draw
from bot.scorecard.model import Expected, Held, Question
from indexes.text import stems

NAMES = ("Quibbleton", "Zorvane", "Mistrallo", "Plumbago", "Vexley", "Orrinshaw", "Drumcastle",
         "Yttria", "Hobbinsky", "Kwazzoo")  # fmt: skip
KINDS = ("Hovercraft", "Toaster", "Saxophone", "Chainsaw", "Aquarium", "Trampoline", "Typewriter",
         "Lawnmower", "Microscope", "Accordion")  # fmt: skip
WORDINGS = (
    "How much is the {t}?",
    "Do you have the {t} in stock?",
    "what does the {t} cost",
    "Tell me about the {t}",
    "do you sell the {t}?",
    "Which colours does the {t} come in?",
)


def unknown(draw: Draw) -> Question | None:
    """A question about a made-up product, of a kind that the shop does not sell either."""
    sold = {stem for product in draw.records.products for stem in stems(product.title)}
    sold |= {stem for product in draw.records.products for stem in stems(product.category)}
    kinds = [kind for kind in KINDS if not set(stems(kind)) & sold]
    names = [name for name in NAMES if not set(stems(name)) & sold]
    if not kinds or not names:
        return None
    title = f"{draw.rng.choice(names)} {draw.rng.choice(kinds)}"
    text = draw.say(WORDINGS, keep=[title], t=title)
    # Something else of the shop may be shown, but it has to be said that this is not there.
    expected = Expected(f"no {title} here", Held(any_product=True, phrases=(title,)), refuse=True)
    return Question("unknown product", (text,), (expected,))
