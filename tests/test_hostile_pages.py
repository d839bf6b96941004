"""From hostile sources to the reader's browser: nothing of them runs or loads.

The sources are built as a preview is, which shows what the rules refuse too; and the
browser is told to ignore the pages' policy. What is left is the renderer's, the
templates' and the scripts' own care.

A failure names the seed. `FUZZ_SEED=7 pytest tests/test_hostile_pages.py` tries that
one again, and `FUZZ_SECONDS=600` goes on from seed to seed for so long.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from bad_sources import append, delete, symlink, write
from conftest import Site
from hostile_sources import write_base, write_repository
from playwright.sync_api import Browser, BrowserContext, Dialog, Page
from static_host import StaticHost

SEED = int(os.environ.get("FUZZ_SEED", "1"))
SECONDS = float(os.environ.get("FUZZ_SECONDS", "0"))
QUESTIONS = 5
# One page of each kind, of the site as it is.
CLEAN = (
    *("", "q/18/", "zh/", "en/", "zh/q/training-memory/", "en/q/training-memory/"),
    *("zh/topics/alignment/", "zh/glossary/", "zh/errata/", "zh/map/", "en/about/"),
)
QUERIES = ("script alert", "gnomon 晷针", "<img src=x onerror=alert(1)>")

# What an element is, without what it says: its name and those of its attributes.
KINDS = """() => [...document.querySelectorAll("*")].map((element) => {
  const names = [...element.attributes].map(({ name }) => name).sort().join(" ");
  const { src, type, text } = element.localName === "script" ? element : {};
  const code = src ? new URL(src).pathname : type || text || "";
  return [element.namespaceURI, element.localName, names, code].join("|");
})"""
# Handlers, and addresses of other hosts or of no host, wherever they stand.
DANGERS = """() => {
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(`${element.localName} ${name}`);
      if (!/^(xlink:)?href$|^(src|data|poster|(form)?action)$/i.test(name)) continue;
      let address;
      try { address = new URL(value, document.baseURI); } catch { continue; }
      const isLink = element.localName === "a" && address.protocol === "https:";
      if (!isLink && address.origin !== location.origin) found.push(`${name} ${value}`);
    }
  }
  return found;
}"""
# Where the scripts put what they read from the page.
STIR = """() => {
  addEventListener("click", (event) => event.preventDefault());
  for (const term of document.querySelectorAll("a.term")) {
    term.dispatchEvent(new PointerEvent("pointerenter", { pointerType: "mouse" }));
  }
  for (const link of document.querySelectorAll("article .enlarge, .share button")) {
    if (link.dataset.copy !== "share") link.click();
  }
}"""
# What no answer of the search shows.
FOUND = """() => {
  const never = "script, img, iframe, style, form, [style], [src], b";
  const output = document.querySelector(".md-search__output");
  return [...output.querySelectorAll(never)].map((element) => element.outerHTML);
}"""
XML = (
    "{http://www.w3.org/2005/Atom}",
    "{http://a9.com/-/spec/opensearch/1.1/}",
    "{http://www.sitemaps.org/schemas/sitemap/0.9}",
    "{http://www.w3.org/1999/xhtml}link",
)
MATHML = "http://www.w3.org/1998/Math/MathML"
SVG = "http://www.w3.org/2000/svg"
PROSE = (
    "blockquote br h1 h2 h3 h4 h5 h6 hr li ol ul p span strong em code pre div table "
    "thead tbody tr th td figure figcaption"
)
PROSE_ATTRIBUTES = "id class lang title aria-describedby tabindex role"
DRAWN = ("svg", "title", "desc", "rect", "circle", "path", "text", "tspan")
DRAWN_ATTRIBUTES = "class role viewBox x y width height rx r cx cy d dx dy"


@dataclass
class Watch:
    """What a browser did on hostile pages that it should not have done."""

    origin: str
    faults: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        def dismiss(dialog: Dialog) -> None:
            self._note("dialog", page)
            dialog.dismiss()

        page.on("dialog", dismiss)
        page.on("pageerror", lambda error: self._note(f"error {error}", page))
        page.on("request", lambda request: self._see(request.url, page))
        page.on("popup", lambda popup: self._note(f"popup {popup.url}", page))
        page.on("download", lambda _: self._note("download", page))

    def _see(self, url: str, page: Page) -> None:
        if not url.startswith((self.origin, "data:image/")):
            self._note(f"request {url}", page)

    def _note(self, what: str, page: Page) -> None:
        self.faults.append(f"{page.url}: {what}")


def build_preview(root: Path, host: StaticHost) -> None:
    """Build the repository at `root` as far as it can be, into its folder `site`."""
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", root / "site"],
        cwd=root,
        env={**os.environ, "SITE_URL": host.url, "REPO_URL": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = result.stdout + result.stderr
    assert result.returncode == 0, said[-3000:]
    assert "Traceback" not in said


def built(root: Path, seed: int) -> Iterator[Site]:
    """Yield the preview of the repository of a seed, served."""
    write_repository(root, seed, QUESTIONS)
    host = StaticHost()
    build_preview(root, host)
    host.serve(root / "site")
    yield Site(root / "site", host)
    host.close()


def addresses(site: Site) -> list[str]:
    """Return where the attacks could stand: pages and drawings."""
    paths = {
        path.relative_to(site.folder).as_posix().removesuffix("index.html")
        for pattern in ("**/index.html", "figures/*.svg")
        for path in site.folder.glob(pattern)
    }
    # The first are copies, the second lead to another page at once.
    return sorted(p for p in paths if not re.match(r"q/[a-z]|.*water-clock/|q/3/", p))


def kinds_of(page: Page) -> set[str]:
    return set(page.evaluate(KINDS))


def known_kinds(page: Page, site: Site) -> set[str]:
    """Return what is on pages that nobody attacked."""
    known: set[str] = set()
    for address in CLEAN:
        page.goto(site.url + address)
        page.evaluate(STIR)
        known |= kinds_of(page)
    for address, query in (("zh/", "显存"), ("en/about/", "memory")):
        search(page, site.url + address, query)
        known |= kinds_of(page)
    return known


def faults_of(page: Page, known: set[str]) -> list[str]:
    """Return what is on a page that no clean page has, and what could run or load."""
    strange = (kind for kind in kinds_of(page) - known if not _is_text(kind))
    found: list[str] = [*strange, *page.evaluate(DANGERS)]
    if page.evaluate("window.pwned"):
        found.append("it ran")
    return [f"{page.url}: {fault}" for fault in found]


def _is_text(kind: str) -> bool:
    """Return whether an element only gives words a form, or draws."""
    space, name, names, _ = kind.split("|", 3)
    attributes = set(names.split())
    if space == MATHML:
        return not attributes & {"href", "style"}
    if space == SVG:
        return name in DRAWN and attributes <= {*DRAWN_ATTRIBUTES.split()}
    own = {"a": {"href", "aria-label", "download"}, "img": {"alt", "src"}}
    if name not in own and name not in PROSE.split():
        return False
    return attributes <= {*PROSE_ATTRIBUTES.split(), *own.get(name, set())}


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(bypass_csp=True)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def known(context: BrowserContext, built_site: Site) -> set[str]:
    page = context.new_page()
    found = known_kinds(page, built_site)
    page.close()
    return found


def visit(context: BrowserContext, site: Site, known: set[str]) -> list[str]:
    """Open all that is built of hostile sources, and return what is wrong with it."""
    faults = [it for path in site.folder.glob("**/*.xml") for it in foreign(path)]
    page = context.new_page()
    watch = Watch(site.origin)
    watch.follow(page)
    for address in addresses(site):
        page.goto(site.url + address)
        if address.endswith(".svg"):
            faults += [f"{address}: {fault}" for fault in page.evaluate(DANGERS)]
        else:
            page.evaluate(STIR)
            faults += faults_of(page, known)
    for address in ("zh/about/", "en/about/"):
        for query in QUERIES:
            faults += found_by_search(page, site.url + address, query, known)
    page.close()
    return faults + watch.faults


def foreign(path: Path) -> list[str]:
    """Return the elements of an XML file that are none of its own language."""
    names = {element.tag for element in ElementTree.parse(path).iter()}
    return [f"{path.name}: {name}" for name in names if not name.startswith(XML)]


def search(page: Page, url: str, query: str) -> None:
    """Search by an address, and wait for the answer."""
    page.goto(f"{url}?q={quote(query)}")
    answer = ".md-search-result__item, .search-nearest a"
    page.locator(answer).first.wait_for(state="attached")
    for more in page.locator(".md-search-result__more > summary").all():
        more.dispatch_event("click")


def found_by_search(page: Page, url: str, query: str, known: set[str]) -> list[str]:
    search(page, url, query)
    strange = page.evaluate(FOUND)
    return [f"{page.url}: {it}" for it in [*strange, *faults_of(page, known)]]


@pytest.mark.parametrize("seed", [SEED])
def test_nothing_hostile_runs_loads_or_makes_elements(
    context: BrowserContext, known: set[str], tmp_path: Path, seed: int
) -> None:
    began, counts = time.monotonic(), Counter[str]()
    while True:
        root = tmp_path / str(seed)
        for site in built(root, seed):
            faults = visit(context, site, known)
            assert not faults, f"FUZZ_SEED={seed}\n" + "\n".join(faults[:40])
            counts.update(repositories=1, pages=len(addresses(site)))
            pages = list(site.folder.glob("zh/q/attack-*/"))
            counts.update(questions=len(pages), refused=QUESTIONS - len(pages))
        assert pages, f"FUZZ_SEED={seed}: every question is left out"
        shutil.rmtree(root)
        seed += 1
        if time.monotonic() - began >= SECONDS:
            break
    if SECONDS:
        print(", ".join(f"{count} {name}" for name, count in counts.items()))


def test_a_preview_leaves_out_what_it_must_not_publish(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write_base(root)
    page = "<script>alert(1)</script>\n"
    for edit in (
        append("docs/examples/sundial-noon.out", '--8<-- "../../mkdocs.yml"\n'),
        write("docs/figures/water-clock-shape.en.svg", "<svg><script>"),
        delete("docs/figures/water-clock-shape.zh.svg"),
        write("docs/figures/page.html", page),
        write("docs/examples/page.html", page),
        write("docs/examples/__pycache__/page.html", page),
        symlink("docs/examples/link.py", "/etc/passwd"),
    ):
        edit(root)
    build_preview(root, StaticHost())
    site = root / "site"
    published = {
        path.name
        for folder in ("examples", "figures")
        for path in (site / folder).rglob("*")
        if path.suffix not in (".gz", ".br")
    }
    assert published == {
        *("sundial-noon.py", "sundial-noon.out", "sundial-noon.zh.svg"),
        *("sundial-noon.en.svg", "water-clock-shape.py", "water-clock-shape.out"),
    }
    # What cannot be shown at all is left out; what lacks its figure is shown without.
    assert not (site / "en/q/sundial-noon").exists()
    assert (site / "en/q/water-clock-shape/index.html").exists()
