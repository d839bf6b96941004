"""The files of the drawings: what each question's script makes, in both languages."""

from __future__ import annotations

import re
import runpy
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handbook.model import LANGUAGES, Language
from handbook.rules.numbers import occurs_as_token

from . import examples
from .drawing import Drawing, DrawingError
from .labels import LabelError, Labels, read

MAIN = "main"  # the drawing whose file has the question's name alone
FOLDER = "scripts/drawings"

# A name may hold a digit: BERT-base has none, fp16 does. The group is not possessive,
# for before Python 3.11.5 that would take a comma in which it fails; what stands behind
# it says that it is repeated as often as it can be.
_NUMBER = re.compile(r"(?<![A-Za-z0-9.-])\d++(?:[.,]\d++)*(?![.,]\d)%?+(?![A-Za-z])")

Draw = Callable[[Labels], Drawing]


@dataclass(frozen=True)
class Sheet:
    """A finished drawing: the name of its file in docs/figures, and its content."""

    name: str
    svg: str


class ScriptError(Exception):
    """A drawing cannot be made; `path` is below the root, the message has the cure."""

    def __init__(self, path: str, line: int, message: str) -> None:
        self.path, self.line, self.message = path, line, message
        super().__init__(message)


def sheets(root: Path, slug: str) -> Iterator[Sheet]:
    """Yield the drawings of a question, each in both languages.

    Raises ScriptError for the first thing that is wrong.
    """
    examples.use(root)
    table = read(root / FOLDER / f"{slug}.yml")
    labels_path, script_path = f"{FOLDER}/{slug}.yml", f"{FOLDER}/{slug}.py"
    for fault in table.faults:
        raise ScriptError(labels_path, fault.line, fault.message)
    figures = _figures(root, script_path)
    for name in figures.keys() ^ table.drawings.keys():
        message = f"the drawing `{name}` is not in both script and labels. Add it."
        raise ScriptError(script_path, 1, message)
    for name, draw in figures.items():
        used: set[str] = set()
        for language in LANGUAGES:
            labels = table.labels(name, language)
            drawing = _drawn(draw, labels, f"`{name}` ({language})", script_path)
            shown = f"{drawing.words}\n{examples.output(slug)}"
            for number in _NUMBER.findall(labels("desc")):
                if not occurs_as_token(number, shown):
                    line = table.lines[name, "desc"]
                    message = (
                        f"desc says `{number}`, which neither the drawing nor the "
                        "example's output shows. Correct it, or leave it out."
                    )
                    raise ScriptError(labels_path, line, message)
            yield Sheet(file_name(slug, name, language), drawing.svg())
            used |= labels.used
        for key in table.drawings[name].keys() - used:
            line = table.lines[name, key]
            message = f"no drawing shows the label `{key}`. Remove it."
            raise ScriptError(labels_path, line, message)


def file_name(slug: str, name: str, language: Language) -> str:
    """Return the name of a drawing's file in docs/figures.

    >>> file_name("p-tuning", "main", "zh"), file_name("p-tuning", "cost", "en")
    ('p-tuning.zh.svg', 'p-tuning--cost.en.svg')
    """
    return f"{slug}{'' if name == MAIN else f'--{name}'}.{language}.svg"


def _figures(root: Path, script: str) -> dict[str, Draw]:
    folder = str(root / FOLDER)
    sys.path.insert(0, folder)
    try:
        found = runpy.run_path(str(root / script)).get("FIGURES")
    except (Exception, SystemExit) as error:
        raise ScriptError(script, _line(error, root / script), _told(error)) from error
    finally:
        sys.path.remove(folder)
    if not isinstance(found, dict) or not found:
        raise ScriptError(
            script, 1, "it has no table FIGURES. Name its drawings there."
        )
    return found


def _drawn(draw: Draw, labels: Labels, place: str, script: str) -> Drawing:
    path = Path(draw.__code__.co_filename)
    try:
        drawing = draw(labels)
    except (DrawingError, LabelError) as error:
        message = f"{place}: {error}. Make room, or shorten it."
        raise ScriptError(script, _line(error, path), message) from error
    except (Exception, SystemExit) as error:
        message = f"{place} failed: {_told(error)}"
        raise ScriptError(script, _line(error, path), message) from error
    for fault in drawing.faults():
        message = f"{place}: {fault}. Move one, or shorten it."
        raise ScriptError(script, draw.__code__.co_firstlineno, message)
    return drawing


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}. Correct the script."


def _line(error: BaseException, path: Path) -> int:
    """Return the last line of `path` that the error passed, 1 where it passed none."""
    if isinstance(error, SyntaxError):
        return error.lineno or 1
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if Path(frame.filename) == path]
    return next((line for line in reversed(lines) if line), 1)
