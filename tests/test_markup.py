"""The scanner finds what the renderer sees, on the right lines, and never hangs."""

from __future__ import annotations

import doctest
import time
from collections.abc import Callable

import handbook.markup
import pytest
from handbook.markup import CODE, FORMULA, HIDDEN, Citation, Markup, Reference

LARGEST = 256 * 1024


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(handbook.markup).failed == 0


def headings(markup: Markup) -> list[tuple[object, ...]]:
    return [(item.line, item.level, item.text, item.id) for item in markup.headings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title", [(1, 1, "Title", "")]),
        ("\n## 详解 { #explain }", [(2, 2, "详解", "explain")]),
        ("### A {#a} ##", [(1, 3, "A", "a")]),
        ("## A `{ #b }`", [(1, 2, "A `{ #b }`", "")]),
        ("## C# and F# { #sharp }", [(1, 2, "C# and F#", "sharp")]),
        ("##No space", [(1, 2, "No space", "")]),
        ("Title\n=====\n\nSub\n---", [(1, 1, "Title", ""), (4, 2, "Sub", "")]),
        ("| a |\n|---|\n| b |", []),
        ("\\# no heading", []),
        ("text # no heading", []),
        ("```\n# in a fence\n```\n# after", [(4, 1, "after", "")]),
        ("~~~~\n```\n# nested\n~~~\n~~~~\n# after", [(6, 1, "after", "")]),
        ("```\n# never closed", []),
        ("<!--\n# in a comment\n-->\n# after", [(4, 1, "after", "")]),
        ("`code\n# in it`", []),
    ],
)
def test_headings(text: str, expected: list[tuple[object, ...]]) -> None:
    assert headings(Markup(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```python\na\n```", [(1, "python", "a\n", True)]),
        ("x\n\n~~~ text\na\n~~~\n", [(3, "text", "a\n", True)]),
        ("````\n```\na\n```\n````", [(1, "", "```\na\n```\n", True)]),
        ("```\na\n``\n~~~\n", [(1, "", "a\n``\n~~~\n", False)]),
        ("- item\n\n    ```\n    a\n    ```", [(3, "", "    a\n", True)]),
        ("``` not `a` fence", []),
        ("```\n```\n```\n```", [(1, "", "", True), (3, "", "", True)]),
    ],
)
def test_fences(text: str, expected: list[tuple[object, ...]]) -> None:
    found = [(f.line, f.info, f.body, f.is_closed) for f in Markup(text).fences]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b` c", ["b"]),
        ("`` a`b `` and ```c```", ["a`b", "c"]),
        ("`a`` b`", ["a`` b"]),
        ("\\`a` and `b`", ["and"]),
        ("`a\nb`", ["a\nb"]),
        ("`a\n\nb`", []),
        ("`$x$` and `[@a]`", ["$x$", "[@a]"]),
        ("$`x`$", []),
        ("<!-- `a` -->", []),
    ],
)
def test_inline_code(text: str, expected: list[str]) -> None:
    assert [code.text for code in Markup(text).codes] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("`0.5 GiB`{.computed}", ["0.5 GiB"]),
        ("`1`{ .computed }", ["1"]),
        ("`1` {.computed}", []),
        ("`1`{.uncomputed}", []),
        ("``1``{.computed}", ["1"]),
    ],
)
def test_computed_numbers(text: str, expected: list[str]) -> None:
    assert [code.text for code in Markup(text).computed] == expected


@pytest.mark.parametrize(
    ("text", "expected", "dollars"),
    [
        ("$x$ and $y_1$", [(1, "x", False), (1, "y_1", False)], ()),
        ("a\n\n$$\nx\n=y\n$$\n\nb", [(3, "x\n=y", True)], ()),
        ("$a\\$b$", [(1, "a\\$b", False)], ()),
        ("costs 5 \\$", [], ()),
        ("costs $5 today", [], (1,)),
        ("from $5 to $10", [], (1, 1)),
        ("a\n\n$x\n\ny$", [], (3, 5)),
        ("a\n$$\nx\n$$", [], (2, 4)),
        ("$ x $", [], (1, 1)),
        ("`$` and `$$`", [], ()),
        ("```\n$x$\n```", [], ()),
    ],
)
def test_formulas_and_stray_dollar_signs(
    text: str, expected: list[tuple[object, ...]], dollars: tuple[int, ...]
) -> None:
    markup = Markup(text)
    assert [(f.line, f.tex, f.is_display) for f in markup.formulas] == expected
    assert markup.dollars == dollars


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b.md)", [("a", "b.md", "", False)]),
        ("[a](b.md#c 'd')", [("a", "b.md#c", "d", False)]),
        ('![a](b.svg "c (d)")', [("a", "b.svg", "c (d)", True)]),
        ("[a](<b c>)", [("a", "b c", "", False)]),
        ("[a [b] c](d)", [("a [b] c", "d", "", False)]),
        ("[a](b_(c).md)", [("a", "b_(c).md", "", False)]),
        ("[![a](b)](c)", [("![a](b)", "c", "", False), ("a", "b", "", True)]),
        ("<https://example.org>", [("", "https://example.org", "", False)]),
        ("[a](\n b)", []),
        ("[a] (b)", []),
        ("\\[a](b)", []),
        ("`[a](b)` and $[a](b)$", []),
    ],
)
def test_links(text: str, expected: list[tuple[object, ...]]) -> None:
    found = [(x.text, x.target, x.title, x.is_image) for x in Markup(text).links]
    assert found == expected


def test_the_offsets_of_a_link_target_cut_it_out() -> None:
    text = "before [a](<b.md#c>) after"
    link = Markup(text).links[0]
    assert text[link.target_start : link.target_end] == "b.md#c"
    assert text[link.start : link.end] == "[a](<b.md#c>)"


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("[@a]", (Reference("a", ""),)),
        ("[@a, §2.2]", (Reference("a", "§2.2"),)),
        ("[@a; @b, p. 3]", (Reference("a", ""), Reference("b", "p. 3"))),
        ("[@a b]", ()),
        ("[@]", ()),
    ],
)
def test_citations(text: str, references: tuple[Reference, ...]) -> None:
    assert Markup(f"x\n{text}", line=10).citations == (
        Citation(2, 2 + len(text), 11, text, references),
    )


@pytest.mark.parametrize("text", ["`[@a]`", "[@a](b.md)", "<!-- [@a] -->", "a@b.org"])
def test_no_citations(text: str) -> None:
    assert Markup(text).citations == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <b>c</b>", ["<b>", "</b>"]),
        ("<script\nsrc=x>", ["<script\nsrc=x>"]),
        ("<SCRIPT", ["<SCRIPT"]),
        ("<!-- fine -->", []),
        ("<!-- never closed", ["<!-- never closed"]),
        ("<?php ?>", ["<?php ?>"]),
        ("a < b and c > d", []),
        ("`<b>` and $a<b$", []),
        ("\\<b>", ["<b>"]),  # the renderer knows no such escape
    ],
)
def test_raw_tags(text: str, expected: list[str]) -> None:
    assert [tag.source for tag in Markup(text).tags] == expected


def test_sections_run_from_one_heading_of_level_2_to_the_next() -> None:
    text = "# T\nfirst\n## A { #a }\none\n### B { #b }\n## C { #c }\ntwo"
    sections = Markup(text).sections
    assert [section.id for section in sections] == ["", "a", "c"]
    assert text[sections[1].start : sections[1].end].strip() == "one\n### B { #b }"
    assert text[sections[2].start : sections[2].end].strip() == "two"


def test_paragraphs_are_runs_of_lines() -> None:
    text = "a\nb\n\n   \n```\nc\n\nd\n```\n\ne\n"
    assert [span.line for span in Markup(text).paragraphs()] == [1, 5, 8, 11]


def test_masking_keeps_every_offset() -> None:
    text = "a `b`\n$c$ <!-- d\ne --> \\$ \\* f\n```\ng\n```\n"
    masked = Markup(text).masked
    assert len(masked) == len(text)
    assert masked.count("\n") == text.count("\n")
    assert masked.startswith(f"a {CODE * 3}\n{FORMULA * 3} {HIDDEN * 6}")


def test_prose_is_what_a_reader_sees() -> None:
    text = "See [the text](a.md) [@b] `c` <d>."
    prose = Markup(text).prose
    assert len(prose) == len(text)
    shown = [character for character in prose if character not in (HIDDEN, CODE)]
    assert "".join(shown).split() == ["See", "[the", "text", "."]


def fill(piece: str) -> str:
    return (piece * (LARGEST // len(piece) + 1))[:LARGEST]


WORST = {
    "spaces": " ",
    "backticks": "`",
    "unequal backticks": "".join("`" * n + "a" for n in range(1, 700)),
    "fence openings": "```\n~~~\n",
    "unclosed fences": "```a\n",
    "dollars": "$",
    "unclosed formulas": "$a ",
    "escaped dollars": "$a\\$",
    "display formulas": "\n\n$$\nx\n",
    "unclosed display formulas": "\n\n$$\n" + "some words in a line\n" * 30,
    "comments": "<!--",
    "brackets": "[",
    "nested brackets": "[a[b]",
    "unclosed links": "[a](b(",
    "unclosed titles": '[a](b "c\\"',
    "links": "[a](b)",
    "images in links": "[![a](b)](c)",
    "link with spaces": "[a](" + " " * 5000,
    "titled link with spaces": "[a](b" + " " * 5000,
    "heading with spaces": "# a" + " " * 5000 + "b\n",
    "heading with signs": "# " + "# " * 5000 + "a\n",
    "attribute lists": "{ #a",
    "tags": "<a",
    "autolinks": "<a:",
    "citations": "[@a; ",
    "underlines": "a\n--- x\n",
    "escapes": "\\`",
    "backslashes": "\\",
    "quotes": "> ",
    "letters": "a",
    "line ends": "\n",
}

READERS: tuple[Callable[[Markup], object], ...] = (
    lambda markup: markup.headings,
    lambda markup: markup.links,
    lambda markup: markup.definitions,
    lambda markup: markup.citations,
    lambda markup: markup.tags,
    lambda markup: markup.attributes,
    lambda markup: markup.dollars,
    lambda markup: markup.prose,
    lambda markup: markup.sections,
    lambda markup: list(markup.paragraphs()),
)


# Seconds of the processor. The slowest takes two; what grows with the square of the
# length takes minutes at least.
HANG = 40


@pytest.mark.parametrize("piece", WORST.values(), ids=WORST.keys())
def test_no_text_of_256_kib_hangs(piece: str) -> None:
    start = time.process_time()
    markup = Markup(fill(piece))
    for read in READERS:
        read(markup)
    assert time.process_time() - start < HANG
