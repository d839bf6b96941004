"""What is sent with the site's files, by nginx as deploy/ has it and by `_headers`."""

from __future__ import annotations

import gzip
import re
import shutil
import socket
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple

import brotli
import nginx_headers
import pytest
import web_server
import yaml
from conftest import ROOT, Site
from handbook import nginx
from handbook.headers import headers
from handbook.headers_file import headers_file
from playwright.sync_api import Browser, Page, expect
from static_host import StaticHost
from test_every_page import MISSING, look, wait_for_scripts
from web_server import WebServer

SOURCE = yaml.safe_load((ROOT / "hooks/headers.yml").read_text("utf-8"))

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PAGE = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SCRIPT = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"
)
FILE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
EVER = "public, max-age=31536000, immutable"
DAY = "public, max-age=86400"
ASK = "no-cache"
HASHED = re.compile(r"\.[0-9a-f]{8}\.\w+$")

# One address of each kind: its type, how long it may be kept, and its policy. `*` is
# the hash in a name.
KINDS = [
    ("/", "text/html; charset=utf-8", ASK, PAGE),
    ("/zh/", "text/html; charset=utf-8", ASK, PAGE),
    ("/en/q/what-is-a-token/", "text/html; charset=utf-8", ASK, PAGE),
    ("/zh/topics/alignment/", "text/html; charset=utf-8", ASK, PAGE),
    ("/en/glossary/", "text/html; charset=utf-8", ASK, PAGE),
    ("/q/18/", "text/html; charset=utf-8", ASK, PAGE),
    ("/zh/q/what-is-a-token/index.md", "text/markdown; charset=utf-8", ASK, PAGE),
    ("/zh/feed.xml", "text/xml; charset=utf-8", ASK, PAGE),
    ("/en/opensearch.xml", "text/xml; charset=utf-8", ASK, PAGE),
    ("/zh/search/index.txt", "text/plain; charset=utf-8", ASK, PAGE),
    ("/en/search/search_index.json", "application/json", DAY, PAGE),
    ("/sitemap.xml", "text/xml; charset=utf-8", ASK, PAGE),
    ("/robots.txt", "text/plain; charset=utf-8", ASK, PAGE),
    ("/llms.txt", "text/plain; charset=utf-8", ASK, PAGE),
    ("/assets/style.*.css", "text/css; charset=utf-8", EVER, SCRIPT),
    ("/assets/script.*.js", "text/javascript; charset=utf-8", EVER, SCRIPT),
    ("/assets/search/worker.*.js", "text/javascript; charset=utf-8", EVER, SCRIPT),
    ("/assets/favicon.*.svg", "image/svg+xml", EVER, SCRIPT),
    ("/assets/fonts/stix-two-math.*.woff2", "font/woff2", EVER, SCRIPT),
    ("/assets/fonts/OFL.txt", "text/plain; charset=utf-8", ASK, SCRIPT),
    ("/figures/training-memory.zh.svg", "image/svg+xml", ASK, FILE),
    ("/qr/1.svg", "image/svg+xml", ASK, FILE),
    ("/cards/1.zh.png", "image/png", ASK, FILE),
    ("/examples/training-memory.py", "text/plain; charset=utf-8", ASK, FILE),
    ("/examples/training-memory.out", "text/plain; charset=utf-8", ASK, FILE),
    ("/api/v1/questions.json", "application/json", ASK, FILE),
]


class Reply(NamedTuple):
    """An answer of a server."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(server: WebServer, path: str, method: str = "GET", **sent: str) -> Reply:
    """Ask for a path; `sent` are headers, with `_` for `-`."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        fields = {name.replace("_", "-"): value for name, value in sent.items()}
        connection.request(method, path, headers=fields)
        reply = connection.getresponse()
        return Reply(reply.status, dict(reply.getheaders()), reply.read())
    finally:
        connection.close()


def real(site: Site, path: str) -> str:
    """Return a path of the table with the hash that is in its name now."""
    if "*" not in path:
        return path
    (found,) = site.folder.glob(path.strip("/").replace("*", "????????"))
    return f"/{found.relative_to(site.folder).as_posix()}"


def addresses_of_files(site: Site) -> list[str]:
    """Return the path of every file as readers ask for it."""
    return sorted(
        f"/{path.relative_to(site.folder).as_posix()}".removesuffix("index.html")
        for path in site.folder.rglob("*")
        if path.is_file() and path.suffix not in (".br", ".gz")
    )


# ---- from nginx ----


@pytest.mark.parametrize(("path", "kind", "kept", "policy"), KINDS)
def test_every_kind_of_file_has_its_headers(
    nginx: WebServer, built_site: Site, path: str, kind: str, kept: str, policy: str
) -> None:
    reply = ask(nginx, real(built_site, path))
    assert reply.status == 200
    expected = {
        **ALWAYS,
        "Content-Type": kind,
        "Cache-Control": kept,
        "Content-Security-Policy": policy,
        "Server": "nginx",
    }
    assert reply.headers.items() >= expected.items()
    assert "camera=()" in reply.headers["Permissions-Policy"]
    optional = {
        "Cross-Origin-Resource-Policy": "same-origin" if policy == SCRIPT else None,
        "Access-Control-Allow-Origin": "*" if path.startswith("/api/") else None,
        "Strict-Transport-Security": None,
    }
    assert {name: reply.headers.get(name) for name in optional} == optional


def test_https_is_asked_for_again_where_there_is_https(nginx: WebServer) -> None:
    reply = ask(nginx, "/zh/", X_Forwarded_Proto="https")
    assert reply.headers["Strict-Transport-Security"] == "max-age=31536000"
    reply = ask(nginx, "/zh/", X_Forwarded_Proto="http")
    assert "Strict-Transport-Security" not in reply.headers


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/no/such/page/", "zh en"),
        ("/_headers", "zh en"),
        ("/figures/", "zh en"),
        ("/assets/script.00000000.js", "zh en"),
        ("/zh/q/no-such-question/", "zh"),
        ("/en/nothing.json", "en"),
        ("/zh/search/", "zh"),
    ],
)
def test_what_is_missing_is_said_in_the_languages_of_its_place(
    nginx: WebServer, path: str, language: str
) -> None:
    reply = ask(nginx, path)
    assert reply.status == 404
    sections = re.findall(rb'<section lang="(..)">', reply.body)
    assert b" ".join(sections).decode() == language
    expected = {
        **ALWAYS,
        "Content-Type": "text/html; charset=utf-8",
        # Else a browser would miss the file for a year, even when it is back.
        "Cache-Control": ASK,
        "Content-Security-Policy": PAGE,
    }
    assert reply.headers.items() >= expected.items()


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/zh/q/what-is-a-token", "/zh/q/what-is-a-token/"),
        ("/q/18?x=1", "/q/18/?x=1"),
        ("/index.html", "/"),
        ("/zh/index.html", "/zh/"),
        ("/en/q/what-is-a-token/index.html?x=1", "/en/q/what-is-a-token/?x=1"),
    ],
)
def test_a_page_has_one_address(nginx: WebServer, path: str, target: str) -> None:
    reply = ask(nginx, path)
    assert (reply.status, reply.headers["Location"]) == (301, target)
    assert reply.headers.items() >= ALWAYS.items()


@pytest.mark.parametrize(
    "path", ["//evil.example/index.html", "/%5Cevil.example/index.html", "//zh"]
)
def test_nothing_leads_to_another_host(nginx: WebServer, path: str) -> None:
    target = ask(nginx, path).headers.get("Location", "/")
    assert re.match(r"/(?![/\\])", target)


@pytest.mark.parametrize("path", ["/zh/", "/assets/script.*.js", "/zh/feed.xml", "/no"])
@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
    ],
)
def test_each_reader_gets_the_smallest_form_that_it_reads(
    nginx: WebServer, built_site: Site, path: str, accepted: str, encoding: str | None
) -> None:
    if encoding == "br" and web_server.brotli() is None:
        pytest.skip(web_server.WHY_NO_BROTLI)
    path = real(built_site, path)
    plain = ask(nginx, path)
    # As a CDN asks.
    reply = ask(nginx, path, Accept_Encoding=accepted, Via="1.1 cdn")
    assert reply.headers.get("Content-Encoding") == encoding
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}[encoding]
    assert unpack(reply.body) == plain.body
    assert encoding is None or len(reply.body) < len(plain.body)
    # Plain or not, for a cache must know that there are several.
    assert reply.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert reply.headers["Content-Type"] == plain.headers["Content-Type"]


def test_what_a_reader_has_is_not_sent_again(nginx: WebServer) -> None:
    first = ask(nginx, "/zh/", Accept_Encoding="gzip")
    known = first.headers["ETag"]
    again = ask(nginx, "/zh/", Accept_Encoding="gzip", If_None_Match=known)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["Cache-Control"] == ASK
    assert again.headers.items() >= ALWAYS.items()
    head = ask(nginx, "/zh/", "HEAD")
    assert (head.status, head.body) == (200, b"")


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("POST", "/zh/", {}, 405),
        ("PUT", "/zh/new.html", {}, 405),
        ("DELETE", "/zh/", {}, 405),
        ("OPTIONS", "/assets/script.*.js", {}, 405),
        ("TRACE", "/zh/", {}, 405),
        ("POST", "/zh/", {"Content_Length": "1000000"}, 405),
        ("GET", "/zh/", {"Content_Length": "1000000"}, 413),
        ("GET", f"/{'a' * 9000}", {}, 414),
        ("GET", "/zh/", {"Cookie": "a" * 9000}, 400),
        ("GET", "/zh/../../etc/passwd", {}, 400),
    ],
)
def test_other_requests_are_refused_with_all_headers(
    nginx: WebServer,
    built_site: Site,
    method: str,
    path: str,
    sent: dict[str, str],
    status: int,
) -> None:
    reply = ask(nginx, real(built_site, path), method, **sent)
    assert reply.status == status
    assert reply.headers.items() >= {**ALWAYS, "Cache-Control": ASK}.items()
    assert reply.headers["Server"] == "nginx"
    assert reply.headers.get("Allow") == ("GET, HEAD" if status == 405 else None)


def send_for_ever(line: socket.socket) -> None:
    while True:
        line.sendall(b"1000\r\n" + b"a" * 0x1000 + b"\r\n")


def test_a_body_without_end_is_cut_off(nginx: WebServer) -> None:
    with socket.create_connection(("127.0.0.1", nginx.port), timeout=30) as line:
        line.sendall(
            b"POST /zh/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        assert line.recv(64).startswith(b"HTTP/1.1 405 ")
        # Not by running out of the time above, which is no ConnectionError.
        with pytest.raises(ConnectionError):
            send_for_ever(line)


def test_a_new_build_is_served_a_second_after_the_link_leads_to_it(
    tmp_path: Path,
) -> None:
    if web_server.find() is None:
        pytest.skip(web_server.WHY_NONE)
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(name, "utf-8")
    link, following = tmp_path / "site", tmp_path / "next"
    link.symlink_to("old")
    (tmp_path / "own").mkdir()
    server = WebServer(link, "/", tmp_path / "own")
    try:
        assert ask(server, "/a.txt").body == b"old"
        following.symlink_to("new")
        following.replace(link)
        shutil.rmtree(tmp_path / "old")
        deadline = time.monotonic() + 30
        replies = [ask(server, "/a.txt")]
        while replies[-1].body != b"new":
            assert time.monotonic() < deadline
            time.sleep(0.1)
            replies.append(ask(server, "/a.txt"))
        # What is open is sent whole, even when it is deleted.
        assert {(reply.status, reply.body) for reply in replies[:-1]} <= {(200, b"old")}
    finally:
        server.close()


def test_below_a_path_all_is_the_same(
    built_site_under_base: Site, tmp_path: Path
) -> None:
    if web_server.find() is None:
        pytest.skip(web_server.WHY_NONE)
    site = built_site_under_base
    server = WebServer(site.folder, "/base/", tmp_path)
    try:
        kept = ask(server, f"/base/{site.asset('script.js')}").headers["Cache-Control"]
        assert kept == EVER
        missing = ask(server, "/base/en/no/")
        assert (missing.status, missing.body.count(b"<section lang")) == (404, 1)
        policy = ask(server, "/base/qr/1.svg").headers["Content-Security-Policy"]
        assert policy == FILE
    finally:
        server.close()


# ---- from the one source ----


@pytest.mark.parametrize("name", ["maps.conf", "everywhere.conf", "headers.conf"])
def test_what_nginx_reads_is_fresh(name: str) -> None:
    shipped = (ROOT / "deploy" / name).read_text("utf-8")
    assert shipped == nginx_headers.files()[name], "python scripts/nginx_headers.py"


@pytest.mark.parametrize("pattern", ["/*/a.css", "/a/*.css", "/a/*/b.css"])
def test_a_pattern_that_no_place_of_nginx_expresses_is_named(pattern: str) -> None:
    rules = [{"at": ["/*", pattern], "headers": {"A": "b"}}]
    with pytest.raises(ValueError, match=f"^{re.escape(pattern)}: no rule has "):
        nginx.server(headers(changed(rules=rules)), "/")


def parsed(text: str) -> dict[str, dict[str, str]]:
    """Return the headers of a file `_headers` by pattern."""
    blocks: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            assert line not in blocks
            blocks[line] = block = {}
        else:
            name, value = re.fullmatch(r"  ([\w-]+): (.+)", line).groups()  # type: ignore[union-attr]
            assert name not in block
            block[name] = value
    return blocks


def applied(blocks: Mapping[str, Mapping[str, str]], path: str) -> dict[str, str]:
    """Return what a host sends with a path. Some join twice the same header."""
    found: dict[str, str] = {}
    for pattern, values in blocks.items():
        before, splat, after = pattern.partition("*")
        assert "*" not in after
        if path == pattern or (
            splat
            and path.startswith(before)
            and path.endswith(after)
            and len(path) >= len(before + after)
        ):
            assert not found.keys() & values.keys(), f"{path}: {pattern} says it again"
            found |= values
    return found


def test_hosts_with_a_file_of_headers_send_the_same(
    nginx: WebServer, built_site: Site
) -> None:
    blocks = parsed((built_site.folder / "_headers").read_text("utf-8"))
    assert 10 < len(blocks) < 100
    for path, kind, kept, policy in KINDS:
        path = real(built_site, path)
        host = applied(blocks, path)
        # Such hosts have no HTTP.
        server = ask(nginx, path, X_Forwarded_Proto="https").headers
        assert host.items() <= server.items(), path
        # What such a host says by itself.
        assert host.get("Content-Type", kind) == kind
        assert host.get("Cache-Control", ASK) == kept
        # Of texts, pages alone may run anything.
        assert host.get("Content-Security-Policy", PAGE) == policy
        own = {name for name in server if name in host or name in ALWAYS}
        assert own == host.keys()


def test_no_file_gets_a_header_twice_and_hashed_ones_are_kept_for_ever(
    site: Site,
) -> None:
    blocks = parsed((site.folder / "_headers").read_text("utf-8"))
    base = site.host.base.removesuffix("/")
    for path in addresses_of_files(site):
        sent = applied(blocks, base + path)
        assert sent.items() >= ALWAYS.items()
        is_kept = sent.get("Cache-Control") == EVER
        assert is_kept == bool(HASHED.search(path)), path


def changed(**parts: Any) -> dict[str, Any]:
    return {**SOURCE, **parts}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (changed(rules=[{"at": ["*.css"], "headers": {}}]), "begins with /"),
        (changed(rules=[{"at": ["/*/a*"], "headers": {}}]), "at most once"),
        (
            changed(rules=[{"at": ["/a", "/a"], "headers": {"A": "b"}}]),
            "/a: A is set twice",
        ),
    ],
)
def test_a_rule_that_hosts_misunderstand_is_refused(
    source: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        headers(source)


@pytest.mark.parametrize(
    "rule",
    [
        {"at": [f"/{number}/*" for number in range(100)], "headers": {"A": "b"}},
        {"at": ["/*"], "headers": {"A": "b" * 2000}},
    ],
)
def test_more_than_hosts_read_is_refused(rule: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"Shorten hooks/headers\.yml"):
        headers_file(headers(changed(rules=[rule])), "/")


# ---- in a browser, with the header and the page's own policy ----

PAGES = [
    *("", "q/18/", MISSING, "zh/", "en/q/training-memory/", "en/topics/alignment/"),
    *("zh/glossary/", "en/map/", "zh/errata/", "en/about/", "zh/contributing/"),
]
# What is put into a page as `s`, by the directive that forbids it.
ATTACKS = [
    ("script-src", "s = document.createElement('script'); s.text = 'bad = 1'"),
    ("script-src", "s = document.createElement('script'); s.src = 'data:,bad=1'"),
    ("style-src", "s = document.createElement('style'); s.textContent = '*{}'"),
    ("img-src", "s = new Image(); s.src = 'http://127.0.0.1:9/x.png'"),
    ("frame-src", "s = document.createElement('iframe'); s.src = '/zh/'"),
]


def test_every_kind_of_page_works_under_both_policies(
    browser: Browser, nginx: WebServer
) -> None:
    for page, watch in look(browser, nginx, "light", 1280):
        for address in PAGES:
            reply = page.goto(nginx.url + address)
            assert reply
            assert "content-security-policy" in reply.headers, address
            wait_for_scripts(page)
            assert page.evaluate("violations") == [], address
            assert watch.faults == [], address


def test_a_reader_can_do_everything_under_both_policies(
    browser: Browser, nginx: WebServer
) -> None:
    for page, watch in look(browser, nginx, "light", 1280):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{nginx.url}zh/")
        page.locator("[name=query]").fill("显存")
        page.locator(".md-search-result__link").first.click()
        page.wait_for_url("**/zh/q/training-memory/**")
        page.locator("[data-copy=short]").click()
        expect(page.locator(".notice[role=status]")).not_to_be_empty()
        assert "/q/" in page.evaluate("navigator.clipboard.readText()")
        page.locator("[data-copy=markdown]").click()
        page.wait_for_function(
            "() => navigator.clipboard.readText().then((text) => text.startsWith('#'))"
        )
        page.locator("article figure svg").first.click()
        expect(page.locator("dialog.enlarged")).to_be_visible()
        page.keyboard.press("Escape")
        page.locator(".switch a[hreflang=en]").click()
        page.wait_for_url("**/en/q/training-memory/**")
        wait_for_scripts(page)
        assert page.evaluate("violations") == []
        assert watch.faults == []


def test_nothing_else_works(browser: Browser, nginx: WebServer) -> None:
    for page, _ in look(browser, nginx, "light", 1280):
        page.goto(f"{nginx.url}zh/q/what-is-a-token/")
        for directive, attack in ATTACKS:
            page.evaluate(f"() => {{ let {attack}; document.body.append(s) }}")
            page.wait_for_function("() => violations.length")
            assert page.evaluate("violations.pop()").startswith(directive), attack
            page.evaluate("() => { violations.length = 0 }")
        assert page.evaluate("'bad' in window") is False


def test_no_site_can_frame_a_page(
    browser: Browser, nginx: WebServer, built_site: Site, tmp_path: Path
) -> None:
    # The same page without headers, from a host of another port, can be framed.
    frames = [f"<iframe src='{host.url}zh/'></iframe>" for host in (nginx, built_site)]
    (tmp_path / "index.html").write_text("".join(frames), "utf-8")
    other = StaticHost()
    other.serve(tmp_path)
    page: Page = browser.new_page()
    try:
        page.goto(other.url)
        shown = [frame.url for frame in page.frames[1:]]
    finally:
        page.close()
        other.close()
    assert shown == ["chrome-error://chromewebdata/", f"{built_site.url}zh/"]


def test_a_drawing_opened_by_itself_keeps_its_style(
    browser: Browser, nginx: WebServer
) -> None:
    page: Page = browser.new_page()
    page.goto(f"{nginx.url}figures/training-memory.en.svg")
    ink = page.evaluate("getComputedStyle(document.querySelector('text')).fill")
    assert ink != "rgb(0, 0, 0)"
    page.close()
