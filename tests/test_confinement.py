"""The renderer shows hostile Markdown as text, even what no rule has seen."""

from __future__ import annotations

import doctest
import re
from html.parser import HTMLParser

import markdown
import pytest
from typesetting import confinement
from typesetting.confinement import ConfinementExtension

EXTENSIONS = (
    "attr_list",
    "tables",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.highlight",
    "pymdownx.superfences",
)


def rendered(text: str) -> str:
    return markdown.markdown(
        text,
        extensions=[*EXTENSIONS, ConfinementExtension()],
        extension_configs={"pymdownx.arithmatex": {"generic": True}},
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<ScRiPt >alert(1)</sCrIpT>",
        "a <img src=x onerror=alert(1)> b",
        "a <img src=x onerror=alert(1)",
        "<div markdown=1>\n\n<b onclick=alert(1)>x</b>\n\n</div>",
        "<svg/onload=alert(1)>",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php <script>alert(1)</script> ?>",
        "<!DOCTYPE html><script>alert(1)</script>",
        "<!--> <script>alert(1)</script> -->",
        "<!-- a --!> <script>alert(1)</script>",
        "a\n<!-- b -->\n<script>alert(1)</script>",
        "`a <script>\n===\nalert(1)</script>`",
        "# <script>alert(1)</script>",
        "| <b onclick=alert(1)> |\n|---|\n| <script>x</script> |",
        "- <iframe srcdoc='<script>alert(1)</script>'>",
        "> <style>@import '//example.org';</style>",
        "[<b>](x.md '<b>')",
        "![<b>](x.svg '<b onclick=x>')",
        "\x02wzxhzdk:0\x03 `<b>`",
        "&lt;b&gt;&#60;b&#x3e;",
    ],
)
def test_html_becomes_text(text: str) -> None:
    html = rendered(text)
    known = re.sub(
        r"</?(?:p|h1|em|code|ul|li|blockquote|table|thead|tbody|tr|t[hd])>"
        r'|<h1 id="[a-z0-9_-]*">|<a href="x.md" title="[^"<>]*">|</a>|<br>'
        r'|<img alt="[^"<>]*" src="x.svg" title="[^"<>]*" />',
        "",
        html,
    )
    assert "<" not in known, html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "java&#x73;cript:alert(1)",
        "javascript&colon;alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "&#1;javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "java\\script:alert(1)",
        " javascript:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "blob:https://example.org/x",
        "file:///etc/passwd",
        "http://example.org/",
        "mailto:a@example.org",
        "//example.org/",
        "/\\example.org/",
        "\\\\example.org/",
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "[x]({})",
        "[x](<{}>)",
        "![x]({})",
        "[x][a]\n\n[a]: {}",
        "[a]\n\n[a]: <{}>",
        "<{}>",
        "[x](b.md){{ href='{}' }}",
        '![x](b.svg){{: src="{}" }}',
    ],
)
def test_an_address_in_disguise_leads_nowhere(form: str, address: str) -> None:
    assert Addresses(rendered(form.format(address))).found <= {"b.md", "b.svg", "java"}


class Addresses(HTMLParser):
    """Collects the addresses in a piece of HTML, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value or "" for name, value in attrs if name in ("href", "src")}


def test_an_image_is_never_of_another_site() -> None:
    assert rendered("![x](https://a.example/b.png)") == "<p><span></span></p>"
    assert rendered("*x*{ src=https://a.example/b }") == "<p><em>x</em></p>"


@pytest.mark.parametrize(
    "attributes",
    [
        "onclick=alert(1)",
        "ONCLICK=alert(1)",
        "style='background:url(//example.org)'",
        "srcset=//example.org/x",
        "formaction=javascript:alert(1)",
        "xlink:href=javascript:alert(1)",
        "target=_blank",
        "data-toc-label='<script>alert(1)</script>'",
        "data-md-component=search",
        "id=__config",
        "#__search",
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "*x*{{ {} }}",
        "text\n{{: {} }}",
        "# x {{ {} }}",
        "[x](b.md){{ {} }}",
        "`x`{{ {} }}",
        "| a {{ {} }} |\n|---|\n| b |",
        "- a\n{{: {} }}",
    ],
)
def test_an_attribute_that_no_page_needs_is_left_out(
    form: str, attributes: str
) -> None:
    html = rendered(form.format(attributes))
    name, _, value = attributes.replace("#", "id=").partition("=")
    assert f'{name.lower()}="{value}' not in html.lower().replace("'", '"'), html


def test_what_pages_need_stays() -> None:
    html = rendered("# A { #a data-old='b' }\n\n1. [x](https://a.org/b){ .c lang=en }")
    assert html == (
        '<h1 data-old="b" id="a">A</h1>\n'
        "<ol>\n"
        '<li><a class="c" href="https://a.org/b" lang="en">x</a></li>\n'
        "</ol>"
    )


def test_a_comment_is_not_shown_but_in_code() -> None:
    assert rendered("a\n\n<!-- b\n\nc -->\n\nd") == "<p>a</p>\n<p>d</p>"
    assert "&lt;!-- b --&gt;" in rendered("`<!-- b -->`")
    assert "<!--" not in rendered("```\n<!-- b -->\n```")
    assert "b --" in rendered("```\n<!-- b -->\n```")


def test_the_modules_example_holds() -> None:
    assert doctest.testmod(confinement).failed == 0
