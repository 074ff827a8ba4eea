"""The demo shop's aiohttp application."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from bot.storefront import view
from knowledge.model import ShopInfo
from knowledge.settings import PROJECT, Settings
from knowledge.store import Store

HERE = Path(__file__).resolve().parent
PICTURES = PROJECT / "knowledge" / "sources" / "demo" / "pictures"
NAMELESS = ShopInfo("Demo shop")

STORE = web.AppKey("store", Store)
PAGES = web.AppKey("pages", Environment)
POLICY = web.AppKey("policy", str)


def create_app(settings: Settings, store: Store | None = None) -> web.Application:
    """The shop's pages over `store`, by default the one in the settings.

    Raises StoreError where there are no records yet.
    """
    assistant = f"http://{settings.host}:{settings.rasa_port}"
    app = web.Application(middlewares=[_pages_of_our_own])
    app[STORE] = store or Store(settings.database_url, must_exist=True)
    app[PAGES] = _environment(assistant)
    app[POLICY] = _content_policy(assistant)
    app.on_response_prepare.append(_set_headers)
    app.router.add_get("/", home)
    app.router.add_get("/products/{id:.+}", product)
    app.router.add_get("/policies/{policy}", policy)
    app.router.add_get("/health", health)
    app.router.add_static("/static", HERE / "static")
    if PICTURES.is_dir():
        app.router.add_static("/pictures", PICTURES)
    return app


async def home(request: web.Request) -> web.Response:
    store = request.app[STORE]
    category = request.query.get("category", "")
    paths = [p for p in store.category_order() if category in {"", view.department(p)}]
    page = view.page(store.listed(paths), request.query.get("page", "1"))
    if page is None or (category and not paths):
        raise web.HTTPNotFound
    products = store.products(page.ids)
    return _page(
        request,
        "home.html",
        category=category,
        products=products,
        page=page,
        suggestions=view.home_suggestions(products, _shipping_question(store)),
    )


async def product(request: web.Request) -> web.Response:
    found = request.app[STORE].product(request.match_info["id"])
    if found is None:
        raise web.HTTPNotFound
    return _page(
        request,
        "product.html",
        product=found,
        grid=view.stock_grid(found),
        reviews=request.app[STORE].reviews(found.id),
        suggestions=view.product_suggestions(found, _shipping_question(request.app[STORE])),
    )


def _shipping_question(store: Store) -> str:
    return view.shipping_question(store.all_shipping_rates())


async def policy(request: web.Request) -> web.Response:
    wanted = request.match_info["policy"]
    sections = [s for s in request.app[STORE].policy_sections() if s.policy == wanted]
    if not sections:
        raise web.HTTPNotFound
    return _page(request, "policy.html", sections=sections)


async def health(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


def _page(request: web.Request, template: str, status: int = 200, **content: Any) -> web.Response:
    store = request.app[STORE]
    frame = {
        "shop": store.shop_info() or NAMELESS,
        "departments": view.departments(store.category_order()),
        "policies": view.policy_titles(store.policy_sections()),
        "suggestions": (),
    }
    text = request.app[PAGES].get_template(template).render(**frame | content)
    return web.Response(text=text, status=status, content_type="text/html")


@web.middleware
async def _pages_of_our_own(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPNotFound:
        return _page(request, "missing.html", status=404)


async def _set_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers["Content-Security-Policy"] = request.app[POLICY]
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"


def _content_policy(assistant: str) -> str:
    """As strict as a shop's can be: the widget has to work under it."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {assistant}",
            f"connect-src {assistant}",
            "style-src 'self'",
            "img-src 'self' https:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ]
    )


def _environment(assistant: str) -> Environment:
    pages = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Without "html", markup in a policy's text is shown and not obeyed.
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    pages.globals.update(assistant=assistant)
    pages.filters.update(
        markdown=lambda text: Markup(markdown.render(text)),  # noqa: S704 - see above
        money=view.money,
        picture=lambda product: view.picture(product, PICTURES),
        price=view.price,
    )
    return pages
