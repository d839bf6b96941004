"""A static host as any other: folders by their index, 404.html, the right types."""

from __future__ import annotations

import sys
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit


class Request(NamedTuple):
    """What a browser asked for, and the status that it was given."""

    path: str
    status: int


class StaticHost:
    """Serves a folder under `base` of a free port of 127.0.0.1, from a thread.

    The address is known at once, so that a site can be built for it; `serve` begins.
    `requests` holds what was asked since the last `clear`.
    """

    def __init__(self, base: str = "/") -> None:
        self.base = base
        self.requests: list[Request] = []
        self._server = _Server(("127.0.0.1", 0), SimpleHTTPRequestHandler)

    @property
    def url(self) -> str:
        """The address of the site's root, with a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_port}{self.base}"

    def serve(self, folder: Path) -> None:
        """Begin to answer from this folder."""
        self._server.RequestHandlerClass = partial(
            _Handler, host=self, directory=str(folder)
        )
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def clear(self) -> None:
        """Forget the requests so far."""
        self.requests.clear()

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    # A browser opens many connections at once.
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Report nothing of a reader who left before the answer ended."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # The machine's own table of types differs from one to the next.
    extensions_map = {  # noqa: RUF012 (the base class has it so)
        "": "application/octet-stream",
        ".bib": "text/plain; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".gz": "application/gzip",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".map": "application/json",
        ".md": "text/markdown; charset=utf-8",
        ".out": "text/plain; charset=utf-8",
        ".png": "image/png",
        ".py": "text/plain; charset=utf-8",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def __init__(self, *args: object, host: StaticHost, directory: str) -> None:
        self.host = host
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """Return the file for an address, one that is not there outside the base."""
        base = self.host.base
        if not path.startswith(base):
            return f"{self.directory}/outside-the-base"
        return super().translate_path(f"/{path.removeprefix(base)}")

    def list_directory(self, path: object) -> None:
        """Answer 404 for a folder without an index."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(
        self, code: int, message: str | None = None, explain: str | None = None
    ) -> None:
        """Answer with the site's own 404 page where there is one."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep the request instead of printing it."""
        status = int(code) if isinstance(code, int) else 0
        self.host.requests.append(Request(urlsplit(self.path).path, status))

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""
