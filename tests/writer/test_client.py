"""The client against real servers: slow, broken, lying and good ones."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.writer.client import Slot, WriterClient
from bot.writer.grammar import load
from bot.writer.rejections import metrics

SLOTS = [Slot("product", "Tarn Sandals"), Slot("color", "blue")]
TEMPLATE = "Yes, we have the Tarn Sandals in stock in blue."


@pytest.fixture
async def client_of():
    """A client of a server that answers with the texts (or whatever) given."""
    opened = []

    async def start(answer, **options):
        asked = []

        async def handle(request):
            asked.append((await request.json(), request.headers))
            found = answer() if callable(answer) else answer
            if asyncio.iscoroutine(found):
                found = await found
            if isinstance(found, web.Response):
                return found
            choices = [{"index": at, "text": text} for at, text in enumerate(found)]
            return web.json_response({"choices": choices})

        app = web.Application()
        app.router.add_post("/v1/completions", handle)
        server = TestServer(app)
        await server.start_server()
        client = WriterClient(str(server.make_url("/")), **options)
        opened.extend((client, server))
        return client, asked

    yield start
    for each in opened:
        await each.close()


async def test_the_first_candidate_that_passes_is_said(client_of):
    client, asked = await client_of(
        ["Only €5!", " Good news: we have the [product] in stock in [color]."], key="k", model="m"
    )
    wording = await client.word("confirm_stock", SLOTS, "Do you have it in blue?")

    assert wording.text == "Good news: we have the Tarn Sandals in stock in blue."
    assert wording.origin == "model"
    assert "figure" in wording.rejections
    (body, headers) = asked[0]
    assert body["prompt"] == "<confirm_stock>[color][product]<yes_no><say>"
    assert body["model"] == "m"
    assert headers["Authorization"] == "Bearer k"
    assert "Tarn" not in str(body)


@pytest.mark.parametrize(
    "candidates",
    [
        [],
        ["", "   "],
        ["blah [product] 42 blue"],
        ["Yes, we have the [product] in stock in [color] for €5."],
        ["No, we sold out of the [product] in [color]."],
        ["Yes, we have the [product] in stock."],
        ["\ud800 [product]" * 100],
        ["[" * 200_000],
    ],
)
async def test_without_a_good_candidate_the_template_is_said(client_of, candidates):
    client, _ = await client_of(candidates)
    wording = await client.word("confirm_stock", SLOTS)

    assert (wording.text, wording.origin) == (TEMPLATE, "template")


@pytest.mark.parametrize(
    "response",
    [
        lambda: web.Response(status=500),
        lambda: web.Response(status=429, headers={"Retry-After": "1"}),
        lambda: web.Response(text="not json"),
        lambda: web.json_response([]),
        lambda: web.json_response({"choices": [{}]}),
        lambda: web.json_response({"choices": None}),
    ],
)
async def test_a_broken_answer_gives_the_template(client_of, response):
    client, _ = await client_of(response)
    wording = await client.word("confirm_stock", SLOTS)

    assert (wording.text, wording.rejections) == (TEMPLATE, ("unreachable",))


async def test_json_too_deep_to_read_gives_the_template(client_of):
    deep = lambda: web.Response(text="[" * 200_000, content_type="application/json")  # noqa: E731
    client, _ = await client_of(deep)
    wording = await client.word("confirm_stock", SLOTS)

    assert (wording.text, wording.rejections) == (TEMPLATE, ("unreachable",))


async def test_rejections_are_counted_by_reason(client_of):
    def counted(reason):
        line = f'writer_check_rejections_total{{reason="{reason}"}} '
        lines = metrics().decode().splitlines()
        return sum(float(each.removeprefix(line)) for each in lines if each.startswith(line))

    before = counted("figure"), counted("missing")
    client, _ = await client_of(["Only €5!", "Hello."])
    await client.word("confirm_stock", SLOTS)

    assert counted("figure") == before[0] + 1
    assert counted("missing") >= before[1] + 2
    assert 'writer_wordings_total{origin="template"}' in metrics().decode()


async def test_a_broken_check_gives_the_template(client_of, monkeypatch):
    def broken(*_):
        raise RuntimeError("broken")

    monkeypatch.setattr("bot.writer.client.check", broken)
    client, _ = await client_of(["We have the [product] in stock in [color]."])
    wording = await client.word("confirm_stock", SLOTS)

    assert (wording.text, wording.origin) == (TEMPLATE, "template")


async def test_giving_up_the_wait_is_not_swallowed(client_of):
    client, _ = await client_of(lambda: asyncio.sleep(30), timeout=20)
    waiting = asyncio.create_task(client.word("confirm_stock", SLOTS))
    await asyncio.sleep(0.1)
    waiting.cancel()

    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_a_slow_server_gives_the_template_within_the_deadline(client_of):
    client, _ = await client_of(lambda: asyncio.sleep(30), timeout=0.2)
    began = time.monotonic()
    wording = await client.word("confirm_stock", SLOTS)

    assert (wording.text, wording.rejections) == (TEMPLATE, ("timeout",))
    # Far from the server's 30 s, with room for a busy machine.
    assert time.monotonic() - began < 10


async def test_no_server_gives_the_template(unused_tcp_port):
    client = WriterClient(f"http://127.0.0.1:{unused_tcp_port}")
    wording = await client.word("confirm_stock", SLOTS)
    await client.close()

    assert (wording.text, wording.origin) == (TEMPLATE, "template")


async def test_an_open_question_gets_the_open_template(client_of):
    client, _ = await client_of([])
    wording = await client.word("confirm_stock", SLOTS, "Which of these do you have?")
    assert wording.text == "We have the Tarn Sandals in stock in blue."


async def test_unknown_acts_and_missing_facts_still_give_a_sentence(client_of):
    client, _ = await client_of([])
    sorry = load().acts["unavailable"].template(frozenset())

    assert (await client.word("no_such_act", SLOTS)).text == sorry
    assert (await client.word("confirm_stock", [Slot("color", "blue")])).text == sorry
    assert (await client.word("confirm_stock", [*SLOTS, Slot("mood", "good")])).text == TEMPLATE
    assert (await client.word("confirm_stock", [*SLOTS, Slot("size", " ")])).text == TEMPLATE


async def test_the_same_seed_asks_for_the_same(client_of):
    seeds = []
    for _ in range(2):
        client, asked = await client_of([], seed=11)
        await client.word("greet", [])
        await client.word("greet", [])
        seeds.append([body["seed"] for body, _ in asked])
    assert seeds[0] == seeds[1]
    assert seeds[0][0] != seeds[0][1]


def test_the_client_loads_neither_torch_nor_transformers():
    code = "import sys, bot.writer.client as c; print({'torch', 'transformers'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
