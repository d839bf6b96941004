"""The front matter of a question: one table of its fields.

A further field is one line in `FIELDS` and one in `model.Question`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from .model import LANGUAGES, Status
from .quoting import quoted
from .strict_yaml import Fault, Node, YamlError, key_faults, parse

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


_STATUSES: tuple[str, ...] = get_args(Status)


class FieldError(Exception):
    """A value is not what its field holds; `line` is where."""

    def __init__(self, line: int, message: str) -> None:
        self.fault = Fault(line, message)
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Field:
    """A key of the front matter, and how its value is read.

    `read` raises `FieldError`. `default` is the value where the key may be missing.
    """

    key: str
    read: Callable[[Node], object]
    default: object = None


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values by key, the line of each key, and the faults.

    `values` is complete only where there is no fault of the rule `front-matter`.
    """

    # Any, because the values go to the model's constructor by their names.
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    yaml_faults: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()


def _identifier(node: Node) -> int:
    if isinstance(node.value, int) and node.value > 0:
        return node.value
    wanted = "a positive whole number without quotation marks"
    raise FieldError(node.line, f"{_shown(node)} is no id. Write {wanted}.")


def _level(node: Node) -> int:
    if isinstance(node.value, int) and 1 <= node.value <= 3:
        return node.value
    raise FieldError(node.line, f"{_shown(node)} is no level. Write 1, 2 or 3.")


def _date(node: Node) -> date:
    if isinstance(node.value, date):
        return node.value
    message = f"{_shown(node)} is no date. Write it as 2026-01-31, without quotes."
    raise FieldError(node.line, message)


def _status(node: Node) -> str:
    if node.text in _STATUSES:
        return node.text
    message = f"{_shown(node)} is no status. Write draft or published."
    raise FieldError(node.line, message)


def _texts(node: Node) -> tuple[str, ...]:
    if not isinstance(node.value, list) or not node.is_on_one_line:
        message = "no list on one line. Write it as [one, two], on the key's line."
        raise FieldError(node.line, message)
    for item in node.value:
        if not item.text.strip():
            message = "the list holds an empty or nested item. Write plain text."
            raise FieldError(item.line, message)
    return tuple(item.text for item in node.value)


def _slugs(node: Node) -> tuple[str, ...]:
    slugs = _texts(node)
    for slug in slugs:
        if not SLUG.fullmatch(slug):
            message = f"{quoted(slug)} is no slug. Write a question's file name."
            raise FieldError(node.line, message)
    return slugs


def _texts_by_language(node: Node) -> dict[str, tuple[str, ...]]:
    if not isinstance(node.value, dict):
        message = "no mapping by language. Write a list under zh and one under en."
        raise FieldError(node.line, message)
    for fault in key_faults(node, LANGUAGES):
        raise FieldError(fault.line, fault.message)
    return {language: _texts(node.value[language]) for language in LANGUAGES}


def _shown(node: Node) -> str:
    if isinstance(node.value, list | dict):
        return "a list or mapping"
    return quoted(node.text)


FIELDS: tuple[Field, ...] = (
    Field("id", _identifier),
    Field("level", _level),
    Field("related", _slugs),
    Field("prerequisites", _slugs),
    Field("keywords", _texts_by_language),
    Field("published", _date),
    Field("revised", _date),
    Field("reviewed", _date),
    Field("status", _status, default="published"),
)


def read(text: str, line: int) -> FrontMatter:
    """Return what the front matter holds; `text` stands between the two `---` lines."""
    try:
        root = parse(text, line)
    except YamlError as error:
        return FrontMatter({}, {}, yaml_faults=error.faults)
    if not isinstance(root.value, dict):
        fault = Fault(line, "no mapping of keys to values. Write one key a line.")
        return FrontMatter({}, {}, faults=(fault,))
    required = (field.key for field in FIELDS if field.default is None)
    optional = (field.key for field in FIELDS if field.default is not None)
    faults = list(key_faults(root, required, optional))
    values: dict[str, object] = {}
    for field in FIELDS:
        node = root.value.get(field.key)
        try:
            values[field.key] = field.read(node) if node else field.default
        except FieldError as error:
            faults.append(error.fault)
    lines = dict(_lines(root.value))
    if not faults:
        faults += _date_faults(values, lines)
    return FrontMatter(values, lines, faults=tuple(faults))


def _lines(mapping: Mapping[str, Node], prefix: str = "") -> Iterator[tuple[str, int]]:
    """Yield the line of each key, of one inside another as `keywords.zh`."""
    for key, node in mapping.items():
        yield prefix + key, node.line
        if isinstance(node.value, dict):
            yield from _lines(node.value, f"{prefix}{key}.")


def _date_faults(values: Mapping[str, Any], lines: Mapping[str, int]) -> list[Fault]:
    """Return the faults of dates that contradict each other."""
    return [
        Fault(lines[key], f"{key} before published. Correct one of the two dates.")
        for key in ("revised", "reviewed")
        if values[key] < values["published"]
    ]
