"""YAML as the handbook's files use it: a small, safe part of the language, with lines.

Only text, whole numbers, dates, lists and mappings exist. Tags, anchors, aliases,
duplicate keys and tabs are refused, so that nothing is ever constructed or expanded.
The nodes are built from the parser's events without recursion: depth costs no stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import yaml

from .quoting import quoted, visible

DEEPEST = 8

# libyaml is many times faster; both parsers give the same events.
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_ValueEvent = yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,8}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A tab, and what YAML takes for line ends but nobody else does.
_ODD_SPACE = re.compile("[\t\x85\u2028\u2029]")
_FORBIDDEN = re.compile(
    r"[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on a line, with the cure."""

    line: int
    message: str


class YamlError(Exception):
    """The text is no YAML that the handbook accepts; `faults` says why, by line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.message for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands.

    `text` is a scalar as it was written, without its quotation marks, and empty for a
    list or mapping. `line` is the line of the key for a value in a mapping.
    """

    value: str | int | date | list[Node] | dict[str, Node]
    text: str
    line: int
    is_on_one_line: bool


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet."""

    value: list[Node] | dict[str, Node]
    line: int
    is_flow: bool
    key: str | None = None
    key_line: int = 0


def parse(text: str, line: int = 1) -> Node:
    """Return the document's root; `line` is the file's line on which the text starts.

    Raises `YamlError`.
    """
    odd_space = _ODD_SPACE.search(text)
    if odd_space:
        odd_line = line + text.count("\n", 0, odd_space.start())
        name = "a tab" if odd_space[0] == "\t" else quoted(odd_space[0])
        raise YamlError([Fault(odd_line, f"{name} in YAML. Use spaces.")])
    try:
        return _Builder(line).build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        fault_line = line + min(mark.line, max(text.count("\n") - 1, 0)) if mark else 1
        reason = visible(str(error.problem or error.context or "syntax error"))
    except yaml.YAMLError:
        fault_line = line + text.count("\n", 0, _unprintable(text))
        reason = "a control character"
    message = f"no valid YAML: {reason}. Mend the syntax here or just above."
    raise YamlError([Fault(fault_line, message)])


def key_faults(
    node: Node, required: Iterable[str], optional: Iterable[str] = ()
) -> Iterator[Fault]:
    """Yield the faults of a mapping's keys: all missing ones at once, each unknown one.

    The node must hold a mapping.
    """
    mapping = node.value
    assert isinstance(mapping, dict)
    required = tuple(required)
    known = (*required, *optional)
    missing = [key for key in required if key not in mapping]
    if missing:
        noun, cure = ("key", "it") if len(missing) == 1 else ("keys", "them")
        message = f"no {noun} {', '.join(map(quoted, missing))}. Add {cure}."
        yield Fault(node.line, message)
    for key, value in mapping.items():
        if key not in known:
            message = f"unknown key {quoted(key)}. Use only: {', '.join(known)}."
            yield Fault(value.line, message)


def _unprintable(text: str) -> int:
    """Return the offset of the first character that YAML does not allow."""
    match = _FORBIDDEN.search(text)
    return match.start() if match else 0


def _scalar(text: str, is_plain: bool) -> str | int | date:
    """Return a plain scalar as a number or date where it is one, else as text."""
    if is_plain and _INTEGER.fullmatch(text):
        return int(text)
    if is_plain and _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


class _Builder:
    """Builds nodes from events; faults that need not stop it are collected."""

    def __init__(self, first_line: int) -> None:
        self._first_line = first_line
        self._faults: list[Fault] = []
        self._refused: set[str] = set()
        self._stack: list[_Open] = []
        self._root: Node | None = None

    def build(self, events: Iterable[yaml.Event]) -> Node:
        for event in events:
            self._take(event)
        if self._faults:
            raise YamlError(self._faults)
        return self._root or Node("", "", self._first_line, True)

    def _line(self, event: yaml.Event) -> int:
        """Return the file's line on which an event starts."""
        return self._first_line + (event.start_mark.line if event.start_mark else 0)

    def _last_line(self, event: yaml.Event) -> int:
        """Return the file's line on which an event ends."""
        return self._first_line + (event.end_mark.line if event.end_mark else 0)

    def _take(self, event: yaml.Event) -> None:
        line = self._line(event)
        if isinstance(event, yaml.DocumentStartEvent) and self._root is not None:
            self._stop(line, "a second document starts here. Keep one in a file.")
        if isinstance(event, yaml.AliasEvent):
            self._refuse(line, "an alias in YAML. Write the value itself.")
            self._add(Node("", "", line, True), line)
        elif isinstance(event, yaml.ScalarEvent):
            self._refuse_extras(event, line)
            last_line = self._last_line(event)
            value = _scalar(event.value, not event.style)
            self._add(Node(value, event.value, line, line == last_line), line)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self._refuse_extras(event, line)
            if len(self._stack) == DEEPEST:
                self._stop(line, f"more than {DEEPEST} levels. Nest less deeply.")
            is_list = isinstance(event, yaml.SequenceStartEvent)
            self._stack.append(
                _Open([] if is_list else {}, line, bool(event.flow_style))
            )
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self._stack.pop()
            last_line = self._line(event)
            is_on_one_line = done.is_flow and done.line == last_line
            self._add(Node(done.value, "", done.line, is_on_one_line), done.line)

    def _add(self, node: Node, line: int) -> None:
        """Put a finished node where it belongs: root, list item, key or value."""
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif parent.key is None:
            if isinstance(node.value, list | dict):
                self._stop(line, "a list or mapping as a key. Use plain text.")
            parent.key, parent.key_line = node.text, line
        else:
            if parent.key in parent.value:
                message = (
                    f"the key {quoted(parent.key)} stands twice. Keep one of them."
                )
                self._faults.append(Fault(parent.key_line, message))
            is_on_one_line = node.is_on_one_line and line == parent.key_line
            parent.value.setdefault(
                parent.key, Node(node.value, node.text, parent.key_line, is_on_one_line)
            )
            parent.key = None

    def _refuse_extras(self, event: _ValueEvent, line: int) -> None:
        if event.tag is not None:
            tag = quoted(event.tag)
            self._refuse(line, f"the tag {tag} in YAML. Write a plain value.")
        if event.anchor is not None:
            self._refuse(line, f"the anchor {quoted(event.anchor)} in YAML. Delete it.")

    def _refuse(self, line: int, message: str) -> None:
        """Report a refused feature once: one alias stands for all of them."""
        if not self._refused:
            self._faults.append(Fault(line, message))
        self._refused.add(message)

    def _stop(self, line: int, message: str) -> None:
        raise YamlError([*self._faults, Fault(line, message)])
