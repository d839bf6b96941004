"""Rules of what may stand in the markup at all: no raw HTML, no strays, no disguise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..bibliography import PATH as BIBLIOGRAPHY
from ..markup import Markup
from ..mathematics import FormulaError, mathml
from ..model import LANGUAGES, Corpus, Edition
from ..quoting import quoted, visible
from .figures import figures
from .rule import Finding, Rule, holders, texts

_LINE_END = re.compile(r" *(?:\n|\Z)")
_COMPUTED = re.compile(r"`\{ ?\.computed ?\}")
_OTHER_SIGNS = re.compile(r"\\·")  # how an escaped character is masked
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
                f"{quoted(tag.source)} is raw HTML. Write Markdown, or `&lt;` for the "
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
    heading_ids = {
        markup.text.rindex("{", head.start, head.end)
        for head in markup.headings
        if head.id
    }
    figure_ids = {figure.image.end for figure in figures(markup) if figure.id}
    allowed = heading_ids | figure_ids
    known: set[int] = set()
    for attributes in markup.attributes:
        known.update(range(attributes.start, attributes.end))
        if attributes.start in allowed:
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


def loose_ends(corpus: Corpus) -> Iterator[Finding]:
    """Find spans that the renderer may bound in another way than the scanner.

    Over a line end it may see another block begin; backticks that it pairs in its own
    way, or a comment within a line, would lay bare what seems to be hidden.
    """
    for holder, edition in texts(corpus):
        for line, fault in _loose_ends(edition.markup):
            yield Finding(holder.path, line, fault)


def _loose_ends(markup: Markup) -> Iterator[tuple[int, str]]:
    inline = [formula for formula in markup.formulas if not formula.is_display]
    for what, spans in (("inline code", markup.codes), ("a formula", inline)):
        for span in spans:
            if "\n" in markup.text[span.start : span.end]:
                yield span.line, f"{what} runs over a line end. Keep it on one line."
    for match in re.finditer("`+", markup.masked):
        line = markup.line_at(match.start())
        yield line, "a backtick opens no code. Close the code or remove the sign."
    for comment in markup.comments:
        before = markup.text[max(0, comment.start - 1) : comment.start]
        is_last = _LINE_END.match(markup.text, comment.end)
        if "\n" in comment.source or before not in ("", "\n") or not is_last:
            yield comment.line, "a comment is not alone on a line. Put it on its own."


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


def formula_fault(tex: str) -> str:
    """Return what is wrong with a formula and its cure; nothing when it is right."""
    if not tex.strip():
        return "is empty. Write it or remove it."
    try:
        mathml(tex, is_display=True)
    except FormulaError as error:
        return f"cannot be shown: {_sentence(str(error))} Correct it."
    return ""


def _sentence(message: str) -> str:
    """Return the converter's word in a printable form, short, with a full stop."""
    shown = visible(message if len(message) <= 110 else message[:110] + "…")
    return shown if shown.endswith(".") else shown + "."


def dollars(corpus: Corpus) -> Iterator[Finding]:
    """Find dollar signs that belong to no formula, and formulas in other signs."""
    for holder, edition in texts(corpus):
        for line in dict.fromkeys(edition.markup.dollars):
            yield Finding(
                holder.path,
                line,
                "a dollar sign belongs to no formula. Close the formula, put `$$` on "
                "lines of its own between blank lines, or write `\\$`.",
            )
        for match in _OTHER_SIGNS.finditer(edition.markup.masked):
            if edition.markup.text[match.end() - 1] in "([":
                yield Finding(
                    holder.path,
                    edition.markup.line_at(match.start()),
                    "a backslash before a bracket begins a formula for the renderer. "
                    "Write `$…$` for a formula, and else the bracket alone.",
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
                *edition.avoid,
                edition.definition,
                edition.usage,
            )
        ]
        yield "docs/glossary.yml", term.line, _one_line(words)
    for topic in corpus.topics:
        words = [*topic.titles.values(), *topic.descriptions.values()]
        yield "docs/topics.yml", topic.line, _one_line(words)
    for synonyms in corpus.synonyms:
        yield "docs/synonyms.yml", synonyms.line, _one_line(list(synonyms.words))
    for path, svg in corpus.drawings.items():
        yield path, 1, svg
    for source in corpus.sources.values():
        yield BIBLIOGRAPHY, source.line, _one_line(list(source.fields.values()))


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
        is_of_one=True,
    ),
    Rule(
        "attribute-lists",
        "花括号属性只用于标题的标识、插图的标识和 {.computed}。",
        "Attribute lists are only a heading's id, a figure's id and `{.computed}`.",
        attribute_lists,
        is_of_one=True,
    ),
    Rule(
        "loose-ends",
        "行内代码和行内公式在同一行内结束，注释独占一行，没有落单的反引号。",
        "Inline code and formulas end on the line where they begin, a comment has a "
        "line of its own, and no backtick is left over.",
        loose_ends,
        is_of_one=True,
    ),
    Rule(
        "reference-definitions",
        "链接地址写在链接里，不另设引用定义或脚注。",
        "Links carry their address; there are no reference definitions or footnotes.",
        definitions,
        is_of_one=True,
    ),
    Rule(
        "formulas",
        "公式都能转成 MathML。",
        "Every formula becomes MathML.",
        formulas,
        is_of_one=True,
    ),
    Rule(
        "dollar-signs",
        "没有落单的美元符号。",
        "No dollar sign stands outside a formula.",
        dollars,
        is_of_one=True,
    ),
    Rule(
        "invisible-characters",
        "没有看不见的字符：零宽字符、双向控制符、不换行空格等。",
        "No invisible characters: zero-width, bidirectional, no-break spaces and such.",
        invisible_characters,
        is_of_one=True,
    ),
    Rule(
        "tabs",
        "代码块之外没有制表符。",
        "No tab stands outside a code block.",
        tabs,
        is_of_one=True,
    ),
)
