"""The Markdown beside each page: whole, absolute, and plain to any other renderer."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest
import yaml
from conftest import ROOT, Site
from handbook import addresses, review
from handbook.assembly import AssembledPage, assemble
from handbook.markup import Markup
from handbook.model import LANGUAGES, Corpus, Edition, Question
from handbook.portable_markdown import portable_markdown
from handbook.resolution import Words
from handbook.rules.figures import figures
from markup_tree import Element, read

SITE = "https://clocks.example/base/"
NOON = f"[Why does a sundial's noon differ from the clock's?]({SITE}en/q/sundial-noon/)"
CORPUS = review(ROOT)[0]
EDITIONS = [
    pytest.param(question, question.editions[language], id=f"{language}-{question.id}")
    for question in CORPUS.published_questions
    for language in LANGUAGES
]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return review(Path(__file__).parent / "corpus")[0]


@pytest.fixture(scope="module")
def texts(corpus: Corpus) -> dict[str, str]:
    """The Markdown of each page of the small corpus, by the page's address."""
    interface = yaml.safe_load((ROOT / "hooks/interface.yml").read_text("utf-8"))
    words: dict[str, Words] = {
        language: {key: both[language] for key, both in interface.items()}
        for language in LANGUAGES
    }
    pages = {page.path: page for page in assemble(corpus, words)}

    def text(page: AssembledPage) -> str:
        assert page.language
        return portable_markdown(page, corpus, pages, SITE, words[page.language])

    return {page.address: text(page) for page in pages.values() if page.language}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("zh/q/sundial-noon/", "# 日晷的正午为什么和钟表不一致？\n\n日晷指示"),
        (
            "zh/q/sundial-noon/",
            f"\n\n![同一根晷针在两个季节投下的影子]({SITE}figures/sundial-noon.zh.svg)"
            "\n\n*影子最短的时候就是当地的正午。*\n\n## 详解\n",
        ),
        ("zh/q/sundial-noon/", "就差 4 min，"),
        ("zh/q/sundial-noon/", "要用多久 [1, ch. 2]。"),
        ("zh/q/sundial-noon/", "\n\n$$\nd=4\\,(\\lambda_0-\\lambda)-E\n$$\n\n"),
        ("zh/q/sundial-noon/", f"[水钟]({SITE}zh/q/water-clock-shape/#explain)"),
        ("en/q/sundial-noon/", "| February | 28.6 min |\n| November | -2.0 min |\n"),
        ("en/q/sundial-noon/", "\n\n## Sources\n\n1. "),
        ("en/q/sundial-noon/", "\n\n2. "),
        (
            "en/q/sundial-noon/",
            f"\n\n---\n\nLLM Q&A: <{SITE}en/q/sundial-noon/>  \n"
            "Text and figures: CC BY 4.0. Code: MIT.\n",
        ),
        ("en/topics/shadows/", f"\n\n## {NOON}\n\nA sundial shows"),
        ("en/", f"\n\n## Shadows and time\n\n- {NOON}\n"),
    ],
)
def test_a_page_is_plain_markdown(
    texts: dict[str, str], address: str, expected: str
) -> None:
    assert expected in texts[address]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_program_and_its_output_are_there(
    corpus: Corpus, texts: dict[str, str], language: str
) -> None:
    for question in corpus.published_questions:
        assert question.example
        text = texts[f"{language}/q/{question.slug}/"]
        assert f"```python\n{question.example.code}```\n" in text
        assert f"```text\n{question.example.output}```\n" in text


def test_nothing_that_only_this_site_understands_is_left(
    texts: dict[str, str],
) -> None:
    for address, text in texts.items():
        if address.endswith("contributing/"):  # it shows the syntax, as code
            continue
        assert not re.search(r"\{ ?[.#]|\[@|--8<--|<!--|\]\((?!https://)", text)


# ---- the site's own pages, read by a renderer that knows the common syntax alone ----


@pytest.mark.parametrize(("question", "edition"), EDITIONS)
def test_another_renderer_finds_the_same(
    built_site: Site, question: Question, edition: Edition
) -> None:
    address = addresses.question(edition.language, question.slug)
    text = (built_site.folder / address / "index.md").read_text("utf-8")
    found = read(markdown.markdown(text, extensions=["fenced_code", "tables"]))
    page = (built_site.folder / address / "index.html").read_text("utf-8")
    article = read(page).one("article")
    headings = ("h1", "h2", "h3")
    assert [h.text for h in found.all(*headings)] == [
        h.text for h in article.all(*headings)
    ]
    assert blocks(found) == blocks(article)
    # An empty corner of a table is a heading to one renderer and none to the other.
    cells = [len([*page.all("td"), *page.all("th")]) for page in (found, article)]
    assert cells[0] == cells[1]
    assert len(found.all("li")) == len(article.all("li"))
    assert [image["src"] for image in found.all("img")] == [
        f"{built_site.url}{figure.image.target.removeprefix('../../')}"
        for figure in figures(edition.markup)
    ]
    assert [formula.tex for formula in Markup(text).formulas] == [
        formula.tex for formula in edition.markup.formulas
    ]
    assert all(link["href"].startswith("http") for link in found.all("a"))


def blocks(found: Element) -> list[str]:
    return [block.text.strip("\n") for block in found.all("pre")]
