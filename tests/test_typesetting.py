"""What the renderer makes of formulas, tables, code and titles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from handbook.mathematics import FormulaError, mathml
from markdown import Markdown
from typesetting.formulas import FormulaExtension
from typesetting.highlighting import HighlightExtension, thinned
from typesetting.tables import TableExtension
from typesetting.titles import TitleExtension


def render(text: str) -> str:
    markdown = Markdown(
        extensions=[
            "attr_list",
            "tables",
            "pymdownx.arithmatex",
            FormulaExtension(),
            TableExtension(),
        ],
        extension_configs={
            "pymdownx.arithmatex": {
                "generic": True,
                "inline_syntax": ["dollar"],
                "block_syntax": ["dollar"],
            }
        },
    )
    return markdown.convert(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$x_1$", '<span class="formula"><math>'),
        ("$x_1$", ">x_1</annotation>"),
        ("$$\nx\n$$", '<div class="formula"><math display="block">'),
        (r"$r\ll\min(d,k)$", "\u2061"),  # a character that XML has no name for
        (r"$a<b$", "<mo>&lt;</mo>"),
        ("$$\n\\begin{aligned}\na&=b\n\\end{aligned}\n$$", 'class="right flush-right"'),
        ("`$x$`", "<code>$x$</code>"),
        (r"costs \$5 or \$6", "costs $5 or $6"),
    ],
)
def test_formulas_become_mathml(text: str, expected: str) -> None:
    html = render(text)
    assert expected in html
    assert " style=" not in html


@pytest.mark.parametrize(
    ("tex", "message"),
    [
        (r"\nonsense", "Unknown command"),
        (r"\frac{a", "Expected"),
        (r"\color{red}{x}", "the style color:#FF0000"),
    ],
)
def test_a_formula_that_cannot_be_shown_says_why(tex: str, message: str) -> None:
    with pytest.raises(FormulaError, match=message):
        mathml(tex, False)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("（$x$）后", ("（", "）"), "后"),
        ("至 $x$。后", ("", "。"), "后"),
        ("$x$ next", ("", ""), " next"),
        (
            "$x$[1](#s){ .citation }. Next",
            ("", '<a class="citation" href="#s">1</a>.'),
            " Next",
        ),
    ],
)
def test_marks_stay_on_the_line_of_their_formula(
    text: str, inside: tuple[str, str], outside: str
) -> None:
    html = render(text)
    before, after = inside
    assert f'<span class="formula">{before}<math>' in html
    assert f"</math>{after}</span>{outside}</p>" in html


def test_tables_are_framed_and_align_by_class() -> None:
    html = render("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert html.startswith('<div class="table">\n<table class="data">')
    assert '<td class="right">2</td>' in html
    assert "style=" not in html


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ('<span></span><code>a<span class="p">(</span>', "<code>a("),
        ('<span class="n">a</span><span class="w"> </span>', "a "),
        ('<span class="nb">len</span>', '<span class="n">len</span>'),
        (
            '<span class="sa">f</span><span class="s2">&quot;a</span>'
            '<span class="si">{</span><span class="n">x</span>'
            '<span class="si">}</span>',
            '<span class="s">f&quot;a{</span>x<span class="s">}</span>',
        ),
        (
            '<span class="kn">from</span> <span class="k">import</span>\n'
            '<span class="k">if</span> <span class="mi">1</span>',
            '<span class="k">from import\nif</span> <span class="m">1</span>',
        ),
    ],
)
def test_code_keeps_the_marks_that_have_a_colour(marked: str, expected: str) -> None:
    assert thinned(marked) == expected


def test_code_is_marked_by_the_classes_that_the_style_sheet_colours() -> None:
    program = '# A heading\n\n```python\nif len(f"{1}"):  # note\n    pass\n```'
    markdown = Markdown(
        extensions=[
            "pymdownx.superfences",
            "pymdownx.highlight",
            "toc",
            HighlightExtension(),
        ]
    )
    style = Path("docs/assets/style.css").read_text("utf-8")
    coloured = set(re.findall(r"^\.highlight \.(\w+) \{", style, re.MULTILINE))
    html = markdown.convert(program)
    assert set(re.findall(r'<span class="(\w+)">', html)) == coloured
    assert len(coloured) == 5


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("怎样降低 LLM 的显存", "怎样<wbr />降低 LLM <wbr />的显存</h1>"),
        ("How it works", ">How it works</h1>"),
        ("怎样用 `x`", ">怎样用 <code>x</code></h1>"),
    ],
)
def test_a_chinese_title_may_break_between_its_phrases(
    title: str, expected: str
) -> None:
    phrases = TitleExtension(lambda _: ["怎样", "降低 LLM ", "的显存"])
    markdown = Markdown(extensions=["toc", phrases])
    assert expected in markdown.convert(f"# {title}")
    tokens = markdown.toc_tokens  # type: ignore[attr-defined]
    assert tokens[0]["name"] == title.replace("`", "")
