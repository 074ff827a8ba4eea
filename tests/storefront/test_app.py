from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer

from bot.storefront.app import create_app
from bot.storefront.view import PAGE
from knowledge.model import Catalog, Product, Variant
from knowledge.settings import Settings
from knowledge.store import Store, StoreError
from tests.storefront.records import BOTTLE, LAMP, small_shop


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[TestClient]:
    settings = Settings(data=str(tmp_path), rasa_port_="6000")
    async with TestClient(TestServer(create_app(settings, small_shop(tmp_path)))) as client:
        yield client


class Paged:
    """A store that gives no more products at once than a page shows."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def products(self, ids: Sequence[str]) -> tuple[Product, ...]:
        assert len(ids) <= PAGE
        return self._store.products(ids)


def variants_of(number: int) -> tuple[Variant, ...]:
    return (replace(LAMP.variants[0], sku=f"L{number}"),)


async def get(shop: TestClient, path: str, status: int = 200) -> str:
    async with shop.get(path) as response:
        assert response.status == status
        return await response.text()


async def test_home_shows_every_product_and_the_widget(shop: TestClient) -> None:
    page = await get(shop, "/")
    assert page.count('class="product"') == 3
    assert "http://127.0.0.1:6000/webhooks/widget/shopbot.js" in page
    assert page.count("<script") == 1
    assert "Tarn &amp; Co" in page


async def test_the_category_filter(shop: TestClient) -> None:
    assert (await get(shop, "/?category=Kitchen")).count('class="product"') == 1
    await get(shop, "/?category=Nonsense", status=404)


async def test_a_large_shop_is_shown_page_by_page(tmp_path: Path) -> None:
    store = small_shop(tmp_path)
    lamps = [replace(LAMP, id=f"lamp-{n}", variants=variants_of(n)) for n in range(70)]
    store.import_catalog(Catalog(tuple(lamps)), replace=False)
    # Reading the whole catalogue for one page is what a large shop's page must not do.
    app = create_app(Settings(data=str(tmp_path)), Paged(store))  # type: ignore[arg-type]
    async with TestClient(TestServer(app)) as client:
        first = await get(client, "/?category=Other")
        assert first.count('class="product"') == 60
        assert 'href="/?category=Other&amp;page=2" rel="next"' in first
        second = await get(client, "/?category=Other&page=2")
        assert second.count('class="product"') == 11
        assert 'rel="prev"' in second
        assert 'rel="next"' not in second
        await get(client, "/?category=Other&page=3", status=404)


async def test_a_product_page_shows_what_the_records_say(shop: TestClient) -> None:
    page = await get(shop, "/products/trail-runner-2")
    for text in (
        "Trail Runner 2",
        "€119.90",
        "2 left",
        "Sold out",
        "Upper part",
        "Light and quick",
    ):
        assert text in page
    assert "<script>alert" not in page


async def test_any_id_and_title_can_be_shown(shop: TestClient) -> None:
    page = await get(shop, "/products/" + quote(BOTTLE.id))
    assert "Bottle &lt;b&gt;bold" in page
    assert "<b>bold" not in page


async def test_a_policy_page_is_markdown_without_markup(shop: TestClient) -> None:
    page = await get(shop, "/policies/shipping")
    assert "<td>Spain</td>" in page
    assert 'id="europe"' in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize("path", ["/products/none", "/policies/none", "/none"])
async def test_what_is_not_there_says_so(shop: TestClient, path: str) -> None:
    assert "We don't have this page" in await get(shop, path, status=404)


async def test_nothing_inline_may_run(shop: TestClient) -> None:
    async with shop.get("/") as response:
        policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src http://127.0.0.1:6000" in policy


async def test_health(shop: TestClient) -> None:
    async with shop.get("/health") as response:
        assert await response.json() == {"status": "ok"}


def test_without_records_there_is_no_shop(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        create_app(Settings(data=str(tmp_path)))
