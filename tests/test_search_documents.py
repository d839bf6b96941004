"""What the search index says of a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from handbook import review
from handbook.model import LANGUAGES, Corpus, Language
from handbook.search_documents import (
    SearchDocument,
    Section,
    search_document,
    sections,
)

PAGE = """
<h1 id="title">Title</h1>
<p>The answer.</p>
<h2 id="explain">Explanation</h2>
<p>First words.</p>
<h3 id="detail">A <em>detail</em></h3>
<p>Second
words.</p><ul><li>one</li><li>two</li></ul>
<h2 id="example">Example</h2>
<p>What the program prints.</p>
<h2 id="sources">Sources</h2>
<ol><li>A paper</li></ol>
"""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    found, problems = review(Path(__file__).parent / "corpus")
    assert not problems
    return found


def document(corpus: Corpus, language: Language, html: str = "") -> SearchDocument:
    question = next(q for q in corpus.questions if q.slug == "sundial-noon")
    return search_document(corpus, question, language, html, corpus.terms)


def page(text: str) -> SearchDocument:
    return SearchDocument("q/a/", text, (), (), "", "", ())


def text_of(html: str) -> str:
    (section,) = sections(f'<h2 id="a">A</h2>{html}')
    return section.text


def test_a_page_is_cut_at_its_headings() -> None:
    assert sections(PAGE) == [
        Section("explain", "Explanation", "First words."),
        Section("detail", "A detail", "Second words. one two"),
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <strong>b</strong> c</p>", "a b c"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        ("<p>a<br>b</p>", "ab"),
        ("<p>use <code>torch.float16</code></p>", "use torch.float16"),
        ("<p>x is <math><mi>y</mi><msup><mi>z</mi></msup></math>.</p>", "x is …."),
        ("<p>a</p><pre><code>import torch\n</code></pre><p>b</p>", "a b"),
        ("<p>a<svg><title>t</title><path d='M0'/></svg>b</p>", "ab"),
        ('<p>a<a class="citation" href="#s">[1, <i>p. 2</i>]</a>.</p>', "a."),
        ('<p>a <a class="back" href="#c">↩</a></p>', "a"),
        ("<figure><figcaption>caption</figcaption></figure><p>a</p>", "a"),
        ('<p>a</p><a class="download" href="x.py">Download</a>', "a"),
        ("<table><tr><th>a</th><td>b</td></tr></table>", "a b"),
        ("<table><tr><td>16 位</td><td>1,024</td><td>…</td></tr></table>", "16 位"),
        ("<script>let a</script><style>a {}</style><p>a</p>", "a"),
    ],
)
def test_only_words_are_kept(html: str, expected: str) -> None:
    assert text_of(html) == expected


def test_a_formula_in_a_heading_leaves_a_trace_in_the_heading() -> None:
    (section,) = sections('<h2 id="a">On <math><mi>x</mi></math></h2><p>b</p>')
    assert section == Section("a", "On …", "b")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_is_found_in_both_languages(
    corpus: Corpus, language: Language
) -> None:
    found = document(corpus, language)
    question = next(q for q in corpus.questions if q.slug == "sundial-noon")
    other: Language = "en" if language == "zh" else "zh"
    assert found.address == "q/sundial-noon/"
    assert found.title == question.editions[language].title
    assert question.editions[other].title in found.keywords
    for name in LANGUAGES:
        assert set(question.keywords[name]) <= set(found.keywords)
        terms = {term.editions[name].term for term in corpus.terms}
        assert terms <= {*found.names, *found.keywords}
    for words in (found.keywords, found.names):
        assert len(set(words)) == len(words)
    topic = {"zh": "影子与时间", "en": "Shadows and time"}
    assert found.topic == topic[language]


def test_a_name_that_is_given_already_is_not_given_again(corpus: Corpus) -> None:
    html = '<h2 id="a">A</h2><p>The Outflow Speed.</p>'
    names = document(corpus, "en", html).names
    assert "outflow speed" not in names
    assert "出流速度" in names
    for language in LANGUAGES:
        found = document(corpus, language)
        assert set(found.names).isdisjoint(found.keywords)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_plain(corpus: Corpus, language: Language) -> None:
    answer = document(corpus, language).answer
    assert answer
    assert not set("*`[]#") & set(answer)
