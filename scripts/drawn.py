"""The committed figures against the scripts that draw them."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

import whole_file
from examples import numpy_version
from handbook.markup import Markup
from handbook.model import LANGUAGES, Corpus, Edition, Page, Problem
from handbook.rules import language as language_rules
from passed import Passed

sys.path.insert(0, str(Path(__file__).resolve().parent / "drawings"))

from toolkit import labels
from toolkit.files import FOLDER, ScriptError, Sheet, sheets

__all__ = ["ScriptError", "check", "problem", "slugs", "write"]

FIGURES = "docs/figures"
_OWNER = re.compile(r"(?P<slug>[a-z0-9-]+?)(?:--[a-z0-9-]+)?\.(?:zh|en)\.svg")


def slugs(root: Path) -> list[str]:
    """Return the questions that have a script, sorted."""
    return sorted(path.stem for path in (root / FOLDER).glob("*.py"))


def write(root: Path, slug: str) -> list[str]:
    """Draw a question's figures and return the names of the files that changed.

    Raises ScriptError, and writes nothing then.
    """
    made = list(sheets(root, slug))
    folder = root / FIGURES
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for sheet in made:
        path = folder / sheet.name
        if not path.exists() or path.read_text("utf-8") != sheet.svg:
            whole_file.write(path, sheet.svg)
            changed.append(sheet.name)
    for path in _committed(root, slug):
        if path.name not in {sheet.name for sheet in made}:
            path.unlink()
            changed.append(path.name)
    return changed


def problem(error: ScriptError) -> Problem:
    """Return a script's error as a problem."""
    return Problem(error.path, error.line, "drawing", error.message)


def check(
    root: Path, corpus: Corpus, failing: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Return the problems of the figures and their labels.

    Nothing is drawn from the examples that fail, which are named by their paths.
    A question's figures that were once right are not drawn again until something that
    they are made of changes.
    """
    found: list[Problem] = []
    known = set(slugs(root))
    for question in corpus.questions:
        if question.example and question.example.code_path in failing:
            continue
        if question.slug not in known:
            if not question.is_published:
                continue
            message = "the question has no drawing. Write one, with its labels."
            found.append(Problem(f"{FOLDER}/{question.slug}.py", 1, "drawing", message))
        else:
            found += _check_question(root, question.slug)
            found += _language_problems(root, question.slug, corpus)
    for path in sorted((root / FIGURES).glob("*")):
        owner = _OWNER.fullmatch(path.name)
        if not owner or owner["slug"] not in known:
            message = "no script draws this file. Delete it, or write the script."
            found.append(Problem(f"{FIGURES}/{path.name}", 1, "drawing", message))
    return tuple(found)


def _language_problems(root: Path, slug: str, corpus: Corpus) -> Iterator[Problem]:
    """Yield what the rules of language find in the labels."""
    path = f"{FOLDER}/{slug}.yml"
    table = labels.read(root / path)
    editions = {
        language: Edition(language, "", "", 1, 1, Markup(table.by_line(language)))
        for language in LANGUAGES
    }
    page = Corpus(pages=(Page(slug, path, editions),), terms=corpus.terms)
    for rule in language_rules.RULES:
        for found in rule.check(page):
            if found.path == path:
                yield found


def _check_question(root: Path, slug: str) -> list[Problem]:
    passed, digest = Passed(root, "drawings"), _digest(root, slug)
    if digest in passed:
        return []
    try:
        made = list(sheets(root, slug))
    except ScriptError as error:
        return [problem(error)]
    found = _differences(root, slug, made)
    if not found:
        passed.add(digest)
    return found


def _differences(root: Path, slug: str, made: list[Sheet]) -> list[Problem]:
    found = []
    files = {path.name: path for path in _committed(root, slug)}
    for sheet in made:
        path = files.pop(sheet.name, None)
        if path is None or path.read_text("utf-8") != sheet.svg:
            fault = "is missing" if path is None else "is not what its script draws now"
            message = f"the figure {fault}. Run `make draw` and look at it."
            found.append(Problem(f"{FIGURES}/{sheet.name}", 1, "drawing", message))
    for name in files:
        message = "the script does not draw this file any more. Run `make draw`."
        found.append(Problem(f"{FIGURES}/{name}", 1, "drawing", message))
    return found


def _committed(root: Path, slug: str) -> list[Path]:
    """Return the files in docs/figures that belong to a question."""
    return sorted(
        path
        for path in (root / FIGURES).glob(f"{slug}*.svg")
        if (owner := _OWNER.fullmatch(path.name)) and owner["slug"] == slug
    )


def _digest(root: Path, slug: str) -> str:
    """Return a name for all that a question's figures depend on, and for them."""
    here = Path(__file__).resolve().parent
    paths = [
        *sorted((here / "drawings/toolkit").glob("*.py")),
        *(here.parent / f"hooks/handbook/text_width{end}" for end in (".py", "s.json")),
        *(here.parent / f"docs/assets/{name}.css" for name in ("figure", "style")),
        *(root / FOLDER / f"{slug}.{kind}" for kind in ("py", "yml")),
        *sorted((root / "docs/examples").glob("*.py")),
        *_committed(root, slug),
    ]
    digest = hashlib.sha256(f"{sys.version}\0{numpy_version()}".encode())
    for path in paths:
        content = path.read_bytes() if path.exists() else b""
        digest.update(f"\0{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
