"""The HTTP server, with a real engine and OpenAI's own client."""

from __future__ import annotations

import asyncio
import json
import threading

import aiohttp
import pytest

from bot.writer.engine import Engine
from bot.writer.gpt2 import Network
from bot.writer.server import ServerConfig

ASKED = {"prompt": "<greet><say>", "max_tokens": 12, "seed": 5}


@pytest.fixture
async def server(serve, model, words):
    return await serve(Engine(model, words), ServerConfig(max_body=4096))


@pytest.fixture
async def http(server):
    async with aiohttp.ClientSession(server.make_url("/")) as session:
        yield session


async def complete(http, **body):
    async with http.post("/v1/completions", json=ASKED | body) as response:
        return response.status, await response.json(), response.headers


async def test_the_same_seed_gives_the_same_text_alone_and_among_others(http):
    _, alone, _ = await complete(http)
    crowd = await asyncio.gather(*(complete(http, seed=seed, n=3) for seed in range(12)))
    again = await asyncio.gather(*(complete(http, seed=seed, n=3) for seed in range(12)))

    assert [body["choices"] for _, body, _ in crowd] == [body["choices"] for _, body, _ in again]
    assert crowd[5][1]["choices"][0]["text"] == alone["choices"][0]["text"]


async def test_prompts_as_a_list_and_as_token_ids(http, words):
    ids = words.encode("<greet><say>", add_special_tokens=False)
    _, text, _ = await complete(http)
    _, tokens, _ = await complete(http, prompt=ids)
    _, both, _ = await complete(http, prompt=["<greet><say>", "<confirm_stock><say>"], n=2)

    assert text["choices"] == tokens["choices"]
    assert [choice["index"] for choice in both["choices"]] == [0, 1, 2, 3]


async def test_stop_cuts_the_text_plain_and_streamed(http):
    _, body, _ = await complete(http, max_tokens=40)
    whole = body["choices"][0]["text"]
    mark = whole[len(whole) // 2 :][:2]
    _, cut, _ = await complete(http, max_tokens=40, stop=mark)
    async with http.post(
        "/v1/completions", json=ASKED | {"max_tokens": 40, "stop": [mark], "stream": True}
    ) as response:
        lines = [line async for line in response.content if line.strip()]
    events = [json.loads(line.removeprefix(b"data: ")) for line in lines[:-1]]

    assert cut["choices"][0]["text"] == whole[: whole.find(mark)]
    assert cut["choices"][0]["finish_reason"] == "stop"
    assert lines[-1].strip() == b"data: [DONE]"
    assert "".join(e["choices"][0]["text"] for e in events) == cut["choices"][0]["text"]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"prompt": None}, "prompt"),
        ({"prompt": ""}, "prompt"),
        ({"prompt": []}, "prompt"),
        ({"prompt": [[]]}, "prompt"),
        ({"prompt": [True]}, "prompt"),
        ({"prompt": [10**9]}, "prompt"),
        ({"prompt": [-1]}, "prompt"),
        ({"prompt": "x " * 200}, "prompt"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"max_tokens": 5000}, "max_tokens"),
        ({"max_tokens": 1.5}, "max_tokens"),
        ({"n": 99}, "n"),
        ({"n": True}, "n"),
        ({"top_p": 0}, "top_p"),
        ({"temperature": "hot"}, "temperature"),
        ({"temperature": float("nan")}, "temperature"),
        ({"stop": [""]}, "stop"),
        ({"stop": ["a"] * 5}, "stop"),
        ({"stream": "yes"}, "stream"),
        ({"seed": "x"}, "seed"),
        ({"echo": "yes"}, "echo"),
        ({"logprobs": 6}, "logprobs"),
        ({"logprobs": True}, "logprobs"),
        ({"best_of": 3}, "best_of"),
        ({"suffix": "x"}, "suffix"),
        ({"logit_bias": {"1": 5}}, "logit_bias"),
        ({"presence_penalty": 1}, "presence_penalty"),
        ({"stream_options": {"include_usage": True}}, "stream_options"),
        ({"model": 3}, "model"),
    ],
)
async def test_a_wrong_field_is_named_in_openais_envelope(http, body, param):
    status, answer, _ = await complete(http, **body)

    assert status == 400
    assert answer["error"]["param"] == param
    assert answer["error"]["type"] == "invalid_request_error"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 3000])
async def test_a_body_that_is_no_object_is_refused(http, body):
    async with http.post("/v1/completions", data=body) as response:
        assert response.status == 400
        assert "error" in await response.json()


async def test_a_body_over_the_limit_is_refused(http):
    status, body, _ = await complete(http, prompt="x" * 5000)
    assert status == 413
    assert "error" in body


async def test_unknown_paths_get_the_envelope_too(http):
    async with http.get("/v1/nothing") as response:
        assert response.status == 404
        assert "error" in await response.json()


async def test_health_and_metrics(http):
    async with http.get("/health/live") as response:
        assert response.status == 200
    await complete(http)
    async with http.get("/health/ready") as response:
        assert response.status == 200
    async with http.get("/metrics") as response:
        text = await response.text()
    assert 'writer_requests_total{status="200"}' in text
    assert "writer_tokens_total" in text


async def test_a_key_is_asked_for_where_one_is_set(serve, model, words):
    server = await serve(Engine(model, words), ServerConfig(key="secret ключ"))
    async with aiohttp.ClientSession(server.make_url("/")) as http:
        for headers, status in (
            ({}, 401),
            ({"Authorization": "Bearer wrong"}, 401),
            ({"Authorization": "Bearer secret ключ"}, 200),
        ):
            async with http.get("/v1/models", headers=headers) as response:
                assert response.status == status
        async with http.get("/health/live") as response:
            assert response.status == 200


async def test_too_many_waiting_texts_get_a_429(serve, model, words):
    server = await serve(Engine(model, words, max_waiting=4))
    async with aiohttp.ClientSession(server.make_url("/")) as http:
        status, body, headers = await complete(http, n=5)
        assert (status, headers["Retry-After"]) == (429, "1")
        assert body["error"]["type"] == "rate_limit_error"
        assert (await complete(http, n=4))[0] == 200


class Poisoned:
    """A network that breaks whenever a certain token is read."""

    def __init__(self, net, token):
        self._net, self._token = net, token

    def prefill(self, prompts, places):
        if any(self._token in prompt for prompt in prompts):
            raise RuntimeError("poison")
        return self._net.prefill(prompts, places)

    def __getattr__(self, name):
        return getattr(self._net, name)


async def test_a_poisoned_prompt_fails_alone(serve, model, words):
    poison = words.convert_tokens_to_ids("<yes_no>")
    server = await serve(Engine(model, words, net=Poisoned(Network(model, 64), poison)))
    async with aiohttp.ClientSession(server.make_url("/")) as http:
        good, bad, other = await asyncio.gather(
            complete(http), complete(http, prompt="<greet><yes_no><say>"), complete(http, seed=9)
        )
        assert [good[0], bad[0], other[0]] == [200, 500, 200]
        assert bad[1]["error"]["type"] == "server_error"
        assert (await complete(http))[1]["choices"] == good[1]["choices"]


async def test_a_caller_who_leaves_does_not_hold_up_the_others(serve, model, words):
    server = await serve(Engine(model, words, max_batch=2))
    async with aiohttp.ClientSession(server.make_url("/")) as http:
        leaving = [asyncio.create_task(complete(http, n=8, max_tokens=60)) for _ in range(4)]
        await asyncio.sleep(0.05)
        for task in leaving:
            task.cancel()
        await asyncio.gather(*leaving, return_exceptions=True)
        assert (await complete(http))[0] == 200


async def test_a_deadline_ends_a_request_that_runs_or_waits(serve, model, words):
    held = threading.Event()

    class Held(Poisoned):
        def step(self, tokens, lengths, longest):
            if len(tokens) == 2:
                held.wait(30)
            return self._net.step(tokens, lengths, longest)

    engine = Engine(model, words, net=Held(Network(model, 2), -1))
    server = await serve(engine, ServerConfig(deadline=20))
    async with aiohttp.ClientSession(
        server.make_url("/"), headers={"X-Request-Timeout": "0.3"}
    ) as http:
        running = asyncio.create_task(complete(http, n=2))
        await asyncio.sleep(0.1)
        waiting = complete(http)
        answers = await asyncio.gather(running, waiting)
        held.set()
        assert [(status, body["error"]["code"]) for status, body, _ in answers] == [
            (504, "timeout"),
            (504, "timeout"),
        ]
    async with aiohttp.ClientSession(server.make_url("/")) as http:
        assert (await complete(http))[0] == 200


@pytest.mark.parametrize("wish", ["soon", "-1", "0", "nan"])
async def test_a_deadline_that_is_none_is_refused(http, wish):
    async with http.post(
        "/v1/completions", json=ASKED, headers={"X-Request-Timeout": wish}
    ) as response:
        assert response.status == 400


async def test_draining_refuses_with_a_503_and_is_not_ready_but_live(serve, model, words):
    engine = Engine(model, words)
    server = await serve(engine)
    async with aiohttp.ClientSession(server.make_url("/")) as http:
        await complete(http)
        await engine.drain(1)
        status, body, headers = await complete(http)
        assert (status, headers["Retry-After"]) == (503, "1")
        assert body["error"]["code"] == "shutting_down"
        async with http.get("/health/ready") as response:
            assert response.status == 503
        async with http.get("/health/live") as response:
            assert response.status == 200


async def test_a_key_needs_the_bearer_scheme(serve, model, words):
    server = await serve(Engine(model, words), ServerConfig(key="k"))
    async with aiohttp.ClientSession(server.make_url("/")) as http:
        for given, status in (("k", 401), ("Basic k", 401), ("bearer k", 200)):
            async with http.get("/v1/models", headers={"Authorization": given}) as response:
                assert response.status == status
