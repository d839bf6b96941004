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


CASES: tuple[Case, ...] = (*EXAMPLES, *BIBLIOGRAPHY)
