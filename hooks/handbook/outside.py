"""What leads out of the site: the addresses of sources, and links to other sites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .bibliography import PATH as BIBLIOGRAPHY
from .model import Corpus
from .rules.rule import texts


class Place(NamedTuple):
    """Where an address stands; `path` is relative to the repository's root."""

    path: str
    line: int


def outside_addresses(corpus: Corpus) -> Mapping[str, tuple[Place, ...]]:
    """Return every address of another site, and where it stands, sorted."""
    found: dict[str, set[Place]] = {}
    for source in corpus.sources.values():
        if source.url:
            found.setdefault(source.url, set()).add(Place(BIBLIOGRAPHY, source.line))
    for holder, edition in texts(corpus):
        for link in edition.markup.links:
            if link.target.startswith(("https:", "http:")):
                place = Place(holder.path, link.line)
                address = link.target.partition("#")[0]
                found.setdefault(address, set()).add(place)
    return {address: tuple(sorted(found[address])) for address in sorted(found)}
