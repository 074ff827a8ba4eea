"""A tiny real GPT-2, a server on a free port, and the checkpoint that ships."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from aiohttp.test_utils import TestServer
from transformers import GPT2Config, GPT2LMHeadModel

import bot.writer
from bot.writer import tokenizer
from bot.writer.engine import Engine
from bot.writer.server import ServerConfig, create_app
from bot.writer.tokenizer import Names

CHECKPOINT = Path(bot.writer.__file__).parent / "checkpoint"


@pytest.fixture(scope="session", autouse=True)
def _one_thread():
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def words():
    texts = ["We have the [product] in stock in size [size].", "Hello! How can I help you?"]
    return tokenizer.build(
        texts, Names(frozenset({"confirm_stock", "greet"}), frozenset({"product", "size"}))
    )


@pytest.fixture(scope="session")
def model(words):
    """GPT-2 with random weights: writes nonsense, by the same code."""
    torch.manual_seed(3)
    config = GPT2Config(
        vocab_size=len(words),
        n_layer=2,
        n_embd=32,
        n_head=2,
        n_positions=96,
        bos_token_id=None,
        eos_token_id=words.eos_token_id,
        initializer_range=0.3,
    )
    return GPT2LMHeadModel(config).eval()


@pytest.fixture
async def serve():
    """Start a server for an engine; all are stopped at the end of the test."""
    servers = []

    async def start(engine: Engine, config: ServerConfig | None = None) -> TestServer:
        server = TestServer(create_app(engine, config), handler_cancellation=True)
        servers.append(server)
        await server.start_server()
        return server

    yield start
    for server in servers:
        await server.close()
