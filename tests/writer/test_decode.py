"""Writing on token ids: seeds, batches, and the options of sampling."""

from __future__ import annotations

import pytest

from bot.writer.decode import Row, Sampling, decode


def rows(words, *specs):
    return [
        Row(tuple(words.encode(prompt, add_special_tokens=False)), Sampling(**sampling))
        for prompt, sampling in specs
    ]


ASKED = [
    ("<greet><say>", {"seed": 1, "max_tokens": 20}),
    ("<confirm_stock>[product][size]<yes_no><say>", {"seed": 2, "max_tokens": 12}),
    ("<confirm_stock>[product]<say> We have the", {"seed": 3, "max_tokens": 30, "top_p": 0.5}),
    ("<greet><say>", {"seed": 4, "max_tokens": 8, "temperature": 0}),
]


def test_a_row_is_the_same_alone_and_in_a_batch(model, words):
    together = decode(model, rows(words, *ASKED), words.eos_token_id)
    alone = [decode(model, rows(words, asked), words.eos_token_id)[0] for asked in ASKED]

    assert together == alone
    assert all(together)


def test_a_seed_gives_the_same_text_and_another_seed_another(model, words):
    first, again, other = (
        decode(model, rows(words, ("<greet><say>", {"seed": seed})), words.eos_token_id)
        for seed in (5, 5, 6)
    )
    assert first == again
    assert first != other


def test_temperature_zero_takes_the_likeliest_token(model, words):
    seeds = [("<greet><say>", {"seed": seed, "temperature": 0}) for seed in (1, 2)]
    first, second = decode(model, rows(words, *seeds), words.eos_token_id)
    assert first == second


def test_a_tiny_nucleus_is_the_likeliest_token_too(model, words):
    specs = [("<greet><say>", {"top_p": 0.001}), ("<greet><say>", {"temperature": 0})]
    nucleus, greedy = decode(model, rows(words, *specs), words.eos_token_id)
    assert nucleus == greedy


@pytest.mark.parametrize("length", [1, 7])
def test_no_row_is_longer_than_asked(model, words, length):
    asked = [("<greet><say>", {"max_tokens": length, "seed": seed}) for seed in range(8)]
    assert all(
        len(text) <= length for text in decode(model, rows(words, *asked), words.eos_token_id)
    )


def test_candidates_of_one_request_have_seeds_of_their_own():
    seeds = {Sampling(seed=seed).candidate(number).seed for seed in (1, 2) for number in range(9)}
    assert len(seeds) == 18
