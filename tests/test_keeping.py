"""What was read is kept: the service worker in Chromium, before a server that fails."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import web_server
import yaml
from conftest import ROOT, Site
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_every_page import wait_for_scripts
from web_server import WebServer

READ = "zh/q/training-memory/"
OTHER = "en/q/bpe-vs-wordpiece/"
BUDGET = yaml.safe_load((ROOT / "budgets.yml").read_text("utf-8"))["keeping"]
TITLE = re.compile("<h1[^>]*>[^<]*")
IS_KEPT = "caches.match('{}').then((found) => found?.ok === true)"
# Beside a file; the server takes one of them before the file itself.
COMPRESSED = (".gz", ".br")
REGISTERED = "navigator.serviceWorker.getRegistrations()"
# The page waits for some seconds before it begins; a test says when they are over.
HOLD = """{
  const set = setTimeout;
  window.setTimeout = (call, time, ...rest) =>
    time === 5000 ? (window.begin = call) && 0 : set(call, time, ...rest);
}"""


@dataclass
class Hosting:
    """A server of a link to a build, which a deployment turns to another."""

    server: WebServer
    link: Path
    build: Path

    def deploy(self, build: Path) -> None:
        """Turn the link, and wait until nginx looks again at what it has open."""
        new = self.link.with_name("new")
        new.symlink_to(build)
        new.replace(self.link)
        time.sleep(1.5)

    def another_build(self, title: str) -> Path:
        """Return a build in which the title and the style sheet are others."""
        folder = self.build.with_name(f"build {title}")
        shutil.copytree(self.build, folder, copy_function=_linked)
        (old,) = folder.glob("assets/style.*.css")
        new = old.with_name("style.0123abcd.css")
        _write(new, old.read_text("utf-8") + "h1{text-indent:7px}")
        old.unlink()
        for path in (*folder.rglob("*.html"), folder / "sw.js"):
            text = path.read_text("utf-8").replace(old.name, new.name)
            _write(path, TITLE.sub(f"<h1>{title}", text))
        for suffix in COMPRESSED:
            for path in folder.rglob(f"*{suffix}"):
                path.unlink()
        return folder


def _linked(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


def _write(path: Path, text: str) -> None:
    """Write a file anew, and not into the one that another build shares."""
    path.unlink(missing_ok=True)
    path.write_text(text, "utf-8")


def hosted(site: Site, own: Path) -> Iterator[Hosting]:
    if web_server.find() is None:
        pytest.skip(web_server.WHY_NONE)
    build, link = own / "build", own / "site"
    shutil.copytree(site.folder, build)
    link.symlink_to(build)
    hosting = Hosting(WebServer(link, site.host.base, own), link, build)
    yield hosting
    hosting.server.close()


@pytest.fixture
def hosting(built_site: Site, tmp_path: Path) -> Iterator[Hosting]:
    yield from hosted(built_site, tmp_path)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with Browser.new_context(browser, reduced_motion="reduce") as context:
        context.add_init_script(HOLD)
        yield context


def read(page: Page, url: str) -> None:
    """Read a page for a while, until it and all that it has loaded is kept."""
    page.goto(url)
    read_on(page)


def read_on(page: Page) -> None:
    wait_for_scripts(page)
    page.evaluate("window.begin?.()")
    loaded = page.evaluate(
        "performance.getEntriesByType('resource').map((e) => e.name)"
    )
    for address in (page.url, *loaded):
        until(page, IS_KEPT.format(address))


def until(page: Page, condition: str) -> None:
    """Wait until an expression that may be a promise comes true."""
    deadline = time.monotonic() + 30
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, condition
        time.sleep(0.05)


def title(page: Page) -> str:
    return page.locator("h1").first.inner_text()


def indent(page: Page) -> str:
    found: str = page.locator("h1").first.evaluate(
        "h => getComputedStyle(h).textIndent"
    )
    return found


def test_a_page_that_was_read_stays_and_others_say_what_is_missing(
    context: BrowserContext, hosting: Hosting
) -> None:
    page, server = context.new_page(), hosting.server
    page.goto(server.url + READ)
    page.wait_for_load_state("networkidle")
    server.answers()
    # Nothing begins while the page loads.
    assert page.evaluate(REGISTERED) == []
    expect(page.locator("link[rel=manifest]")).to_have_count(0)
    read_on(page)
    asked = server.answers()
    listing = "\n".join(f"{a.size:7,} {a.status} {a.path}" for a in asked)
    assert len(asked) <= BUDGET["requests"], listing
    assert sum(a.size for a in asked) <= 1000 * BUDGET["kilobytes"], listing
    # Once it is there, the next page is kept for nothing.
    page.goto(server.url + OTHER)
    until(page, IS_KEPT.format(page.url))

    server.close()
    page.goto(f"{server.url}{READ}?q=x#explain")
    assert "显存" in title(page)
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    font = "[...document.fonts].some((font) => font.status === 'loaded')"
    page.wait_for_function(f"document.fonts.ready.then(() => {font})")
    page.goto(server.url + OTHER)
    assert "BPE" in title(page)
    page.goto(server.url + "en/q/gpt-vs-bert/")
    expect(page.locator("h1")).to_have_text("现在没有网络")
    expect(page.locator("h2")).to_have_text("There is no network")
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"

    server.restart()
    page.get_by_role("link", name="Try again").click()
    expect(page.locator("h1")).to_contain_text("GPT")


def test_a_search_stays_too(context: BrowserContext, hosting: Hosting) -> None:
    page = context.new_page()
    read(page, hosting.server.url + READ)
    field = page.locator("[data-md-component=search-query]")
    for _ in range(2):
        field.fill("显存")
        expect(page.locator(".md-search-result__link").first).to_be_visible()
        until(page, IS_KEPT.format(hosting.server.url + "zh/search/index.txt"))
        hosting.server.close()
        page.reload()
    hosting.server.restart()


def test_a_deployment_is_seen_at_once_and_so_is_its_end(
    context: BrowserContext, hosting: Hosting
) -> None:
    page, url = context.new_page(), hosting.server.url
    read(page, url + READ)
    read(page, url + OTHER)
    before = title(page), indent(page)
    hosting.deploy(hosting.another_build("new"))
    page.reload()
    assert (title(page), indent(page)) == ("new", "7px")
    # The worker of the new build is there, and what it no longer needs is not.
    until(page, IS_KEPT.format(f"{url}assets/style.0123abcd.css"))
    # What was read before is as it was, on its own style sheet.
    hosting.server.close()
    page.goto(url + READ)
    assert "显存" in title(page)
    assert indent(page) == before[1]
    page.goto(url + OTHER)
    assert (title(page), indent(page)) == ("new", "7px")
    hosting.server.restart()
    hosting.deploy(hosting.build)
    page.reload()
    assert (title(page), indent(page)) == before


def test_what_no_kept_page_needs_goes(
    context: BrowserContext, hosting: Hosting
) -> None:
    page, url = context.new_page(), hosting.server.url
    read(page, url + READ)
    (old,) = hosting.build.glob("assets/style.*.css")
    page.evaluate("caches.open(`${new URL('/', location)} pages of old`)")
    hosting.deploy(hosting.another_build("new"))
    page.reload()
    # The page was kept anew before its worker was.
    until(page, f"caches.match('{url}assets/{old.name}').then((found) => !found)")
    names = page.evaluate("caches.keys()")
    assert sorted(names) == [f"{url} files", f"{url} pages"]
    # A page that has gone is not kept on.
    shutil.rmtree(hosting.link.resolve() / READ)
    page.reload()
    expect(page).to_have_title(re.compile("^404"))
    hosting.server.close()
    page.reload()
    expect(page).to_have_title(re.compile("There is no network"))


def test_a_worker_that_is_switched_off_leaves_nothing(
    context: BrowserContext, hosting: Hosting
) -> None:
    page, url = context.new_page(), hosting.server.url
    read(page, url + READ)
    off = (ROOT / "hooks/theme/machines/sw-off.js").read_text("utf-8")
    (hosting.build / "sw.js").write_text(off, "utf-8")
    for suffix in COMPRESSED:
        (hosting.build / f"sw.js{suffix}").unlink()
    page.reload()
    until(page, f"{REGISTERED}.then((all) => all.length === 0)")
    assert page.evaluate("caches.keys()") == []
    page.reload()
    assert "显存" in title(page)
    assert page.evaluate("navigator.serviceWorker.controller") is None


def test_below_a_path_only_the_site_is_kept(
    context: BrowserContext, built_site_under_base: Site, tmp_path: Path
) -> None:
    for hosting in hosted(built_site_under_base, tmp_path):
        page, url = context.new_page(), hosting.server.url
        read(page, url + READ)
        hosting.server.close()
        page.reload()
        assert "显存" in title(page)
        page.goto(url + OTHER)
        expect(page.locator("h1")).to_have_text("现在没有网络")
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
        hosting.server.restart()
        page.get_by_role("link", name="Try again").click()
        expect(page.locator("h1")).to_contain_text("BPE")


def test_a_browser_can_install_the_site(
    context: BrowserContext, hosting: Hosting
) -> None:
    page = context.new_page()
    read(page, hosting.server.url + READ)
    devtools = context.new_cdp_session(page)
    found = devtools.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"] == f"{hosting.server.url}manifest.webmanifest"
    manifest = json.loads(found["data"])
    assert manifest["name"] == "大模型问答 · LLM Q&A"
    colour = page.locator("meta[name=theme-color]").get_attribute("content")
    assert manifest["theme_color"] == manifest["background_color"] == colour
    for icon in manifest["icons"]:
        assert (hosting.build / icon["src"]).is_file()
    found = devtools.send("Page.getInstallabilityErrors")
    # A test's browser has no profile to install anything in.
    errors = [error["errorId"] for error in found["installabilityErrors"]]
    assert errors == ["in-incognito"]
