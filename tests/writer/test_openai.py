"""OpenAI's own client against the server: what it sends is understood, what it gets fits."""

from __future__ import annotations

import openai
import pytest

from bot.writer.engine import Engine

ASKED = {"model": "any", "prompt": "<greet><say>", "max_tokens": 12, "seed": 5}


@pytest.fixture
async def client(serve, model, words):
    server = await serve(Engine(model, words))
    async with openai.AsyncOpenAI(
        base_url=str(server.make_url("/v1")), api_key="x", max_retries=0
    ) as client:
        yield client


async def streamed(client, **asked):
    stream = await client.completions.create(stream=True, **ASKED | asked)
    return [event async for event in stream]


def joined(events, index=0):
    choices = [c for event in events for c in event.choices if c.index == index]
    return "".join(c.text for c in choices), choices[-1].finish_reason, choices


async def test_it_completes_and_streams_the_same_texts(client):
    (served,) = (await client.models.list()).data
    whole = await client.completions.create(n=2, **ASKED | {"model": served.id})
    events = await streamed(client, n=2)

    assert [(c.text, c.finish_reason) for c in whole.choices] == [
        joined(events, index)[:2] for index in (0, 1)
    ]
    assert whole.usage.total_tokens == whole.usage.prompt_tokens + whole.usage.completion_tokens
    assert all(choice.logprobs is None for choice in whole.choices)


async def test_usage_ends_a_stream_that_asks_for_it(client):
    whole = await client.completions.create(n=2, **ASKED)
    events = await streamed(client, n=2, stream_options={"include_usage": True})

    assert events[-1].choices == []
    assert events[-1].usage == whole.usage
    assert all(event.usage is None for event in events[:-1])


@pytest.mark.parametrize("error", [{"temperature": 9}, {"prompt": []}, {"prompt": "x " * 300}])
async def test_errors_are_the_clients_own(client, error):
    with pytest.raises(openai.BadRequestError) as raised:
        await client.completions.create(**ASKED | error)

    assert raised.value.type == "invalid_request_error"
    assert raised.value.param == next(iter(error))


async def test_a_prompt_that_is_too_long_has_openais_code(client):
    with pytest.raises(openai.BadRequestError) as raised:
        await client.completions.create(**ASKED | {"prompt": [3] * 200})
    assert raised.value.code == "context_length_exceeded"


async def test_every_sort_of_prompt(client, words):
    texts = ["<greet><say>", "<confirm_stock><say>"]
    ids = [words.encode(text, add_special_tokens=False) for text in texts]
    sorts = [
        [c.text for c in (await client.completions.create(**ASKED | {"prompt": prompt})).choices]
        for prompt in (texts[0], ids[0], texts, ids)
    ]

    assert sorts[0] == sorts[1] == sorts[2][:1]
    assert sorts[2] == sorts[3]


async def test_log_probabilities_belong_to_the_text(client):
    (choice,) = (await client.completions.create(logprobs=3, **ASKED)).choices
    given = choice.logprobs

    for at, token in zip(given.text_offset, given.tokens, strict=True):
        # A token that is a part of a character is not in the text as it is.
        assert choice.text[at:].startswith((token, "\ufffd"))
    for token, value, top in zip(
        given.tokens, given.token_logprobs, given.top_logprobs, strict=True
    ):
        assert 3 <= len(top) <= 4
        assert top[token] == value <= 0


async def test_greedy_text_has_the_likeliest_tokens(client):
    asked = ASKED | {"temperature": 0}
    (choice,) = (await client.completions.create(logprobs=1, **asked)).choices
    for value, top in zip(
        choice.logprobs.token_logprobs, choice.logprobs.top_logprobs, strict=True
    ):
        assert value == max(top.values())


async def test_streamed_log_probabilities_are_the_same(client):
    whole = (await client.completions.create(logprobs=2, **ASKED)).choices[0].logprobs
    _, _, choices = joined(await streamed(client, logprobs=2))

    for name in ("tokens", "token_logprobs", "top_logprobs", "text_offset"):
        assert [each for c in choices for each in getattr(c.logprobs, name)] == getattr(whole, name)


async def test_echo_gives_the_prompt_back(client):
    plain = (await client.completions.create(**ASKED)).choices[0].text
    (echoed,) = (await client.completions.create(echo=True, **ASKED)).choices
    text, _, _ = joined(await streamed(client, echo=True))

    assert echoed.text == text == ASKED["prompt"] + plain


async def test_echo_scores_a_prompt_without_writing(client, words):
    asked = ASKED | {"max_tokens": 0, "echo": True, "logprobs": 0}
    answer = await client.completions.create(**asked)
    (choice,) = answer.choices

    assert (choice.text, choice.finish_reason) == (ASKED["prompt"], "length")
    assert choice.logprobs.tokens == ["<greet>", "<say>"]
    assert choice.logprobs.token_logprobs[0] is None
    assert choice.logprobs.token_logprobs[1] < 0
    assert choice.logprobs.text_offset == [0, len("<greet>")]
    assert answer.usage.completion_tokens == 0


async def test_a_scored_prompt_has_the_scores_of_the_same_text_written(client):
    asked = ASKED | {"logprobs": 0}
    written = (await client.completions.create(echo=True, **asked)).choices[0]
    again = asked | {"prompt": written.text, "max_tokens": 0, "echo": True}
    scored = (await client.completions.create(**again)).choices[0].logprobs

    if scored.tokens == written.logprobs.tokens:
        assert scored.token_logprobs[1:] == pytest.approx(
            written.logprobs.token_logprobs[1:], abs=0.1
        )


async def test_stop_cuts_text_and_tokens(client):
    asked = ASKED | {"max_tokens": 40, "logprobs": 0}
    whole = (await client.completions.create(**asked)).choices[0].text
    mark = whole[len(whole) // 2 :][:2]
    (cut,) = (await client.completions.create(stop=mark, **asked)).choices
    text, reason, _ = joined(await streamed(client, max_tokens=40, stop=[mark]))

    assert (cut.text, cut.finish_reason) == (whole[: whole.find(mark)], "stop") == (text, reason)
    assert all(at < len(cut.text) for at in cut.logprobs.text_offset)


async def test_user_and_best_of_one_change_nothing(client):
    plain = await client.completions.create(**ASKED)
    same = await client.completions.create(user="u", best_of=1, frequency_penalty=0, **ASKED)
    assert plain.choices == same.choices
