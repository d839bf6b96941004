"""A real web server for the tests: nginx as deploy/ has it, on a port of 127.0.0.1."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import nginx_headers

WHY_NONE = "nginx is missing; apt-get install nginx"
WHY_NO_BROTLI = (
    "nginx's module for brotli is missing; "
    "apt-get install libnginx-mod-http-brotli-static"
)

_DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
_BROTLI = "ngx_http_brotli_static_module.so"

# What a machine's own configuration has around that of the site. Nothing is written
# outside the folder of the configuration, and nothing needs rights. As root, nginx
# would hand over to a user that may not read the tests' own folders.
_CONFIGURATION = """\
{user}
{modules}
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
  include handbook/nginx.conf;
{beside}}}
"""


def find() -> str | None:
    """Return the path of nginx, which need not be on a user's own path."""
    places = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    return shutil.which("nginx", path=places)


def brotli() -> Path | None:
    """Return the path of nginx's module for brotli."""
    folders = ("/usr/lib/nginx/modules", "/usr/share/nginx/modules")
    found = (Path(folder, _BROTLI) for folder in folders)
    return next((path for path in found if path.exists()), None)


class Answer(NamedTuple):
    """What was asked for, the status of the answer, and the bytes of its body."""

    path: str
    status: int
    size: int


class WebServer:
    """Serves a folder under `base` until it is closed; `own` is a folder of its own.

    `changes` are parts of the configuration with what stands in their place, and
    `beside` are further servers. Without `with_brotli` it compresses with gzip alone,
    as where the module is missing.
    """

    def __init__(
        self,
        folder: Path,
        base: str,
        own: Path,
        changes: Iterable[tuple[str, str]] = (),
        beside: str = "",
        *,
        with_brotli: bool = True,
    ) -> None:
        program = find()
        assert program, WHY_NONE
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port: int = free.getsockname()[1]
        self._own, self._read = own, 0
        self.url = f"http://127.0.0.1:{self._port}{base}"
        module = brotli() if with_brotli else None
        changes = [("listen 80;", f"listen 127.0.0.1:{self._port};"), *changes]
        _copy_deploy(folder, base, own, changes, with_brotli=module is not None)
        configuration = own / "nginx.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                user="user root;" if os.getuid() == 0 else "",
                modules=f"load_module {module};" if module else "",
                own=own,
                beside=beside,
            ),
            encoding="utf-8",
        )
        # What it says of the system's own log before it reads this is of no matter.
        self._process = subprocess.Popen(
            [program, "-p", own, "-c", configuration], stderr=subprocess.DEVNULL
        )
        self._wait()

    @property
    def port(self) -> int:
        """The port of 127.0.0.1 that it listens to."""
        return self._port

    @property
    def pid(self) -> int:
        """The process that starts those which answer."""
        return self._process.pid

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

    def restart(self) -> None:
        """Answer again at the same address, after `close`."""
        program = find()
        assert program, WHY_NONE
        self._process = subprocess.Popen(
            [program, "-p", self._own, "-c", self._own / "nginx.conf"],
            stderr=subprocess.DEVNULL,
        )
        self._wait()

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


def _copy_deploy(
    folder: Path,
    base: str,
    own: Path,
    changes: Iterable[tuple[str, str]],
    *,
    with_brotli: bool,
) -> None:
    """Put what deploy/ has into `own`, with root, base and other parts changed."""
    target = own / "handbook"
    shutil.copytree(_DEPLOY, target)
    if not with_brotli:
        (target / "brotli.conf").unlink()
    root = folder
    if base != "/":
        root = own / "root"
        inside = root / base.strip("/")
        inside.parent.mkdir(parents=True)
        inside.symlink_to(folder)
        for name, text in nginx_headers.files(base).items():
            (target / name).write_text(text, encoding="utf-8")
    path = target / "nginx.conf"
    text = path.read_text("utf-8")
    changes = [
        *changes,
        ("root /srv/handbook/site;", f"root {root};"),
        ("default /404.html;", f"default {base}404.html;"),
    ]
    for code in ("zh", "en"):
        shipped = f"~^/{code}/ /{code}/404.html;"
        changes.append((shipped, shipped.replace(f"/{code}/", f"{base}{code}/")))
    for shipped, wanted in changes:
        assert shipped in text, shipped
        text = text.replace(shipped, wanted)
    path.write_text(text, encoding="utf-8")
