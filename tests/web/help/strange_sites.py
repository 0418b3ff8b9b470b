"""Sites as a check of links meets them, on a port of this machine: well, moved, gone, closed to programs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LEADS = {
    "/slash": "/slash/",
    "/page-to-front": "/",
    "/elsewhere": "http://127.0.0.1:{port}/fine",
    "/circle": "/circle",
    "/to-file": "file:///etc/hostname",
    "/to-broken": "http://[broken/",
}
STATUS = {"/gone": 404, "/fault": 500, "/closed": 403, "/busy": 429}


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/dead":
            self.connection.close()
            return
        target = LEADS.get(path)
        self.send_response(302 if target else STATUS.get(path, 200))
        if target:
            self.send_header("Location", target.format(port=self.server.server_address[1]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def sites() -> Iterator[str]:
    """A server; gives the beginning of its addresses."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
