"""Asking the sources' addresses, against a real server with every kind of answer."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from bad_sources import CORPUS, SUNDIAL, replace
from handbook import load
from handbook.outside import outside_addresses
from links import Memory, ask_all

SCRIPT = Path(__file__).parent.parent / "scripts" / "links.py"
ENTRY = """\
@online{{{key},
  author = {{A}},
  title = {{B}},
  year = {{2020}},
  urldate = {{2026-01-01}},
  url = {{{url}}},
}}

"""


class Server(ThreadingHTTPServer):
    """Answers by the path, as `Handler` says; `asked` holds methods and paths."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_HEAD(self) -> None:
        self.server.asked.append((self.command, self.path))
        statuses = {"/gone": 404, "/robots": 403, "/moved": 301, "/no-head": 404}
        status = statuses.get(self.path, 200)
        if self.path == "/no-head" and self.command == "GET":
            status = 200
        if self.path == "/busy-once" and len(self.server.asked) == 1:
            status = 429
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "0")
        if self.path == "/moved":
            self.send_header("Location", "/ok")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 (the base class looks for this name)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture
def closed_url() -> str:
    """An address at whose port nothing listens any more."""
    unused = Server()
    unused.server_close()
    return unused.url


@pytest.mark.parametrize(
    ("path", "state", "methods"),
    [
        ("/ok", "answers", ["HEAD"]),
        ("/moved", "answers", ["HEAD", "HEAD"]),
        ("/no-head", "answers", ["HEAD", "GET"]),
        ("/busy-once", "answers", ["HEAD", "HEAD"]),
        ("/gone", "gone", ["HEAD", "GET"]),
        ("/robots", "unsure", ["HEAD", "GET"]),
    ],
)
def test_an_address_is_judged_by_its_answer(
    server: Server, path: str, state: str, methods: list[str]
) -> None:
    (verdict,) = ask_all([server.url + path], pause=0)
    assert verdict.state == state
    assert [method for method, _ in server.asked] == methods


def test_a_host_that_does_not_answer_is_told_from_a_page_that_is_gone(
    closed_url: str,
) -> None:
    (verdict,) = ask_all([f"{closed_url}/ok"], pause=0)
    assert verdict.state == "unreachable"


def test_sources_and_links_in_the_text_are_found_with_their_lines(
    tmp_path: Path,
) -> None:
    root = shutil.copytree(CORPUS, tmp_path / "root")
    link = "[阴天](https://example.org/clouds#low)怎么办？"
    replace(SUNDIAL, "阴天怎么办？", link)(root)
    found = outside_addresses(load(root)[0])
    assert found["https://example.org/clouds"] == ((SUNDIAL, 69),)
    assert found["https://doi.org/10.1000/example.2001"] == (("docs/sources.bib", 2),)
    assert found["https://arxiv.org/abs/1001.00001"] == (("docs/sources.bib", 20),)


def links(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SCRIPT, "--root", root],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def with_sources(root: Path, *urls: str) -> Path:
    """Make a repository whose bibliography holds these addresses, and nothing else."""
    shutil.copytree(CORPUS, root)
    entries = (ENTRY.format(key=f"a{n}", url=url) for n, url in enumerate(urls))
    (root / "docs/sources.bib").write_text("".join(entries), "utf-8")
    return root


def test_the_command_names_what_is_gone_and_does_not_ask_again_what_answered(
    server: Server, tmp_path: Path
) -> None:
    root = with_sources(tmp_path / "root", f"{server.url}/ok", f"{server.url}/gone")
    for asked in ("2 of 2", "1 of 2"):
        result = links(root)
        assert result.returncode == 1
        assert result.stdout == (
            f"docs/sources.bib:9: links: {server.url}/gone is gone (404). "
            "Find where it moved, or cite another source.\n"
        )
        assert result.stderr == f"{asked} addresses asked\n"


def test_the_command_lists_what_refuses_to_answer_and_passes(
    server: Server, tmp_path: Path
) -> None:
    root = with_sources(tmp_path / "root", f"{server.url}/robots")
    result = links(root)
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == (
        f"not told: {server.url}/robots (403)\n1 of 1 addresses asked\n"
    )


def test_without_a_network_nothing_is_checked_and_nothing_fails(
    closed_url: str, tmp_path: Path
) -> None:
    root = with_sources(tmp_path / "root", f"{closed_url}/ok")
    result = links(root)
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == "No network: 1 addresses were not checked.\n"
    assert not (root / ".cache").exists()


@pytest.mark.parametrize(
    ("content", "is_fresh"),
    [
        ('{"a": "2026-03-02"}', True),
        ('{"a": "2026-01-30"}', False),
        ('{"a": "soon"}', False),
        ('{"a": 1}', False),
        ("{}", False),
        ("[1]", False),
        ("not JSON", False),
    ],
)
def test_an_answer_is_remembered_for_a_month_and_a_broken_memory_is_none(
    tmp_path: Path, content: str, is_fresh: bool
) -> None:
    path = tmp_path / "links.json"
    path.write_text(content, "utf-8")
    assert Memory(path, date(2026, 3, 1)).is_fresh("a") is is_fresh
