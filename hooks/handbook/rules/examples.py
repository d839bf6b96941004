"""Rules of the example: a short program, shown with its output, once."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from ..markup import Fence
from ..model import Corpus, Edition, Question
from ..quoting import quoted
from .rule import NAMES, Finding, Rule, question_texts, texts, unexcused
from .structure import code_blocks

LINES = 59
MODULES = sys.stdlib_module_names | {"numpy"}

# How pymdownx.snippets is called, in a fence or out of one, escaped or not.
_SNIPPET = re.compile(r"^.*-8<-.*$", re.M)
# What the renderer takes for a fence or an inclusion once the file stands in its block.
_LEAVES_BLOCK = re.compile(r"[\s>]*(?:`{3}|~{3})|.*-8<-")


def snippets(corpus: Corpus) -> Iterator[Finding]:
    """Find inclusions of files other than the two of the example in their place."""
    for holder, edition in texts(corpus):
        allowed: set[int] = set()
        if isinstance(holder, Question):
            fences = _example_fences(edition, holder.slug).values()
            allowed = {fence.line + 1 for fence in fences}
        for match in _SNIPPET.finditer(edition.markup.text):
            line = edition.markup.line_at(match.start())
            if line not in allowed:
                yield Finding(
                    holder.path,
                    line,
                    f"{quoted(match[0].strip())} includes a file where none belongs. "
                    "Include only the example, in its section.",
                )


def shown_examples(corpus: Corpus) -> Iterator[Finding]:
    """Find questions that do not show their example and its output."""
    yield from unexcused(_hidden_examples(corpus), corpus, (snippets, code_blocks))


def _hidden_examples(corpus: Corpus) -> Iterator[Finding]:
    for question, edition in question_texts(corpus):
        lines = {
            section.id: edition.markup.line_at(section.start)
            for section in edition.markup.sections
        }
        if "example" not in lines:
            continue
        fences = _example_fences(edition, question.slug)
        for name, language in _files(question.slug).items():
            if name not in fences:
                line, fault = lines["example"], f"does not show {quoted(name)}"
            elif fences[name].info != language:
                line, fault = fences[name].line, f"shows {quoted(name)} as another kind"
            else:
                continue
            yield Finding(
                question.path,
                line,
                f"the {NAMES[edition.language]} example {fault}. "
                f'Show it by `--8<-- "{name}"` in a `{language}` block.',
            )


def _files(slug: str) -> dict[str, str]:
    """Return the two files of an example, and the language of the block of each."""
    return {f"{slug}.py": "python", f"{slug}.out": "text"}


def _example_fences(edition: Edition, slug: str) -> dict[str, Fence]:
    """Return the blocks of the `example` section that include one of its files."""
    names = {f'--8<-- "{name}"\n': name for name in _files(slug)}
    spans = [span for span in edition.markup.sections if span.id == "example"]
    found: dict[str, Fence] = {}
    for fence in edition.markup.fences:
        name = names.get(fence.body)
        if name and any(span.start <= fence.start < span.end for span in spans):
            found.setdefault(name, fence)
    return found


def programs(corpus: Corpus) -> Iterator[Finding]:
    """Find examples that are too long, or that need more than Python and NumPy."""
    for question in corpus.questions:
        if question.example is None:
            continue
        path, code = question.example.code_path, question.example.code
        count = code.count("\n")
        if count > LINES:
            message = f"it has {count} lines, more than {LINES}. Shorten it."
            yield Finding(path, LINES + 1, message)
        for line, module in _imports(code):
            if module not in MODULES:
                yield Finding(
                    path,
                    line,
                    f"{quoted(module)} is neither in the standard library nor NumPy. "
                    "Do without it.",
                )


def example_texts(corpus: Corpus) -> Iterator[Finding]:
    """Find lines of an example that would not stay in the block that shows them."""
    for question in corpus.questions:
        if question.example is None:
            continue
        for path, text in (
            (question.example.code_path, question.example.code),
            (question.example.output_path, question.example.output),
        ):
            for number, row in enumerate(text.split("\n"), 1):
                if _LEAVES_BLOCK.match(row):
                    yield Finding(
                        path,
                        number,
                        "this line would end the block that shows it, or include a "
                        "file. Write it otherwise.",
                    )


def _imports(code: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the top module of each import.

    A program that cannot be parsed has none: running it says what is wrong.
    """
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return
    for node in _statements(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, (node.module or ".").partition(".")[0] or "."


def _statements(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield all statements, and what parts a statement in blocks."""
    found: list[ast.AST] = [tree]
    while found:
        node = found.pop(0)
        yield node
        for block in ("body", "handlers", "cases", "orelse", "finalbody"):
            found += getattr(node, block, ())


RULES = (
    Rule(
        "example-program",
        "示例程序少于 60 行，只用标准库和 NumPy。",
        "The example has fewer than 60 lines and uses only the standard library and "
        "NumPy.",
        programs,
        is_of_one=True,
    ),
    Rule(
        "example-text",
        "示例程序和输出里没有会结束代码块或引入其他文件的行。",
        "No line of an example or its output ends the block that shows it, or includes "
        "another file.",
        example_texts,
        is_of_one=True,
    ),
    Rule(
        "snippets",
        "只有 example 小节引入文件，且只引入本题的示例。",
        "Only the `example` section includes files, and only the question's own.",
        snippets,
        is_of_one=True,
    ),
    Rule(
        "example-shown",
        "example 小节显示示例程序和它的输出。",
        "The `example` section shows the program and its output.",
        shown_examples,
        is_of_one=True,
    ),
)
