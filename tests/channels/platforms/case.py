"""What the tests that hold for every platform need to know of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.channels.messaging.channel import PlatformInput
from bot.channels.messaging.incoming import Received
from bot.channels.messaging.settings import ChannelSettings
from tests.channels.platforms.standin import StandIn


@dataclass(frozen=True)
class Case:
    """One platform in the tests of test_delivery.py and test_forgery.py.

    `settings(url)` are a shop's with the API at `url`. `text(number, sender, text)` is the
    signed request with one message, whose id and place in the order of events come from
    `number` (1, 2, 3 …); equal numbers make equal ids. `says` reads the text out of a call's
    body ("" for signs of life).
    """

    input_type: type[PlatformInput]
    stand_in: type[StandIn]
    settings: Callable[[str], ChannelSettings]
    text: Callable[[int, str, str], Received]
    says: Callable[[dict[str, Any]], str]

    @property
    def name(self) -> str:
        return self.input_type.name()

    def said(self, stand_in: StandIn) -> list[str]:
        """The texts that the shop sent, in order."""
        return [text for call in stand_in.calls if (text := self.says(call.body))]
