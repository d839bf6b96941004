"""A page as Markdown that reads the same anywhere: in a note, a chat, a model's input.

It is made of the assembled page, in which citations and links are resolved already.
What only this site understands is taken out, and every link becomes absolute.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from . import addresses
from .assembly import AssembledPage
from .markdown_text import Edit, edited, escaped
from .markup import Markup
from .model import Corpus, Language, Question, Topic
from .resolution import Words

_SNIPPET = re.compile(r'^--8<-- "([^"\n]+)"$', re.M)
# What would change a caption's look; `escaped` guards against more than it needs.
_MARK = re.compile(r"[\\`*_<\[\]$]")
_NEEDLESS = re.compile(r"\\([#+!>{}])")
# What introduces a list, and what parts its items.
_PUNCTUATION = {"zh": ("：", "、"), "en": (": ", ", ")}


def portable_markdown(
    page: AssembledPage,
    corpus: Corpus,
    pages: Mapping[str, AssembledPage],
    site_url: str,
    words: Words,
) -> str:
    """Return a page of one language as plain Markdown, its address at the end.

    `pages` are the site's by their paths, `words` those of the page's language.
    """
    markup = Markup(page.markdown)
    colon, _ = _PUNCTUATION[page.language or "zh"]
    edits = [
        *_links(markup, page, pages, site_url),
        *_attributes(markup),
        *_snippets(markup, page),
    ]
    parts = [
        edited(markup.text, edits).strip(),
        *_questions(page, corpus, site_url, words),
        "---",
        f"{words['site_name']}{colon}<{site_url}{page.address}>  \n{words['licence']}",
    ]
    return "\n\n".join(parts) + "\n"


def _links(
    markup: Markup,
    page: AssembledPage,
    pages: Mapping[str, AssembledPage],
    site_url: str,
) -> Iterator[Edit]:
    """Yield the edits that keep of each link what has a meaning elsewhere.

    What leads to a place on the page becomes its text: numbers, citations and terms.
    """
    marks = {attributes.start: attributes.source for attributes in markup.attributes}
    for link in markup.links:
        classes = marks.get(link.end, "").split()
        if ".back" in classes:
            yield _before(markup.text, link.start), link.end, ""
        elif ".citation" in classes:
            yield _before(markup.text, link.start), link.end, f" [{link.text}]"
        elif ".computed" in classes or ".term" in classes:
            yield link.start, link.end, _NEEDLESS.sub(r"\1", link.text)
        elif link.is_image:
            target = _absolute(link.target, page, pages, site_url)
            caption = _MARK.sub(r"\\\g<0>", link.title)
            yield link.start, link.end, f"![{link.text}]({target})\n\n*{caption}*"
        else:
            target = _absolute(link.target, page, pages, site_url)
            yield link.target_start, link.target_end, target


def _before(text: str, offset: int) -> int:
    """Return the offset of the spaces in front of what is at `offset`."""
    while offset and text[offset - 1] == " ":
        offset -= 1
    return offset


def _absolute(
    target: str,
    page: AssembledPage,
    pages: Mapping[str, AssembledPage],
    site_url: str,
) -> str:
    """Return the whole address of a link's target, as the assembled page has it."""
    path, hash_sign, fragment = target.partition("#")
    if "://" in path:
        return target
    if path:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
    found = pages.get(path) if path else page
    return f"{site_url}{found.address if found else path}{hash_sign}{fragment}"


def _attributes(markup: Markup) -> Iterator[Edit]:
    """Yield the edits that drop ids and classes, those on a line of their own too."""
    for attributes in markup.attributes:
        start = _before(markup.text, attributes.start)
        if markup.text[start - 1 : start] == "\n":
            start -= 1
        yield start, attributes.end, ""


def _snippets(markup: Markup, page: AssembledPage) -> Iterator[Edit]:
    """Yield the edits that put the program and its output into their fences."""
    if not (isinstance(page.subject, Question) and page.subject.example):
        return
    example = page.subject.example
    texts = {
        posixpath.basename(example.code_path): example.code,
        posixpath.basename(example.output_path): example.output,
    }
    for fence in markup.fences:
        for match in _SNIPPET.finditer(markup.text, fence.start, fence.end):
            if match[1] in texts:
                yield match.start(), match.end(), texts[match[1]].rstrip("\n")


def _questions(
    page: AssembledPage, corpus: Corpus, site_url: str, words: Words
) -> Iterator[str]:
    """Yield what a page's template adds to its text: the questions it leads to."""
    language = page.language
    assert language
    colon, comma = _PUNCTUATION[language]
    if isinstance(page.subject, Topic):
        for question in corpus.by_topic[page.subject.id]:
            yield f"## {_link(question, language, site_url)}"
            yield question.editions[language].answer
    elif page.kind in ("home", "map"):
        for topic in corpus.topics:
            lines = []
            for question in corpus.by_topic.get(topic.id, ()):
                lines.append(f"- {_link(question, language, site_url)}")
                first = corpus.published_by_slug(question.prerequisites)
                if first and page.kind == "map":
                    links = (_link(before, language, site_url) for before in first)
                    lines.append(
                        f"    - {words['read_first']}{colon}{comma.join(links)}"
                    )
            if lines:
                yield f"## {escaped(topic.titles[language])}"
                yield "\n".join(lines)


def _link(question: Question, language: Language, site_url: str) -> str:
    """Return a question's title as a link to its page."""
    target = site_url + addresses.question(language, question.slug)
    return f"[{question.editions[language].title}]({target})"
