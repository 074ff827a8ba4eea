"""The action server: `python -m actions`."""

from __future__ import annotations

import asyncio
import logging
import sys
from dataclasses import asdict

from rasa_sdk.endpoint import create_app
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw

from actions.current import vocabulary
from actions.shop import Shop, default_shop
from actions.timings import TIMINGS
from bot.writer import rejections
from indexes.english import english
from indexes.errors import EncoderError, IndexUnusableError, VectorsUrlError
from indexes.sections import rank_sections
from knowledge.settings import SettingError, Settings
from knowledge.store import StoreError

log = logging.getLogger(__name__)


def build_app() -> Sanic:
    """rasa-sdk's own app with the project's actions, and figures on recent turns and texts."""
    app = create_app("actions", cors_origins="")

    @app.after_server_start
    async def deliver_handoffs(app: Sanic, _: object) -> None:
        if desk := default_shop().desk:
            app.ctx.courier = asyncio.create_task(desk.courier.run())

    @app.before_server_stop
    async def end_deliveries(app: Sanic, _: object) -> None:
        # What is not delivered yet is in the database.
        if hasattr(app.ctx, "courier"):
            app.ctx.courier.cancel()

    @app.get("/timings")
    async def timings(_: Request) -> HTTPResponse:
        return json([asdict(timing) for timing in TIMINGS])

    @app.get("/metrics")
    async def metrics(_: Request) -> HTTPResponse:
        return raw(rejections.metrics(), content_type="text/plain")

    return app


def main() -> None:
    """Open the shop, warm the encoder up, read the catalogue's words, then serve until stopped."""
    settings = Settings.from_env()
    try:
        shop = default_shop()
        vocabulary(shop.store)
        _warm_up(shop)
    except (SettingError, StoreError, EncoderError, VectorsUrlError) as error:
        sys.exit(f"The action server can't start: {error}")
    build_app().run(settings.host, settings.actions_port, access_log=False)


def _warm_up(shop: Shop) -> None:
    """Read the dictionary and the pages and search once, which takes longer the first time.

    Without an index the server still answers what needs none.
    """
    english()
    rank_sections("warm up", shop.store.policy_sections(), shop.encoder)
    try:
        shop.searcher.search("warm up", k=1, kind="product")
    except IndexUnusableError as error:
        log.warning("Products and pages can't be found yet: %s", error)


if __name__ == "__main__":
    main()
