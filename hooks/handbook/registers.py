"""The lists that stand once for the whole site: topics, terms, addresses, redirects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from .front_matter import SLUG
from .model import (
    LANGUAGES,
    Language,
    PublishedAddress,
    Redirect,
    Term,
    TermEdition,
    Topic,
)
from .quoting import quoted
from .strict_yaml import Fault, Node, key_faults

Item = TypeVar("Item", Topic, Term, PublishedAddress)


class Entry:
    """A mapping in a list, read key by key; its faults are collected.

    What is missing or wrong reads as empty, so that one look finds every fault.
    """

    def __init__(
        self, node: Node, required: Iterable[str], optional: Iterable[str] = ()
    ) -> None:
        self.line = node.line
        self.faults: list[Fault] = []
        self._values: dict[str, Node] = {}
        if isinstance(node.value, dict):
            self._values = node.value
            self.faults += key_faults(node, required, optional)
        else:
            keys = ", ".join(required)
            message = f"no mapping. Give it the keys {keys}."
            self.faults.append(Fault(node.line, message))

    def text(self, key: str) -> str:
        """Return the text under `key`, on one line."""
        node = self._values.get(key)
        if node is None:
            return ""
        text = " ".join(node.text.split())
        if not text:
            self.faults.append(Fault(node.line, f"{key} is empty. Write its text."))
        return text

    def slug(self, key: str) -> str:
        """Return the slug under `key`."""
        text = self.text(key)
        if text and not SLUG.fullmatch(text):
            message = f"{quoted(text)} is no {key}. Use a-z, 0-9 and single hyphens."
            self.faults.append(Fault(self._values[key].line, message))
        return text

    def number(self, key: str) -> int:
        """Return the positive whole number under `key`."""
        node = self._values.get(key)
        if node is None:
            return 0
        if isinstance(node.value, int) and node.value > 0:
            return node.value
        message = f"{quoted(node.text)} is no {key}. Write a positive whole number."
        self.faults.append(Fault(node.line, message))
        return 0

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts under `key`, empty where the key is missing."""
        node = self._values.get(key)
        if node is None:
            return ()
        if isinstance(node.value, list) and all(item.text for item in node.value):
            return tuple(item.text for item in node.value)
        message = f"{key} is no list of texts. Write it as [one, two]."
        self.faults.append(Fault(node.line, message))
        return ()

    def entry(
        self, key: str, required: Iterable[str], optional: Iterable[str] = ()
    ) -> Entry | None:
        """Return the mapping under `key`, None where the key is missing."""
        node = self._values.get(key)
        return Entry(node, required, optional) if node else None


def topics(root: Node) -> tuple[tuple[Topic, ...], tuple[Fault, ...]]:
    """Return the topics in their order, and the faults."""
    return _read_list(root, _topic, lambda topic: (topic.id,))


def terms(root: Node) -> tuple[tuple[Term, ...], tuple[Fault, ...]]:
    """Return the glossary's terms, and the faults."""
    found, faults = _read_list(root, _term, lambda term: (term.id,))
    return found, (*faults, *_shared_forms(found))


def published(root: Node) -> tuple[tuple[PublishedAddress, ...], tuple[Fault, ...]]:
    """Return every id and slug that was ever public, and the faults."""
    return _read_list(root, _address, lambda address: (str(address.id), address.slug))


def redirects(root: Node) -> tuple[tuple[Redirect, ...], tuple[Fault, ...]]:
    """Return the slugs that left with those that answer for them, and the faults."""
    if not isinstance(root.value, dict):
        message = "no mapping. Write one old-slug: new-slug a line."
        return (), (Fault(root.line, message),)
    found: list[Redirect] = []
    faults: list[Fault] = []
    for old, node in root.value.items():
        bad = [slug for slug in (old, node.text) if not SLUG.fullmatch(slug)]
        if bad:
            message = f"{quoted(bad[0])} is no slug. Use a-z, 0-9 and single hyphens."
            faults.append(Fault(node.line, message))
        else:
            found.append(Redirect(old, node.text, node.line))
    return tuple(found), tuple(faults)


def _read_list(
    root: Node,
    read: Callable[[Node], tuple[Item, list[Fault]]],
    names: Callable[[Item], tuple[str, ...]],
) -> tuple[tuple[Item, ...], tuple[Fault, ...]]:
    """Return the items of a list, and the faults; `names` gives what must be unique."""
    if not isinstance(root.value, list):
        return (), (Fault(root.line, "no list. Start each entry with a hyphen."),)
    found: list[Item] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for node in root.value:
        item, item_faults = read(node)
        faults += item_faults
        for name in names(item):
            if name in seen and not item_faults:
                message = f"{quoted(name)} stands twice. Keep one of the entries."
                faults.append(Fault(item.line, message))
        seen.update(names(item))
        found.append(item)
    return tuple(found), tuple(faults)


def _topic(node: Node) -> tuple[Topic, list[Fault]]:
    entry = Entry(node, ("id", *LANGUAGES))
    faults = entry.faults
    titles: dict[Language, str] = {}
    descriptions: dict[Language, str] = {}
    for language in LANGUAGES:
        edition = entry.entry(language, ("title", "description"))
        titles[language] = edition.text("title") if edition else ""
        descriptions[language] = edition.text("description") if edition else ""
        faults += edition.faults if edition else []
    return Topic(entry.slug("id"), entry.line, titles, descriptions), faults


def _term(node: Node) -> tuple[Term, list[Fault]]:
    entry = Entry(node, ("id", *LANGUAGES))
    faults = entry.faults
    editions: dict[Language, TermEdition] = {}
    for language in LANGUAGES:
        edition = entry.entry(language, ("term", "definition"), ("forms", "usage"))
        editions[language] = _term_edition(edition) if edition else _NO_EDITION
        faults += edition.faults if edition else []
    return Term(entry.slug("id"), entry.line, editions), faults


_NO_EDITION = TermEdition("", (), "", "")


def _term_edition(entry: Entry) -> TermEdition:
    return TermEdition(
        term=entry.text("term"),
        forms=entry.texts("forms"),
        definition=entry.text("definition"),
        usage=entry.text("usage"),
    )


def _address(node: Node) -> tuple[PublishedAddress, list[Fault]]:
    entry = Entry(node, ("id", "slug"))
    address = PublishedAddress(entry.number("id"), entry.slug("slug"), entry.line)
    return address, entry.faults


def _shared_forms(terms: Iterable[Term]) -> Iterator[Fault]:
    """Yield a fault for each form that an earlier term has in the same language."""
    owners: dict[tuple[Language, str], str] = {}
    for term in terms:
        for language, edition in term.editions.items():
            for form in (edition.term, *edition.forms):
                owner = owners.setdefault((language, form.casefold()), term.id)
                if form and owner != term.id:
                    message = (
                        f"{quoted(form)} is a form of {quoted(owner)} too. "
                        "Give it to one term only."
                    )
                    yield Fault(term.line, message)
