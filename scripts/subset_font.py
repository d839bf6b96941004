"""Make the site's fonts, each a part of a larger one: for formulas, and for cards.

Run: python scripts/subset_font.py STIXTwoMath-Regular.otf NotoSansCJK-Regular.ttc …
The README.txt beside each font says where its file comes from.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from handbook.card_characters import characters  # noqa: E402  (found by the line above)

# What TeX formulas become as MathML, by Unicode block. Glyphs that brackets, roots
# and arrows grow into have no code point; the subsetter follows the MATH table to them.
RANGES = (
    (0x20, 0x7E, "ASCII"),
    (0xA0, 0xB1, "Latin-1: § ¬ ¯ ° ±"),
    (0xB4, 0xB7, "´ · and the like"),
    (0xD7, 0xD7, "×"),
    (0xF7, 0xF7, "÷"),
    (0x131, 0x131, "dotless i"),
    (0x237, 0x237, "dotless j"),
    (0x2C6, 0x2C7, "hat, check"),
    (0x2D8, 0x2DC, "breve, dot, ring, tilde"),
    (0x300, 0x308, "accents"),
    (0x30A, 0x30A, "ring"),
    (0x30C, 0x30C, "check"),
    (0x332, 0x333, "lines below"),
    (0x391, 0x3C9, "Greek"),
    (0x3D1, 0x3D6, "variant theta, phi, pi"),
    (0x3F0, 0x3F5, "variant kappa, rho, epsilon"),
    (0x2002, 0x200A, "spaces"),
    (0x2010, 0x2026, "dashes, quotes, daggers, bullet, double bar, dots"),
    (0x2032, 0x2037, "primes"),
    (0x2044, 0x2044, "fraction slash"),
    (0x2057, 0x2057, "quadruple prime"),
    (0x2061, 0x2064, "invisible operators"),
    (0x2102, 0x2138, "letterlike: ℂ ℏ ℒ ℝ ℵ"),
    (0x2190, 0x2199, "arrows"),
    (0x21A6, 0x21AA, "maps to, hooks"),
    (0x21D0, 0x21D5, "double arrows"),
    (0x2200, 0x220B, "quantifiers, ∂ ∅ ∇ ∈"),
    (0x220F, 0x221A, "∏ ∐ ∑ minus ∖ ∗ ∘ √"),
    (0x221D, 0x221E, "∝ ∞"),
    (0x2220, 0x2220, "angle"),
    (0x2223, 0x222E, "bars, ∧ ∨ ∩ ∪, integrals"),
    (0x223C, 0x223C, "∼"),
    (0x2243, 0x2249, "≃ ≅ ≈ and their negations"),
    (0x225C, 0x225D, "≜ ≝"),
    (0x2260, 0x2265, "≠ ≡ ≤ ≥"),
    (0x226A, 0x2273, "≪ ≫, negations, ≲ ≳"),
    (0x227A, 0x227D, "≺ ≻ ≼ ≽"),
    (0x2282, 0x228B, "subsets"),
    (0x2295, 0x2299, "⊕ ⊗ ⊙"),
    (0x22A2, 0x22A8, "⊢ ⊤ ⊥ ⊨"),
    (0x22C0, 0x22C6, "⋀ ⋁ ⋂ ⋃ ⋅ ⋆"),
    (0x22EE, 0x22F1, "dots"),
    (0x2308, 0x230B, "ceiling, floor"),
    (0x23DC, 0x23DF, "braces and parentheses above and below"),
    (0x27E6, 0x27EB, "angle and white brackets"),
    (0x2A00, 0x2A06, "large operators"),
    (0xFE00, 0xFE01, "selectors: chancery or roundhand script"),
    (0x1D400, 0x1D467, "bold, italic"),
    (0x1D538, 0x1D550, "double-struck capitals"),
    (0x1D6A4, 0x1D6A5, "italic dotless i and j"),
    (0x1D6E2, 0x1D71B, "Greek: italic"),
    (0x1D7CE, 0x1D7D8, "digits: bold; double-struck zero"),
)
# A font of their own, which the style sheet loads only for these: without them the
# first one is a third smaller. What is here keeps its size, for Chromium finds the
# larger forms in the first font only.
RARE = (
    (0x20D6, 0x20D7, "vector arrows"),
    (0x21A0, 0x21A5, "arrows with two heads, with tails"),
    (0x21BC, 0x21CC, "harpoons, pairs"),
    (0x2234, 0x2237, "therefore, ratio"),
    (0x2254, 0x2255, "≔ ≕"),
    (0x228E, 0x228E, "⊎"),
    (0x2291, 0x2294, "⊑ ⊓ ⊔"),
    (0x23B4, 0x23B5, "square brackets above and below"),
    (0x25A0, 0x25A1, "squares"),
    (0x25B3, 0x25B3, "triangle"),
    (0x25CB, 0x25CB, "circle"),
    (0x27F5, 0x27FE, "long arrows"),
    (0x2A7D, 0x2A7E, "slanted less and greater"),
    (0x2AAF, 0x2AB0, "precedes, succeeds"),
    (0x1D468, 0x1D4B5, "bold italic, script capitals"),
    (0x1D504, 0x1D537, "Fraktur"),
    (0x1D552, 0x1D56B, "double-struck small letters"),
    (0x1D5A0, 0x1D5D3, "sans"),
    (0x1D71C, 0x1D755, "Greek: bold italic"),
    (0x1D7D9, 0x1D7E1, "digits: double-struck"),
)

# Firefox asks for these by itself: glyphs for small scripts, dotless letters under
# accents. Of the small ones, which double the size, only the primes stay: they look
# lost without.
FEATURES = ("ssty", "dtls", "ccmp")
SMALL = (0x2032, 0x2033, 0x2034, 0x2035, 0x2057)


def keep_small(font: TTFont) -> None:
    """Drop the glyphs for small scripts, but for those in SMALL."""
    kept = {font.getBestCmap()[code] for code in SMALL}
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "ssty":
            for index in record.Feature.LookupListIndex:
                for wrapper in table.LookupList.Lookup[index].SubTable:
                    choices = getattr(wrapper, "ExtSubTable", wrapper).alternates
                    for name in set(choices) - kept:
                        del choices[name]


# The library that draws the cards reads pairs from the old table `kern` alone. It gets
# those of Latin letters, and those of Chinese marks that leave half a square blank
# towards each other.
CLOSING, OPENING = "，、。；：？！）》」』】”’", "（《「『【“‘"
HALF = -500
# Pillow's layout adds a pair's distance, in pixels, to a sum of 64ths of a pixel.
# tests/test_cards.py measures a pair, so that no mended Pillow goes unnoticed.
PILLOW = 64


def write_pairs(font: TTFont) -> None:
    """Put the kerning that cards need where FreeType finds it."""
    glyphs = font.getBestCmap()
    latin = [glyphs[code] for code in range(0x21, 0x7F)]
    closing, opening = (
        [glyphs[ord(mark)] for mark in marks] for marks in (CLOSING, OPENING)
    )
    pairs = {
        **{pair: HALF for pair in product(closing, closing + opening)},
        **{pair: HALF for pair in product(opening, opening)},
        **dict(latin_pairs(font, latin)),
    }
    table = KernTable_format_0()
    table.coverage, table.apple = 1, False
    table.kernTable = {pair: PILLOW * move for pair, move in pairs.items()}
    font["kern"] = newTable("kern")
    font["kern"].version, font["kern"].kernTables = 0, [table]


def latin_pairs(
    font: TTFont, glyphs: list[str]
) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield the pairs of these glyphs that the feature `kern` moves, and how far."""
    table = font["GPOS"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "kern"
        for index in record.Feature.LookupListIndex
    }
    subtables = [
        getattr(wrapper, "ExtSubTable", wrapper)
        for index in sorted(lookups)
        for wrapper in table.LookupList.Lookup[index].SubTable
    ]
    for pair in product(glyphs, glyphs):
        distances = (distance(subtable, *pair) for subtable in subtables)
        found = next((d for d in distances if d is not None), None)
        if found:
            yield pair, found


def distance(subtable: object, left: str, right: str) -> int | None:
    """Return how far a subtable moves a pair, None where it says nothing of it."""
    coverage = subtable.Coverage.glyphs  # type: ignore[attr-defined]
    if left not in coverage:
        return None
    if subtable.Format == 1:  # type: ignore[attr-defined]
        records = subtable.PairSet[coverage.index(left)]  # type: ignore[attr-defined]
        value = next(
            (r.Value1 for r in records.PairValueRecord if r.SecondGlyph == right), None
        )
        return None if value is None else value.XAdvance
    first = subtable.ClassDef1.classDefs.get(left, 0)  # type: ignore[attr-defined]
    second = subtable.ClassDef2.classDefs.get(right, 0)  # type: ignore[attr-defined]
    row = subtable.Class1Record[first]  # type: ignore[attr-defined]
    value = row.Class2Record[second].Value1
    return getattr(value, "XAdvance", 0) if value else 0


@dataclass(frozen=True)
class Recipe:
    """Where a font goes, what it keeps, and what is done to it first.

    `number` is its place in a collection of fonts.
    """

    target: str
    codes: Iterable[int]
    prepare: Callable[[TTFont], None]
    features: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ("DSIG", "GPOS")
    desubroutinize: bool = True
    number: int = -1


def for_formulas(target: str, ranges: Iterable[tuple[int, int, str]]) -> Recipe:
    """Return the recipe of a font for formulas that holds these characters."""
    return Recipe(
        f"docs/assets/fonts/{target}",
        [code for first, last, _ in ranges for code in range(first, last + 1)],
        keep_small,
        FEATURES,
    )


def for_cards(target: str) -> Recipe:
    """Return the recipe of a font of the cards, from a collection of Noto CJK."""
    return Recipe(
        f"hooks/fonts/{target}",
        sorted(map(ord, characters())),
        write_pairs,
        # Vertical text and the lines of other systems.
        dropped=("DSIG", "GPOS", "GSUB", "BASE", "VORG", "vhea", "vmtx"),
        # Chinese characters share strokes, which compresses better than they do.
        desubroutinize=False,
        number=2,  # Simplified Chinese
    )


# By the SHA-256 of the source.
RECIPES = {
    "95bc2729e41faf93b0bcae9e96c4dc4da45855067fd0581e621e30734fe8d90b": (
        for_formulas("stix-two-math.woff2", RANGES),
        for_formulas("stix-two-math-rare.woff2", RARE),
    ),
    "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a": (
        for_cards("noto-sans-sc.woff2"),
    ),
    "a5d4b046c127da3d7c72f98b46c41489cd29bf52abfdf18aba920903e920d4ac": (
        for_cards("noto-serif-sc-bold.woff2"),
    ),
}


def write(source: Path, recipe: Recipe) -> None:
    """Write the part of a font that its recipe names, and print its size."""
    # The build date would change with every run.
    font = TTFont(source, fontNumber=recipe.number, recalcTimestamp=False)
    recipe.prepare(font)
    options = subset.Options(
        flavor="woff2",
        layout_features=list(recipe.features),
        hinting=False,  # of no use at today's resolutions, a tenth of the size
        desubroutinize=recipe.desubroutinize,
        drop_tables=list(recipe.dropped),
        legacy_kern=True,
        name_IDs=[0, 1, 2, 5, 6, 13, 14],  # names, version, copyright, licence
        notdef_outline=True,
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=recipe.codes)
    subsetter.subset(font)
    target = ROOT / recipe.target
    subset.save_font(font, str(target), options)
    size = target.stat().st_size
    print(f"{recipe.target}: {len(font.getGlyphOrder())} glyphs, {size:,} bytes")


def main(argv: list[str]) -> int:
    """Write the font of each source; return the exit code."""
    if not argv:
        print("Usage: python scripts/subset_font.py STIXTwoMath-Regular.otf …")
        return 2
    for source in map(Path, argv):
        recipes = RECIPES.get(hashlib.sha256(source.read_bytes()).hexdigest())
        if not recipes:
            print(f"{source}: not a file that a README.txt beside a font names.")
            return 1
        for recipe in recipes:
            write(source, recipe)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
