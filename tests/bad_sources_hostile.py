"""Bad sources: ways in which a source could put script or foreign content on a page."""

from __future__ import annotations

from bad_sources import SUNDIAL, Case, append, replace, replace_all, write
from bad_sources_reading import ALIAS_BOMB

SOURCES = "docs/sources.bib"
CODE = "docs/examples/sundial-noon.py"
OUTPUT = "docs/examples/sundial-noon.out"
GLOSSARY, TOPICS, ERRATA = "docs/glossary.yml", "docs/topics.yml", "docs/errata.yml"
NAMES, SYNONYMS = "docs/names.yml", "docs/synonyms.yml"
REDIRECTS, ABOUT = "docs/redirects.yml", "docs/pages/about.md"
BROOK = "https://example.org/brook-1998"
ASHFORD = "10.1000/example.2001"


# ---- the example, which stands on the page in a block ----


def _leaves(path: str, line: int) -> str:
    return (
        f"{path}:{line}: example-text: this line would end the block that shows it, or "
        "include a file. Write it otherwise."
    )


EXAMPLES = (
    Case(
        "output-that-ends-its-block",
        (append(OUTPUT, "```\n\n<script>alert(1)</script>\n"),),
        (_leaves(OUTPUT, 4),),
    ),
    Case(
        "output-that-ends-its-block-in-tildes",
        (append(OUTPUT, "  ~~~~\n"),),
        (_leaves(OUTPUT, 4),),
    ),
    Case(
        "program-that-ends-its-block",
        (append(CODE, '"""\n```\n<b onclick=alert(1)>\n"""\n'),),
        (_leaves(CODE, 14),),
    ),
    Case(
        "program-that-includes-a-file",
        (append(CODE, '# --8<-- "../../mkdocs.yml"\n'),),
        (_leaves(CODE, 13),),
    ),
    Case(
        "page-among-the-bytecode",
        (write("docs/examples/__pycache__/x.html", "<script>alert(1)</script>\n"),),
        (
            "docs/examples/__pycache__/x.html:1: example-files: no question has this "
            "example. Name it like one, or delete it.",
        ),
    ),
)


# ---- the bibliography, whose addresses become links ----


def _address(line: int, key: str, name: str, shown: str, like: str) -> str:
    return (
        f"{SOURCES}:{line}: source-fields: `{key}` has the {name} `{shown}`. Write it "
        f"like `{like}`."
    )


BIBLIOGRAPHY = tuple(
    Case(
        f"source-{name}-that-{what}",
        (replace(SOURCES, *edit),),
        (_address(line, key, name, shown, like),),
    )
    for what, name, line, key, like, edit, shown in (
        *(
            (what, "url", 11, "brook1998", "https://…", (BROOK, url), shown or url)
            for what, url, shown in (
                (
                    "ends-its-link",
                    "https://a.org/)[x](javascript:alert(1)",
                    "",
                ),
                ("is-data", "data:text/html,x", ""),
                ("has-capitals-in-its-scheme", "HTTPS://example.org/", ""),
                ("has-another-alphabet", "https://ехample.org/", ""),
            )
        ),
        *(
            (what, "doi", 2, "ashford2001", "10.1000/182", (ASHFORD, doi), shown or doi)
            for what, doi, shown in (
                (
                    "ends-its-link",
                    "10.1000/x)[x](javascript:alert(1)",
                    "",
                ),
                ("is-markup", "10.1000/x&lt;b&gt;", ""),
            )
        ),
    )
)

# ---- the drawings, which become part of the page ----

FIGURE = "docs/figures/sundial-noon.en.svg"
LAST = "</svg>\n"  # of the file, on line 12
STYLE = "<style>"  # on line 4


def _drawing(name: str, content: str, *messages: str) -> Case:
    """Return the case of a drawing that holds `content` on its 12th line."""
    return Case(
        f"drawing-with-{name}",
        (replace(FIGURE, LAST, content + LAST),),
        tuple(f"{FIGURE}:12: drawings: {message}" for message in messages),
    )


def _element(name: str) -> str:
    return f"the element `{name}` is no shape or text. Remove it."


def _attribute(name: str) -> str:
    return f"the attribute `{name}` is not allowed. Remove it."


def _style(name: str, css: str, shown: str) -> Case:
    return Case(
        f"drawing-with-{name}",
        (replace(FIGURE, STYLE, STYLE + css),),
        (f"{FIGURE}:4: drawings: `{shown}` stands in its style. Write plain rules.",),
    )


DRAWINGS = (
    _drawing("script", "<script>alert(1)</script>", _element("script")),
    _drawing(
        "script-in-another-namespace",
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
        _attribute("xmlns:h"),
        _element("h:script"),
    ),
    _drawing(
        "html-as-default-namespace",
        '<title xmlns="http://www.w3.org/1999/xhtml"/>',
        "`http://www.w3.org/1999/xhtml` is not SVG. Write "
        "xmlns=`http://www.w3.org/2000/svg`.",
    ),
    _drawing("event-handler", '<rect onclick="alert(1)"/>', _attribute("onclick")),
    _drawing(
        "handler-of-an-animation",
        '<animate onbegin="alert(1)" attributeName="x"/>',
        _attribute("attributeName"),
        _attribute("onbegin"),
        _element("animate"),
    ),
    _drawing(
        "animated-address",
        '<a href="#"><set attributeName="href" to="javascript:alert(1)"/></a>',
        _attribute("attributeName"),
        _attribute("href"),
        _attribute("to"),
        _element("a"),
        _element("set"),
    ),
    _drawing(
        "foreign-object",
        "<foreignObject><body><p>x</p></body></foreignObject>",
        _element("body"),
        _element("foreignObject"),
        _element("p"),
    ),
    _drawing(
        "javascript-link",
        '<a href="javascript:alert(1)"><text>x</text></a>',
        _attribute("href"),
        _element("a"),
    ),
    _drawing(
        "javascript-xlink",
        '<a xlink:href="javascript:alert(1)" xmlns:xlink="http://www.w3.org/1999/xlink'
        '"><text>x</text></a>',
        _attribute("xlink:href"),
        _attribute("xmlns:xlink"),
        _element("a"),
    ),
    _drawing(
        "outside-image",
        '<image href="https://example.org/x.png"/>',
        _attribute("href"),
        _element("image"),
    ),
    _drawing(
        "outside-use",
        '<use href="https://example.org/x.svg#a"/>',
        _attribute("href"),
        _element("use"),
    ),
    _drawing(
        "outside-fill",
        '<rect fill="url(https://example.org/x.svg#a)"/>',
        _attribute("fill"),
    ),
    _drawing(
        "style-attribute",
        '<rect style="background:url(https://example.org/x)"/>',
        _attribute("style"),
    ),
    _drawing("id", '<rect id="__config"/>', _attribute("id")),
    _drawing("base", '<rect xml:base="https://example.org/"/>', _attribute("xml:base")),
    _drawing(
        "processing-instruction",
        '<?xml-stylesheet href="https://example.org/x.css"?>',
        "a processing instruction stands here. Remove it.",
    ),
    _drawing("broken-xml", "<rect>", "no XML: mismatched tag. Draw it anew."),
    _drawing(
        "unknown-entity", "<text>&x;</text>", "no XML: undefined entity. Draw it anew."
    ),
    Case(
        "drawing-with-hidden-characters",
        (replace(FIGURE, "February", "Feb\u202eruary"),),
        (
            f"{FIGURE}:6: invisible-characters: the invisible character U+202E stands "
            "here. Remove it, or write a plain space.",
        ),
    ),
    _style("import", "@import 'https://example.org/x.css';", "@import"),
    _style("outside-font", "@font-face{src:url(https://example.org/x)}", "@font-face"),
    _style("address-in-its-style", ".e{fill:url(https://example.org/x)}", "url("),
    _style("capitals-in-its-style", ".e{fill:URL(https://example.org/x)}", "URL("),
    _style("set-of-images", ".e{fill:image-set('//example.org/x' 1x)}", "image-set("),
    _style("escapes-in-its-style", ".e{fill:u\\72l(//example.org/x)}", "\\"),
    _style("entities-in-its-style", ".e{fill:&#117;rl(//example.org/x)}", "url("),
    _style("comment-in-its-style", ".e{fill:u<!-- -->rl(//example.org/x)}", "url("),
    _style("cdata-in-its-style", "<![CDATA[@import '//example.org/x';]]>", "@import"),
    _style(
        "element-in-its-style", "<title/>.e{fill:url(https://example.org/x)}", "url("
    ),
    Case(
        "drawing-with-a-doctype",
        (
            replace(
                FIGURE,
                '<svg xmlns="http://www.w3.org/2000/svg"',
                '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
                '<svg xmlns="http://www.w3.org/2000/svg"',
            ),
        ),
        (f"{FIGURE}:1: drawings: a DOCTYPE stands here. Remove it.",),
    ),
    Case(
        "drawing-with-entities-without-end",
        (
            write(
                FIGURE,
                '<!DOCTYPE svg [<!ENTITY a0 "ha">\n'
                + "".join(
                    f'<!ENTITY a{level} "{f"&a{level - 1};" * 9}">\n'
                    for level in range(1, 12)
                )
                + ']>\n<svg xmlns="http://www.w3.org/2000/svg">&a11;</svg>\n',
            ),
        ),
        (f"{FIGURE}:1: drawings: a DOCTYPE stands here. Remove it.",),
    ),
    Case(
        "drawing-in-an-encoding",
        (
            replace(
                FIGURE,
                '<svg xmlns="http://www.w3.org/2000/svg"',
                '<?xml version="1.0" encoding="utf-7"?>\n'
                '<svg xmlns="http://www.w3.org/2000/svg"',
            ),
        ),
        (f"{FIGURE}:1: drawings: an XML declaration. Remove it.",),
    ),
    Case(
        "page-among-the-figures",
        (write("docs/figures/x.html", "<script>alert(1)</script>\n"),),
        (
            "docs/figures/x.html:1: shown-figures: no question shows this figure. Show "
            "it, or stop drawing it.",
        ),
    ),
)


# ---- what each rule says ----


def _raw(path: str, line: int, shown: str) -> str:
    return (
        f"{path}:{line}: raw-html: `{shown}` is raw HTML. Write Markdown, or `&lt;` "
        "for the sign itself."
    )


def _list(line: int, shown: str) -> str:
    return (
        f"{SUNDIAL}:{line}: attribute-lists: `{shown}` is an attribute list that no "
        "text needs. Remove it, or write braces as code or in a formula."
    )


def _plain(shown: str) -> str:
    return (
        f"{SUNDIAL}:129: link-address: `{shown}` is no plain address. Link to a file "
        "in docs/, by its relative path, or to an https address."
    )


def _hidden(path: str, line: int, code: str) -> str:
    return (
        f"{path}:{line}: invisible-characters: the invisible character U+{code} stands "
        "here. Remove it, or write a plain space."
    )


def _formula(line: int, tex: str, fault: str) -> str:
    return (
        f"{SUNDIAL}:{line}: formulas: the formula `{tex}` cannot be shown: {fault} "
        "Correct it."
    )


def _snippet(line: int, shown: str) -> str:
    return (
        f"{SUNDIAL}:{line}: snippets: `{shown}` includes a file where none belongs. "
        "Include only the example, in its section."
    )


def _unmatched(what: str, source: str) -> str:
    return (
        f"{SUNDIAL}:129: {what}-parity: {source} has no counterpart in the Chinese "
        "edition (there from line 66). Make both editions the same."
    )


HTML = (
    Case(
        "html-in-capitals",
        (append(SUNDIAL, "\n<ScRiPt >alert(1)</sCrIpT>\n"),),
        (_raw(SUNDIAL, 129, "<ScRiPt >"),),
    ),
    Case(
        "html-with-a-slash-for-a-space",
        (append(SUNDIAL, "\n<svg/onload=alert(1)>\n"),),
        (_raw(SUNDIAL, 129, "<svg/onload=alert(1)>"),),
    ),
    Case(
        "html-that-only-closes",
        (append(SUNDIAL, "\nA </article> word.\n"),),
        (_raw(SUNDIAL, 129, "</article>"),),
    ),
    Case(
        "html-over-lines",
        (append(SUNDIAL, "\nA <img src=x\nonerror=alert(1)> word.\n"),),
        (_raw(SUNDIAL, 129, "<img src=x\\nonerror=alert(1)>"),),
    ),
    Case(
        "html-as-cdata",
        (append(SUNDIAL, "\n<![CDATA[<script>alert(1)</script>]]>\n"),),
        (_raw(SUNDIAL, 129, "<![CDATA["),),
    ),
    Case(
        "html-as-a-processing-instruction",
        (append(SUNDIAL, "\n<?php <script>alert(1)</script> ?>\n"),),
        (_raw(SUNDIAL, 129, "<?php "),),
    ),
    Case(
        "html-as-a-declaration",
        (append(SUNDIAL, "\n<!DOCTYPE x [<script>alert(1)</script>]>\n"),),
        (_raw(SUNDIAL, 129, "<!DOCTYPE x ["),),
    ),
    Case(
        "html-in-a-comment-closed-by-a-bang",
        (append(SUNDIAL, "\n<!-- a --!> <b onclick=alert(1)> -->\n"),),
        (
            (
                f"{SUNDIAL}:129: raw-html: the comment `<!-- a --!> <b "
                "onclick=alert(1)> -->` can end early in a browser. Use no `--` in "
                "it, and no `>` or "
                "`-` at its ends."
            ),
        ),
    ),
    Case(
        "html-behind-a-comment-without-end",
        (append(SUNDIAL, "\n<!-- a <b onclick=alert(1)>\n"),),
        (_raw(SUNDIAL, 129, "<!-- a "),),
    ),
    Case(
        "html-with-an-own-name",
        (append(SUNDIAL, "\nA <x-y onclick=alert(1)> word.\n"),),
        (_raw(SUNDIAL, 129, "<x-y onclick=alert(1)>"),),
    ),
    Case(
        "html-in-a-list",
        (append(SUNDIAL, "\n- <b onclick=alert(1)>word\n"),),
        (_raw(SUNDIAL, 129, "<b onclick=alert(1)>"),),
    ),
    Case(
        "html-in-a-quotation",
        (append(SUNDIAL, "\n> <b onclick=alert(1)>word\n"),),
        (_raw(SUNDIAL, 129, "<b onclick=alert(1)>"),),
    ),
    Case(
        "html-in-the-text-of-a-link",
        (
            append(
                SUNDIAL, "\n[<b onclick=alert(1)>word](../water/water-clock-shape.md)\n"
            ),
        ),
        (
            _unmatched("link", "the link to `../water/water-clock-shape.md`"),
            _raw(SUNDIAL, 129, "<b onclick=alert(1)>"),
        ),
    ),
    Case(
        "html-in-a-locator",
        (append(SUNDIAL, "\nA word [@brook1998, <b onclick=alert(1)>].\n"),),
        (
            _unmatched("citation", "`[@brook1998, <b onclick=alert(1)>]`"),
            _raw(SUNDIAL, 129, "<b onclick=alert(1)>"),
        ),
    ),
    Case(
        "html-in-a-table",
        (replace(SUNDIAL, "| November |", "| <b onclick=alert(1)> |"),),
        (_raw(SUNDIAL, 99, "<b onclick=alert(1)>"),),
    ),
    Case(
        "html-in-a-heading",
        (
            replace(
                SUNDIAL,
                "### Taking a reading",
                "### <img src=x onerror=alert(1)> a reading",
            ),
        ),
        (_raw(SUNDIAL, 103, "<img src=x onerror=alert(1)>"),),
    ),
    Case(
        "html-in-a-caption",
        (replace(SUNDIAL, "The shadow is shortest at", "<b onclick=alert(1)> is at"),),
        (_raw(SUNDIAL, 76, "<b onclick=alert(1)>"),),
    ),
    Case(
        "html-in-a-description",
        (replace(SUNDIAL, "![The shadow of", "![<b onclick=alert(1)> of"),),
        (_raw(SUNDIAL, 76, "<b onclick=alert(1)>"),),
    ),
    Case(
        "html-in-the-answer",
        (
            replace(
                SUNDIAL, "A sundial shows where", "A <script>alert(1)</script> where"
            ),
        ),
        (
            (
                f"{SUNDIAL}:74: answer-numbers: the number `1` does not recur below, "
                "computed or cited. Prove it there, or leave it out here."
            ),
            _raw(SUNDIAL, 74, "<script>"),
        ),
    ),
    Case(
        "html-in-the-title",
        (
            replace(
                SUNDIAL, "# Why does a sundial", "# Why does </title><script> a sundial"
            ),
        ),
        (
            _raw(SUNDIAL, 72, "</title>"),
            (
                f"{SUNDIAL}:72: title: the title `Why does </title><script> a "
                "sundial's noon diff…` has markup. Write it as plain text."
            ),
        ),
    ),
    Case(
        "html-on-a-page",
        (append(ABOUT, "\n<iframe srcdoc=x>\n"),),
        (_raw(ABOUT, 11, "<iframe srcdoc=x>"),),
    ),
    Case(
        "html-in-an-erratum",
        (
            replace(
                ERRATA,
                "It shows solar time [",
                "It <b onclick=alert(1)> shows solar time [",
            ),
        ),
        (_raw(ERRATA, 19, "<b onclick=alert(1)>"),),
    ),
)


ATTRIBUTES = (
    Case(
        "attributes-on-a-link",
        (
            append(
                SUNDIAL,
                "\n[word](../water/water-clock-shape.md){ onmouseover=alert(1) }\n",
            ),
        ),
        (
            _list(129, "{ onmouseover=alert(1) }"),
            _unmatched("link", "the link to `../water/water-clock-shape.md`"),
        ),
    ),
    Case(
        "attributes-on-a-link-with-an-address",
        (
            append(
                SUNDIAL,
                "\n[word](../water/water-clock-shape.md)"
                "{: href=javascript:alert(1) }\n",
            ),
        ),
        (
            _list(129, "{: href=javascript:alert(1) }"),
            _unmatched("link", "the link to `../water/water-clock-shape.md`"),
        ),
    ),
    Case(
        "attributes-on-an-image",
        (
            replace(
                SUNDIAL,
                'at local noon."){ #fig-shadow }',
                'at local noon."){ #fig-shadow src=https://example.org/x }',
            ),
        ),
        (
            _list(76, "{ #fig-shadow src=https://example.org/x }"),
            (
                f"{SUNDIAL}:76: figures: the figure "
                "`docs/figures/sundial-noon.en.svg` has "
                "no id. Add `{ #fig-name }` behind it."
            ),
        ),
    ),
    Case(
        "attributes-on-a-table",
        (replace(SUNDIAL, "| Month |", "| Month { onclick=alert(1) } |"),),
        (_list(96, "{ onclick=alert(1) }"),),
    ),
    Case(
        "attributes-on-a-list-item",
        (append(SUNDIAL, "\n- word\n{: onclick=alert(1) }\n"),),
        (_list(130, "{: onclick=alert(1) }"),),
    ),
    Case(
        "attributes-for-the-contents",
        (
            replace(
                SUNDIAL,
                "### Taking a reading { #reading }",
                "### Taking a reading { #reading data-toc-label='<b>' }",
            ),
        ),
        (
            (
                f"{SUNDIAL}:103: heading-parity: `### {{ # }}` stands where the "
                "Chinese "
                "edition has `### { #reading }` (line 45). Make both editions the "
                "same."
            ),
            _raw(SUNDIAL, 103, "<b>"),
        ),
    ),
    Case(
        "attributes-with-an-id-of-the-theme",
        (
            replace(
                SUNDIAL,
                "### Taking a reading { #reading }",
                "### Taking a reading { #__config }",
            ),
        ),
        (
            (
                f"{SUNDIAL}:103: headings: the id `__config` is not of small "
                "letters, digits "
                "and single hyphens. Spell it so."
            ),
        ),
    ),
    Case(
        "attributes-of-a-block-of-code",
        (append(SUNDIAL, "\n```python onclick=alert(1)\nx\n```\n"),),
        (
            (
                f"{SUNDIAL}:129: code-blocks: `python onclick=alert(1)` is not the "
                "plain "
                "name of a language. Write `python`, `text` or the like alone."
            ),
        ),
    ),
    Case(
        "html-as-a-language-of-code",
        (append(SUNDIAL, "\n```<script>alert(1)</script>\nx\n```\n"),),
        (
            (
                f"{SUNDIAL}:129: code-blocks: `<script>alert(1)</script>` is not the "
                "plain "
                "name of a language. Write `python`, `text` or the like alone."
            ),
        ),
    ),
)


ADDRESSES = (
    Case(
        "link-vbscript",
        (append(SUNDIAL, "\n[word](vbscript:alert)\n"),),
        (_plain("vbscript:alert"),),
    ),
    Case(
        "link-data-in-capitals",
        (append(SUNDIAL, "\n[word](DATA:text/html;base64,PHNjcmlwdD4=)\n"),),
        (_plain("DATA:text/html;base64,PHNjcmlwdD4="),),
    ),
    Case(
        "link-blob",
        (append(SUNDIAL, "\n[word](blob:https://example.org/x)\n"),),
        (_plain("blob:https://example.org/x"),),
    ),
    Case(
        "link-javascript-with-a-named-colon",
        (append(SUNDIAL, "\n[word](javascript&colon;alert(1))\n"),),
        (_plain("javascript&colon;alert(1)"),),
    ),
    Case(
        "link-javascript-with-a-named-tab",
        (append(SUNDIAL, "\n[word](java&Tab;script:alert(1))\n"),),
        (_plain("java&Tab;script:alert(1)"),),
    ),
    Case(
        "link-javascript-with-a-named-line-end",
        (append(SUNDIAL, "\n[word](java&NewLine;script:alert(1))\n"),),
        (_plain("java&NewLine;script:alert(1)"),),
    ),
    Case(
        "link-javascript-as-hexadecimal-entities",
        (append(SUNDIAL, "\n[word](&#x6A;avascript:alert(1))\n"),),
        (_plain("&#x6A;avascript:alert(1)"),),
    ),
    Case(
        "link-javascript-in-full-width-letters",
        (append(SUNDIAL, "\n[word](ｊａｖａscript:alert(1))\n"),),
        (_plain("ｊａｖａscript:alert(1)"),),
    ),
    Case(
        "link-javascript-with-a-zero-width-space",
        (append(SUNDIAL, "\n[word](java\u200bscript:alert(1))\n"),),
        (
            _hidden(SUNDIAL, 129, "200B"),
            _plain("java\\u200bscript:alert(1)"),
        ),
    ),
    Case(
        "link-javascript-behind-an-override",
        (append(SUNDIAL, "\n[word](\u202ejavascript:alert(1))\n"),),
        (
            _hidden(SUNDIAL, 129, "202E"),
            _plain("\\u202ejavascript:alert(1)"),
        ),
    ),
    Case(
        "link-javascript-with-a-backslash",
        (append(SUNDIAL, "\n[word](java\\script:alert(1))\n"),),
        (_plain("java\\script:alert(1)"),),
    ),
    Case(
        "link-backslashes",
        (append(SUNDIAL, "\n[word](/\\example.org/)\n"),),
        (_plain("/\\example.org/"),),
    ),
    Case(
        "link-another-alphabet",
        (append(SUNDIAL, "\n[word](https://ехample.org/)\n"),),
        (_plain("https://ехample.org/"),),
    ),
    Case(
        "link-zero-width-space-in-its-host",
        (append(SUNDIAL, "\n[word](https://exa\u200bmple.org/)\n"),),
        (
            _hidden(SUNDIAL, 129, "200B"),
            _plain("https://exa\\u200bmple.org/"),
        ),
    ),
    Case(
        "link-capitals-in-its-scheme",
        (append(SUNDIAL, "\n[word](HTTPS://example.org/)\n"),),
        (_plain("HTTPS://example.org/"),),
    ),
    Case(
        "link-name-before-its-host",
        (append(SUNDIAL, "\n[word](https://example.com@example.org/)\n"),),
        (_plain("https://example.com@example.org/"),),
    ),
    Case(
        "link-that-begins-another-attribute",
        (append(SUNDIAL, '\n[word](https://example.org/"onclick=alert(1))\n'),),
        (_plain('https://example.org/"onclick=alert(1)'),),
    ),
    Case(
        "link-with-a-title-that-goes-on",
        (
            append(
                SUNDIAL,
                '\n[word](../water/water-clock-shape.md "a" onclick=alert(1))\n',
            ),
        ),
        (
            (
                f"{SUNDIAL}:129: link-address: a link is not well-formed here. Write "
                "`[text](address)` with a plain address."
            ),
        ),
    ),
    Case(
        "image-javascript",
        (append(SUNDIAL, "\n![word](javascript:alert(1))\n"),),
        (
            (
                f"{SUNDIAL}:129: figures: the image `javascript:alert(1)` is no "
                "drawing of "
                "this language. Use a file `….en.svg` in docs/figures."
            ),
        ),
    ),
    Case(
        "image-data",
        (append(SUNDIAL, "\n![word](data:image/svg+xml,<svg/onload=alert(1)>)\n"),),
        (
            (
                f"{SUNDIAL}:129: link-address: a link is not well-formed here. Write "
                "`[text](address)` with a plain address."
            ),
            _raw(SUNDIAL, 129, "<svg/onload=alert(1)>"),
        ),
    ),
    Case(
        "image-with-a-reference",
        (append(SUNDIAL, "\n![word][x]\n\n[x]: javascript:alert(1)\n"),),
        (
            (
                f"{SUNDIAL}:131: reference-definitions: `[x]: javascript:alert(1)` "
                "defines a "
                "reference. Write the address in the link, or cite a source."
            ),
        ),
    ),
    Case(
        "autolink-data",
        (append(SUNDIAL, "\n<data:text/html,x>\n"),),
        (
            (
                f"{SUNDIAL}:129: link-address: `data:text/html,x` is a bare address. "
                "Write "
                "`[text](https://…)`."
            ),
        ),
    ),
    Case(
        "autolink-vbscript-in-capitals",
        (append(SUNDIAL, "\n<VBScript:x>\n"),),
        (
            (
                f"{SUNDIAL}:129: link-address: `VBScript:x` is a bare address. Write "
                "`[text](https://…)`."
            ),
        ),
    ),
    Case(
        "autolink-mail",
        (append(SUNDIAL, "\n<a@example.org>\n"),),
        (
            (
                f"{SUNDIAL}:129: link-address: `a@example.org` is a bare address. "
                "Write "
                "`[text](https://…)`."
            ),
        ),
    ),
)


HIDDEN = (
    Case(
        "zero-width-space-in-a-slug",
        (write("docs/questions/shadows/sun​dial.md", "x\n"),),
        (
            (
                "docs/questions/shadows/sun\\u200bdial.md:1: files: no place for a "
                "question. Move it to docs/questions/<topic>/<slug>.md, in a-z, "
                "0-9 and hyphens."
            ),
        ),
    ),
    Case(
        "override-in-a-topic",
        (write("docs/questions/sha‮dows/x.md", "x\n"),),
        (
            (
                "docs/questions/sha\\u202edows/x.md:1: files: no place for a "
                "question. Move it to docs/questions/<topic>/<slug>.md, in a-z, "
                "0-9 and hyphens."
            ),
        ),
    ),
    Case(
        "zero-width-space-in-an-id",
        (replace(GLOSSARY, "- id: outflow", "- id: out​flow"),),
        (
            (
                f"{GLOSSARY}:22: glossary: `out\\u200bflow` is no id. Use a-z, 0-9 "
                "and single "
                "hyphens."
            ),
        ),
    ),
    Case(
        "zero-width-space-in-a-redirect",
        (append(REDIRECTS, "old​clock: sundial-noon\n"),),
        (
            (
                f"{REDIRECTS}:2: redirects: `old\\u200bclock` is no slug. Use a-z, "
                "0-9 and "
                "single hyphens."
            ),
        ),
    ),
    Case(
        "script-in-a-redirect",
        (append(REDIRECTS, "old-clock: javascript:alert(1)\n"),),
        (
            (
                f"{REDIRECTS}:2: redirects: `javascript:alert(1)` is no slug. Use "
                "a-z, 0-9 and "
                "single hyphens."
            ),
        ),
    ),
    Case(
        "override-in-a-redirect-to-an-anchor",
        (append(REDIRECTS, '"sundial-noon#a\\u202e": reading\n'),),
        (
            (
                f"{REDIRECTS}:2: redirects: `a\\u202e` is no slug or anchor. Use "
                "a-z, 0-9 and "
                "single hyphens."
            ),
        ),
    ),
    Case(
        "override-in-a-title",
        (replace(SUNDIAL, "# Why does a sundial", "# Why does‮ a sundial"),),
        (_hidden(SUNDIAL, 72, "202E"),),
    ),
    Case(
        "override-in-a-keyword",
        (replace(SUNDIAL, "shadow, gnomon]", 'shadow, "gno\\u202emon"]'),),
        (_hidden(SUNDIAL, 8, "202E"),),
    ),
    Case(
        "control-character-in-a-keyword",
        (replace(SUNDIAL, "shadow, gnomon]", 'shadow, "gno\\x02mon"]'),),
        (_hidden(SUNDIAL, 8, "0002"),),
    ),
    Case(
        "override-in-the-topics",
        (replace(TOPICS, "Shadows and time", "Shadows‮ and time"),),
        (_hidden(TOPICS, 1, "202E"),),
    ),
    Case(
        "override-in-the-bibliography",
        (replace(SOURCES, "The Sun Is Late", "The Sun‮ Is Late"),),
        (_hidden(SOURCES, 11, "202E"),),
    ),
    Case(
        "override-among-the-synonyms",
        (write(SYNONYMS, "- {zh: [影‮子], en: [shade]}\n"),),
        (_hidden(SYNONYMS, 1, "202E"),),
    ),
    Case(
        "override-in-what-a-term-avoids",
        (replace(GLOSSARY, "[sun time]", "[sun‮ time]"),),
        (_hidden(GLOSSARY, 9, "202E"),),
    ),
    Case(
        "override-in-an-erratum",
        (replace(ERRATA, "A sundial is inaccurate", "A sundial‮ is inaccurate"),),
        (_hidden(ERRATA, 18, "202E"),),
    ),
    Case(
        "zero-width-space-in-a-key",
        (replace(SOURCES, "@book{ashford2001", "@book{ash​ford2001"),),
        (
            (
                f"{SOURCES}:2: bibliography: `ash\\u200bford2001` is no key. Use "
                "letters and "
                "digits, a letter first."
            ),
        ),
    ),
)


YAML = (
    Case(
        "tag-in-the-glossary",
        (append(GLOSSARY, "- !!python/object/apply:os.system ['true']\n"),),
        (
            (
                f"{GLOSSARY}:29: yaml: the tag "
                "`tag:yaml.org,2002:python/object/apply:os.system` in YAML. Write "
                "a plain value."
            ),
        ),
    ),
    Case(
        "tag-in-the-topics",
        (append(TOPICS, "- !!python/name:os.system\n"),),
        (
            (
                f"{TOPICS}:15: yaml: the tag "
                "`tag:yaml.org,2002:python/name:os.system` in "
                "YAML. Write a plain value."
            ),
        ),
    ),
    Case(
        "tag-in-the-errata",
        (append(ERRATA, "x: !!python/object/new:os.system ['true']\n"),),
        (
            (
                f"{ERRATA}:20: yaml: the tag "
                "`tag:yaml.org,2002:python/object/new:os.system` in YAML. Write a "
                "plain value."
            ),
        ),
    ),
    Case(
        "tag-among-the-names",
        (append(NAMES, "- !!binary bTM=\n"),),
        (
            (
                f"{NAMES}:2: yaml: the tag `tag:yaml.org,2002:binary` in YAML. Write a "
                "plain value."
            ),
        ),
    ),
    Case(
        "tag-in-a-redirect",
        (append(REDIRECTS, "a: !x b\n"),),
        (f"{REDIRECTS}:2: yaml: the tag `!x` in YAML. Write a plain value.",),
    ),
    Case(
        "aliases-without-end-in-the-redirects",
        (write(REDIRECTS, ALIAS_BOMB),),
        (f"{REDIRECTS}:1: yaml: the anchor `a0` in YAML. Delete it.",),
    ),
    Case(
        "aliases-without-end-in-the-synonyms",
        (write(SYNONYMS, ALIAS_BOMB),),
        (f"{SYNONYMS}:1: yaml: the anchor `a0` in YAML. Delete it.",),
    ),
    Case(
        "merge-key-in-the-errata",
        (append(ERRATA, "<<: *x\n"),),
        (f"{ERRATA}:20: yaml: an alias in YAML. Write the value itself.",),
    ),
    Case(
        "redirect-twice",
        (append(REDIRECTS, "water-clock: sundial-noon\n"),),
        (
            f"{REDIRECTS}:2: yaml: the key `water-clock` stands twice. Keep one of "
            "them.",
        ),
    ),
)


FORMULAS = (
    Case(
        "formula-with-an-html-class",
        (replace_all(SUNDIAL, "$\\lambda_0$", "$\\htmlClass{a}{b}$"),),
        (
            _formula(26, "\\htmlClass{a}{b}", 'Unknown command "\\htmlClass".'),
            _formula(84, "\\htmlClass{a}{b}", 'Unknown command "\\htmlClass".'),
        ),
    ),
    Case(
        "formula-with-html-data",
        (replace_all(SUNDIAL, "$\\lambda_0$", "$\\htmlData{onclick=alert(1)}{b}$"),),
        (
            _formula(
                26, "\\htmlData{onclick=alert(1)}{b}", 'Unknown command "\\htmlData".'
            ),
            _formula(
                84, "\\htmlData{onclick=alert(1)}{b}", 'Unknown command "\\htmlData".'
            ),
        ),
    ),
    Case(
        "formula-with-a-style",
        (replace_all(SUNDIAL, "$\\lambda_0$", "$\\style{color:red}{b}$"),),
        (
            _formula(26, "\\style{color:red}{b}", 'Unknown command "\\style".'),
            _formula(84, "\\style{color:red}{b}", 'Unknown command "\\style".'),
        ),
    ),
    Case(
        "formula-with-an-address",
        (replace_all(SUNDIAL, "$\\lambda_0$", "$\\url{javascript:alert(1)}$"),),
        (
            _formula(26, "\\url{javascript:alert(1)}", 'Unknown command "\\url".'),
            _formula(84, "\\url{javascript:alert(1)}", 'Unknown command "\\url".'),
        ),
    ),
    Case(
        "formula-with-an-image",
        (
            replace_all(
                SUNDIAL, "$\\lambda_0$", "$\\includegraphics{https://example.org/x}$"
            ),
        ),
        (
            _formula(
                26,
                "\\includegraphics{https://example.org/x}",
                'Unknown command "\\includegraphics".',
            ),
            _formula(
                84,
                "\\includegraphics{https://example.org/x}",
                'Unknown command "\\includegraphics".',
            ),
        ),
    ),
    Case(
        "formula-with-a-character-reference",
        (replace_all(SUNDIAL, "$\\lambda_0$", "$\\text{&lt;b>}$"),),
        (
            _formula(26, "\\text{&lt;b>}", "Not valid in text mode."),
            _formula(84, "\\text{&lt;b>}", "Not valid in text mode."),
        ),
    ),
    Case(
        "formula-with-a-macro-without-end",
        (replace_all(SUNDIAL, "$\\lambda_0$", "$\\def\\a{\\a\\a}\\a$"),),
        (
            _formula(
                26,
                "\\def\\a{\\a\\a}\\a",
                "Too many expansions of custom commands. A command may be expanding "
                "to itself.",
            ),
            _formula(
                84,
                "\\def\\a{\\a\\a}\\a",
                "Too many expansions of custom commands. A command may be expanding "
                "to itself.",
            ),
        ),
    ),
    Case(
        "formula-with-html-is-text",
        (replace_all(SUNDIAL, "$\\lambda_0$", "$\\text{<b onclick=alert(1)>}$"),),
        (),
    ),
)


SNIPPETS = (
    Case(
        "snippet-of-a-folder-above",
        (
            replace_all(
                SUNDIAL, '--8<-- "sundial-noon.out"', '--8<-- "../../mkdocs.yml"'
            ),
        ),
        (
            _snippet(58, '--8<-- "../../mkdocs.yml"'),
            _snippet(116, '--8<-- "../../mkdocs.yml"'),
        ),
    ),
    Case(
        "snippet-from-the-root",
        (replace_all(SUNDIAL, '--8<-- "sundial-noon.out"', '--8<-- "/etc/passwd"'),),
        (
            _snippet(58, '--8<-- "/etc/passwd"'),
            _snippet(116, '--8<-- "/etc/passwd"'),
        ),
    ),
    Case(
        "snippet-as-a-block",
        (
            replace_all(
                SUNDIAL, '--8<-- "sundial-noon.out"', "--8<--\n../../mkdocs.yml\n--8<--"
            ),
        ),
        (
            _snippet(58, "--8<--"),
            _snippet(60, "--8<--"),
            _snippet(118, "--8<--"),
            _snippet(120, "--8<--"),
        ),
    ),
    Case(
        "snippet-with-a-short-scissor",
        (replace_all(SUNDIAL, '--8<-- "sundial-noon.out"', '-8<- "../../mkdocs.yml"'),),
        (
            _snippet(58, '-8<- "../../mkdocs.yml"'),
            _snippet(116, '-8<- "../../mkdocs.yml"'),
        ),
    ),
)


CASES: tuple[Case, ...] = (
    *EXAMPLES,
    *BIBLIOGRAPHY,
    *DRAWINGS,
    *HTML,
    *ATTRIBUTES,
    *ADDRESSES,
    *HIDDEN,
    *YAML,
    *FORMULAS,
    *SNIPPETS,
)
