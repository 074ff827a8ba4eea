from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from bot.bench.load import BenchError, measure
from bot.bench.questions import conversations


class Assistant:
    """Answers like Rasa's REST channel, and remembers who asked what when."""

    def __init__(self, answer):
        self.answer = answer
        self.heard: list[tuple[str, str]] = []
        self.now = 0
        self.most = 0

    async def handle(self, request):
        body = await request.json()
        self.heard.append((body["sender"], body["message"]))
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.02)
        self.now -= 1
        return web.json_response(self.answer)


async def serve(assistant):
    app = web.Application()
    app.router.add_post("/rest", assistant.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    return runner, f"http://127.0.0.1:{port}/rest"


async def test_conversations_run_at_once_and_turns_one_after_another():
    assistant = Assistant([{"text": "hi"}])
    runner, url = await serve(assistant)
    found = await measure(url, [["a", "b"], ["a", "b"], ["a", "b"]])
    await runner.cleanup()
    assert found.turns == 6
    assert assistant.most == 3
    for sender in {sender for sender, _ in assistant.heard}:
        assert [text for who, text in assistant.heard if who == sender] == ["a", "b"]


async def test_silence_is_no_measurement():
    runner, url = await serve(Assistant([]))
    with pytest.raises(BenchError, match="No answer to 'a'"):
        await measure(url, [["a"]])
    await runner.cleanup()


def test_shoppers_say_different_things_at_the_same_time():
    talks = conversations(20, 7)
    assert {len(talk) for talk in talks} == {7}
    said = [text for talk in talks for text in talk if text != "something cheaper?"]
    assert len(set(said)) > 0.6 * len(said)


def test_the_same_seed_gives_the_same_load():
    assert conversations(3, 20) == conversations(3, 20)
    assert conversations(3, 20) != conversations(3, 20, seed=8)
