"""Where things live: the addresses of pages below the site's root, and ways between.

An address has no leading slash; a page's ends with one, as `zh/q/bpe-vs-wordpiece/`.
"""

from __future__ import annotations

import posixpath
import re

from .model import Language, Question

# An address of another site. What may be written is listed, not what may not: one in
# disguise (entities, escapes, white space, upper case) does not match.
OUTSIDE = re.compile(
    r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?"
    r"(?:[/?#][A-Za-z0-9._~:/?#@!$&()*+,;=%-]*)?"
)


def home(language: Language) -> str:
    """Return the address of a language's home page."""
    return f"{language}/"


def page(language: Language, name: str) -> str:
    """Return the address of a page that is no question."""
    return home(language) if name == "home" else f"{language}/{name}/"


def topic(language: Language, topic_id: str) -> str:
    """Return the address of a topic."""
    return f"{language}/topics/{topic_id}/"


def bilingual_by_slug(subject: Question) -> str:
    """Return the address that the bilingual page has beside its short one."""
    return f"q/{subject.slug}/"


def edition(language: Language | None, subject: Question) -> str:
    """Return the address of a question in a language, or in both."""
    return question(language, subject.slug) if language else bilingual(subject)


def qr_code(subject: Question) -> str:
    """Return the address of the drawing that leads to the short address."""
    return f"qr/{subject.id}.svg"


def question(language: Language, slug: str) -> str:
    """Return the address of a question's edition."""
    return f"{language}/q/{slug}/"


def bilingual(subject: Question) -> str:
    """Return the short address that needs no language: both editions side by side."""
    return f"q/{subject.id}/"


def markdown(address: str) -> str:
    """Return where the page at `address` stands as Markdown."""
    return f"{address}index.md"


def feed(language: Language) -> str:
    """Return the address of a language's Atom feed."""
    return f"{language}/feed.xml"


def opensearch(language: Language) -> str:
    """Return the address of the description of a language's search."""
    return f"{language}/opensearch.xml"


def record(subject: Question) -> str:
    """Return the address of a question, both editions, as JSON."""
    return f"api/v1/questions/{subject.id}.json"


def oembed(language: Language, subject: Question) -> str:
    """Return the address of what a chat shows of a question that is linked to."""
    return f"api/v1/oembed/{language}/{subject.id}.json"


def card(language: Language, subject: Question) -> str:
    """Return the address of the picture that a chat shows of a question."""
    return f"cards/{subject.id}.{language}.png"


def relative(target: str, base: str) -> str:
    """Return the reference from the page at `base` to `target`, fragment included.

    >>> relative("zh/q/b/#explain", "zh/q/a/")
    '../b/#explain'
    """
    path, hash_sign, fragment = target.partition("#")
    # Of what has a root, relpath does not ask in which folder the process is.
    reference = posixpath.relpath(f"/{path}", f"/{base}")
    if path.endswith("/") or not path:
        reference += "/"
    return reference + hash_sign + fragment


def resolve(reference: str, base: str) -> str:
    """Return the address that `reference` names on the page at `base`.

    >>> resolve("../b/#explain", "zh/q/a/")
    'zh/q/b/#explain'
    """
    path, hash_sign, fragment = reference.partition("#")
    address = posixpath.normpath(posixpath.join(base, path)) if path else base
    if path.endswith("/") and not address.endswith("/"):
        address += "/"
    return address.removeprefix("./") + hash_sign + fragment
