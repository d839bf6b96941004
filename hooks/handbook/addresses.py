"""Where things live: the addresses of pages below the site's root, and ways between.

An address has no leading slash and ends with one, as `zh/q/bpe-vs-wordpiece/`.
"""

from __future__ import annotations

import posixpath

from .model import Language, Question


def home(language: Language) -> str:
    """Return the address of a language's home page."""
    return f"{language}/"


def page(language: Language, name: str) -> str:
    """Return the address of a page that is no question."""
    return home(language) if name == "home" else f"{language}/{name}/"


def topic(language: Language, topic_id: str) -> str:
    """Return the address of a topic."""
    return f"{language}/topics/{topic_id}/"


def question(language: Language, slug: str) -> str:
    """Return the address of a question's edition."""
    return f"{language}/q/{slug}/"


def bilingual(subject: Question) -> str:
    """Return the short address that needs no language: both editions side by side."""
    return f"q/{subject.id}/"


def relative(target: str, base: str) -> str:
    """Return the reference from the page at `base` to `target`, fragment included.

    >>> relative("zh/q/b/#explain", "zh/q/a/")
    '../b/#explain'
    """
    path, hash_sign, fragment = target.partition("#")
    reference = posixpath.relpath(path or ".", base or ".")
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
