"""Rules of language: forbidden renderings, and Chinese typography."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..markup import CODE, FORMULA, HIDDEN, Markup
from ..model import LANGUAGES, Corpus, Language
from ..quoting import quoted
from ..terms import any_of
from .rule import Finding, Rule, texts
from .structure import HAN, keyword_line

# Letters and digits, and what stands for code and formulas.
_LATIN = f"A-Za-z0-9\u00c0-\u024f\u0370-\u03ff{CODE}{FORMULA}"
_STOPS = "，。；：？！、"
_OPEN, _CLOSE = "（「『《", "）」』》"
_QUOTATION = re.compile(r"「[^「」\n]*」")
_HALF_WIDTH = re.compile(
    rf"[{HAN}] ?\([^()\n]*\)?|\([^()\n]*\)[{HAN}]|\)[{HAN}]|[{HAN}]\)"
    rf"|\([{HAN}]|[{HAN}][,;:?!.]+|[,;:?!] ?[{HAN}]|\.[{HAN}]"
)
_STRAIGHT = re.compile(rf"[{HAN}{_STOPS}][\"']|[\"'][{HAN}]")
_UNSPACED = re.compile(rf"[{HAN}](?=[{_LATIN}])|[{_LATIN}](?=[{HAN}])")
_SPACED = re.compile(
    rf"[^\s|#>*{HIDDEN}-][ ]+[{_STOPS}{_CLOSE}]"
    rf"|[{_STOPS}{_OPEN}][ ]+[{HAN}{_LATIN}]"
)
# What may begin a span; without it a text is its own prose.
_MARKUP = re.compile(r"[`$\[\]<{\\@\n]")

Passage = tuple[str, int, Language, str]


def forbidden_renderings(corpus: Corpus) -> Iterator[Finding]:
    """Find renderings that the glossary rules out; text in 「…」 or code is exempt.

    Keywords may hold them, since readers search for them.
    """
    forbidden = {language: _Forbidden(corpus, language) for language in LANGUAGES}
    for path, line, language, text in _shown_passages(corpus):
        shown = _QUOTATION.sub(lambda match: HIDDEN * len(match[0]), text)
        for number, row in enumerate(shown.split("\n"), line):
            for word, term in forbidden[language].found_in(row).items():
                yield Finding(
                    path,
                    number,
                    f"{quoted(word)} is no rendering of ours. Write {term}, or quote "
                    "it in 「」.",
                )


class _Forbidden:
    """The renderings that one language's terms rule out, each with its term.

    One of Latin letters matches whole words, whatever their case.
    """

    def __init__(self, corpus: Corpus, language: Language) -> None:
        self._terms = {
            word.casefold(): term.editions[language].term
            for term in corpus.terms
            for word in term.editions[language].avoid
        }
        latin = any_of(word for word in self._terms if word.isascii())
        other = any_of(word for word in self._terms if not word.isascii())
        self._pattern = re.compile(
            rf"(?<![A-Za-z0-9])(?:{latin})(?![A-Za-z0-9])|{other}", re.IGNORECASE
        )

    def found_in(self, row: str) -> dict[str, str]:
        """Return the term of each rendering in a line of text."""
        words = dict.fromkeys(self._pattern.findall(row))
        return {word: self._terms[word.casefold()] for word in words}


def punctuation(corpus: Corpus) -> Iterator[Finding]:
    """Find half-width punctuation and straight quotes beside Chinese."""
    for path, line, language, text in _passages(corpus):
        if language != "zh":
            continue
        for number, row in enumerate(_bare(text).split("\n"), line):
            found = [match[0] for match in _HALF_WIDTH.finditer(row)]
            found += [match[0] for match in _STRAIGHT.finditer(row)]
            if found:
                yield Finding(
                    path,
                    number,
                    f"half-width punctuation beside Chinese: {_shown(found)}. "
                    "Write ，。；：？！（）“”.",
                )


def spacing(corpus: Corpus) -> Iterator[Finding]:
    """Find spaces that are missing between Chinese and Latin, or too many."""
    for path, line, language, text in _passages(corpus):
        if language != "zh":
            continue
        rows = zip(_bare(text).split("\n"), text.split("\n"), strict=True)
        for number, (bare, row) in enumerate(rows, line):
            missing = [
                _around(bare, match.start() + 1) for match in _UNSPACED.finditer(bare)
            ]
            if missing:
                yield Finding(
                    path,
                    number,
                    f"no space between Chinese and Latin: {_shown(missing)}. "
                    "Write one space there.",
                )
            surplus = [match[0] for match in _SPACED.finditer(row)]
            if surplus:
                yield Finding(
                    path,
                    number,
                    f"a space beside full-width punctuation: {_shown(surplus)}. "
                    "Remove it.",
                )


def _passages(corpus: Corpus) -> Iterator[Passage]:
    """Yield path, first line, language and prose of all that an author writes."""
    yield from _shown_passages(corpus)
    for question in corpus.questions:
        for language in LANGUAGES:
            line = keyword_line(question, language)
            for word in question.keywords[language]:
                yield question.path, line, language, _inline(word)


def _shown_passages(corpus: Corpus) -> Iterator[Passage]:
    """Yield path, first line, language and prose of all that a reader reads."""
    for holder, edition in texts(corpus):
        markup = edition.markup
        yield holder.path, markup.line, edition.language, markup.reading
        for link in markup.links:
            if link.title:
                yield holder.path, link.line, edition.language, _inline(link.title)
    for term in corpus.terms:
        for language, entry in term.editions.items():
            for words in (entry.term, *entry.forms, entry.definition, entry.usage):
                yield "docs/glossary.yml", term.line, language, _inline(words)
    for topic in corpus.topics:
        for language in LANGUAGES:
            for words in (topic.titles[language], topic.descriptions[language]):
                yield "docs/topics.yml", topic.line, language, _inline(words)


def _inline(words: str) -> str:
    if not _MARKUP.search(words):  # most keywords and definitions are plain
        return words
    return Markup(words.replace("\n", " ")).reading


def _bare(text: str) -> str:
    """Return the text without the signs of emphasis, which a reader does not see."""
    return text.replace("*", "")


def _around(text: str, offset: int) -> str:
    """Return the words on both sides of a place."""
    before = re.search(r"\S{0,4}\Z", text[max(0, offset - 4) : offset])
    after = re.match(r"\S{0,4}", text[offset : offset + 4])
    return (before[0] if before else "") + (after[0] if after else "")


def _shown(found: list[str]) -> str:
    """Return up to three finds, with words for what stands in for code and formulas."""
    names = {CODE: "⟨code⟩", FORMULA: "⟨formula⟩", HIDDEN: "…"}
    different = list(dict.fromkeys(found))
    shown = [
        quoted("".join(names.get(character, character) for character in find))
        for find in different[:3]
    ]
    return ", ".join(shown) + (" and others" if len(different) > 3 else "")


RULES = (
    Rule(
        "forbidden-rendering",
        "不用术语表里列为不用的译法和写法；「」里的引语和关键词除外。",
        "No rendering that the glossary rules out; quotations in 「」 and keywords are "
        "exempt.",
        forbidden_renderings,
        is_of_one=True,
    ),
    Rule(
        "punctuation",
        "中文旁边用全角标点和弯引号。",
        "Beside Chinese, punctuation is full-width and quotes are curly.",
        punctuation,
        is_of_one=True,
    ),
    Rule(
        "spacing",
        "中文与英文、数字、代码、公式之间空一格，全角标点旁不空。",
        "One space stands between Chinese and Latin letters, digits, code or formulas, "
        "and none beside full-width punctuation.",
        spacing,
        is_of_one=True,
    ),
)
