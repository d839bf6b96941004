"""What becomes of the files that pages load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, Site
from fontTools.ttLib import TTFont
from handbook.assets import Assets, published
from pygments.token import STANDARD_TYPES
from subset_font import RANGES, RARE

ASSETS = ROOT / "docs/assets"
# They write classes into pages and drawings.
WRITERS = [
    *(ROOT / "hooks").rglob("*.py"),
    ROOT / "scripts/drawings/toolkit/drawing.py",
]
SOURCES = {
    "assets/a.css": b'/* why */\np { mask: url("icons/x.svg"); }\n',
    "assets/b.css": b'@font-face { src: url("fonts/f.woff2") }\n',
    "assets/theme.min.js": b"theme( );\n//# sourceMappingURL=theme.min.js.map\n",
    "assets/own.js": b'// why\nload("words.js");\n',
    "assets/search/worker.js": b'importScripts("words.js");',
    "assets/search/words.js": b"words();",
    "assets/icons/x.svg": b'<svg fill="#000"/>',
    "assets/fonts/f.woff2": b"font",
    "assets/fonts/OFL.txt": b"licence",
}


def assets(**changed: bytes) -> Assets:
    """Return the assets of SOURCES with other contents, by stem."""
    sources = {
        path: changed.get(Path(path).stem, content) for path, content in SOURCES.items()
    }
    styles, scripts = ["a.css", "b.css"], ["theme.min.js", "own.js"]
    return published(
        sources,
        [f"assets/{name}" for name in styles],
        [f"assets/{name}" for name in scripts],
    )


def test_what_every_page_loads_is_one_style_sheet_and_one_script() -> None:
    found = assets()
    font, words = found.names["assets/fonts/f.woff2"], "assets/search/words.js"
    assert found.files[found.style].decode() == (
        'p{mask:url("data:image/svg+xml,%3Csvg%20fill%3D%22%23000%22/%3E")}\n'
        f'@font-face{{src:url("{font.removeprefix("assets/")}")}}'
    )
    assert found.files[found.script].decode() == (
        f'theme( );\n\nload("{Path(found.names[words]).name}");'
    )
    assert sorted(Path(path).name.split(".")[0] for path in found.files) == (
        ["OFL", "f", "script", "style", "words", "worker"]
    )


def test_only_what_is_read_and_not_loaded_keeps_its_name() -> None:
    kept = [p for p in assets().files if not re.search(r"\.[0-9a-f]{8}\.\w+$", p)]
    assert kept == ["assets/fonts/OFL.txt"]


@pytest.mark.parametrize(
    ("changed", "renamed"),
    [
        ("words", {"words", "worker", "script"}),
        ("worker", {"worker"}),
        ("f", {"f", "style"}),
        ("x", {"style"}),
        ("own", {"script"}),
        ("OFL", set()),
    ],
)
def test_a_name_changes_with_all_that_it_leads_to(
    changed: str, renamed: set[str]
) -> None:
    before, after = assets(), assets(**{changed: b"other"})
    new = set(after.files) - set(before.files)
    assert {Path(path).name.split(".")[0] for path in new} == renamed


def test_a_reference_to_nothing_is_an_error() -> None:
    with pytest.raises(KeyError, match="missing"):
        assets(a=b"p { mask: url(icons/missing.svg) }")
    with pytest.raises(KeyError, match="missing"):
        assets(worker=b'importScripts("missing.js")')


# ---- the two fonts of the formulas ----


def test_the_rare_font_is_loaded_for_what_it_alone_holds() -> None:
    style = (ASSETS / "formula.css").read_text("utf-8")
    (listed,) = re.findall(r"unicode-range:([^;]+);", style)
    assert re.findall(r"U\+[0-9A-F-]+", listed) == [
        f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"
        for first, last, _ in RARE
    ]
    for name, ranges in (("stix-two-math", RANGES), ("stix-two-math-rare", RARE)):
        held = set(TTFont(ASSETS / f"fonts/{name}.woff2").getBestCmap())
        asked = {c for first, last, _ in ranges for c in range(first, last + 1)}
        # Some of the signs in a range the original lacks, too.
        assert len(held & asked) > 0.95 * len(asked)


# ---- the style sheets ----


def rules(sheet: str) -> str:
    """Return a style sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", (ASSETS / sheet).read_text("utf-8"), flags=re.S)


def test_no_rule_is_for_a_class_that_nothing_writes(built_site: Site) -> None:
    names = {
        name
        for sheet in ("style.css", "formula.css", "figure.css")
        for selectors in re.findall(r"([^{};]+)\{", rules(sheet))
        for name in re.findall(r"\.([a-zA-Z][\w-]*)", selectors)
    }
    assert len(names) > 100
    # Beside the pages of today: what scripts make of them, and what pages may yet hold.
    writers = [
        (built_site.folder / built_site.asset("script.js")).read_text("utf-8"),
        *(path.read_text("utf-8") for path in WRITERS),
    ]
    # Of code in any language, and of a column in the middle of a table.
    written = {*STANDARD_TYPES.values(), "center"}
    for page in built_site.folder.rglob("*.html"):
        for classes in re.findall(r'class="([^"]+)"', page.read_text("utf-8")):
            written.update(classes.split())
    unused = {n for n in names - written if not any(_holds(w, n) for w in writers)}
    assert unused == set()


def _holds(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None
