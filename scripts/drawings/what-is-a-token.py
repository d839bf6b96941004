"""Figure: an English and a Chinese text, each cut by three vocabularies."""

from __future__ import annotations

from typing import Literal

from toolkit import Drawing, Labels, example

MODEL = example("what-is-a-token")
TEXTS = ("hamburger", "你好")
VOCABULARIES = ("r50k", "cl100k", "o200k")
LEFT, WIDTH, COUNT = 72, 228, 324
HEIGHT, STEP = 26, 34


def cuts(say: Labels) -> Drawing:
    """Each text above its tokens, which are as wide as they have bytes."""
    d = Drawing(346, say)
    d.text(COUNT, 14, say("count"), size=12, tone="soft")
    for index, text in enumerate(TEXTS):
        top = 28 + index * (4 * STEP + 18)
        d.text(12, top + HEIGHT / 2, say("text"), size=12, anchor="start", tone="soft")
        _row(d, top, text, [sign.encode() for sign in text], is_text=True)
        rows = zip(VOCABULARIES, MODEL.LENGTHS[text], strict=True)
        for number, (name, lengths) in enumerate(rows, start=1):
            y = top + number * STEP
            tokens = MODEL.cut(text, lengths)
            middle = y + HEIGHT / 2
            d.text(12, middle, name, size=12, anchor="start", code=True)
            _row(d, y, text, tokens)
            d.text(COUNT, middle, str(len(tokens)), size=15, bold=True)
    d.box(LEFT, 325, 16, 12, ground="accent", tone="accent", radius=2)
    d.text(LEFT + 24, 331, say("part"), size=12, anchor="start", tone="accent")
    return d


def _row(
    d: Drawing, y: float, text: str, pieces: list[bytes], *, is_text: bool = False
) -> None:
    """Draw pieces of a text, each as wide as it has bytes, with a gap between."""
    x, byte = float(LEFT), WIDTH / len(text.encode())
    for piece in pieces:
        width, whole = byte * len(piece), MODEL.is_text(piece)
        shown = MODEL.show(piece)
        tone: Literal["soft", "accent"] = "soft" if whole else "accent"
        d.box(
            x + 1,
            y,
            width - 2,
            HEIGHT,
            ground="none" if is_text else tone,
            tone=tone,
            radius=3,
        )
        code = shown.isascii()
        d.text(x + width / 2, y + HEIGHT / 2, shown, code=code, fit=width - 4)
        x += width


FIGURES = {"main": cuts}
