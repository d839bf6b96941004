"""A real web server for the tests: nginx, on a free port of 127.0.0.1.

It compresses, and says of each file how long a browser may keep it.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

WHY_NONE = "nginx is missing; apt-get install nginx"

# Nothing is written outside the folder of the configuration, and nothing needs rights.
# As root, nginx would hand over to a user that may not read the tests' own folders.
_CONFIGURATION = """\
{user}
daemon off;
worker_processes 1;
pid {own}/pid;
error_log {own}/error.log;
events {{}}
http {{
  log_format visit "$status $body_bytes_sent $request_uri";
  access_log {own}/access.log visit;
  client_body_temp_path {own}/body;
  proxy_temp_path {own}/proxy;
  fastcgi_temp_path {own}/fastcgi;
  uwsgi_temp_path {own}/uwsgi;
  scgi_temp_path {own}/scgi;
  types {{
    text/html html;
    text/css css;
    text/javascript js;
    text/plain txt;
    text/markdown md;
    text/xml xml;
    application/json json;
    image/png png;
    image/svg+xml svg;
    font/woff2 woff2;
  }}
  charset utf-8;
  gzip_static on;
  gzip on;
  gzip_comp_level 9;
  gzip_min_length 0;
  gzip_types text/css text/javascript text/plain text/markdown text/xml
    application/json image/svg+xml;
  # A file that is named by its content never changes; others are asked for again.
  map $uri $keeping {{
    "~\\.[0-9a-f]{{8}}\\." "public, max-age=31536000, immutable";
    # It holds nothing but its language, see hooks/search_index.py.
    "~/search/search_index\\.json$" "public, max-age=31536000, immutable";
    default "no-cache";
  }}
  server {{
    listen 127.0.0.1:{port};
    absolute_redirect off;
    error_page 404 {base}404.html;
    location {base} {{
      alias {folder}/;
      add_header Cache-Control $keeping;
    }}
  }}
}}
"""


def find() -> str | None:
    """Return the path of nginx, which need not be on a user's own path."""
    places = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    return shutil.which("nginx", path=places)


class Answer(NamedTuple):
    """What was asked for, the status of the answer, and the bytes of its body."""

    path: str
    status: int
    size: int


class WebServer:
    """Serves a folder under `base` until it is closed; `own` is a folder of its own."""

    def __init__(self, folder: Path, base: str, own: Path) -> None:
        program = find()
        assert program, WHY_NONE
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self._own, self._read = own, 0
        self.url = f"http://127.0.0.1:{self._port}{base}"
        configuration = own / "nginx.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                user="user root;" if os.getuid() == 0 else "",
                own=own,
                port=self._port,
                base=base,
                folder=folder,
            ),
            encoding="utf-8",
        )
        # What it says of the system's own log before it reads this is of no matter.
        self._process = subprocess.Popen(
            [program, "-p", own, "-c", configuration], stderr=subprocess.DEVNULL
        )
        self._wait()

    def answers(self) -> list[Answer]:
        """Return what was asked for since the last call, in order."""
        with (self._own / "access.log").open(encoding="utf-8") as log:
            log.seek(self._read)
            lines = log.read().splitlines()
            self._read = log.tell()
        return [
            Answer(path, int(status), int(size))
            for status, size, path in (line.split(" ", 2) for line in lines)
        ]

    def close(self) -> None:
        """Stop answering."""
        self._process.terminate()
        self._process.wait(timeout=30)

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while True:
            assert self._process.poll() is None, "nginx did not start"
            try:
                socket.create_connection(("127.0.0.1", self._port)).close()
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.02)
            else:
                return
