"""A bot that answers over real HTTP as Rasa's REST channel does, from a table."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Messages = list[dict[str, Any]]


@contextmanager
def answering(table: Mapping[str, Messages], senders: list[str] | None = None) -> Iterator[str]:
    """The address of a bot that answers each text of `table`, and no other."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if senders is not None:
                senders.append(body["sender"])
            known = body["message"] in table
            self.send_response(200 if known else 500)
            self.end_headers()
            self.wfile.write(json.dumps(table[body["message"]]).encode() if known else b"broken")

        def log_message(self, *_: Any) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def said(text: str, act: str = "", **more: Any) -> Messages:
    """A reply of one text; with an act, the message of facts that follows it."""
    answer = {"type": "answer", "act": act, "facts": [], "products": [], **more}
    buttons = answer.pop("buttons", [])
    return [{"text": text, "buttons": buttons}, *([{"custom": answer}] if act else [])]
