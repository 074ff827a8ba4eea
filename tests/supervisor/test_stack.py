"""Starting, dying and stopping with real processes."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

import psutil
import pytest

from bot.supervisor.events import Failed, Ready
from bot.supervisor.life import LONGEST_DELAY
from bot.supervisor.ports import PortError
from bot.supervisor.stack import StartError, all_ready, run_with_foreground, running

DIES = "import sys; print('no model here'); sys.exit(3)"
STUBBORN = """
import signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"],
                         start_new_session=True)
print(child.pid, flush=True)
"""


class Heard(list):
    """Events as they come; `wait_for` returns the next one of a kind."""

    def __init__(self):
        self.changed = asyncio.Event()

    def __call__(self, event):
        self.append(event)
        self.changed.set()

    async def wait_for(self, kind):
        while not any(isinstance(event, kind) for event in self):
            self.changed.clear()
            await self.changed.wait()
        return next(event for event in self if isinstance(event, kind))


@pytest.fixture
def children():
    """The processes that the test has started, but for those that ran before it.

    Other tests of the session may have an assistant running.
    """
    before = psutil.Process().children()

    def started():
        own = [child for child in psutil.Process().children() if child not in before]
        return own + [below for child in own for below in child.children(recursive=True)]

    return started


async def test_parts_are_told_in_order_however_fast_they_are(make_part, tmp_path, children):
    heard = Heard()
    slow = make_part("slow", open_gate=False)
    fast = make_part("fast", health_key="", open_gate=True)
    async with running([slow, fast], cwd=tmp_path, tell=heard) as keepers:
        await all_ready(keepers, heard)
    assert [event.part.name for event in heard] == ["slow", "fast"]
    assert not children()


async def test_a_part_is_not_ready_before_it_says_so(make_part, tmp_path):
    part = make_part(open_gate=False)
    async with running([part], cwd=tmp_path, tell=Heard()) as keepers:
        ready = asyncio.ensure_future(all_ready(keepers, Heard()))
        await asyncio.sleep(0.5)
        assert not ready.done()
        (tmp_path / "gate").touch()
        await ready


async def test_a_dead_part_is_started_again_and_says_why(make_part, tmp_path, children):
    heard = Heard()
    part = make_part()
    async with running([part], cwd=tmp_path, tell=heard) as keepers:
        await all_ready(keepers, lambda _: None)
        children()[0].kill()
        failed = await heard.wait_for(Failed)
        again = await heard.wait_for(Ready)
    assert failed.reason == "was ended by SIGKILL: waiting"
    assert again.again


async def test_a_part_that_cannot_start_ends_the_start(make_part, tmp_path):
    heard = Heard()
    part = make_part("actions", code=DIES)
    async with running([part], cwd=tmp_path, tell=heard) as keepers:
        with pytest.raises(StartError, match=r"actions does not start: see .*actions\.log"):
            await all_ready(keepers, heard)
    assert heard[0].reason == "exited with code 3: no model here"
    assert [event.delay for event in heard] == [0.5, 1.0, LONGEST_DELAY]


async def test_a_part_that_may_fail_does_not_hold_the_others_up(make_part, tmp_path):
    heard = Heard()
    parts = [make_part("writer", code=DIES, required=False), make_part("Rasa")]
    async with running(parts, cwd=tmp_path, tell=heard) as keepers:
        await all_ready(keepers, heard)
    assert [event.part.name for event in heard if isinstance(event, Ready)] == ["Rasa"]


async def test_a_part_that_never_gets_ready_is_named(make_part, tmp_path):
    heard = Heard()
    part = make_part(open_gate=False, start_timeout=0.5)
    async with running([part], cwd=tmp_path, tell=heard):
        failed = await heard.wait_for(Failed)
    assert failed.reason == "was not ready after 0.5 s: waiting"
    assert str(part.log) in str(failed)


async def test_a_command_that_is_not_there_is_a_reason_too(make_part, tmp_path):
    heard = Heard()
    part = make_part(command=(str(tmp_path / "nothing"),))
    async with running([part], cwd=tmp_path, tell=heard):
        failed = await heard.wait_for(Failed)
    assert failed.reason.startswith("cannot be started: ")


async def test_a_taken_port_stops_the_start_before_it_begins(make_part, tmp_path):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        part = make_part(port=server.getsockname()[1])
        with pytest.raises(PortError):
            async with running([part], cwd=tmp_path, tell=Heard()):
                pytest.fail("nothing may start")
    assert not part.log.exists()


async def test_no_descendant_outlives_the_stop(make_part, server_code, tmp_path, children):
    """Not one that ignores SIGTERM, and not one in a session of its own."""
    part = make_part(code=STUBBORN + server_code, stop_grace=0.5)
    async with running([part], cwd=tmp_path, tell=Heard()) as keepers:
        await all_ready(keepers, lambda _: None)
        grandchild = int(part.log.read_text().split()[0])
        assert psutil.pid_exists(grandchild)
    assert not children()
    assert not _runs(grandchild)


def _runs(pid: int) -> bool:
    """Whether a process runs; one that nobody has collected yet does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux's prctl")
async def test_parts_die_with_a_supervisor_that_is_killed(make_part, tmp_path):
    part = make_part()
    script = tmp_path / "supervise.py"
    script.write_text(
        "import asyncio, pathlib\n"
        "from bot.supervisor.part import Part\n"
        "from bot.supervisor.stack import run\n"
        "from pathlib import PosixPath\n"
        f"part = {part!r}\n"
        "asyncio.run(run([part], cwd=pathlib.Path.cwd(), tell=lambda _: None,"
        " when_ready=lambda: print('ready', flush=True)))\n"
    )
    supervisor = await asyncio.create_subprocess_exec(
        sys.executable,
        str(script),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert await supervisor.stdout.readline() == b"ready\n"
    (server,) = psutil.Process(supervisor.pid).children()
    supervisor.kill()
    await supervisor.wait()
    while _runs(server.pid):  # noqa: ASYNC110
        await asyncio.sleep(0.05)


async def test_the_foreground_command_ends_everything(make_part, tmp_path, children):
    code = await run_with_foreground(
        [make_part()],
        (sys.executable, "-c", "raise SystemExit(7)"),
        env=dict(os.environ),
        cwd=tmp_path,
        tell=lambda _: None,
    )
    assert code == 7
    assert not children()


async def test_a_signal_ends_the_foreground_command(make_part, tmp_path, children):
    code = "import os, signal, time; os.kill(os.getppid(), signal.SIGTERM); time.sleep(600)"
    status = await run_with_foreground(
        [make_part()],
        (sys.executable, "-c", code),
        env=dict(os.environ),
        cwd=tmp_path,
        tell=lambda _: None,
    )
    assert status == -signal.SIGTERM
    assert not children()
