"""Measure what a reader downloads and waits for where the site has many more questions.

Synthetic questions are mixed from the sections of the real ones, so that they are as
long and as alike; the real ones are among them. Since every synthetic question repeats
what real ones say, R@1 is a lower bound. The index is made as in a build, put into a
copy of the built site, and searched in Chromium.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median, quantiles

import browser as chromium
from bench_search import FRESH_CONTEXTS, Ours, ask_all, build_ours, first_time, size
from handbook import review
from handbook.model import LANGUAGES, Corpus, Language
from handbook.search_documents import SearchDocument, search_document
from handbook.search_index import search_index
from playwright.sync_api import Browser, sync_playwright
from search_quality import ROOT, Query, figures, read_queries

sys.path.insert(0, str(ROOT / "tests"))

from static_host import StaticHost

COUNTS = (23, 50, 100, 200, 500, 1000)
# Found at every size.
FIRST = {"zh": "显存不够怎么训练", "en": "bf16 vs fp16"}


@dataclass(frozen=True)
class Row:
    """What was measured for a number of questions of a language; times in ms."""

    count: int
    language: Language
    build_seconds: float
    kilobytes: float
    first: float
    later_95: float
    recall_1: float


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


def synthetic_documents(
    real: Sequence[SearchDocument], count: int
) -> Iterator[SearchDocument]:
    """Yield `count` documents, the real ones first, then mixtures of them."""
    yield from real[:count]
    chance = random.Random(count)
    words = [keyword for document in real for keyword in document.keywords]
    parts = [part for document in real for part in document.sections]
    for number in range(len(real), count):
        one, other = chance.sample(real, 2)
        yield replace(
            one,
            address=f"q/synthetic-{number}/",
            title=f"{chance.choice(words)} {chance.choice(words)} {number}",
            keywords=tuple(chance.sample(words, len(one.keywords))),
            answer=other.answer,
            sections=tuple(chance.sample(parts, len(one.sections))),
        )


def measure(
    browser: Browser,
    host: StaticHost,
    site: Path,
    language: Language,
    documents: Sequence[SearchDocument],
    queries: Sequence[Query],
) -> Row:
    """Write the index of these documents into the served site, and search in it."""
    started = time.perf_counter()
    content = search_index(documents, language, {}, review(ROOT)[0].synonyms)
    seconds = time.perf_counter() - started
    (site / language / "search/index.txt").write_bytes(content)
    engine, url = Ours(), f"{host.url}{language}/"
    bytes_ = size(engine, browser, host, site, language).first_query
    first = [
        first_time(engine, browser, url, FIRST[language]) for _ in range(FRESH_CONTEXTS)
    ]
    own = [query for query in queries if query.language == language]
    outcomes, later = ask_all(engine, browser, url, own)
    return Row(
        len(documents),
        language,
        seconds,
        bytes_ / 1000,
        median(first),
        quantiles(later, n=20)[18],
        figures(outcomes).recall_1,
    )


def main() -> int:
    """Print a row for each number of questions and each language."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS)
    counts = parser.parse_args().counts
    path = chromium.find()
    if path is None:
        print(chromium.why_none(), file=sys.stderr)
        return 2
    corpus, _ = review(ROOT)
    queries = read_queries()
    columns = ("questions", "", "built, s", "KB gzip", "first, ms", "p95, ms", "R@1")
    print("".join(f"{name:>11}" for name in columns), flush=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        host, original, site = StaticHost(), Path(folder, "a"), Path(folder, "b")
        build_ours(original, host.url)
        shutil.copytree(original, site)
        host.serve(site)
        browser = playwright.chromium.launch(
            executable_path=path, args=chromium.flags()
        )
        for count in counts:
            for language in LANGUAGES:
                real = real_documents(corpus, original, language)
                documents = list(synthetic_documents(real, count))
                row = measure(browser, host, site, language, documents, queries)
                print(
                    f"{row.count:11}{row.language:>11}{row.build_seconds:11.1f}"
                    f"{row.kilobytes:11,.0f}{row.first:11,.0f}{row.later_95:11.0f}"
                    f"{row.recall_1:11.3f}",
                    flush=True,
                )
        browser.close()
        host.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
