"""What holds on every kind of page, in both languages, schemes and widths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Literal, Protocol

import pytest
from conftest import Site
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
)

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTHS = [1280, 390]
MISSING = "zh/q/no-such-question/"
# One page of each kind.
ADDRESSES = [
    "",
    "q/18/",
    MISSING,
    "offline.html",
    *(
        f"{language}/{address}"
        for language in ("zh", "en")
        for address in (
            "",
            "q/training-memory/",
            "topics/alignment/",
            "glossary/",
            "map/",
            "errata/",
            "about/",
            "contributing/",
        )
    ),
]
PARTS = "article h1, article h2, article p, article math, article pre, article table"

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")

RUN_AXE = """(place) => axe.run({ include: [[place]] }, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
})"""
WATCH_POLICY = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


class Host(Protocol):
    """Whatever serves the site."""

    @property
    def url(self) -> str: ...


def was_left(asked: Request) -> bool:
    """Return whether a failed request ended with its page, which is no fault."""
    return asked.failure == "net::ERR_ABORTED"


@dataclass
class Watch:
    """What a page did that it should not have done."""

    site: Host
    faults: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("requestfailed", self._fail)
        page.on("response", lambda response: self._see(response.url, response.status))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not self._is_the_missing_page(
            message.location.get("url", "")
        ):
            self.faults.append(f"{message.type}: {message.text}")

    def _fail(self, asked: Request) -> None:
        if not was_left(asked):
            self.faults.append(asked.url)

    def _see(self, url: str, status: int) -> None:
        own = url.startswith((self.site.url, "data:", "blob:"))
        if not own or (status >= 400 and not self._is_the_missing_page(url)):
            self.faults.append(f"{status} {url}")

    def _is_the_missing_page(self, url: str) -> bool:
        return url == self.site.url + MISSING


def look(
    browser: Browser, site: Host, scheme: Scheme, width: int, scripts: bool = True
) -> Iterator[tuple[Page, Watch]]:
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
        java_script_enabled=scripts,
    )
    context.add_init_script(WATCH_POLICY)
    page, watch = context.new_page(), Watch(site)
    watch.follow(page)
    yield page, watch
    context.close()


def axe_violations(page: Page, place: str = "html") -> list[str]:
    """Return what axe finds. It comes by the protocol, which no policy governs."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE};0")
    result: dict[str, Any] = page.evaluate(RUN_AXE, place)
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def wait_for_scripts(page: Page) -> None:
    """Wait until the theme's script has its index; the last thing it fetches."""
    if page.locator("form[name=search]").count():
        page.wait_for_function(
            """() => performance.getEntriesByType("resource")
              .some((entry) => entry.name.endsWith("search_index.json"))"""
        )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_keeps_its_policy_to_its_host_and_is_accessible(
    browser: Browser, built_site: Site, address: str, scheme: Scheme, width: int
) -> None:
    for page, watch in look(browser, built_site, scheme, width):
        page.goto(built_site.url + address)
        wait_for_scripts(page)
        assert axe_violations(page) == []
        assert page.evaluate("violations") == []
        assert watch.faults == []
        page.set_viewport_size({"width": 320, "height": 600})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    "address", ["", MISSING, "en/q/training-memory/", "q/18/", "zh/glossary/"]
)
def test_keeps_them_under_a_path_too(
    browser: Browser, built_site_under_base: Site, address: str
) -> None:
    site = built_site_under_base
    for page, watch in look(browser, site, "light", 1280):
        page.goto(site.url + address)
        wait_for_scripts(page)
        assert page.evaluate("violations") == []
        assert watch.faults == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("address", "query"), [("zh/", "显存"), ("en/about/", "memory")]
)
def test_an_open_search_is_accessible_too(
    browser: Browser,
    built_site: Site,
    address: str,
    query: str,
    scheme: Scheme,
    width: int,
) -> None:
    for page, watch in look(browser, built_site, scheme, width):
        page.goto(built_site.url + address)
        field = page.locator("[name=query]")
        if not field.is_visible():
            page.locator(".search-open").click()
        field.press_sequentially(query)
        field.press("End")
        expect(page.locator(".md-search-result__link").first).to_be_visible()
        assert axe_violations(page) == []
        assert page.evaluate("violations") == []
        assert watch.faults == []
        page.set_viewport_size({"width": 320, "height": 600})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_open_tooltip_is_accessible_too(
    browser: Browser, built_site: Site, scheme: Scheme, width: int
) -> None:
    for page, watch in look(browser, built_site, scheme, width):
        page.goto(f"{built_site.url}zh/q/bpe-vs-wordpiece/")
        page.locator("a.term").first.focus()
        expect(page.locator("body > .tip")).to_be_visible()
        assert axe_violations(page, ".tip") == []
        assert page.evaluate("violations") == []
        assert watch.faults == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_enlarged_figure_is_accessible_too(
    browser: Browser, built_site: Site, scheme: Scheme, width: int
) -> None:
    for page, watch in look(browser, built_site, scheme, width):
        page.goto(f"{built_site.url}en/q/training-memory/")
        page.locator(".enlarge").first.click()
        expect(page.locator("dialog.enlarged")).to_be_visible()
        assert axe_violations(page, "dialog.enlarged") == []
        assert page.evaluate("violations") == []
        assert watch.faults == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_reads_whole_without_scripts(
    browser: Browser, built_site: Site, address: str
) -> None:
    for page, watch in look(browser, built_site, "light", 390, scripts=False):
        page.goto(built_site.url + address)
        assert watch.faults == []
        assert page.locator("h1:visible").count()
        assert page.locator("main").inner_text().strip()
        for link in page.locator(".switch a").all():
            expect(link).to_be_visible()
        # Nothing is shown that only a script could work.
        for name in ("[name=query]", ".search-open", ".palette label"):
            assert page.locator(f"{name}:visible").count() == 0, name
        parts = page.locator(PARTS)
        if "q/" in address and address != MISSING:
            assert parts.count() > 30
            assert parts.count() == page.locator(f":is({PARTS}):visible").count()
