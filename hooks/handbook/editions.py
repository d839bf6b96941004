"""The two editions of a file: cut at their marker comments, and read."""

from __future__ import annotations

import re

from .markup import HIDDEN, Heading, Markup
from .model import LANGUAGES, Edition, Language
from .strict_yaml import Fault

# A marker counts wherever it stands at the start of a line, in a fence too: an edition
# whose fence is not closed must not swallow the next one.
_MARKER = re.compile(r"^<!-- (zh|en) -->[ ]*$", re.M)
# Whatever opens a block that is no plain paragraph.
_BLOCK = re.compile(
    r"#{1,6}[ \t]|!\[|\||>|[-+*][ \t]|[0-9]+[.)][ \t]|```|~~~|\$\$|<!--"
)


class EditionError(Exception):
    """The file does not hold one edition of each language, in order."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.message)


def split(text: str, line: int) -> dict[Language, Edition]:
    """Return the editions in `text`, which starts on `line` of its file.

    Raises `EditionError`.
    """
    markers = list(_MARKER.finditer(text))
    lines = [line + text.count("\n", 0, marker.start()) for marker in markers]
    _check_markers([marker[1] for marker in markers], lines)
    _check_preamble(text[: markers[0].start()], line)
    editions: dict[Language, Edition] = {}
    for index, language in enumerate(LANGUAGES):
        start = markers[index].end() + 1
        end = markers[index + 1].start() if index + 1 < len(markers) else len(text)
        editions[language] = _edition(language, text[start:end], lines[index] + 1)
    return editions


def of_statement(language: Language, claim: str, truth: str, line: int) -> Edition:
    """Return the edition of a claim and, on the line below it, of what is right."""
    return _edition(language, f"# {claim}\n{truth}\n", line)


def _check_markers(found: list[str], lines: list[int]) -> None:
    for language, name in zip(LANGUAGES, ("Chinese", "English"), strict=True):
        if language not in found:
            message = (
                f"the {name} edition is missing. Put <!-- {language} --> on a line of "
                "its own above its title."
            )
            raise EditionError(Fault(1, message))
        if found.count(language) > 1:
            second = found.index(language, found.index(language) + 1)
            message = f"<!-- {language} --> stands twice. Keep one edition a language."
            raise EditionError(Fault(lines[second], message))
    if found != list(LANGUAGES):
        message = "the English edition stands first. Put the Chinese one above it."
        raise EditionError(Fault(lines[0], message))


def _check_preamble(text: str, line: int) -> None:
    masked = Markup(text, line).masked
    match = re.search(rf"[^\s{HIDDEN}]", masked)
    if match:
        message = "text above the first edition. Move it below <!-- zh -->."
        raise EditionError(Fault(line + text.count("\n", 0, match.start()), message))


def _edition(language: Language, text: str, line: int) -> Edition:
    markup = Markup(text, line)
    title = _title(markup)
    if title is None:
        return Edition(language, "", "", line - 1, line - 1, markup)
    answer, answer_line = _answer(markup, title)
    return Edition(language, title.text, answer, answer_line, title.line, markup)


def _title(markup: Markup) -> Heading | None:
    """Return the first heading, where it is one of level 1."""
    first = next(iter(markup.headings), None)
    return first if first and first.level == 1 else None


def _answer(markup: Markup, title: Heading) -> tuple[str, int]:
    """Return the paragraph below the title and its line, else "" and the title's."""
    for span in markup.paragraphs(title.end):
        text = markup.text[span.start : span.end]
        if not markup.masked[span.start : span.end].strip(f"{HIDDEN} \n"):
            if text.lstrip().startswith(("```", "~~~")):
                break
            continue  # a comment
        if _BLOCK.match(text) or text.startswith(("    ", "\t")):
            break
        return _first_lines(text), span.line
    return "", title.line


def _first_lines(text: str) -> str:
    """Return the lines up to a heading or fence that follows without a blank line."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and _BLOCK.match(line):
            break
        lines.append(line.strip())
    return " ".join(lines)
