"""`python -m bot.storefront`: serve the demo shop until stopped."""

from __future__ import annotations

import sys

from aiohttp import web

from bot.storefront.app import create_app
from knowledge.settings import SettingError, Settings
from knowledge.store import StoreError


def main() -> None:
    settings = Settings.from_env()
    try:
        app = create_app(settings)
        web.run_app(app, host=settings.host, port=settings.shop_port, print=None)
    except (SettingError, StoreError, OSError) as error:
        sys.exit(f"The demo shop cannot start: {error}")


if __name__ == "__main__":
    main()
