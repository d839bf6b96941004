"""Bad sources: ways in which a source could put script or foreign content on a page."""

from __future__ import annotations

from bad_sources import Case, append, replace, write

SOURCES = "docs/sources.bib"
CODE = "docs/examples/sundial-noon.py"
OUTPUT = "docs/examples/sundial-noon.out"
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


CASES: tuple[Case, ...] = (*EXAMPLES, *BIBLIOGRAPHY, *DRAWINGS)
