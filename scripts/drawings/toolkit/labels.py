"""The words of the drawings: one table a question, both languages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handbook.model import LANGUAGES, Language
from handbook.strict_yaml import Fault, Node, YamlError, parse

REQUIRED = ("title", "desc")


class LabelError(Exception):
    """A drawing asks for a label that its table lacks."""


@dataclass(frozen=True)
class Labels:
    """The labels of one drawing in one language; calling it gives a label's text."""

    language: Language
    texts: Mapping[str, str]
    used: set[str] = field(default_factory=set)

    def __call__(self, key: str) -> str:
        """Return the text of a label; raises LabelError where there is none."""
        self.used.add(key)
        if key not in self.texts:
            raise LabelError(f"there is no label `{key}` in the table")
        return self.texts[key]


@dataclass(frozen=True)
class Table:
    """The labels of a question's drawings: by drawing, key and language."""

    drawings: Mapping[str, Mapping[str, Mapping[str, str]]]
    lines: Mapping[tuple[str, str], int]
    faults: tuple[Fault, ...] = ()

    def by_line(self, language: Language) -> str:
        """Return a language's texts, each on its own line of the file."""
        rows = [""] * (max(self.lines.values(), default=0))
        for (drawing, key), line in self.lines.items():
            texts = self.drawings[drawing].get(key)
            rows[line - 1] = texts[language] if texts else ""
        return "\n".join(rows) + "\n"

    def labels(self, drawing: str, language: Language) -> Labels:
        """Return the labels of a drawing; `drawing` is "main" for the nameless one."""
        entries = self.drawings.get(drawing, {})
        return Labels(
            language, {key: texts[language] for key, texts in entries.items()}
        )


def read(path: Path) -> Table:
    """Return the table in a file; what is wrong in it is among its faults."""
    try:
        root = parse(path.read_text("utf-8"))
    except OSError:
        return Table({}, {}, (Fault(1, "the table of labels is missing. Add it."),))
    except YamlError as error:
        return Table({}, {}, error.faults)
    faults: list[Fault] = []
    drawings: dict[str, dict[str, dict[str, str]]] = {}
    lines: dict[tuple[str, str], int] = {}
    for name, block in _entries(root, faults):
        drawings[name] = {}
        for key, node in _entries(block, faults):
            lines[name, key] = node.line
            texts = dict(_texts(key, node, faults))
            if len(texts) == len(LANGUAGES):
                drawings[name][key] = texts
        for key in REQUIRED:
            if (name, key) not in lines:
                message = (
                    f"the drawing `{name}` has no {key}. Add it in both languages."
                )
                faults.append(Fault(block.line, message))
    return Table(drawings, lines, tuple(faults))


def _entries(node: Node, faults: list[Fault]) -> Iterator[tuple[str, Node]]:
    if isinstance(node.value, dict):
        yield from node.value.items()
    else:
        faults.append(Fault(node.line, "no mapping. Write keys with their values."))


def _texts(key: str, node: Node, faults: list[Fault]) -> Iterator[tuple[str, str]]:
    entries = node.value if isinstance(node.value, dict) else {}
    for language in LANGUAGES:
        text = entries[language].text.strip() if language in entries else ""
        if text:
            yield language, text
        else:
            message = f"the label `{key}` has no text in {language}. Write it."
            faults.append(Fault(node.line, message))
