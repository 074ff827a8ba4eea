"""A real Redis for tests, from Debian's package, on a socket in a folder of its own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.missing import missing


@contextmanager
def redis_server() -> Iterator[str]:
    """The URL of a running, empty server. Skips where it is not installed."""
    program = shutil.which("redis-server")
    if program is None:
        missing("no Redis: install Debian's package redis-server")
    # A socket's path may be 107 characters long, and pytest's folders are longer.
    folder = Path(tempfile.mkdtemp(prefix="shopbot-redis-"))
    options = ["--port", "0", "--unixsocket", folder / "socket", "--dir", folder, "--save", ""]
    server = subprocess.Popen([program, *map(str, options)], stdout=subprocess.DEVNULL)
    url = f"unix://{folder / 'socket'}"
    try:
        _wait_for(server, url)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(server: subprocess.Popen[bytes], url: str) -> None:
    while server.poll() is None:
        try:
            redis.Redis.from_url(url).ping()
        except redis.ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("Redis did not start")
