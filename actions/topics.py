"""The topics that a follow-up or a choice can lead back to, by name."""

from __future__ import annotations

from actions import fit, price, recommendations, shipping, sizes, stock
from actions.base import Topic

BY_NAME: dict[str, Topic] = {
    module.TOPIC: module.answer for module in (fit, price, recommendations, shipping, sizes, stock)
}
