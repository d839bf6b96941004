"""What the preview card of a page says.

A chat program shows it, as a picture, where somebody sends the page's address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit

from . import addresses
from .assembly import AssembledPage
from .markdown_text import plain_text
from .model import LANGUAGES, Corpus, Language, Question, Topic
from .resolution import Words
from .sentences import opening

# The fonts have curly quotes as wide as Chinese characters; English takes plain ones.
_PLAIN_QUOTES = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, slots=True)
class Card:
    """The words of a card: from top to bottom, as it shows them.

    `name` is its file's, without the suffix. `titles` are one, or the Chinese and the
    English one; a card with two has no `sentence`.
    """

    # In pixels.
    width: ClassVar[int] = 1200
    height: ClassVar[int] = 630

    name: str
    topic: str
    titles: tuple[str, ...]
    sentence: str
    address: str

    @property
    def path(self) -> str:
        """The card's file below the site's root."""
        return f"cards/{self.name}.png"

    @property
    def text(self) -> str:
        """All that the card says, for who cannot see it."""
        return " · ".join(filter(None, (self.topic, *self.titles, self.sentence)))


def card(page: AssembledPage, corpus: Corpus, words: Words, site_url: str) -> Card:
    """Return the card of a page; `words` are the interface's in its language."""
    languages = (page.language,) if page.language else LANGUAGES
    topics = {topic.id: topic for topic in corpus.topics}
    subject = page.subject
    if isinstance(subject, Question):
        shelf = topics[subject.topic].titles
        topic = " · ".join(shelf[language] for language in languages)
        titles = tuple(subject.editions[language].title for language in languages)
        # The short one, which can be read out and typed.
        name, address = str(subject.id), addresses.bilingual(subject)
        answer = subject.editions[languages[0]].answer
    elif isinstance(subject, Topic):
        topic = words["site_name"]
        titles = tuple(subject.titles[language] for language in languages)
        name, address = f"topic-{subject.id}", page.address
        answer = subject.descriptions[languages[0]]
    else:
        topic = words["site_name"]
        titles = tuple(subject.editions[language].title for language in languages)
        name, address = subject.name, page.address
        answer = subject.editions[languages[0]].answer
    return Card(
        f"{name}.{page.language or 'both'}",
        shown(topic, page.language),
        tuple(map(shown, titles, languages)),
        shown(opening(plain_text(answer)), page.language) if page.language else "",
        _address(site_url + address),
    )


def shown(text: str, language: Language | None) -> str:
    """Return a text as a card shows it."""
    return text.translate(_PLAIN_QUOTES) if language == "en" else text


def _address(url: str) -> str:
    """Return an address as one reads it out, without scheme and last slash."""
    parts = urlsplit(url)
    return (parts.netloc + parts.path).rstrip("/")
