"""Tiny servers in real processes: what the supervisor sees is what it sees in production."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.supervisor.part import Part
from bot.supervisor.ports import free_ports

# Answers 200 with a model on /ready; first waits until the file `gate` is there.
SERVER = """
import http.server, pathlib, sys, time
port, gate = int(sys.argv[1]), pathlib.Path(sys.argv[2])
print("waiting", flush=True)
while not gate.exists():
    time.sleep(0.02)
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"model_file": "m"}')
    def log_message(self, *args):
        pass
http.server.ThreadingHTTPServer.allow_reuse_address = True
http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""

MakePart = Callable[..., Part]


@pytest.fixture
def server_code() -> str:
    return SERVER


@pytest.fixture
def make_part(tmp_path: Path) -> MakePart:
    """Make a part whose server opens once `tmp_path/gate` exists; `code` runs instead of it."""

    def make(
        name: str = "server", *, code: str = SERVER, open_gate: bool = True, **changes
    ) -> Part:
        (port,) = free_ports(1)
        gate = tmp_path / "gate"
        if open_gate:
            gate.touch()
        values = {
            "name": name,
            "command": (sys.executable, "-c", code, str(port), str(gate)),
            "host": "127.0.0.1",
            "port": port,
            "port_setting": f"SHOPBOT_{name.upper()}_PORT",
            "health_url": f"http://127.0.0.1:{port}/ready",
            "health_key": "model_file",
            "log": tmp_path / "logs" / f"{name}.log",
            "start_timeout": 30.0,
        }
        return Part(**values | changes)

    return make
