"""Make the maths font of the site: the part of STIX Two Math that its formulas use.

Run: python scripts/subset_font.py STIXTwoMath-Regular.otf
docs/assets/fonts/README.txt says where that file comes from.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs/assets/fonts/stix-two-math.woff2"
SOURCE_SHA256 = "95bc2729e41faf93b0bcae9e96c4dc4da45855067fd0581e621e30734fe8d90b"

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
    (0x20D6, 0x20D7, "vector arrows"),
    (0x2102, 0x2138, "letterlike: ℂ ℏ ℒ ℝ ℵ"),
    (0x2190, 0x2199, "arrows"),
    (0x21A0, 0x21AA, "two heads, tails, maps to, hooks"),
    (0x21BC, 0x21CC, "harpoons, pairs"),
    (0x21D0, 0x21D5, "double arrows"),
    (0x2200, 0x220B, "quantifiers, ∂ ∅ ∇ ∈"),
    (0x220F, 0x221A, "∏ ∐ ∑ minus ∖ ∗ ∘ √"),
    (0x221D, 0x221E, "∝ ∞"),
    (0x2220, 0x2220, "angle"),
    (0x2223, 0x222E, "bars, ∧ ∨ ∩ ∪, integrals"),
    (0x2234, 0x2237, "therefore, ratio"),
    (0x223C, 0x223C, "∼"),
    (0x2243, 0x2249, "≃ ≅ ≈ and their negations"),
    (0x2254, 0x2255, "≔ ≕"),
    (0x225C, 0x225D, "≜ ≝"),
    (0x2260, 0x2265, "≠ ≡ ≤ ≥"),
    (0x226A, 0x2273, "≪ ≫, negations, ≲ ≳"),
    (0x227A, 0x227D, "≺ ≻ ≼ ≽"),
    (0x2282, 0x228B, "subsets"),
    (0x228E, 0x228E, "⊎"),
    (0x2291, 0x2299, "⊑ ⊓ ⊔ ⊕ ⊗ ⊙"),
    (0x22A2, 0x22A8, "⊢ ⊤ ⊥ ⊨"),
    (0x22C0, 0x22C6, "⋀ ⋁ ⋂ ⋃ ⋅ ⋆"),
    (0x22EE, 0x22F1, "dots"),
    (0x2308, 0x230B, "ceiling, floor"),
    (0x23B4, 0x23B5, "square brackets above and below"),
    (0x23DC, 0x23DF, "braces and parentheses above and below"),
    (0x25A0, 0x25A1, "squares"),
    (0x25B3, 0x25B3, "triangle"),
    (0x25CB, 0x25CB, "circle"),
    (0x27E6, 0x27EB, "angle and white brackets"),
    (0x27F5, 0x27FE, "long arrows"),
    (0x2A00, 0x2A06, "large operators"),
    (0x2A7D, 0x2A7E, "slanted less and greater"),
    (0x2AAF, 0x2AB0, "precedes, succeeds"),
    (0xFE00, 0xFE01, "selectors: chancery or roundhand script"),
    (0x1D400, 0x1D4B5, "bold, italic, bold italic, script capitals"),
    (0x1D504, 0x1D537, "Fraktur"),
    (0x1D538, 0x1D56B, "double-struck"),
    (0x1D5A0, 0x1D5D3, "sans"),
    (0x1D6A4, 0x1D6A5, "italic dotless i and j"),
    (0x1D6E2, 0x1D755, "Greek: italic, bold italic"),
    (0x1D7CE, 0x1D7E1, "digits: bold, double-struck"),
)

# Firefox asks for these by itself: glyphs for small scripts, dotless letters under
# accents. Of the small ones, which double the size, only the primes stay: they look
# lost without.
FEATURES = ["ssty", "dtls", "ccmp"]
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


def main(argv: list[str]) -> int:
    """Write the subset; return the exit code."""
    if len(argv) != 1:
        print("Usage: python scripts/subset_font.py STIXTwoMath-Regular.otf")
        return 2
    source = Path(argv[0])
    if hashlib.sha256(source.read_bytes()).hexdigest() != SOURCE_SHA256:
        print(f"{source}: not the file that docs/assets/fonts/README.txt names.")
        return 1
    # The build date would change with every run.
    font = TTFont(source, recalcTimestamp=False)
    keep_small(font)
    options = subset.Options(
        flavor="woff2",
        layout_features=FEATURES,
        hinting=False,  # of no use at today's resolutions, a tenth of the size
        desubroutinize=True,  # compresses better
        drop_tables=["DSIG", "GPOS"],
        name_IDs=[0, 1, 2, 5, 6, 13, 14],  # names, version, copyright, licence
        notdef_outline=True,
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(
        unicodes=[code for first, last, _ in RANGES for code in range(first, last + 1)]
    )
    subsetter.subset(font)
    subset.save_font(font, str(TARGET), options)
    glyphs, size = len(font.getGlyphOrder()), TARGET.stat().st_size
    print(f"{TARGET.relative_to(ROOT)}: {glyphs} glyphs, {size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
