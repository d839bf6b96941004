"""A crowd, a deployment under it, and clients that mean no good, on the real nginx."""

from __future__ import annotations

import asyncio
import hashlib
import select
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
import small_repository
import web_server
from playwright.sync_api import Browser, expect
from small_repository import build, change
from web_server import WebServer

# The other side has closed; only Linux tells this apart from the rest.
POLLRDHUP = getattr(select, "POLLRDHUP", 0)
CONNECTIONS = 256
CODINGS = {"identity": "", "gzip": ".gz", "br": ".br"}
# As deploy/nginx.conf has them, but nobody wants to wait for that.
SOONER = (
    ("client_header_timeout 10s;", "client_header_timeout 1s;"),
    ("send_timeout 20s;", "send_timeout 1s;"),
)
# Far above what any system keeps of an answer that nobody reads.
LARGE = 64 * 1024 * 1024


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small_repository.make(tmp_path_factory.mktemp("load") / "repository")
    result = build(root)
    assert result.returncode == 0, result.stdout + result.stderr
    return root


@pytest.fixture
def root(pristine: Path, tmp_path: Path) -> Path:
    """A small repository with its site, and changes that are not yet in it."""
    copy = shutil.copytree(pristine, tmp_path / "repository", symlinks=True)
    change(copy, "newer")
    for name in ("reader.js", "search/engine.js", "search/worker.js"):
        with (copy / "docs/assets" / name).open("a", encoding="utf-8") as script:
            script.write("/*! newer */\n")
    source = next((copy / "docs/pages").glob("home.md"))
    source.write_text(source.read_text("utf-8") + "\nNewer.\n", "utf-8")
    return copy


@pytest.fixture
def server(root: Path, tmp_path: Path) -> Iterator[WebServer]:
    """The site by its link, as deploy/nginx.conf serves it, with less patience."""
    if web_server.find() is None:
        pytest.skip(web_server.WHY_NONE)
    (tmp_path / "nginx").mkdir()
    running = WebServer(root / "site", "/", tmp_path / "nginx", SOONER)
    yield running
    running.close()


async def get(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    path: str,
    coding: str = "identity",
) -> tuple[int, bytes]:
    """Ask over an open connection; return the status and the whole body."""
    request = f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {coding}\r\n\r\n"
    writer.write(request.encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    _, _, length = head.partition("\r\ncontent-length: ")
    body = await reader.readexactly(int(length.partition("\r\n")[0]))
    return int(head.split()[1]), body


# ---- a deployment under load ----


def forms(site: Path) -> dict[tuple[str, str], str]:
    """Return a hash of each answer of a build, by path and coding."""
    found = {}
    for path in site.rglob("*"):
        if path.suffix in (".br", ".gz") or not path.is_file():
            continue
        if path.name.startswith("_"):  # for other hosts
            continue
        address = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        for coding, suffix in CODINGS.items():
            form = path.with_name(path.name + suffix)
            content = (form if form.exists() else path).read_bytes()
            found[address, coding] = hashlib.sha256(content).hexdigest()
    return found


class Crowd:
    """Readers who ask for all answers in turn, each over a connection of its own."""

    def __init__(self, port: int, wanted: list[tuple[str, str]]) -> None:
        self._port = port
        self._wanted = wanted
        self.answers: list[tuple[tuple[str, str], int, str, bool]] = []
        self.is_switched = False
        self.is_over = False

    async def read(self, number: int) -> None:
        """Ask until it is over; note what came, and whether it was asked for late."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        while not self.is_over:
            form = self._wanted[number % len(self._wanted)]
            is_late = self.is_switched
            status, body = await get(reader, writer, *form)
            digest = hashlib.sha256(body).hexdigest()
            self.answers.append((form, status, digest, is_late))
            number += CONNECTIONS + 1
        writer.close()


def test_a_deployment_under_load_shows_each_reader_whole_pages(
    root: Path, server: WebServer
) -> None:
    first = (root / "site").resolve()
    old = forms(first)

    async def deploy(crowd: Crowd) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "scripts/build.py", cwd=root, stdout=subprocess.DEVNULL
        )
        assert await process.wait() == 0
        # Back and forth by the same step, to meet as many moments as possible.
        second = (root / "site").resolve()
        for number in range(200):
            link = root / ".builds/next"
            link.symlink_to(Path(".builds", (first, second)[number % 2].name))
            link.replace(root / "site")
            await asyncio.sleep(0)
        # For a second nginx goes on with what it has open.
        await asyncio.sleep(1.5)
        crowd.is_switched = True
        count = len(crowd.answers)
        while len(crowd.answers) < count + 2 * CONNECTIONS:
            await asyncio.sleep(0.01)
        crowd.is_over = True

    async def run() -> Crowd:
        crowd = Crowd(server.port, sorted(old))
        readers = [crowd.read(number) for number in range(CONNECTIONS)]
        await asyncio.gather(deploy(crowd), *readers)
        return crowd

    # In a thread of its own, for in this one the browser of other tests has a loop.
    with ThreadPoolExecutor(1) as thread:
        crowd = thread.submit(asyncio.run, run()).result()
    assert (root / "site").resolve() != first
    new = forms(root / "site")
    changed = {form for form in old if old[form] != new[form]}
    # What old pages load is there as it was; the pages themselves are others.
    assert ("/zh/", "br") in changed
    assert not any(path.startswith("/assets/") for path, _ in changed)
    seen: Counter[str] = Counter()
    for form, status, digest, is_late in crowd.answers:
        assert status == 200, form
        assert digest in ((new[form],) if is_late else (old[form], new[form])), form
        if form in changed:
            seen["new" if digest == new[form] else "old"] += 1
    assert seen["old"] > CONNECTIONS
    assert seen["new"] > CONNECTIONS


def test_a_page_from_before_a_deployment_can_still_search(
    root: Path, server: WebServer, browser: Browser
) -> None:
    page = browser.new_page()
    loaded: list[tuple[int, str]] = []
    page.on("response", lambda answer: loaded.append((answer.status, answer.url)))
    page.goto(f"{server.url}en/q/sundial-noon/")
    page.wait_for_load_state("networkidle")
    (engine,) = (root / "site/assets/search").glob("engine.????????.js")
    assert not any(engine.name in address for _, address in loaded)
    result = build(root)
    assert result.returncode == 0, result.stdout + result.stderr
    assert len(list((root / "site/assets/search").glob("engine.????????.js"))) == 2
    field = page.locator("input[name=query]")
    field.click()
    field.fill("water clock")
    link = page.locator(".md-search-result__link").first
    expect(link).to_contain_text("water clock")
    assert (200, f"{server.url}assets/search/{engine.name}") in loaded
    # The page that it leads to is of the new build.
    newer = {path.name for path in (root / "site/assets").glob("script.*.js")}
    link.click()
    page.wait_for_url("**/water-clock-shape/**")
    scripts = {
        address.rpartition("/")[2]
        for address in page.locator("script[src]").evaluate_all(
            "all => all.map((script) => script.src)"
        )
    }
    assert scripts & newer
    assert not [answer for answer in loaded if answer[0] >= 400]
    page.close()


# ---- clients that mean no good ----


def slow_request(port: int) -> socket.socket:
    """Begin to ask, and never end."""
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(b"GET /zh/ HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    return client


def slow_reader(port: int) -> socket.socket:
    """Ask for a large file, and do not read it."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
    client.sendall(b"GET /large.bin HTTP/1.1\r\nHost: x\r\n\r\n")
    return client


OVERSIZED = (
    b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX-Large: " + b"x" * 100_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-Many: x\r\n" * 10_000 + b"\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n" + b"x" * 9999,
    b"\xff" * 100_000,
)


def test_slow_and_oversized_clients_stop_nobody(root: Path, server: WebServer) -> None:
    with (root / "site/large.bin").open("wb") as file:
        file.truncate(LARGE)
    slow = [slow_request(server.port) for _ in range(200)]
    slow += [slow_reader(server.port) for _ in range(100)]
    page = (root / "site/zh/index.html").read_bytes()
    for number in range(50):
        for client in slow[number::50]:
            with suppress(OSError):  # it was let go already
                client.send(b"x")
        assert answer_to(server.port, OVERSIZED[number % len(OVERSIZED)])[:1] != b"2"
        assert urlopen(f"{server.url}zh/", timeout=60).read() == page
    # They are let go, though they are still there.
    waiting = select.poll()
    for client in slow:
        waiting.register(client, select.POLLHUP | POLLRDHUP)
    deadline = time.monotonic() + 120
    while slow:
        gone = {handle for handle, _ in waiting.poll(1000)}
        for client in [client for client in slow if client.fileno() in gone]:
            waiting.unregister(client)
            client.close()
            slow.remove(client)
        assert time.monotonic() < deadline, f"{len(slow)} are still served"


def answer_to(port: int, request: bytes) -> bytes:
    """Return the status of the answer to a request, nothing where there was none."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        with suppress(OSError):  # nginx need not read all of it
            client.sendall(request)
        with suppress(ConnectionError):
            return client.recv(100)[9:12]
    return b""
