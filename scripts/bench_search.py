"""Measure the search beside Material's own and Pagefind, over the same questions.

The queries of tests/search/queries.jsonl are typed in Chromium into the built site and
into one of plain Material with the same pages, and given to Pagefind; each language's
on the pages of that language. The nearest questions that our site offers where it finds
nothing are no results. The others need something more for Chinese:

    pip install --target EXTRAS jieba 'pagefind[extended]'
    PYTHONPATH=EXTRAS .venv/bin/python scripts/bench_search.py
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import browser as chromium
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    sync_playwright,
)
from playwright.sync_api import Error as BrowserError
from search_quality import (
    QUERIES,
    ROOT,
    Outcome,
    Query,
    figures,
    groups,
    misses,
    outcome,
    question_ids,
    read_queries,
)

sys.path.insert(0, str(ROOT / "tests"))

from static_host import StaticHost

LANGUAGES = ("zh", "en")
# Every engine finds something for these.
FIRST = {"zh": "显存不够怎么训练", "en": "bf16 vs fp16"}
FRESH_CONTEXTS = 10

FIELD = "[data-md-component=search-query]"

# Tells when the theme shows the answer to the query that was typed last. The worker
# answers in turn, so that its next message of results is that answer; the theme shows
# it in the same task, and always changes at least the line above the list.
WATCH = """
(() => {
  const [READY, QUERY, RESULT] = [1, 2, 3];
  const field = () => document.querySelector("[data-md-component=search-query]");
  const result = () => document.querySelector("[data-md-component=search-result]");
  const links = () => Array.from(
    result().querySelectorAll(".md-search-result__item > a.md-search-result__link"),
    (link) => link.pathname,
  );
  let start = 0, changed = 0, clock = "keyup", mustFind = false, asked = null;
  let resolve = () => {}, ready;
  const isReady = new Promise((done) => (ready = done));

  for (const kind of ["keyup", "focusin"]) {
    addEventListener(kind, () => {
      if (kind === clock) start ||= performance.now();
    }, true);
  }
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(() => (changed = performance.now()))
      .observe(result(), { childList: true, subtree: true });
  }, { capture: true, once: true }); // the site holds the event back from others

  window.Worker = class extends Worker {
    constructor(...options) {
      super(...options);
      this.addEventListener("message", ({ data }) => {
        if (data.type === READY) ready();
        // The best pages may come first, alone.
        const isAnswer = data.type === RESULT && (mustFind || !data.data.isFirst);
        if (isAnswer) setTimeout(answered); // after the theme's listener
      });
    }

    postMessage(message, ...options) {
      if (message.type === QUERY) asked = message.data;
      super.postMessage(message, ...options);
    }
  };

  function answered() {
    const addresses = links();
    if (mustFind && !addresses.length) return;
    resolve({ addresses, milliseconds: changed - start });
  }

  let answer;
  window.bench = {
    ready: () => isReady,
    begin(from, found) {
      [clock, mustFind, start, changed] = [from, found, 0, 0];
      answer = new Promise((done, failed) => {
        resolve = done;
        setTimeout(() => failed(new Error(
          `no answer to "${field().value}"; the theme asked for "${asked}"`,
        )), 30000);
      });
    },
    answer: () => answer,
    type(text) {
      bench.begin("focusin", true);
      field().focus();
      field().value = text;
      field().dispatchEvent(new InputEvent("input", { bubbles: true }));
      field().dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
      return answer;
    },
  };
})();
"""

# The module is loaded by the first query, as Pagefind's own interface does it.
ASK_PAGEFIND = """async (text) => {
  const start = performance.now();
  window.pagefind ??= await import(new URL("pagefind/pagefind.js", location.href));
  const { results } = await pagefind.search(text);
  const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  const milliseconds = performance.now() - start;
  return { addresses: shown.map(({ url }) => url), milliseconds };
}"""

# Puts the questions as our site renders them into the pages of plain Material.
MATERIAL_HOOK = """\
from pathlib import Path

def on_page_content(html, page, config, files):
    folder = Path(config.config_file_path).parent / "rendered"
    path = folder / f"{page.file.name}.html"
    return path.read_text("utf-8") if path.exists() else html
"""
# The separator is the one of Material's documentation for Chinese.
MATERIAL_SETTINGS = r"""
site_name: Questions
site_url: {url}
theme: {{ name: material, language: {language}, font: false }}
plugins:
  - search: {{ lang: [en, zh], separator: '[\s\u200b\-]' }}
hooks: [hook.py]
"""


class BenchError(Exception):
    """The benchmark cannot go on; the message says why."""


@dataclass(frozen=True)
class Answer:
    """The addresses of a list of results, and how long the reader waited for it."""

    addresses: tuple[str, ...]
    milliseconds: float


@dataclass(frozen=True)
class Size:
    """Bytes after gzip: what every page loads, and what the first query adds to it."""

    every_page: int
    first_query: int


@dataclass
class Measured:
    """All that was measured of an engine; the times are in milliseconds."""

    name: str
    outcomes: list[Outcome] = field(default_factory=list)
    sizes: dict[str, Size] = field(default_factory=dict)
    first: dict[str, float] = field(default_factory=dict)
    later: dict[str, list[float]] = field(default_factory=dict)
    seconds: float = 0


# --- Engines --------------------------------------------------------------------------


class Engine(ABC):
    """A search to be measured; below its folder each language has a site of its own."""

    name: str

    @abstractmethod
    def make(self, site: Path, folder: Path, url: str) -> None:
        """Write the sites into a folder, for this address, from a build of ours."""

    def open(self, context: BrowserContext, url: str) -> Page:
        """Return a page on which queries can be asked."""
        page = context.new_page()
        page.goto(url)
        return page

    def settle(self, page: Page) -> None:
        """Wait until the page has loaded what every page does."""
        page.wait_for_load_state("networkidle")

    @abstractmethod
    def first(self, page: Page, text: str) -> Answer:
        """Ask the first query of a page just opened."""

    @abstractmethod
    def ask(self, page: Page, text: str) -> Answer:
        """Ask a later query, another than the one before it."""

    def is_broken(self, page: Page) -> bool:
        """Tell whether the page says that its search is out of order."""
        return False


class ThemeEngine(Engine):
    """A search behind Material's interface."""

    needs_key = False

    def open(self, context: BrowserContext, url: str) -> Page:
        """Return a page on which queries can be asked."""
        context.add_init_script(WATCH)
        return super().open(context, url)

    def settle(self, page: Page) -> None:
        """Wait until the page has loaded what every page does."""
        page.evaluate("bench.ready()")
        super().settle(page)

    def first(self, page: Page, text: str) -> Answer:
        """Focus the field and type at once; the time begins at the focus."""
        return _answer(page.evaluate("(text) => bench.type(text)", text))

    def ask(self, page: Page, text: str) -> Answer:
        """Type into the field; the time begins with the key that ends it."""
        page.evaluate("bench.begin('keyup', false)")
        page.fill(FIELD, text)
        if self.needs_key:
            page.dispatch_event(FIELD, "keyup")
        return _answer(page.evaluate("bench.answer()"))


class Ours(ThemeEngine):
    """The search of this repository."""

    name = "ours"

    def make(self, site: Path, folder: Path, url: str) -> None:
        """Build the site once more, for the address at which it is served."""
        build_ours(folder, url)

    def is_broken(self, page: Page) -> bool:
        """Tell whether the page says that its search is out of order."""
        nearest = page.locator(".search-nearest")
        reason = nearest.get_attribute("data-failed") or ""
        return (nearest.text_content() or "").startswith(reason)


class Material(ThemeEngine):
    """Material's own search: plugin, worker and interface, over our question pages."""

    name = "material"
    needs_key = True  # it does not hear of text that comes without a key

    def make(self, site: Path, folder: Path, url: str) -> None:
        """Build a small project of the rendered questions for each language."""
        for language in LANGUAGES:
            project = folder.parent / f"{folder.name}-{language}"
            (project / "docs" / "q").mkdir(parents=True)
            (project / "rendered").mkdir()
            (project / "hook.py").write_text(MATERIAL_HOOK, "utf-8")
            settings = {"url": f"{url}{language}/", "language": language}
            (project / "mkdocs.yml").write_text(
                MATERIAL_SETTINGS.format(**settings), "utf-8"
            )
            (project / "docs" / "index.md").write_text(
                "---\nsearch: { exclude: true }\n---\n", "utf-8"
            )
            for slug, article in articles(site, language):
                (project / "rendered" / f"{slug}.html").write_text(article, "utf-8")
                (project / "docs" / "q" / f"{slug}.md").write_text("", "utf-8")
            run(
                *(
                    "mkdocs",
                    "build",
                    "--quiet",
                    "--config-file",
                    project / "mkdocs.yml",
                ),
                *("--site-dir", folder / language),
            )


class Pagefind(Engine):
    """Pagefind by its JavaScript interface, over our question pages."""

    name = "pagefind"

    def make(self, site: Path, folder: Path, url: str) -> None:
        """Copy the questions of each language, and index their articles."""
        for language in LANGUAGES:
            shutil.copytree(site / language / "q", folder / language / "q")
            run(
                *("pagefind", "--site", folder / language, "--quiet"),
                *("--root-selector", "article", "--force-language", language),
            )
            # No page of ours would let it compile its WebAssembly.
            page = f'<!doctype html><html lang="{language}"><title>Pagefind</title>'
            (folder / language / "index.html").write_text(page, "utf-8")

    def first(self, page: Page, text: str) -> Answer:
        """Load the module and ask; the time has no part of any interface in it."""
        return self.ask(page, text)

    def ask(self, page: Page, text: str) -> Answer:
        """Ask, and load the pieces of the first ten results."""
        return _answer(page.evaluate(ASK_PAGEFIND, text))


ENGINES: dict[str, type[Engine]] = {
    engine.name: engine for engine in (Ours, Material, Pagefind)
}


def _answer(found: Mapping[str, Any]) -> Answer:
    return Answer(tuple(found["addresses"]), found["milliseconds"])


def articles(site: Path, language: str) -> Iterator[tuple[str, str]]:
    """Yield the slug and the rendered article of each question of a built site."""
    for path in sorted((site / language / "q").glob("*/index.html")):
        article = re.search(
            r'<article class="prose">(.*)</article>', path.read_text("utf-8"), re.S
        )
        if article is None:
            raise BenchError(f"{path} has no article")
        # Material takes a heading for the page's own only if nothing is before it.
        yield path.parent.name, article[1].strip()


def build_ours(folder: Path, url: str) -> None:
    """Build the site of this repository into a folder, for an address."""
    run("mkdocs", "build", "--strict", "--quiet", "--site-dir", folder, SITE_URL=url)


def run(*command: str | Path, **environment: str) -> None:
    """Run a Python module as a program in the repository; raises `BenchError`."""
    result = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if result.returncode:
        raise BenchError(f"{command[0]} failed:\n{result.stdout}{result.stderr}")


# --- Measuring ------------------------------------------------------------------------


@contextmanager
def opened(engine: Engine, browser: Browser, url: str) -> Iterator[Page]:
    """Open an engine's page in a context with no cache and no history."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(chromium.NO_WORKER)
    yield engine.open(context, url)
    context.close()


def measure(
    engine: Engine, browser: Browser, site: Path, folder: Path, queries: Sequence[Query]
) -> Measured:
    """Make an engine's sites, serve them and measure everything."""
    host = StaticHost()
    engine.make(site, folder, host.url)
    host.serve(folder)
    measured = Measured(engine.name)
    started = time.perf_counter()
    for language in LANGUAGES:
        url = f"{host.url}{language}/"
        measured.sizes[language] = size(engine, browser, host, folder, language)
        measured.first[language] = median(
            first_time(engine, browser, url, FIRST[language])
            for _ in range(FRESH_CONTEXTS)
        )
        own = [query for query in queries if query.language == language]
        outcomes, measured.later[language] = ask_all(engine, browser, url, own)
        measured.outcomes += outcomes
    measured.seconds = time.perf_counter() - started
    host.close()
    return measured


def ask_all(
    engine: Engine, browser: Browser, url: str, queries: Sequence[Query]
) -> tuple[list[Outcome], list[float]]:
    """Ask all queries on one page, and return the outcomes and the times."""
    ids = question_ids()
    answers: dict[str, Answer] = {}
    with opened(engine, browser, url) as page:
        engine.settle(page)
        # Unlike any query, since the theme asks nothing if the text stays the same.
        engine.ask(page, "?")
        for query in queries:
            if query.text not in answers:
                answers[query.text] = engine.ask(page, query.text)
        if engine.is_broken(page):
            raise BenchError(f"{engine.name} says that it is out of order")
    outcomes = [outcome(query, answers[query.text].addresses, ids) for query in queries]
    return outcomes, [answer.milliseconds for answer in answers.values()]


def first_time(engine: Engine, browser: Browser, url: str, text: str) -> float:
    """Return how long a reader waits who types as soon as the page is loaded."""
    with opened(engine, browser, url) as page:
        return engine.first(page, text).milliseconds


def size(
    engine: Engine, browser: Browser, host: StaticHost, folder: Path, language: str
) -> Size:
    """Return the size of what belongs to the search among what a browser asks for."""
    host.clear()
    with opened(engine, browser, f"{host.url}{language}/") as page:
        engine.settle(page)
        every_page = {request.path for request in host.requests}
        engine.first(page, FIRST[language])
        page.wait_for_load_state("networkidle")
        more = {request.path for request in host.requests} - every_page
    return Size(gzipped(folder, every_page), gzipped(folder, more))


def gzipped(folder: Path, addresses: Iterable[str]) -> int:
    """Return the bytes after gzip of those files that only the search needs."""
    files = (
        folder / address.removeprefix("/")
        for address in addresses
        if re.search(r"/(search|lunr|pagefind)\b", address)
    )
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


# --- Reporting ------------------------------------------------------------------------


def report(results: Sequence[Measured]) -> None:
    """Print the quality, the sizes and the times of all engines side by side."""
    columns = ("R@1", "R@3", "MRR@10", "none")
    print(f"{'':12}{'n':>5}" + "".join(f"  {m.name:>26}" for m in results))
    print(" " * 17 + "".join(f"{name:>7}" for _ in results for name in columns))
    parts = [groups(measured.outcomes) for measured in results]
    for name in parts[0]:
        found = [figures(part[name]) for part in parts]
        row = "".join(
            f"{value:7.3f}"
            for f in found
            for value in (f.recall_1, f.recall_3, f.mrr_10, f.zero)
        )
        print(f"{name:12}{found[0].count:5}{row}")
    print(f"\n{'':40}" + "".join(f"{m.name:>10}" for m in results))
    rows: list[tuple[str, Callable[[Measured, str], float], str]] = [
        ("every page, bytes gzip", lambda m, n: m.sizes[n].every_page, ",.0f"),
        ("engine and index, bytes gzip", lambda m, n: m.sizes[n].first_query, ",.0f"),
        ("focus to first result, ms, median", lambda m, n: m.first[n], ".0f"),
        ("later results, ms, p50", lambda m, n: median(m.later[n]), ".1f"),
        ("later results, ms, p95", lambda m, n: quantiles(m.later[n], n=20)[18], ".1f"),
    ]
    for title, value, form in rows:
        for language in LANGUAGES:
            cells = "".join(f"{value(m, language):>10{form}}" for m in results)
            print(f"{title:36}  {language}{cells}")
    print(f"{'took, s':40}" + "".join(f"{m.seconds:10.0f}" for m in results))


def left_out(wanted: Iterable[str]) -> list[str]:
    """Return a line for each thing that is wanted and not installed."""
    lines = []
    if "material" in wanted and not find_spec("jieba"):
        lines.append(
            "jieba is left out, without which Material cannot cut Chinese; to have it:"
            " pip install --target EXTRAS jieba, and PYTHONPATH=EXTRAS"
        )
    if "pagefind" in wanted and not find_spec("pagefind_bin_extended"):
        lines.append(
            "Pagefind is left out; to have it:"
            " pip install --target EXTRAS 'pagefind[extended]', and PYTHONPATH=EXTRAS"
        )
    return lines


def bench(
    names: Sequence[str], queries: Sequence[Query], folder: Path, path: str
) -> list[Measured]:
    """Measure the engines of these names in turn."""
    site = folder / "site"
    if names != ["ours"]:
        build_ours(site, "http://127.0.0.1/")
    results = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=chromium.flags()
        )
        for name in names:
            print(f"measuring {name}", file=sys.stderr)
            engine = ENGINES[name]()
            results.append(measure(engine, browser, site, folder / name, queries))
        browser.close()
    return results


def main() -> int:
    """Run the benchmark and return the exit code: 2 where it could not be run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=list(ENGINES),
        help="measure this one (may be given again; default: all)",
    )
    parser.add_argument(
        "--queries", type=Path, default=QUERIES, help="another file of queries"
    )
    parser.add_argument(
        "--misses",
        action="store_true",
        help="list the queries whose first result is wrong",
    )
    arguments = parser.parse_args()
    names = [name for name in ENGINES if name in (arguments.only or ENGINES)]
    for line in left_out(names):
        print(line)
    if "pagefind" in names and not find_spec("pagefind_bin_extended"):
        names.remove("pagefind")
    path = chromium.find()
    if path is None or not names:
        print(chromium.why_none() if names else "nothing to measure", file=sys.stderr)
        return 2
    try:
        queries = read_queries(arguments.queries)
        with tempfile.TemporaryDirectory() as folder:
            results = bench(names, queries, Path(folder), path)
    except (BenchError, BrowserError, OSError, json.JSONDecodeError) as error:
        print(error, file=sys.stderr)
        return 2
    report(results)
    if arguments.misses:
        for measured in results:
            lines = misses(measured.outcomes)
            print(f"\n{measured.name}, {len(lines)} not first:", *lines, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
