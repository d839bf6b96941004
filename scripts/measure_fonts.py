"""Write how wide characters are, for the drawings: hooks/handbook/text_widths.json.

Run: python scripts/measure_fonts.py NotoSansCJK-Regular.ttc NotoSansCJK-Bold.ttc …
Of several fonts of one weight the widest counts. A font is bold if its name says so.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "hooks/handbook/text_widths.json"
# What labels hold beside Chinese, whose characters are all one em wide.
CHARACTERS = "".join(
    map(
        chr,
        (
            *range(0x20, 0x7F),
            *range(0xA0, 0x100),
            *range(0x391, 0x3CA),
            *(ord(sign) for sign in "–—‘’“”…′‖ℓℝ←↑→↓↔⇒∂∇∈∑−√∞∥≈≠≤≥⋅⊙⊕⊤✓✗ₖₜ"),
        ),
    )
)


def widths(path: Path) -> dict[str, int]:
    """Return the width of each character that the font has, in thousandths of an em."""
    font = TTFont(path, fontNumber=2 if path.suffix == ".ttc" else -1, lazy=True)
    unit = font["head"].unitsPerEm
    glyphs, metrics = font.getBestCmap(), font["hmtx"].metrics
    return {
        sign: round(1000 * metrics[glyphs[ord(sign)]][0] / unit)
        for sign in CHARACTERS
        if ord(sign) in glyphs
    }


def main(paths: list[str]) -> int:
    """Write the table and return the exit code."""
    table: dict[str, dict[str, int]] = {"regular": {}, "bold": {}}
    for name in paths:
        weight = table["bold" if "bold" in name.lower() else "regular"]
        for sign, width in widths(Path(name)).items():
            weight[sign] = max(width, weight.get(sign, 0))
    grouped = {
        weight: {
            str(width): "".join(sorted(s for s, w in signs.items() if w == width))
            for width in sorted(set(signs.values()))
        }
        for weight, signs in table.items()
    }
    text = json.dumps(grouped, ensure_ascii=False, indent=1)
    TARGET.write_text(text + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
