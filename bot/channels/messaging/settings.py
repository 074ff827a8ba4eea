"""The channels' settings, read from the environment, in one place.

A channel is off while its own variables are unset. The README lists the same names.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from knowledge.settings import SettingError, setting


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """Credentials and addresses of the messaging platforms; "" is unset."""

    public_url: str = setting(
        "SHOPBOT_PUBLIC_URL", "", "address under which platforms reach Rasa, without /webhooks"
    )
    shop_url: str = setting(
        "SHOPBOT_SHOP_URL", "", "the shop's site, before links and pictures such as /products/a"
    )
    channels_url: str = setting(
        "SHOPBOT_CHANNELS_URL", "", "redis://… that keeps events; empty: a file in SHOPBOT_DATA"
    )
    rest_token: str = setting(
        "SHOPBOT_REST_TOKEN", "", "Bearer token that the REST channel asks for; empty: none"
    )
    sender_limit_: str = setting(
        "SHOPBOT_SENDER_LIMIT", "30", "messages a minute that one shopper gets answers to"
    )
    channel_limit_: str = setting(
        "SHOPBOT_CHANNEL_LIMIT", "100", "requests a second that one channel takes"
    )
    proxies_: str = setting(
        "SHOPBOT_PROXIES", "0", "reverse proxies in front that write X-Forwarded-For"
    )
    telegram_token: str = setting("SHOPBOT_TELEGRAM_TOKEN", "", "the bot's token")
    telegram_secret: str = setting(
        "SHOPBOT_TELEGRAM_SECRET", "", "secret_token given to setWebhook"
    )
    telegram_api: str = setting(
        "SHOPBOT_TELEGRAM_API", "https://api.telegram.org", "Telegram's Bot API"
    )
    slack_token: str = setting("SHOPBOT_SLACK_TOKEN", "", "the bot user's token, xoxb-…")
    slack_signing_secret: str = setting(
        "SHOPBOT_SLACK_SIGNING_SECRET", "", "the app's signing secret"
    )
    slack_api: str = setting("SHOPBOT_SLACK_API", "https://slack.com/api", "Slack's Web API")
    meta_app_secret: str = setting(
        "SHOPBOT_META_APP_SECRET", "", "the Meta app's secret, for Messenger and WhatsApp"
    )
    meta_verify_token: str = setting(
        "SHOPBOT_META_VERIFY_TOKEN", "", "verify token typed in where the webhook is registered"
    )
    meta_api: str = setting(
        "SHOPBOT_META_API", "https://graph.facebook.com/v25.0", "Meta's Graph API with its version"
    )
    messenger_token: str = setting("SHOPBOT_MESSENGER_TOKEN", "", "the page's access token")
    whatsapp_token: str = setting("SHOPBOT_WHATSAPP_TOKEN", "", "the WhatsApp access token")
    whatsapp_phone_id: str = setting(
        "SHOPBOT_WHATSAPP_PHONE_ID", "", "id of the business phone number"
    )
    whatsapp_template: str = setting(
        "SHOPBOT_WHATSAPP_TEMPLATE", "", "name/language of the template sent after 24 hours"
    )
    twilio_sid: str = setting("SHOPBOT_TWILIO_SID", "", "the account's SID")
    twilio_token: str = setting("SHOPBOT_TWILIO_TOKEN", "", "the account's auth token")
    twilio_from: str = setting(
        "SHOPBOT_TWILIO_FROM",
        "",
        "number or messaging service (MG…) that answers; empty: the number written to",
    )
    twilio_api: str = setting("SHOPBOT_TWILIO_API", "https://api.twilio.com", "Twilio's REST API")

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> ChannelSettings:
        """Read the settings; an empty variable counts as unset."""
        given = {f.name: env[f.metadata["env"]] for f in fields(cls) if env.get(f.metadata["env"])}
        return cls(**given)

    def is_on(self, own: tuple[str, ...]) -> bool:
        """Whether any of a channel's own fields is filled."""
        return any(getattr(self, name) for name in own)

    def opens(self, name: str, own: tuple[str, ...], shared: tuple[str, ...] = ()) -> bool:
        """Whether the channel `name` is on. Raises `SettingError` where it is half set up."""
        if not self.is_on(own):
            return False
        if missing := self.missing(own, shared):
            raise SettingError(f"the channel {name} is half set up: set {', '.join(missing)}")
        return True

    def missing(self, own: tuple[str, ...], shared: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The variables that a channel still lacks to be on."""
        variables = {f.name: f.metadata["env"] for f in fields(self)}
        return tuple(variables[name] for name in own + shared if not getattr(self, name))

    @property
    def rest_headers(self) -> Mapping[str, str]:
        """What our own clients of REST send with a message."""
        return {"Authorization": f"Bearer {self.rest_token}"} if self.rest_token else {}

    @property
    def redis_url(self) -> str:
        """Where events are kept; "" is a file."""
        kinds = ("redis://", "rediss://", "unix://")
        if self.channels_url and not self.channels_url.startswith(kinds):
            raise SettingError(
                "SHOPBOT_CHANNELS_URL is no redis:// URL: give one, or leave it empty"
            )
        return self.channels_url

    @property
    def sender_limit(self) -> float:
        """Messages a minute of one shopper."""
        return self._positive("sender_limit_")

    @property
    def channel_limit(self) -> float:
        """Requests a second of one channel."""
        return self._positive("channel_limit_")

    @property
    def proxies(self) -> int:
        """How many entries of X-Forwarded-For are our own proxies'."""
        if not (self.proxies_.isascii() and self.proxies_.isdigit()):
            raise SettingError(f"SHOPBOT_PROXIES is {self.proxies_!r}: give a number, 0 for none")
        return int(self.proxies_)

    def _positive(self, name: str) -> float:
        value = getattr(self, name)
        try:
            number = float(value)
        except ValueError:
            number = 0.0
        if not 0 < number < float("inf"):
            env = next(f.metadata["env"] for f in fields(self) if f.name == name)
            raise SettingError(f"{env} is {value!r}: give a number above 0")
        return number
