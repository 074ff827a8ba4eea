"""GPT-2 124M with random weights on a GPU: our loop, transformers' loop, the memory's limit."""

from __future__ import annotations

import time
from typing import Any

import torch
from rich.console import Console
from transformers import GPT2Config, GPT2LMHeadModel

from bot.writer.batch import Batch, Row, Sampling
from bot.writer.gpt2 import Network
from bot.writer.network import network_for

TOKENS = 128
PROMPT = tuple(range(100, 116))
END = -1  # no token: random weights must not end a text


def measure(console: Console) -> None:
    """Print milliseconds a token alone, tokens a second at 64, and the share of the limit."""
    torch.manual_seed(0)
    model = GPT2LMHeadModel(GPT2Config()).to("cuda", torch.bfloat16).eval()
    net = network_for(model, 64)
    for rows in (1, 64):
        _seconds(net, rows)
    theirs = TOKENS / min(_generate(model) for _ in range(3))
    alone = TOKENS / min(_seconds(net, 1) for _ in range(3))
    many = 64 * TOKENS / min(_seconds(net, 64) for _ in range(3))
    weights = sum(p.numel() * p.element_size() for p in model.parameters())
    limit = bandwidth() / weights
    console.print(f"{torch.cuda.get_device_name()}, bfloat16")
    console.print(f"model.generate alone: {1e3 / theirs:.2f} ms a token, {theirs:.0f} tokens/s")
    console.print(f"alone: {1e3 / alone:.2f} ms a token; 64 at once: {many:.0f} tokens/s")
    console.print(f"64 at once is {many / theirs:.1f} x model.generate")
    console.print(
        f"Reading the weights once a token allows {limit:.0f} tokens/s alone: {alone / limit:.0%}"
    )


def bandwidth(size: int = 2**30) -> float:
    """Bytes a second that a copy on the device reads and writes."""
    source = torch.empty(size, dtype=torch.uint8, device="cuda")
    target = torch.empty_like(source)
    target.copy_(source)
    torch.cuda.synchronize()
    began = time.perf_counter()
    for _ in range(10):
        target.copy_(source)
    torch.cuda.synchronize()
    return 10 * 2 * size / (time.perf_counter() - began)


def _seconds(net: Network, rows: int) -> float:
    batch: Batch[int] = Batch(net, END)
    asked = {at: Row(PROMPT, Sampling(TOKENS, 0.8, 0.95, at)) for at in range(rows)}
    torch.cuda.synchronize()
    began = time.perf_counter()
    batch.join(asked)
    while len(batch):
        batch.step()
    torch.cuda.synchronize()
    return time.perf_counter() - began


@torch.inference_mode()
def _generate(model: Any) -> float:
    ids = torch.tensor([PROMPT], device="cuda")
    torch.cuda.synchronize()
    began = time.perf_counter()
    model.generate(
        ids,
        attention_mask=torch.ones_like(ids),
        do_sample=True,
        top_k=0,
        top_p=0.95,
        temperature=0.8,
        min_new_tokens=TOKENS,
        max_new_tokens=TOKENS,
        pad_token_id=50256,
    )
    torch.cuda.synchronize()
    return time.perf_counter() - began
