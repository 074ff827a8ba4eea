"""What the widget plays on: shop pages and a channel, either scripted or the running stack."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path

from aiohttp import web
from rasa.core.channels.channel import UserMessage

from bot.channels.widget import WidgetInput
from bot.storefront.app import create_app
from bot.supervisor.ports import free_ports
from knowledge.settings import Settings
from tests.channels.serving import ScriptedAgent, serving
from tests.storefront.records import small_shop

# Questions that the running stack answers as well, with text and with cards.
ASK_SIZES = "What sizes does the Trail Runner 2 come in?"
ASK_BOOTS = "I need waterproof boots for winter under 150 euros"
ASK_RIDDLE = "Which one do you mean?"
ASK_HTML = "Show me HTML"
ASK_NOTHING_SAFE = "Show me bad links"
ASK_WAITING = "Are you still there?"

EMBED = "/embed"
HTML = "<img src=x onerror=\"document.title='broken'\"><b>bold</b>"


def product(id: str, title: str, price: str, url: str = "", image: str = "") -> dict[str, str]:
    return {
        "id": id,
        "title": title,
        "price": price,
        "currency": "EUR",
        "image": image or f"/pictures/{id}.svg",
        "url": url or f"/products/{id}",
    }


CARDS = {
    "type": "answer",
    "act": "recommend",
    "facts": [
        {"name": "product_1", "value": "Snowfield Boot", "source": "catalog:snowfield-boot"},
        {"name": "product_2", "value": "Moor Boot", "source": "catalog:trail-runner-2"},
        {"name": "free_from", "value": "€60", "source": "policy:shipping#europe"},
        {"name": "size", "value": "42", "source": "size-chart:unisex-shoes"},
    ],
    "products": [
        product("snowfield-boot", "Snowfield Boot", "139.90"),
        product("trail-runner-2", "Trail Runner 2", "119.9"),
    ],
}
BAD_LINKS = {
    "type": "answer",
    "products": [product("x", HTML, "many", "javascript:document.title='broken'", "data:x")],
    "facts": [{"name": "x", "value": "x", "source": HTML}],
}
SCRIPT = {
    ASK_SIZES: [{"text": "The Trail Runner 2 comes in sizes 41, 42 and 43."}],
    ASK_BOOTS: [
        {"text": "The Snowfield Boot (waterproof) is €139.90, the Trail Runner 2 €119.90."},
        {"custom": CARDS},
    ],
    ASK_RIDDLE: [
        {
            "text": "Which of them?",
            "buttons": [
                {"title": "Snowfield Boot", "payload": '/select_item{"product": "snowfield-boot"}'},
                {"title": "Trail Runner 2", "payload": '/select_item{"product": "trail-runner-2"}'},
            ],
        }
    ],
    ASK_HTML: [{"text": HTML}],
    ASK_WAITING: [
        {
            "custom": {
                "type": "handoff",
                "state": "waiting",
                "buttons": [{"title": "Back to the assistant", "payload": "/start_over"}],
            }
        },
        {"custom": {"type": "something else", "text": "never shown"}},
    ],
    ASK_NOTHING_SAFE: [{"text": "Look:"}, {"custom": BAD_LINKS, "image": "javascript:alert(1)"}],
}


async def play(message: UserMessage) -> None:
    for reply in SCRIPT.get(message.text, [{"text": f"You said: {message.text}"}]):
        await message.output_channel.send_response(message.sender_id, dict(reply))


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the pages and the channel are; `agent` is None if the running stack answers."""

    shop: str
    assistant: str = ""
    agent: ScriptedAgent | None = None


@contextmanager
def scripted_stage(folder: Path) -> Iterator[Stage]:
    """The shop's own pages over a small store, and the real channel with a scripted agent."""
    shop_port, rasa_port = map(str, free_ports(2))
    settings = Settings(data=str(folder), shop_port_=shop_port, rasa_port_=rasa_port)
    agent = ScriptedAgent(play)
    shop = create_app(settings, small_shop(folder))
    shop.router.add_get(EMBED, _embed(f"http://127.0.0.1:{settings.rasa_port}"))
    with (
        serving([WidgetInput(settings)], agent, settings.rasa_port) as assistant,
        serving_pages(shop, settings.shop_port) as url,
    ):
        yield Stage(url, assistant, agent)


def _embed(assistant: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A page whose script tag has the options of its query."""

    async def page(request: web.Request) -> web.Response:
        options = " ".join(f'data-{k}="{escape(v)}"' for k, v in request.query.items())
        source = f"{assistant}/webhooks/widget/shopbot.js"
        return web.Response(
            text='<!doctype html><html lang="en"><title>Embed</title>'
            f'<script async src="{source}" {options}></script><main><h1>Shop</h1></main>',
            content_type="text/html",
        )

    return page


@contextmanager
def serving_pages(app: web.Application, port: int) -> Iterator[str]:
    """Serve an aiohttp application from a thread."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def start() -> web.AppRunner:
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        return runner

    runner = asyncio.run_coroutine_threadsafe(start(), loop).result(20)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
