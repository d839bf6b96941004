"""What the assembly makes of the small valid corpus."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from handbook import review
from handbook.assembly import AssembledPage, assemble
from handbook.markdown_text import plain_text
from handbook.markup import Markup
from handbook.model import LANGUAGES, Corpus, MovedAnchor
from handbook.resolution import Words
from handbook.rules import RULES

ROOT = Path(__file__).parent


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    found, problems = review(ROOT / "corpus")
    assert not problems
    return found


@pytest.fixture(scope="module")
def words() -> dict[str, Words]:
    text = (ROOT.parent / "hooks" / "interface.yml").read_text("utf-8")
    keys = yaml.safe_load(text)
    return {
        language: {key: editions[language] for key, editions in keys.items()}
        for language in LANGUAGES
    }


@pytest.fixture(scope="module")
def pages(corpus: Corpus, words: dict[str, Words]) -> dict[str, AssembledPage]:
    return {page.address: page for page in assemble(corpus, words, RULES)}


def test_every_question_has_two_editions_and_a_bilingual_page(
    pages: dict[str, AssembledPage],
) -> None:
    questions = {
        address
        for address, page in pages.items()
        if page.kind in ("question", "bilingual")
    }
    assert questions == {
        f"{start}{slug}/"
        for slug in ("sundial-noon", "water-clock-shape")
        for start in ("zh/q/", "en/q/")
    } | {"q/1/", "q/2/"}


def test_other_pages_stand_at_their_addresses(pages: dict[str, AssembledPage]) -> None:
    others = {
        address
        for address, page in pages.items()
        if page.kind not in ("question", "bilingual", "redirect")
    }
    assert others == {""} | {
        f"{language}/{rest}"
        for language in ("zh", "en")
        for rest in ("", "about/", "contributing/", "topics/shadows/", "topics/water/")
    }


def test_a_merged_question_keeps_its_slug_and_its_id(
    corpus: Corpus, pages: dict[str, AssembledPage]
) -> None:
    old = {address: page for address, page in pages.items() if page.kind == "redirect"}
    assert old.keys() == {
        "zh/q/water-clock/",
        "en/q/water-clock/",
        "q/water-clock/",
        "q/3/",
    }
    for page in old.values():
        assert page.subject is corpus.by_slug["water-clock-shape"]
    new = pages["zh/q/water-clock-shape/"]
    assert old["zh/q/water-clock/"].title == new.title
    assert old["zh/q/water-clock/"].description == new.description


def test_a_heading_answers_for_the_ids_that_it_had(
    corpus: Corpus, words: dict[str, Words]
) -> None:
    moved = (
        MovedAnchor("sundial-noon", "dial", "reading", 1),
        MovedAnchor("sundial-noon", "shade", "reading", 2),
        MovedAnchor("home", "begin", "start", 3),
    )
    changed = replace(corpus, moved_anchors=moved)
    found = {page.address: page.markdown for page in assemble(changed, words)}
    for language in LANGUAGES:
        mark = '{ #reading data-old="dial shade" }\n'
        assert mark in found[f"{language}/q/sundial-noon/"]
        assert '{ #start data-old="begin" }\n' in found[f"{language}/"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("zh/q/sundial-noon/", "# 日晷的正午为什么和钟表不一致？ { #title }\n"),
        ("zh/q/sundial-noon/", "就差 [4 min](#example){ .computed }，"),
        (
            "zh/q/sundial-noon/",
            "多久[1, ch. 2](#source-ashford2001){ .citation #cite-ashford2001-1 }。",
        ),
        (
            "zh/q/sundial-noon/",
            "相比[1](#source-ashford2001){ .citation #cite-ashford2001-2 }。",
        ),
        ("zh/q/sundial-noon/", "[水钟](../water/water-clock-shape.zh.md#explain)"),
        ("en/q/sundial-noon/", "](../water/water-clock-shape.en.md#explain)"),
        ("zh/q/sundial-noon/", "(../../pages/glossary.zh.md#gnomon)"),
        ("zh/q/sundial-noon/", "{ .term aria-describedby=tip-solar-time }"),
        (
            "zh/q/sundial-noon/",
            "[下载 sundial-noon.py](../../examples/sundial-noon.py)",
        ),
        ("en/q/sundial-noon/", "## Sources { #sources }\n\n1. "),
        (
            "zh/q/sundial-noon/",
            '[↩](#cite-ashford2001-2){ .back aria-label="回到引用处 1.2" }',
        ),
    ],
)
def test_the_markdown_is_resolved(
    pages: dict[str, AssembledPage], address: str, expected: str
) -> None:
    assert expected in pages[address].markdown


def test_nothing_unresolved_is_left(pages: dict[str, AssembledPage]) -> None:
    for page in pages.values():
        assert "[@" not in page.markdown
        assert "{.computed}" not in page.markdown.replace("`{.computed}", "")


def test_a_term_is_marked_once_a_section(pages: dict[str, AssembledPage]) -> None:
    sections = pages["zh/q/sundial-noon/"].markdown.split("\n## ")
    for section in sections:
        assert section.count("aria-describedby=tip-solar-time") <= 1
    assert "aria-describedby" not in sections[0]  # the answer stays plain


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("plain", "plain"),
        ("**bold** and *italic*", "bold and italic"),
        ("a [link](x.md) and `code`", "a link and code"),
        ("two\nlines", "two lines"),
    ],
)
def test_plain_text_drops_the_marks(markdown: str, expected: str) -> None:
    assert plain_text(markdown) == expected


def test_a_draft_has_no_page(corpus: Corpus, words: dict[str, Words]) -> None:
    first, second = corpus.questions
    draft = replace(corpus, questions=(first, replace(second, status="draft")))
    addresses = {page.address for page in assemble(draft, words)}
    assert f"zh/q/{first.slug}/" in addresses
    assert f"zh/q/{second.slug}/" not in addresses
    assert f"zh/topics/{second.topic}/" not in addresses


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("<!-- rules -->", "| `citations` | "),
        ("<!-- glossary -->", "## gnomon *晷针*{ lang=zh } { #gnomon }"),
        ("<!-- glossary -->", "- [Why does a sundial"),
        ("<!-- glossary -->", "Not: sun time\n{ .usage }"),
        (
            "<!-- corrections -->",
            '### "The hour lines of a dial are evenly spaced" { #even-hours }',
        ),
        ("<!-- corrections -->", "2026-02-20 · [Why does a sundial"),
        (
            "<!-- misconceptions -->",
            "It shows solar time[1, ch. 2](#source-ashford2001){ .citation "
            "#cite-ashford2001-1 }.",
        ),
        (
            "<!-- misconceptions -->",
            "clock's?](../questions/shadows/sundial-noon.en.md)\n{ .shown-in }",
        ),
        ("<!-- misconceptions -->", "## Sources { #sources }"),
    ],
)
def test_a_page_can_hold_what_the_corpus_knows(
    corpus: Corpus, words: dict[str, Words], mark: str, expected: str
) -> None:
    page = corpus.pages[0]
    markup = Markup(f"# Title\n\n{mark}\n")
    edition = replace(page.editions["en"], markup=markup)
    changed = replace(page, name="extra", editions={"zh": edition, "en": edition})
    pages = assemble(replace(corpus, pages=(changed,)), words, RULES)
    (markdown,) = [page.markdown for page in pages if page.address == "en/extra/"]
    assert expected in markdown


def test_lists_without_errata_say_so(corpus: Corpus, words: dict[str, Words]) -> None:
    markup = Markup("# Title\n\n<!-- corrections -->\n")
    edition = replace(corpus.pages[0].editions["en"], markup=markup)
    page = replace(corpus.pages[0], editions={"zh": edition, "en": edition})
    pages = assemble(replace(corpus, pages=(page,), errata=()), words)
    assert "# Title { #title }\n\nNone so far.\n" in [page.markdown for page in pages]
