"""The site's pages as Markdown for another generator, which runs nothing of ours.

Each page's file stands where its address is, so that relative references mean the
same in the file and on the page. Formulas and drawings are put in as MathML and SVG,
programs as text. What remains is Python-Markdown with the extensions that a
configuration can name: attr_list, md_in_html, tables, toc, highlight and superfences.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from xml.etree import ElementTree

from . import addresses
from .assembly import AssembledPage
from .bilingual import SOURCES, prefixed, shared_anchor
from .drawings import inlined
from .markdown_text import Edit, edited, escaped, plain_text
from .markup import Link, Markup
from .mathematics import mathml
from .model import LANGUAGES, Corpus, Language, Question, Topic
from .moved_anchors import OLD_IDS
from .resolution import Words

# Gives a file of docs/ by its path below it.
Reader = Callable[[str], str]

_SNIPPET = re.compile(r'^--8<-- "([^"\n]+)"$', re.M)
_ID = re.compile(r"(?<=#)[\w-]+")
# The description of a term in a tooltip, which the site's templates add to a page.
_DESCRIPTION = re.compile(r" aria-describedby=[\w-]+")
_OLD = re.compile(rf' ?{OLD_IDS}="([^"]*)"')
# Where a section of a question begins; it is in no text.
_CUT = "\ue010"
# What Markdown would take for its own between the tags of MathML and SVG.
_SPECIAL = re.compile(r"[\\`*_{}\[\]|~^$:!#]")
_TAG_OR_TEXT = re.compile(r"(<[^>]*>)|([^<]+)")


def path(page: AssembledPage) -> str:
    """Return the file of a page below the staged docs/."""
    return addresses.markdown(page.address)


class Stage:
    """Writes pages; `read` gives the files of docs/, `words` are the interface's."""

    def __init__(
        self,
        corpus: Corpus,
        pages: Mapping[str, AssembledPage],
        words: Mapping[str, Words],
        read: Reader,
    ) -> None:
        self._corpus = corpus
        self._pages = pages
        self._words = words
        self._read = read

    def markdown(self, page: AssembledPage) -> str:
        """Return a page's Markdown. Raises FormulaError; a rule reports it before."""
        if page.kind == "entrance":
            parts = self._entrance(page)
        elif page.kind == "redirect":
            parts = iter([f"# {escaped(page.title)}", self._moved(page)])
        elif page.kind == "bilingual":
            parts = self._bilingual(page)
        else:
            parts = self._plain(page)
        return "\n\n".join(part.strip("\n") for part in parts) + "\n"

    def _plain(self, page: AssembledPage) -> Iterator[str]:
        yield _Text(self, page, None).markdown.replace(_CUT, "")
        if isinstance(page.subject, Topic):
            for question in self._corpus.by_topic[page.subject.id]:
                yield f"## {self._numbered(page, question)} {{ #{question.slug} }}"
                assert page.language
                yield escaped(plain_text(question.editions[page.language].answer))
        elif page.kind in ("home", "map"):
            yield from self._lists(page)

    def _lists(self, page: AssembledPage) -> Iterator[str]:
        language = page.language
        assert language
        words = self._words[language]
        if page.kind == "home":
            yield '<div id="topics"></div>'
        for topic in self._corpus.topics:
            questions = self._corpus.by_topic.get(topic.id, ())
            if questions:
                target = addresses.topic(language, topic.id)
                title = self.link(page, topic.titles[language], target)
                yield f"## {title} {{ #{topic.id} }}"
            if questions and page.kind == "home":
                yield escaped(topic.descriptions[language])
            lines = []
            for question in questions:
                lines.append(f"- {self._numbered(page, question)}")
                first = self._corpus.published_by_slug(question.prerequisites)
                if first and page.kind == "map":
                    numbers = (
                        self.link(page, str(q.id), addresses.question(language, q.slug))
                        for q in first
                    )
                    lines[-1] += f" {words['read_first']} {' '.join(numbers)}"
            yield "\n".join(lines)
        if page.kind == "home":
            target = addresses.page(language, "map")
            yield self.link(page, words["map_link"], target)

    def _numbered(self, page: AssembledPage, question: Question) -> str:
        language = page.language
        assert language
        target = addresses.question(language, question.slug)
        title = question.editions[language].title
        return f"{question.id} {self.link(page, title, target)}"

    def _entrance(self, page: AssembledPage) -> Iterator[str]:
        for language in LANGUAGES:
            words = self._words[language]
            level = "#" if language == LANGUAGES[0] else "##"
            yield f"{level} {escaped(words['site_name'])} {{ #{language} }}"
            assert not isinstance(page.subject, Topic)
            edition = page.subject.editions[language]
            yield escaped(plain_text(edition.answer))
            yield self.link(page, words["enter"], addresses.home(language))

    def _moved(self, page: AssembledPage) -> str:
        assert isinstance(page.subject, Question)
        target = addresses.edition(page.language, page.subject)
        return self.link(page, page.title, target)

    def _bilingual(self, page: AssembledPage) -> Iterator[str]:
        stem = page.path.removesuffix(".both.md")
        columns: dict[str, dict[Language, str]] = {}
        for language in LANGUAGES:
            edition = self._pages[f"{stem}.{language}.md"]
            text = _Text(self, edition, page).markdown
            # The ids stand between pairs of cuts, each section's text behind its own.
            first, *rest = text.split(_CUT)
            columns.setdefault("", {})[language] = first
            for id, section in zip(rest[::2], rest[1::2], strict=True):
                columns.setdefault(id, {})[language] = section
        for id, column in columns.items():
            anchor = f' id="{id}"' if id else ""
            yield f'<section class="pair"{anchor} markdown="1">'
            if id == SOURCES:
                # The list has no language, and stands once; its heading has two.
                yield f"## {self._words['both']['sources']} {{ #both-sources }}"
                column = {"zh": column["zh"].partition("\n")[2]}
            for language, text in column.items():
                yield f'<div lang="{language}" markdown="1">'
                yield text
                yield "</div>"
            yield "</section>"

    def link(self, page: AssembledPage, title: str, target: str) -> str:
        """Return a link from a page to an address, with plain text for a title."""
        return f"[{escaped(title)}]({_reference(target, page)})"

    def figure(
        self, link: Link, id: str, page: AssembledPage, shown: AssembledPage
    ) -> str:
        """Return a drawing of a page with its caption as HTML, for the page `shown`."""
        source = _below(page, link.target)
        prefix = "" if shown is page else f"{page.language}-"
        drawing = inlined(self._read(source), link.text)
        for element in drawing.iter():
            for name in ("id", "aria-labelledby", "aria-describedby"):
                if value := element.get(name):
                    ids = (prefix + part for part in value.split())
                    element.set(name, " ".join(ids))
        svg = ElementTree.tostring(drawing, "unicode")
        assert page.language
        return (
            f'<figure id="{prefix}{id}">{_guarded(svg)}<figcaption>'
            f"{_guarded(escape(link.title, quote=False))} <a "
            f'class="enlarge" href="{addresses.relative(source, shown.address)}">'
            f"{self._words[page.language]['enlarge']}</a></figcaption></figure>"
        )

    def target(
        self, link: Link, page: AssembledPage, shown: AssembledPage, language: Language
    ) -> str:
        """Return where a link of a page leads from the page that shows its text."""
        name, hash_sign, anchor = link.target.partition("#")
        if ":" in name:
            return link.target
        name = _below(page, name) if name else page.path
        found = self._pages.get(name)
        if not found:
            return addresses.relative(name, shown.address)
        if shown.kind == "bilingual" and isinstance(found.subject, Question):
            anchor = shared_anchor(found.subject, anchor, language)
            found = self._pages[_both(found.path)]
        here = "" if found is shown else _reference(found.address, shown)
        return here + hash_sign + anchor

    def program(self, name: str) -> str:
        """Return a program or its output."""
        return self._read(f"examples/{name}").rstrip("\n")


class _Text:
    """A page's own text, as it is shown on the page `shown`."""

    def __init__(
        self, stage: Stage, page: AssembledPage, both: AssembledPage | None
    ) -> None:
        assert page.language
        self._stage, self._page, self._shown = stage, page, both or page
        self._language: Language = page.language
        self._is_shared = both is not None
        self._markup = Markup(page.markdown)

    @property
    def markdown(self) -> str:
        """The text with all that the other generator cannot read put in its place."""
        edits = [
            *self._formulas(),
            *self._links(),
            *self._attributes(),
            *self._snippets(),
            *self._cuts(),
        ]
        return edited(self._markup.text, edits)

    def _formulas(self) -> Iterator[Edit]:
        for formula in self._markup.formulas:
            math = _guarded(mathml(formula.tex.strip(), formula.is_display))
            tag = "div" if formula.is_display else "span"
            html = f'<{tag} class="formula">{math}</{tag}>'
            yield formula.start, formula.end, html

    def _links(self) -> Iterator[Edit]:
        lists = {attributes.start: attributes for attributes in self._markup.attributes}
        for link in self._markup.links:
            if link.is_image:
                attributes = lists[link.end]
                (id,) = _ID.findall(attributes.source)
                html = self._stage.figure(link, id, self._page, self._shown)
                yield link.start, attributes.end, html
            elif link.text:
                target = self._stage.target(
                    link, self._page, self._shown, self._language
                )
                yield link.target_start, link.target_end, target

    def _attributes(self) -> Iterator[Edit]:
        figures = {link.end for link in self._markup.links if link.is_image}
        for attributes in self._markup.attributes:
            if attributes.start in figures:
                continue
            source = self._markup.text[attributes.start : attributes.end]
            changed = _DESCRIPTION.sub("", source)
            old = _OLD.search(changed)
            changed = _OLD.sub("", changed)
            if self._is_shared:
                changed = _ID.sub(
                    lambda match: prefixed(match[0], self._language), changed
                )
            if old:
                spans = "".join(f'<span id="{id}"></span>' for id in old[1].split())
                changed = f"{spans} {changed}"
            if changed != source:
                yield attributes.start, attributes.end, changed

    def _snippets(self) -> Iterator[Edit]:
        for fence in self._markup.fences:
            for match in _SNIPPET.finditer(self._markup.text, fence.start, fence.end):
                text = self._stage.program(match[1])
                yield match.start(), match.end(), text

    def _cuts(self) -> Iterator[Edit]:
        if self._is_shared:
            for heading in self._markup.headings:
                if heading.level == 2:
                    yield heading.start, heading.start, f"{_CUT}{heading.id}{_CUT}"


def _below(page: AssembledPage, target: str) -> str:
    """Return the path below docs/ of what a page refers to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), target))


def _both(name: str) -> str:
    return re.sub(r"\.\w+\.md$", ".both.md", name)


def _reference(target: str, page: AssembledPage) -> str:
    """Return the reference from a page's file to that of the page at an address."""
    own = posixpath.dirname(path(page)) or "."
    return posixpath.relpath(addresses.markdown(target), own)


def _guarded(html: str) -> str:
    """Return HTML on one line, in which Markdown finds nothing of its own."""

    def part(match: re.Match[str]) -> str:
        if match[1]:
            return match[1]
        return _SPECIAL.sub(lambda special: f"&#{ord(special[0])};", match[2])

    return _TAG_OR_TEXT.sub(part, " ".join(html.split()))
