"""Measure what a reader downloads and waits for where the site has many more questions.

The real questions are hidden among distractors (see distractors.py). The index is made
as in a build, put into a copy of the built site, served by nginx, and searched in
Chromium: in one file, and in shards. "Cold" is a reader who types as soon as the page
is loaded, and waits for the first results; one that is "warm" has asked before, and
waits for all of them. The slow line is the one by which Lighthouse measures telephones:
150 ms and 1.6 Mbit/s; nginx answers here by HTTP/1.1, of which a browser opens six
connections. "Heavy" is the query that needs the most files; its time is that of a cold
reader on the slow line. Megabytes and kilobytes are compressed by gzip.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from search_quality import ROOT, Query, figures, read_queries

sys.path.insert(0, str(ROOT / "hooks"))
sys.path.insert(0, str(ROOT / "tests"))

import browser as chromium
import web_server
from bench_search import Ours, ask_all, build_ours, opened
from distractors import distractors
from handbook import review
from handbook.model import LANGUAGES, Corpus, Language
from handbook.search_documents import SearchDocument, search_document
from handbook.search_shards import search_files
from playwright.sync_api import Browser, sync_playwright
from web_server import Answer, WebServer

COUNTS = (100, 1_000, 10_000)
# An index in one file of more takes minutes to make, and seconds for each query.
MOST_IN_ONE_FILE = 1_000
FRESH_CONTEXTS = 5
# Found at every size.
FIRST = {"zh": "显存不够怎么训练", "en": "bf16 vs fp16"}
# Of all queries these need the most files.
HEAVIEST = {
    "zh": (
        "为什么我让文心一言和GPT写医生的故事主角总是男的，"
        "写护士总是女的，是训练语料的锅吗？"
    ),
    "en": (
        "We're fine-tuning Mistral for loan applicant support and legal asked what we"
        " do against discrimination. What concrete steps do teams take??"
    ),
}
# Bytes a second, and ms until an answer begins.
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}


@dataclass(frozen=True)
class Reader:
    """What a reader downloads, waits for in ms, and finds."""

    requests: int
    kilobytes: float
    cold: float
    cold_slow: float
    warm_slow: float
    later_95: float
    heavy_requests: int
    heavy_kilobytes: float
    heavy_slow: float
    recall_1: float
    recall_3: float


@dataclass(frozen=True)
class Row:
    """What was measured of an index."""

    count: int
    language: Language
    kind: str
    build_seconds: float
    megabytes: float
    reader: Reader


COLUMNS = (
    *("questions", "", "index", "built, s", "MB", "requests", "KB", "cold"),
    *("slow cold", "slow warm", "p95", "heavy req", "heavy KB", "heavy slow"),
    *("R@1", "R@3"),
)


def real_documents(
    corpus: Corpus, site: Path, language: Language
) -> list[SearchDocument]:
    """Return what the index says of the real questions, read from their built pages."""
    found = []
    for question in corpus.published_questions:
        page = site / language / "q" / question.slug / "index.html"
        html = page.read_text("utf-8").partition('<article class="prose">')[2]
        html = html.partition("</article>")[0]
        found.append(search_document(corpus, question, language, html, ()))
    return found


def measure(
    browser: Browser,
    server: WebServer,
    language: Language,
    queries: Sequence[Query],
) -> Reader:
    """Search in the served site."""
    engine, url = Ours(), f"{server.url}{language}/"

    def asked(
        text: str, *, is_slow: bool, is_warm: bool = False
    ) -> tuple[float, list[Answer]]:
        """Return the median time of a query in ms, and what was asked for it."""
        times = []
        for _ in range(FRESH_CONTEXTS):
            with opened(engine, browser, url) as page:
                engine.settle(page)
                server.answers()
                if is_slow:
                    session = page.context.new_cdp_session(page)
                    session.send("Network.enable")
                    session.send("Network.emulateNetworkConditions", SLOW)
                ask = engine.first
                if is_warm:
                    engine.ask(page, "?")  # loads the engine
                    ask = engine.ask
                times.append(ask(page, text).milliseconds)
                page.wait_for_load_state("networkidle")
                answers = server.answers()
        return median(times), answers

    first, heaviest = FIRST[language], HEAVIEST[language]
    cold, answers = asked(first, is_slow=False)
    cold_slow, _ = asked(first, is_slow=True)
    warm_slow, _ = asked(first, is_slow=True, is_warm=True)
    heavy_slow, heavy_answers = asked(heaviest, is_slow=True)
    own = [query for query in queries if query.language == language]
    outcomes, later = ask_all(engine, browser, url, own)
    found = figures(outcomes)
    return Reader(
        len(answers),
        sum(answer.size for answer in answers) / 1000,
        cold,
        cold_slow,
        warm_slow,
        quantiles(later, n=20)[18],
        len(heavy_answers),
        sum(answer.size for answer in heavy_answers) / 1000,
        heavy_slow,
        found.recall_1,
        found.recall_3,
    )


def put(site: Path, language: Language, files: Mapping[str, bytes]) -> None:
    """Put an index into a site, in the place of the one that is there."""
    folder = site / language / "search"
    for kind in ("terms", "pages"):
        shutil.rmtree(folder / kind, ignore_errors=True)
    for path in folder.glob("index.txt*"):
        path.unlink()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        # The server compresses nothing itself.
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, 6))


def rows(
    browser: Browser,
    server: WebServer,
    site: Path,
    language: Language,
    documents: Sequence[SearchDocument],
    queries: Sequence[Query],
) -> Iterator[Row]:
    """Yield what is measured of both kinds of index of the documents."""
    synonyms = review(ROOT)[0].synonyms
    count = len(documents)
    for kind, most in (("one file", count), ("shards", 0)):
        if most > MOST_IN_ONE_FILE:
            continue
        started = time.perf_counter()
        files = search_files(documents, language, {}, synonyms, most)
        seconds = time.perf_counter() - started
        put(site, language, files)
        size = sum(len(gzip.compress(content, 6)) for content in files.values())
        reader = measure(browser, server, language, queries)
        yield Row(count, language, kind, seconds, size / 1e6, reader)


def main() -> int:
    """Print the rows of each number of questions and each language."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS)
    counts = parser.parse_args().counts
    path = chromium.find()
    if path is None or web_server.find() is None:
        print(chromium.why_none() if path is None else web_server.WHY_NONE)
        return 2
    corpus, _ = review(ROOT)
    queries = read_queries()
    print("".join(f"{name:>11}" for name in COLUMNS), flush=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        original, site = Path(folder, "a"), Path(folder, "b")
        build_ours(original, "http://127.0.0.1/")
        shutil.copytree(original, site)
        server = WebServer(site, "/", Path(folder))
        browser = playwright.chromium.launch(
            executable_path=path, args=chromium.flags()
        )
        for language in LANGUAGES:
            real = real_documents(corpus, original, language)
            mixed = distractors(real, language, max(counts))
            every = [*real, *mixed]
            for count in counts:
                for row in rows(
                    browser, server, site, language, every[:count], queries
                ):
                    print(_line(row), flush=True)
        browser.close()
        server.close()
    return 0


def _line(row: Row) -> str:
    reader = row.reader
    cells = (
        *(f"{row.count}", row.language, row.kind),
        *(f"{row.build_seconds:.1f}", f"{row.megabytes:.2f}"),
        *(f"{reader.requests}", f"{reader.kilobytes:.0f}"),
        *(f"{reader.cold:.0f}", f"{reader.cold_slow:.0f}", f"{reader.warm_slow:.0f}"),
        f"{reader.later_95:.0f}",
        *(f"{reader.heavy_requests}", f"{reader.heavy_kilobytes:.0f}"),
        f"{reader.heavy_slow:.0f}",
        *(f"{reader.recall_1:.3f}", f"{reader.recall_3:.3f}"),
    )
    return "".join(f"{cell:>11}" for cell in cells)


if __name__ == "__main__":
    sys.exit(main())
