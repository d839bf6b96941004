"""The lists that stand once for the whole site: topics, terms, addresses, errata."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from .editions import of_statement
from .front_matter import SLUG
from .model import (
    LANGUAGES,
    Edition,
    Erratum,
    Language,
    MovedAnchor,
    Name,
    NumberException,
    PublishedAddress,
    PublishedPage,
    Redirect,
    Synonyms,
    Term,
    TermEdition,
    Topic,
)
from .quoting import quoted
from .strict_yaml import Fault, Node, key_faults

Published = PublishedAddress | PublishedPage
Item = TypeVar("Item", Topic, Term, Published, Name, NumberException, Synonyms, Erratum)

ERRATA = "docs/errata.yml"


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

    def day(self, key: str) -> date | None:
        """Return the date under `key`, None where the key is missing."""
        node = self._values.get(key)
        if node is None:
            return None
        if isinstance(node.value, date):
            return node.value
        message = f"{quoted(node.text)} is no {key}. Write it as 2026-01-31."
        self.faults.append(Fault(node.line, message))
        return None

    def line_of(self, key: str) -> int:
        """Return the line of `key`, the entry's own where the key is missing."""
        node = self._values.get(key)
        return node.line if node else self.line

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


def published(root: Node) -> tuple[tuple[Published, ...], tuple[Fault, ...]]:
    """Return every address that was ever public, with its anchors, and the faults."""

    def names(entry: Published) -> tuple[str, ...]:
        if isinstance(entry, PublishedPage):
            return (f"page {entry.name}",)
        return str(entry.id), entry.slug

    return _read_list(root, _published, names)


def names(root: Node) -> tuple[tuple[Name, ...], tuple[Fault, ...]]:
    """Return the names that hold digits, and the faults."""
    return _read_list(root, _name, lambda name: (name.text,))


def exceptions(root: Node) -> tuple[tuple[NumberException, ...], tuple[Fault, ...]]:
    """Return the passages whose numbers need no evidence, and the faults."""
    return _read_list(root, _exception, lambda exception: ())


def synonyms(root: Node) -> tuple[tuple[Synonyms, ...], tuple[Fault, ...]]:
    """Return the words that the search takes for one another, and the faults."""
    return _read_list(root, _synonyms, lambda entry: entry.words)


def errata(root: Node) -> tuple[tuple[Erratum, ...], tuple[Fault, ...]]:
    """Return the corrections, then the misconceptions, and the faults."""
    lists = {"corrections": _correction, "misconceptions": _misconception}
    faults = list(key_faults(root, lists)) if isinstance(root.value, dict) else []
    if not isinstance(root.value, dict):
        keys = " and ".join(lists)
        faults.append(Fault(root.line, f"no mapping. Give it the keys {keys}."))
        return (), tuple(faults)
    found: tuple[Erratum, ...] = ()
    for key, read in lists.items():
        node = root.value.get(key)
        if node and node.value != []:
            items, item_faults = _read_list(node, read, lambda item: (item.id,))
            found, faults = (*found, *items), [*faults, *item_faults]
    return () if faults else found, tuple(faults)


def redirects(
    root: Node,
) -> tuple[tuple[Redirect | MovedAnchor, ...], tuple[Fault, ...]]:
    """Return the slugs and anchors that left with their heirs, and the faults."""
    if not isinstance(root.value, dict):
        message = "no mapping. Write one old-slug: new-slug a line."
        return (), (Fault(root.line, message),)
    found: list[Redirect | MovedAnchor] = []
    faults: list[Fault] = []
    for key, node in root.value.items():
        holder, is_anchor, old = key.partition("#")
        names = (holder, old, node.text) if is_anchor else (holder, node.text)
        bad = [name for name in names if not SLUG.fullmatch(name)]
        if bad:
            kind = "slug or anchor" if is_anchor else "slug"
            message = f"{quoted(bad[0])} is no {kind}. Use a-z, 0-9 and single hyphens."
            faults.append(Fault(node.line, message))
        elif is_anchor:
            found.append(MovedAnchor(holder, old, node.text, node.line))
        else:
            found.append(Redirect(holder, node.text, node.line))
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
        edition = entry.entry(
            language, ("term", "definition"), ("forms", "usage", "avoid")
        )
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
        avoid=entry.texts("avoid"),
    )


def _name(node: Node) -> tuple[Name, list[Fault]]:
    name = Name(node.text, node.line)
    if any(character.isdigit() for character in name.text):
        return name, []
    shown = quoted(name.text) if name.text else "a list or mapping"
    message = f"{shown} is no name with a digit. Remove it."
    return name, [Fault(node.line, message)]


def _exception(node: Node) -> tuple[NumberException, list[Fault]]:
    entry = Entry(node, ("question", *LANGUAGES, "reason"))
    passages = {language: entry.text(language) for language in LANGUAGES}
    slug, reason = entry.slug("question"), entry.text("reason")
    return NumberException(slug, entry.line, passages, reason), entry.faults


def _synonyms(node: Node) -> tuple[Synonyms, list[Fault]]:
    entry = Entry(node, LANGUAGES)
    words = [word for language in LANGUAGES for word in entry.texts(language)]
    return Synonyms(tuple(words), entry.line), entry.faults


def _correction(node: Node) -> tuple[Erratum, list[Fault]]:
    return _erratum(node, ("id", "date", "question", *LANGUAGES))


def _misconception(node: Node) -> tuple[Erratum, list[Fault]]:
    return _erratum(node, ("id", "question", *LANGUAGES))


def _erratum(node: Node, keys: tuple[str, ...]) -> tuple[Erratum, list[Fault]]:
    entry = Entry(node, keys)
    editions: dict[Language, Edition] = {}
    for language in LANGUAGES:
        statement = entry.entry(language, ("claim", "truth"))
        if statement:
            claim, truth = statement.text("claim"), statement.text("truth")
            line = statement.line_of("claim")
            editions[language] = of_statement(language, claim, truth, line)
            entry.faults += statement.faults
    erratum = Erratum(
        id=entry.slug("id"),
        path=ERRATA,
        line=entry.line,
        question=entry.slug("question"),
        corrected=entry.day("date"),
        editions=editions,
    )
    return erratum, entry.faults


def _published(node: Node) -> tuple[Published, list[Fault]]:
    if isinstance(node.value, dict) and "page" in node.value:
        entry = Entry(node, ("page",), ("anchors",))
        name = entry.text("page")
        if name and not SLUG.fullmatch(name.removeprefix("topics/")):
            message = f"{quoted(name)} is no page. Write its address, as glossary."
            entry.faults.append(Fault(entry.line_of("page"), message))
        return PublishedPage(name, entry.line, entry.texts("anchors")), entry.faults
    entry = Entry(node, ("id", "slug"), ("anchors",))
    address = PublishedAddress(
        entry.number("id"), entry.slug("slug"), entry.line, entry.texts("anchors")
    )
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
