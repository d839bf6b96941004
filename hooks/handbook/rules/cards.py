"""The rule of preview cards: their fonts have what is written on them."""

from __future__ import annotations

from collections.abc import Iterator

from ..card_characters import missing
from ..markdown_text import plain_text
from ..model import LANGUAGES, Corpus, Erratum
from ..quoting import quoted
from ..sentences import opening
from .identity import TOPICS
from .rule import Finding, Rule, texts


def card_characters(corpus: Corpus) -> Iterator[Finding]:
    """Find characters in a title, or in how an answer begins, that no card can show."""
    for path, line, text in _shown(corpus):
        # What is not printable is a fault wherever it stands; another rule finds it.
        lacking = "".join(filter(str.isprintable, missing(text)))
        if lacking:
            yield Finding(
                path,
                line,
                f"the preview card's fonts lack {quoted(lacking)}. Write it otherwise, "
                "or add it: see hooks/fonts/README.txt.",
            )


def _shown(corpus: Corpus) -> Iterator[tuple[str, int, str]]:
    """Yield path, line and plain text of all that a card shows."""
    for holder, edition in texts(corpus):
        if not isinstance(holder, Erratum):
            yield holder.path, edition.line, edition.title
            yield holder.path, edition.answer_line, opening(plain_text(edition.answer))
    for topic in corpus.topics:
        for language in LANGUAGES:
            yield TOPICS, topic.line, topic.titles[language]
            yield TOPICS, topic.line, opening(topic.descriptions[language])


RULES = (
    Rule(
        "card-characters",
        "标题和答案的开头只用预览卡片的字体里有的字符。",
        "Titles, and how answers begin, hold only characters that the preview cards' "
        "fonts have.",
        card_characters,
        is_of_one=True,
    ),
)
