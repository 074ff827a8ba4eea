"""Rows that join and leave at any time: each gets the text that it gets alone."""

from __future__ import annotations

import random

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    GPT2Config,
    GPT2LMHeadModel,
    OPTConfig,
    OPTForCausalLM,
)

from bot.writer.batch import Batch, Row, Sampling
from bot.writer.decode import decode
from bot.writer.gpt2 import ModelError, Network
from bot.writer.grammar import load
from bot.writer.network import network_for
from bot.writer.prompt import prompt
from bot.writer.sample import draws, sample

from .conftest import CHECKPOINT

PROMPTS = ("<greet><say>", "<confirm_stock>[product][size]<yes_no><say>", "<confirm_stock>")


def row(words, text, **sampling):
    return Row(tuple(words.encode(text, add_special_tokens=False)), Sampling(**sampling))


def written_with_joins(net, rows, end, rng):
    """All texts, where rows join a few at a time, at random, and some come back once."""
    batch = Batch(net, end)
    waiting = list(enumerate(rows))
    texts = [[] for _ in rows]
    while waiting or len(batch):
        count = min(batch.room, len(waiting), rng.choice((0, 0, 0, 1, 2, 5)))
        joining = dict(waiting[:count])
        del waiting[:count]
        drawn = batch.join(joining) if joining else batch.step() if len(batch) else []
        for each in drawn:
            if each.token:
                texts[each.key].append(each.token.token)
        if len(batch) and rng.random() < 0.05:
            out = rng.choice(batch.keys)
            batch.drop([out])
            old = rows[out]
            waiting.append((out, Row(old.prompt, old.sampling, tuple(texts[out]))))
    return texts


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_a_text_does_not_depend_on_who_shares_the_batch(seed, model, words):
    rng = random.Random(seed)
    rows = [
        row(
            words,
            rng.choice(PROMPTS),
            seed=rng.randrange(99),
            max_tokens=rng.randint(1, 30),
            temperature=rng.choice((0, 0.8, 1.5)),
            top_p=rng.choice((0.5, 0.95, 1.0)),
        )
        for _ in range(12)
    ]
    end = words.eos_token_id
    alone = [decode(model, [each], end)[0] for each in rows]

    assert written_with_joins(Network(model, 5), rows, end, rng) == alone


@pytest.mark.slow
def test_the_checkpoint_writes_the_same_texts_in_any_company():
    model = AutoModelForCausalLM.from_pretrained(CHECKPOINT, dtype=torch.float32).eval()
    words = AutoTokenizer.from_pretrained(CHECKPOINT)
    rng = random.Random(5)
    acts = list(load().acts.values())
    asked = [prompt(act.name, act.required, "") for act in rng.choices(acts, k=60)]
    rows = [row(words, text, seed=at, max_tokens=60) for at, text in enumerate(asked)]
    end = words.eos_token_id
    alone = [decode(model, [each], end)[0] for each in rows]

    assert written_with_joins(Network(model, 24), rows, end, rng) == alone
    assert decode(model, rows, end) == alone


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_the_network_gives_transformers_logits(model, words, dtype):
    net = Network(model, 3, dtype)
    texts = [words.encode(text, add_special_tokens=False) for text in PROMPTS]
    tolerance = 1e-3 if dtype == torch.float32 else 0.3
    with torch.inference_mode():
        for text, hidden in zip(texts, net.prefill(texts, range(3)), strict=True):
            expected = model(torch.tensor([text])).logits[0]
            torch.testing.assert_close(net.logits(hidden), expected, atol=tolerance, rtol=0)
        lengths = torch.tensor([len(text) for text in texts])
        logits = net.step(torch.tensor([5, 6, 7]), lengths, int(lengths.max()))
        for text, token, got in zip(texts, (5, 6, 7), logits, strict=True):
            expected = model(torch.tensor([[*text, token]])).logits[0, -1]
            torch.testing.assert_close(got, expected, atol=tolerance, rtol=0)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
def test_a_gpu_writes_the_same_texts_in_any_company():
    torch.manual_seed(1)
    model = GPT2LMHeadModel(GPT2Config(initializer_range=0.1)).to("cuda", torch.bfloat16).eval()
    rows = [Row((seed + 1, 7, 9), Sampling(40, 0.8, 0.95, seed)) for seed in range(24)]
    alone = [decode(model, [each], 50256)[0] for each in rows]
    net = network_for(model, 64)

    assert written_with_joins(net, rows, 50256, random.Random(2)) == alone


def test_another_model_is_refused_by_name():
    config = OPTConfig(
        vocab_size=64,
        hidden_size=16,
        num_hidden_layers=1,
        ffn_dim=32,
        num_attention_heads=2,
        word_embed_proj_dim=16,
    )
    with pytest.raises(ModelError, match="opt"):
        Network(OPTForCausalLM(config), 1)


@given(
    logits=st.lists(st.floats(-9, 9, width=32), min_size=2, max_size=80),
    top_p=st.floats(0.01, 1),
    seed=st.integers(0, 999),
)
def test_a_sampled_token_is_in_the_nucleus(logits, top_p, seed):
    chances = torch.tensor([logits]).softmax(-1)
    token = int(
        sample(
            torch.tensor([logits]),
            torch.tensor([[1.0]]),
            torch.tensor([[top_p]]),
            draws(seed, 1)[None],
        )
    )
    likelier = chances[chances > chances[0, token]].sum()
    assert likelier < top_p + 1e-5


def test_tokens_are_drawn_as_often_as_they_are_likely():
    chances = torch.tensor([0.5, 0.3, 0.15, 0.05])
    logits = chances.log().expand(4000, 4)
    column = torch.ones(4000, 1)
    drawn = sample(logits, column, 0.9 * column, draws(1, 4000)[:, None])

    shares = drawn.bincount(minlength=4) / 4000
    torch.testing.assert_close(
        shares, torch.tensor([0.5, 0.3, 0.15, 0.0]) / 0.95, atol=0.03, rtol=0
    )
