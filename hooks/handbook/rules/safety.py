"""Rules of what may stand in the markup at all: no raw HTML, no strays, no disguise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from math_core import LatexError, LatexToMathML

from ..model import LANGUAGES, Corpus, Edition
from ..quoting import quoted
from .figures import figures
from .rule import Finding, Rule, holders, texts

LONGEST_FORMULA = 2000
DEEPEST_FORMULA = 40
MOST_OPEN_BRACKETS = 12

_COMPUTED = re.compile(r"`\{ ?\.computed ?\}")
_HEADING_ID = re.compile(r"\{ ?#[^\s{}]+ ?\}")
_COLOUR = re.compile(r"\\(?:text)?color(?![A-Za-z])")
_TEX = re.compile(r"\\[A-Za-z]+|\\.|.", re.S)
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_BRACKETS = {
    r"\{": r"\}",
    r"\lbrace": r"\rbrace",
    r"\lBrace": r"\rBrace",
    r"\lbrack": r"\rbrack",
    r"\llbracket": r"\rrbracket",
    r"\lparen": r"\rparen",
    r"\lang": r"\rang",
    r"\langle": r"\rangle",
    r"\lfloor": r"\rfloor",
    r"\lceil": r"\rceil",
    r"\lvert": r"\rvert",
    r"\lVert": r"\rVert",
    r"\lgroup": r"\rgroup",
    r"\lmoustache": r"\rmoustache",
    r"\ulcorner": r"\urcorner",
    r"\llcorner": r"\lrcorner",
}
_OPENING, _CLOSING = frozenset(_BRACKETS), frozenset(_BRACKETS.values())
# They look like nothing, though Unicode does not class them so.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
    "\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


def raw_html(corpus: Corpus) -> Iterator[Finding]:
    """Find HTML tags, and comments that a browser would end before their end."""
    for holder, edition in texts(corpus):
        found: dict[int, str] = {}
        for tag in edition.markup.tags:
            found.setdefault(
                tag.line,
                f"{quoted(tag.source)} is raw HTML. Write Markdown, or `\\<` for the "
                "sign itself.",
            )
        for comment in edition.markup.comments:
            body = comment.source[4:-3]
            if body.startswith((">", "->")) or "--" in body or body.endswith("-"):
                found.setdefault(
                    comment.line,
                    f"the comment {quoted(comment.source)} can end early in a "
                    "browser. Use no `--` in it, and no `>` or `-` at its ends.",
                )
        for line, message in found.items():
            yield Finding(holder.path, line, message)


def attribute_lists(corpus: Corpus) -> Iterator[Finding]:
    """Find braces that are neither a heading's id, a figure's, nor `{.computed}`."""
    for holder, edition in texts(corpus):
        in_tags = {tag.line for tag in edition.markup.tags}
        found = {line: source for line, source in _braces(edition)}
        for line, source in found.items():
            if line in in_tags:
                continue  # the rule for raw HTML
            yield Finding(
                holder.path,
                line,
                f"{quoted(source)} is an attribute list that no text needs. Remove "
                "it, or write braces as code or in a formula.",
            )


def _braces(edition: Edition) -> Iterator[tuple[int, str]]:
    """Yield line and source of what is in braces and may not be."""
    markup = edition.markup
    heading_ends = {head.end for head in markup.headings if head.id}
    figure_ends = {figure.image.end for figure in figures(markup) if figure.id}
    known: set[int] = set()
    for attributes in markup.attributes:
        known.update(range(attributes.start, attributes.end))
        line_end = markup.text.find("\n", attributes.end)
        line_end = len(markup.text) if line_end < 0 else line_end
        is_last = not markup.text[attributes.end : line_end].strip(" \t#")
        if attributes.start in figure_ends or (
            is_last
            and line_end in heading_ends
            and _HEADING_ID.fullmatch(attributes.source)
        ):
            continue
        yield attributes.line, attributes.source
    for match in re.finditer(r"[{}]", markup.masked):
        if match.start() not in known:
            yield markup.line_at(match.start()), match[0]
    for code in markup.codes:
        source = markup.text[code.start : code.end]
        tail = source[source.rindex("`") :]
        if tail != "`" and not _COMPUTED.fullmatch(tail):
            yield code.line, tail[1:]


def definitions(corpus: Corpus) -> Iterator[Finding]:
    """Find reference definitions, footnotes included."""
    for holder, edition in texts(corpus):
        for definition in edition.markup.definitions:
            source = edition.markup.text[definition.start : definition.end]
            yield Finding(
                holder.path,
                definition.line,
                f"{quoted(source.strip())} defines a reference. Write the address in "
                "the link, or cite a source.",
            )


def formulas(corpus: Corpus) -> Iterator[Finding]:
    """Find formulas that do not become MathML."""
    for holder, edition in texts(corpus):
        for formula in edition.markup.formulas:
            if fault := formula_fault(formula.tex):
                yield Finding(
                    holder.path,
                    formula.line,
                    f"the formula {quoted(formula.tex)} {fault}",
                )


@cache
def formula_fault(tex: str) -> str:
    """Return what is wrong with a formula and its cure; nothing when it is right.

    The converter recurses at each brace, and tries all pairs of brackets that stay
    open: beyond these bounds it would exhaust the stack or the reader's patience.
    """
    depth, unclosed = _nesting(tex)
    if len(tex) > LONGEST_FORMULA or depth > DEEPEST_FORMULA:
        return "is too long or too deep. Split it."
    if unclosed > MOST_OPEN_BRACKETS:
        return f"leaves {unclosed} brackets open. Close them."
    if not tex.strip():
        return "is empty. Write it or remove it."
    if _COLOUR.search(tex):
        return "sets a colour, which no page may. Remove it."
    try:
        LatexToMathML(annotation=True).convert_with_local_state(tex, displaystyle=True)
    except LatexError as error:
        return f"does not parse: {_first_line(str(error))} Correct it."
    return ""


def _nesting(tex: str) -> tuple[int, int]:
    """Return how deep the braces go, and how many brackets stay open at once."""
    braces = brackets = deepest = most = 0
    for token in _TEX.findall(tex):
        if token == "{":
            braces += 1
        elif token == "}":
            braces -= 1
        elif token in _OPENING or unicodedata.category(token[-1]) == "Ps":
            brackets += 1
        elif token in _CLOSING or unicodedata.category(token[-1]) == "Pe":
            brackets = max(0, brackets - 1)
        deepest, most = max(deepest, braces), max(most, brackets)
    return deepest, most


def _first_line(report: str) -> str:
    """Return the sentence of the converter's report, without colours and drawing."""
    lines = (line.strip() for line in _ANSI.sub("", report).splitlines())
    sentence = next((line for line in lines if line), "unknown error.")
    sentence = sentence.removeprefix("Error: ")
    return "".join(char if char.isprintable() else "?" for char in sentence)[:120]


def dollars(corpus: Corpus) -> Iterator[Finding]:
    """Find dollar signs that belong to no formula."""
    for holder, edition in texts(corpus):
        for line in dict.fromkeys(edition.markup.dollars):
            yield Finding(
                holder.path,
                line,
                "a dollar sign belongs to no formula. Close the formula, put `$$` on "
                "lines of its own between blank lines, or write `\\$`.",
            )


def invisible_characters(corpus: Corpus) -> Iterator[Finding]:
    """Find characters that a reader cannot see, in whatever the corpus holds."""
    for path, line, text in _all_texts(corpus):
        for number, row in enumerate(text.split("\n"), line):
            if hidden := _first_hidden(row.replace("\t", " ")):
                yield Finding(
                    path,
                    number,
                    f"the invisible character U+{ord(hidden):04X} stands here. "
                    "Remove it, or write a plain space.",
                )


def _first_hidden(row: str) -> str:
    """Return the first invisible character of a line, or nothing."""
    if row.isprintable() and not _BLANK.search(row):
        return ""
    return next(char for char in row if not char.isprintable() or _BLANK.match(char))


def _all_texts(corpus: Corpus) -> Iterator[tuple[str, int, str]]:
    """Yield path, first line and content of every text."""
    for holder in holders(corpus):
        for edition in holder.editions.values():
            yield holder.path, edition.markup.line, edition.markup.text
    for question in corpus.questions:
        line = question.lines.get("keywords", 1)
        for language in LANGUAGES:
            place = question.lines.get(f"keywords.{language}", line)
            yield question.path, place, " ".join(question.keywords[language])
        if question.example:
            yield question.example.code_path, 1, question.example.code
            yield question.example.output_path, 1, question.example.output
    for term in corpus.terms:
        words = [
            word
            for edition in term.editions.values()
            for word in (
                edition.term,
                *edition.forms,
                edition.definition,
                edition.usage,
            )
        ]
        yield "docs/glossary.yml", term.line, _one_line(words)
    for topic in corpus.topics:
        words = [*topic.titles.values(), *topic.descriptions.values()]
        yield "docs/topics.yml", topic.line, _one_line(words)
    for source in corpus.sources.values():
        yield "docs/sources.bib", source.line, _one_line(list(source.fields.values()))


def _one_line(words: list[str]) -> str:
    return " ".join(words).replace("\n", " ")


def tabs(corpus: Corpus) -> Iterator[Finding]:
    """Find tab characters outside code blocks."""
    for holder, edition in texts(corpus):
        markup = edition.markup
        offsets = (match.start() for match in re.finditer("\t", markup.masked))
        for line in dict.fromkeys(map(markup.line_at, offsets)):
            yield Finding(holder.path, line, "a tab stands here. Write spaces instead.")


RULES = (
    Rule(
        "raw-html",
        "正文不写 HTML 标签；注释里不出现会让它提前结束的字符。",
        "The text has no HTML tags, and no comment that could end early.",
        raw_html,
    ),
    Rule(
        "attribute-lists",
        "花括号属性只用于标题的标识、插图的标识和 {.computed}。",
        "Attribute lists are only a heading's id, a figure's id and `{.computed}`.",
        attribute_lists,
    ),
    Rule(
        "reference-definitions",
        "链接地址写在链接里，不另设引用定义或脚注。",
        "Links carry their address; there are no reference definitions or footnotes.",
        definitions,
    ),
    Rule(
        "formulas",
        "公式都能转成 MathML。",
        "Every formula becomes MathML.",
        formulas,
    ),
    Rule(
        "dollar-signs",
        "没有落单的美元符号。",
        "No dollar sign stands outside a formula.",
        dollars,
    ),
    Rule(
        "invisible-characters",
        "没有看不见的字符：零宽字符、双向控制符、不换行空格等。",
        "No invisible characters: zero-width, bidirectional, no-break spaces and such.",
        invisible_characters,
    ),
    Rule(
        "tabs",
        "代码块之外没有制表符。",
        "No tab stands outside a code block.",
        tabs,
    ),
)
