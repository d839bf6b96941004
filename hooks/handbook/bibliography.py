"""The bibliography: BibTeX entries with their lines."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    Field,
    ImplicitComment,
    ParsingFailedBlock,
)

from .model import Source
from .quoting import quoted
from .strict_yaml import Fault

PATH = "docs/sources.bib"

# What a citation in the text can name; see `markup`.
_KEY = re.compile(r"[A-Za-z][\w:.+/-]*")
# A field inside another one's value: the parser lets a missing comma pass.
_SWALLOWED = re.compile(r"[}\"]\s*[a-z]+\s*=", re.I)

# The parser logs what it cannot read; here that is a problem, and is not said twice.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


def read(text: str) -> tuple[dict[str, Source], tuple[Fault, ...]]:
    """Return the entries by key, in the file's order, and what could not be read."""
    library = parse_string(text)
    sources: dict[str, Source] = {}
    faults: list[Fault] = []
    has_failed = False
    for block in library.blocks:
        if isinstance(block, Entry):
            entry_faults = tuple(_entry_faults(block))
            faults.extend(entry_faults)
            if not entry_faults:
                sources[block.key] = _source(block)
        elif not (has_failed and isinstance(block, ImplicitComment)):
            # What follows a broken entry up to the next one is its rest.
            faults.extend(_block_faults(block))
        has_failed = isinstance(block, ParsingFailedBlock)
    return sources, tuple(faults)


def _source(entry: Entry) -> Source:
    fields = {field.key.lower(): _plain(field) for field in entry.fields}
    kind = entry.entry_type.lower()
    return Source(entry.key, kind, _line(entry), fields)


def _plain(field: Field) -> str:
    """Return a field's value on one line."""
    return " ".join(str(field.value).split())


def _entry_faults(entry: Entry) -> Iterator[Fault]:
    if not _KEY.fullmatch(entry.key):
        message = (
            f"{quoted(entry.key)} is no key. Use letters and digits, a letter first."
        )
        yield Fault(_line(entry), message)
    names: set[str] = set()
    for field in entry.fields:
        line, name = (field.start_line or 0) + 1, field.key.lower()
        if _SWALLOWED.search(str(field.value)):
            yield Fault(line, f"no comma behind the field {quoted(name)}. Add it.")
        if name in names:
            yield Fault(line, f"the field {quoted(name)} stands twice. Keep one.")
        names.add(name)


def _block_faults(block: Block) -> Iterator[Fault]:
    """Yield what is wrong with a block that is no entry; comments are no fault."""
    line = _line(block)
    if isinstance(block, DuplicateBlockKeyBlock):
        message = f"the key {quoted(block.key)} stands twice. Keep one of the entries."
        yield Fault(line, message)
    elif isinstance(block, DuplicateFieldKeyBlock):
        names = ", ".join(map(quoted, sorted(block.duplicate_keys)))
        yield Fault(line, f"the field {names} stands twice. Keep one.")
    elif isinstance(block, ParsingFailedBlock):
        message = "an entry that cannot be read. Close its braces and part its fields."
        yield Fault(line, message)
    elif isinstance(block, ImplicitComment):
        yield from _comment_faults(block.comment, line)


def _comment_faults(text: str, first_line: int) -> Iterator[Fault]:
    """Yield the first line between two entries that is no comment."""
    for offset, line in enumerate(text.split("\n")):
        if line.strip() and not line.lstrip().startswith("%"):
            message = (
                f"text outside an entry: {quoted(line)}. Delete it or put % first."
            )
            yield Fault(first_line + offset, message)
            return


def _line(block: Block) -> int:
    return (block.start_line or 0) + 1
