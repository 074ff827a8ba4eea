"""`shopbot run` as an owner meets it: taken ports, crashes, stopping."""

from __future__ import annotations

import json
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil
import pytest

from bot.bench.live import READY_LINE, Live, launch, live, settings_on_free_ports

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

QUESTION = "What sizes does the Trail Runner come in?"
WORD = "xylotrimmel"


def process_of(stack: Live, module: str) -> psutil.Process:
    """The child of the supervisor whose command line names `module`."""
    children = psutil.Process(stack.process.pid).children()
    return next(child for child in children if module in child.cmdline())


def until(holds: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.1)


@contextmanager
def down(stack: Live, name: str, module: str) -> Iterator[None]:
    """Keep a part from answering inside the block, and wait until it is well again after it."""
    times_ready = stack.printed.count(f"{name:<10} ready")
    process = process_of(stack, module)
    process.suspend()
    try:
        yield
    finally:
        process.kill()
        until(lambda: stack.printed.count(f"{name:<10} ready") > times_ready)


def text_of(messages: list[dict]) -> str:
    return "\n".join(message.get("text", "") for message in messages)


def facts_of(messages: list[dict]) -> list[dict]:
    return [fact for message in messages for fact in message.get("custom", {}).get("facts", [])]


def test_each_part_is_told_in_order_with_its_time_and_then_the_address(stack):
    ready = re.findall(r"^(\w+) +ready after \d+\.\d s$", stack.printed, re.MULTILINE)
    assert ready[:4] == ["writer", "actions", "Rasa", "storefront"]
    assert f"Demo shop:  {stack.shop}" in stack.printed
    assert f"{stack.rasa}/webhooks/rest/webhook" in stack.printed


def test_every_server_listens_on_this_machine_alone(stack):
    processes = psutil.Process(stack.process.pid).children(recursive=True)
    listening = [
        connection.laddr.ip
        for process in processes
        for connection in process.net_connections(kind="tcp")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert set(listening) == {"127.0.0.1"}


def test_status_names_the_model_and_no_api_is_open(stack):
    assert stack.get(f"{stack.rasa}/status")["model_file"]
    with pytest.raises(OSError, match="404"):
        stack.get(f"{stack.rasa}/conversations/anna/tracker")


def test_a_question_is_answered_from_the_records(stack):
    assert facts_of(stack.ask("run-1", QUESTION))


def test_what_shoppers_write_is_in_no_log(stack):
    stack.ask("run-2", f"My name is {WORD}, do you have the Trail Runner in {WORD}?")
    logs = (stack.settings.data_dir / "logs").iterdir()
    assert [log.name for log in logs if WORD in log.read_text("utf-8", "replace")] == []
    assert WORD not in stack.printed


def test_without_the_writer_the_facts_are_the_same(stack):
    with_writer = facts_of(stack.ask("run-3", QUESTION))
    with down(stack, "writer", "writer"):
        messages = stack.ask("run-4", QUESTION)
    assert facts_of(messages) == with_writer
    sizes = next(fact["value"] for fact in with_writer if fact["name"] == "sizes")
    assert sizes in text_of(messages)


def test_without_actions_there_is_still_a_sentence(stack):
    process = process_of(stack, "actions")
    process.kill()
    assert text_of(stack.ask("run-5", QUESTION)).strip()
    until(lambda: "actions    ready again" in stack.printed)
    assert facts_of(stack.ask("run-6", QUESTION))


def test_a_killed_part_is_started_again_and_the_reason_shown(stack):
    process_of(stack, "bot.storefront").kill()
    until(lambda: "storefront ready again" in stack.printed)
    assert "storefront was ended by SIGKILL" in stack.printed
    assert stack.get(f"{stack.shop}/health")


def test_taken_ports_are_named_before_anything_starts(tmp_path):
    settings = settings_on_free_ports(tmp_path)
    with socket.socket() as server:
        server.bind((settings.host, settings.rasa_port))
        server.listen()
        refused = launch(settings)
        assert refused.process.wait(60) == 1
    assert f"port {settings.rasa_port} (Rasa) is taken by PID" in refused.printed
    assert "SHOPBOT_RASA_PORT" in refused.printed
    assert not (tmp_path / "logs").exists()


def test_a_second_shop_runs_beside_and_sigterm_leaves_no_process(stack, tmp_path):
    for name in ("models", "index"):
        shutil.copytree(stack.settings.data_dir / name, tmp_path / name)
    shutil.copy(stack.settings.data_dir / "shop.db", tmp_path)
    with live(settings_on_free_ports(tmp_path)) as second:
        assert "Training" not in second.printed
        assert "Building" not in second.printed
        family = psutil.Process(second.process.pid).children(recursive=True)
        assert len(family) >= 4
        started = time.monotonic()
        assert second.stop() == 0
        assert time.monotonic() - started < 10
    assert [process for process in family if process.is_running()] == []
    assert READY_LINE in second.printed
    assert json.dumps(stack.ask("run-7", QUESTION))
