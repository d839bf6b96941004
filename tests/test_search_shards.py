"""The search of very many questions: its index in shards, and what a reader meets."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bench_search_scale import real_documents
from conftest import ROOT, Site
from handbook import review
from handbook.model import LANGUAGES, Language, Synonyms
from handbook.search_documents import SearchDocument, Section
from handbook.search_index import ENCODING, scripts
from handbook.search_shards import (
    LONGEST,
    MOST_IN_ONE_FILE,
    SHARD,
    search_files,
)
from playwright.sync_api import Browser, Page, Route, expect
from static_host import StaticHost
from test_every_page import look
from test_search import (
    FIELD,
    ITEM,
    LINK,
    NEAREST,
    NOTHING,
    QUERIES,
    SLUG,
    TOPICS,
    WIDE,
    faults,
    field,
    find,
)

SYNONYMS = [Synonyms(("显存", "memory"), 1)]
HOSTILE = '<img src="x" onerror="window.injected = 1"> xylograph'
# Names that a query has, and the same words in other names.
NAMES = ("quokka lantern", "貘笛夜航")
SCATTERED = ("quokka night", "night lantern", "貘笛曲", "笛夜曲", "夜航曲")
TERMS, PAGES = "**/search/terms/*", "**/search/pages/*"


# ---- the files ----


def page(title: str, number: int = 1, text: str = "Because.") -> SearchDocument:
    return SearchDocument(
        address=f"q/{number}/",
        title=title,
        keywords=("词元", "two"),
        names=(),
        answer="The answer.",
        topic="影子与时间",
        sections=(Section("explain", "How", text),),
    )


def shards(*documents: SearchDocument) -> dict[str, bytes]:
    return search_files(documents, "zh", {"topics/a/": "A"}, SYNONYMS, most=0)


def index(files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["index.txt"].decode(ENCODING))
    return found


def lines(files: dict[str, bytes]) -> dict[str, str]:
    """The lines of all shards, in order, by their terms."""
    digest = index(files)["digest"]
    count = sum(name.startswith("terms/") for name in files)
    texts = [files[f"terms/{n}.{digest}.txt"].decode(ENCODING) for n in range(count)]
    pairs = [line.split("\t", 1) for text in texts for line in text.split("\n")]
    return {term: rest for term, rest in pairs}


def many(count: int) -> list[SearchDocument]:
    return [page(f"第{n}题", n, f"word{n} common") for n in range(count)]


def test_are_written_of_very_many_only() -> None:
    few = search_files(many(3), "zh", {}, SYNONYMS, most=3)
    assert list(few) == ["index.txt"]
    assert "digest" not in index(few)
    assert len(shards(*many(3))) > 4
    assert MOST_IN_ONE_FILE == 500


def test_hold_each_page_and_each_term_in_order() -> None:
    files = shards(*many(400))
    head, found = index(files), lines(files)
    assert head["count"] == 400
    for number in (0, 399):
        content = files[f"pages/{number}.{head['digest']}.txt"].decode(ENCODING)
        assert json.loads(content) == {
            "address": f"q/{number}/",
            "title": f"第{number}题",
            "topic": "影子与时间",
            "answer": "The answer.",
            "sections": [["explain", "How", f"word{number} common"]],
        }
    assert list(found) == sorted(found)
    assert {f"word{number}" for number in range(400)} <= set(found)
    firsts = head["firsts"].split(" ")
    assert len(firsts) == sum(name.startswith("terms/") for name in files) > 1
    for number, first in enumerate(firsts):
        text = files[f"terms/{number}.{head['digest']}.txt"].decode(ENCODING)
        assert text.partition("\t")[0] == first
        assert len(text) <= SHARD + 2 * LONGEST


def test_give_the_pages_of_a_term_and_their_impacts() -> None:
    # In the title, in the text once, and not at all.
    found = lines(shards(page("显存"), page("a", 2, "显存"), page("b", 3)))
    count, _, postings = found["显存"].split("\t")
    assert count == "2"
    steps = re.findall(r"([0-9a-z]+)([^0-9a-z])", postings)
    assert [step for step, _ in steps] == ["1", "1"]
    assert steps[0][1] == "A" < steps[1][1]
    # The pages with any of the words that mean the same.
    assert found["#0"].split("\t")[0] == "2"


def test_of_a_term_in_many_pages_list_the_best() -> None:
    documents = [page("a", n, "common " + "x " * (n % 7)) for n in range(LONGEST + 50)]
    documents[-1] = replace(documents[-1], title="common")
    count, _, postings = lines(shards(*documents))["common"].split("\t")
    assert int(count) == LONGEST + 50
    steps = re.findall(r"([0-9a-z]+)([^0-9a-z])", postings)
    assert len(steps) == LONGEST
    assert sum(int(step, 36) for step, _ in steps) == LONGEST + 50


def test_know_the_pairs_that_sound_alike() -> None:
    found = lines(shards(page("来源", text="电源")))
    (line,) = (
        rest for term, rest in found.items() if term[0] == "=" and "词元" in rest
    )
    assert line == "词元"
    assert not [rest for term, rest in found.items() if term[0] == "=" and "电" in rest]


def test_hold_each_name_with_the_term_that_it_begins_with() -> None:
    """Else one shard more would be loaded for it."""
    one = page("显存")
    documents = [replace(one, keywords=(f"显存 a{n}",)) for n in range(900)]
    documents.append(replace(one, keywords=("two words", "how it is", "显存")))
    files = shards(*documents)
    found = lines(files)
    assert found["two word$"] == "p0"  # 900, to the base of 36
    assert "how it is$" not in found  # a query leaves out how it begins
    assert found["显存 a0$"] == "0"
    assert len(found["显存$"].split(" ")) == 901
    held = [text.decode(ENCODING) for n, text in files.items() if n.startswith("terms")]
    (shard,) = (text for text in held if "\n显存\t" in text)
    assert shard.count("\n显存 a") == 900
    assert len(shard) > SHARD


def test_are_named_by_what_they_hold() -> None:
    one, same, other = (shards(page(title)) for title in ("a", "a", "b"))
    assert one == same
    assert index(one)["digest"] != index(other)["digest"]
    assert all(re.search(r"\.[0-9a-f]{8}\.", n) for n in one if n != "index.txt")


# ---- the engine ----


def titles_found(files: dict[str, bytes], query: str) -> list[str]:
    """The titles of the pages for a query, best first, found by the site's scripts."""
    texts = {name: content.decode(ENCODING) for name, content in files.items()}
    context = scripts("words", "excerpt", "engine", "shards")
    context.eval(
        f"const files = {json.dumps(texts)}, index = JSON.parse(files['index.txt']);"
        "const load = async (kind, n) => files[`${kind}/${n}.${index.digest}.txt`];"
        "const engine = new Shards.ShardedEngine(index, load);"
        "let found;"
        f"engine.rankedNow({json.dumps(query)}).then((pages) => found = pages);"
    )
    titles: list[str] = json.loads(
        str(
            context.eval(
                "JSON.stringify(found.map(({ p }) =>"
                " JSON.parse(files[`pages/${p}.${index.digest}.txt`]).title))"
            )
        )
    )
    return titles


@pytest.fixture(scope="module")
def with_slips() -> dict[str, bytes]:
    """So many pages that slips of the hand are in their texts too."""
    common = {20: "词语", 40: "lantern"}
    documents = [
        replace(page(f"{common.get(n // 20 * 20, 'x')} {n}", n), keywords=())
        for n in range(1_050)
    ]
    documents.append(page("slips", 1_050, "瓷语 lantrnium"))
    return shards(*documents)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("瓷语", "词语"),  # is in a page itself
        ("lantrn", "lantern"),  # is how another slip begins
    ],
)
def test_takes_for_a_slip_what_is_rare_beside_what_it_is_like(
    with_slips: dict[str, bytes], slip: str, meant: str
) -> None:
    found = titles_found(with_slips, slip)
    assert any(title.startswith(meant) for title in found[:3]), found[:3]


# ---- as a reader meets it ----


@pytest.fixture(scope="module")
def sharded(
    built_site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The site with its index in shards, and one question more in it."""
    folder = tmp_path_factory.mktemp("sharded") / "site"
    shutil.copytree(built_site.folder, folder)
    corpus, _ = review(ROOT)
    for language in LANGUAGES:
        real = real_documents(corpus, built_site.folder, language)
        hostile = replace(real[0], title=HOSTILE, address="q/hostile/", keywords=())
        topics = {"topics/efficient-training/": TOPICS[language]}
        others = [
            replace(hostile, title=slug, address=f"q/{slug}/", keywords=keywords)
            for slug, keywords in (("scattered", SCATTERED), ("named", NAMES))
        ]
        documents = [*real, hostile, *others]
        write(
            folder,
            language,
            search_files(documents, language, topics, corpus.synonyms, 0),
        )
    host = StaticHost()
    host.serve(folder)
    yield Site(folder, host)
    host.close()


def write(site: Path, language: Language, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = site / language / "search" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


@pytest.fixture
def reader(browser: Browser, sharded: Site) -> Iterator[Page]:
    """A page that must do nothing it should not."""
    for page, watch in look(browser, sharded, "light", WIDE):
        yield page
        assert page.evaluate("violations") == []
        assert [fault for fault in faults(watch) if "/search/" not in fault] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_query_loads_a_few_of_them(
    reader: Page, sharded: Site, language: Language
) -> None:
    sharded.host.clear()
    reader.goto(f"{sharded.url}{language}/about/")
    find(reader, QUERIES[language], SLUG)
    loaded = {path for path, _ in sharded.host.requests if "/search/terms/" in path}
    there = list((sharded.folder / language / "search/terms").iterdir())
    assert 1 <= len(loaded) < len(there) / 3


@pytest.mark.parametrize(
    ("language", "cases"),
    [
        (
            "zh",
            {
                "显存不够怎么训练": "training-memory",
                "顯存不夠怎麼訓練": "training-memory",  # traditional characters
                "gpu out of memory": "training-memory",  # the other language
                "ＲＬＨＦ　流程": "rlhf-pipeline",  # full width
                "p tuning": "p-tuning",
                "tokenizaton": "tokenization-methods",  # slips of the hand
                "halucination": "hallucination-mitigation",
                "词源 大模型": "what-is-a-token",  # sounds alike
                "BERT和GPT区别": "gpt-vs-bert",
            },
        ),
        (
            "en",
            {
                "bf16 vs fp16": "bf16-vs-fp16",
                "幻覺": "hallucination-mitigation",
                "mixedprecision": "mixed-precision-training",
                "mixed precison": "mixed-precision-training",
                "halucination": "hallucination-mitigation",
            },
        ),
    ],
)
def test_finds_as_the_index_in_one_file_does(
    reader: Page, sharded: Site, language: str, cases: dict[str, str]
) -> None:
    reader.goto(f"{sharded.url}{language}/about/")
    for query, slug in cases.items():
        field(reader).fill(query)
        link = reader.locator(LINK).first
        expect(link, query).to_have_attribute("href", re.compile(rf"/q/{slug}/$"))
        expect(reader.locator(NEAREST)).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_prefers_the_page_that_a_name_in_the_query_is_of(
    reader: Page, sharded: Site, language: Language
) -> None:
    reader.goto(f"{sharded.url}{language}/about/")
    for name in NAMES:
        find(reader, name, "named")
        expect(reader.locator(LINK).nth(1)).to_have_attribute(
            "href", re.compile(r"/q/scattered/$")
        )


@pytest.mark.parametrize(
    ("language", "query"), [("zh", "激活值"), ("en", "activations")]
)
def test_marks_the_sentence_and_leads_to_its_section(
    reader: Page, sharded: Site, language: str, query: str
) -> None:
    reader.goto(f"{sharded.url}{language}/about/")
    find(reader, query, SLUG)
    item = reader.locator(ITEM).first
    expect(item.locator("article > mark", has_text=query).first).to_be_visible()
    expect(item).to_contain_text(TOPICS[language], use_inner_text=True)
    item.locator("a[href$='#activations']").click()
    expect(reader).to_have_url(f"{sharded.url}{language}/q/{SLUG}/#activations")


@pytest.mark.parametrize(("language", "query"), [("zh", "龘龘"), ("en", NOTHING)])
def test_leads_on_where_nothing_is_found(
    reader: Page, sharded: Site, language: str, query: str
) -> None:
    reader.goto(f"{sharded.url}{language}/about/")
    field(reader).fill(query)
    nearest = reader.locator(NEAREST)
    expect(nearest).to_contain_text(nearest.get_attribute("data-none") or "-")
    expect(nearest.locator("a[href*='/q/']")).to_have_count(3)
    expect(nearest.locator("a[href*='/topics/']")).to_have_text(TOPICS[language])


def test_shows_markup_as_text(reader: Page, sharded: Site) -> None:
    reader.goto(f"{sharded.url}en/about/")
    field(reader).fill(f"{HOSTILE}</script>")
    link = reader.locator(LINK).first
    expect(link).to_have_attribute("href", re.compile(r"q/hostile/$"))
    expect(link).to_contain_text('<img src="x"')
    expect(reader.locator(f"{ITEM} img")).to_have_count(0)
    assert not reader.evaluate("'injected' in window")


def abort(route: Route) -> None:
    route.abort()


@pytest.mark.parametrize("files", [TERMS, PAGES])
def test_says_so_if_none_can_be_loaded_and_searches_again_later(
    reader: Page, sharded: Site, files: str
) -> None:
    reader.route(files, abort)
    reader.goto(f"{sharded.url}zh/about/")
    field(reader).fill("显存")
    nearest = reader.locator(NEAREST)
    expect(nearest).to_contain_text(nearest.get_attribute("data-failed") or "-")
    expect(reader.locator(ITEM)).to_have_count(0)
    reader.unroute(files)
    find(reader, "RLHF", "rlhf-pipeline")
    expect(nearest).to_be_hidden()


def test_shows_what_it_has_and_says_so_if_a_part_is_missing(
    reader: Page, sharded: Site
) -> None:
    reader.goto(f"{sharded.url}zh/about/")
    failed: list[str] = []

    def fail_one(route: Route) -> None:
        if not failed:
            failed.append(route.request.url)
        if route.request.url in failed:
            route.abort()
        else:
            route.continue_()

    reader.route(TERMS, fail_one)
    find(reader, "显存 training memory oom", SLUG)
    nearest = reader.locator(NEAREST)
    expect(nearest).to_contain_text(nearest.get_attribute("data-failed") or "-")
    reader.unroute(TERMS)
    find(reader, "RLHF", "rlhf-pipeline")
    expect(nearest).to_be_hidden()


def test_takes_the_new_index_after_a_deployment(reader: Page, sharded: Site) -> None:
    """The shards of the index that is open are gone; those of the new one are not."""
    reader.goto(f"{sharded.url}en/about/")
    find(reader, "memory", SLUG)
    # More than the first three: nothing is on its way any more.
    expect(reader.locator(ITEM).nth(3)).to_be_attached()
    folder = sharded.folder / "en/search"
    old = sorted([*folder.glob("terms/*"), *folder.glob("pages/*")])
    content = (folder / "index.txt").read_bytes()
    digest = index({"index.txt": content})["digest"]
    for path in old:
        path.rename(path.with_name(path.name.replace(digest, "00000000")))
    (folder / "index.txt").write_bytes(content.replace(digest.encode(), b"00000000"))
    field(reader).fill("hallucination")
    nearest = reader.locator(NEAREST)
    expect(nearest).to_contain_text(nearest.get_attribute("data-failed") or "-")
    find(reader, "RLHF", "rlhf-pipeline")
    find(reader, "hallucination", "hallucination-mitigation")
    expect(nearest).to_be_hidden()


def test_does_not_wait_for_ever(reader: Page, sharded: Site) -> None:
    reader.route(TERMS, lambda _: None)
    reader.goto(f"{sharded.url}zh/about/")
    reader.locator(FIELD).fill("显存")
    nearest = reader.locator(NEAREST)
    expect(nearest).to_contain_text(nearest.get_attribute("data-failed") or "-")


def test_shows_the_best_pages_while_the_others_are_loaded(
    reader: Page, sharded: Site
) -> None:
    held: list[Route] = []
    loaded: list[str] = []

    def hold(route: Route) -> None:
        loaded.append(route.request.url)
        if len(loaded) > 3:
            held.append(route)
        else:
            route.continue_()

    reader.route(PAGES, hold)
    reader.goto(f"{sharded.url}zh/about/")
    find(reader, "显存", SLUG)
    expect(reader.locator(ITEM)).to_have_count(3)
    assert held
    for route in held:
        route.continue_()
    expect(reader.locator(ITEM)).to_have_count(len(loaded))
