"""Measure what a visit to each kind of page weighs: requests and bytes, compressed.

Chromium reads a built site from nginx, which compresses and lets files be kept: first
with nothing kept, then the same page again. Of each kind the heaviest page is taken.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import browser as chromium  # noqa: E402  (found by the line above)
import web_server  # noqa: E402
from web_server import Answer, WebServer  # noqa: E402

_NO_PAGE = "no/such/page/"
# The first that matches an address names its kind.
_KINDS = (
    (r"(?:(?:zh|en)/)?404\.html", "not found"),
    (r"(?:zh|en)/q/[^/]+/", "question"),
    (r"q/\d+/", "bilingual"),
    (r"(?:zh|en)/topics/[^/]+/", "topic"),
    (r"(?:zh|en)/", "home"),
    (r"", "entrance"),
    (r"(?:zh|en)/([a-z]+)/", r"\1"),
)
# Headless, Chromium shows no icon and so asks for none; a reader's does.
_SHOW_ICON = """() => new Promise((done) => {
  const icon = new Image();
  icon.onload = icon.onerror = done;
  icon.src = document.querySelector("link[rel=icon]").href;
})"""
_SETTLED = """() => document.fonts.ready.then(() => !document.querySelector(
  "form[name=search]") || performance.getEntriesByType("resource").some(
  (entry) => entry.name.endsWith("search_index.json")))"""


@dataclass(frozen=True)
class Visit:
    """What a browser asked for to show a page."""

    answers: tuple[Answer, ...]

    @property
    def requests(self) -> int:
        """How often it asked."""
        return len(self.answers)

    @property
    def size(self) -> int:
        """Bytes of all answers, compressed, without their headers."""
        return sum(answer.size for answer in self.answers)

    def __str__(self) -> str:
        return "\n".join(
            f"  {answer.size:7,}  {answer.status}  {answer.path}"
            for answer in sorted(self.answers, key=lambda a: -a.size)
        )


@dataclass(frozen=True)
class Sample:
    """The heaviest page of a kind."""

    kind: str
    address: str
    has_formulas: bool


def samples(site: Path) -> list[Sample]:
    """Return the heaviest page of each kind, with formulas and without."""
    heaviest: dict[tuple[str, bool], tuple[int, str]] = {}
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        html = path.read_bytes()
        if (kind := _kind(address)) is None or b'http-equiv="refresh"' in html:
            continue
        entry = (len(gzip.compress(html)), address)
        key = (kind, b"<math" in html)
        heaviest[key] = max(heaviest.get(key, (0, "")), entry)
    return [
        Sample(kind, address, has_formulas)
        for (kind, has_formulas), (_, address) in sorted(heaviest.items())
    ]


def _kind(address: str) -> str | None:
    for pattern, name in _KINDS:
        if match := re.fullmatch(pattern, address):
            return match.expand(name)
    return None


def visits(browser: Browser, server: WebServer, sample: Sample) -> tuple[Visit, Visit]:
    """Return the first visit to a page, and one more when files have been kept."""
    address = _NO_PAGE if sample.kind == "not found" else sample.address
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    # What is kept behind the visit has a budget of its own.
    context.add_init_script(chromium.NO_WORKER)
    server.answers()
    try:
        first, again = (
            _visit(context.new_page(), server, server.url + address) for _ in range(2)
        )
    finally:
        context.close()
    return first, again


def _visit(page: Page, server: WebServer, url: str) -> Visit:
    page.goto(url)
    page.wait_for_function(_SETTLED)
    page.evaluate(_SHOW_ICON)
    page.wait_for_load_state("networkidle")
    # Down to the end, where a file may be loaded that is not in view at first.
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    page.close()
    return Visit(tuple(server.answers()))


def measured(site: Path, base: str = "/") -> Iterator[tuple[Sample, Visit, Visit]]:
    """Yield each sample of a site that was built for `base`, with its two visits."""
    with tempfile.TemporaryDirectory() as own, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.flags()
        )
        server = WebServer(site, base, Path(own), with_brotli=False)
        try:
            for sample in samples(site):
                yield sample, *visits(browser, server, sample)
        finally:
            server.close()
            browser.close()


def main() -> int:
    """Print the weights; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site")
    parser.add_argument("--files", action="store_true", help="list each file too")
    arguments = parser.parse_args()
    for missing in (
        "" if web_server.find() else web_server.WHY_NONE,
        "" if chromium.find() else chromium.why_none(),
        "" if arguments.site.is_dir() else f"{arguments.site} is missing; make build",
    ):
        if missing:
            print(missing)
            return 2
    print(f"{'':24}first: requests    bytes   again: requests    bytes")
    for sample, first, again in measured(arguments.site.resolve()):
        name = f"{sample.kind}{' with formulas' * sample.has_formulas}"
        print(
            f"{name:24}{first.requests:15}{first.size:9,}"
            f"{again.requests:18}{again.size:9,}  /{sample.address}"
        )
        if arguments.files:
            print(first, "  again:", again, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
