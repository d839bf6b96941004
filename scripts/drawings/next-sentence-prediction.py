"""Figure: the input of NSP and SOP, and a positive and a negative pair of each."""

from __future__ import annotations

from toolkit import Drawing, Labels, example
from toolkit.drawing import Ground

MODEL = example("next-sentence-prediction")
FIRST, NEXT = MODEL.NEXT[0]
OTHER = next(b for a, b in MODEL.OTHER if a == FIRST and b in MODEL.DOCUMENTS[2])
GROUNDS: dict[str, Ground] = {FIRST: "soft", NEXT: "blue", OTHER: "accent"}

WIDTH, HEIGHT = 104, 40  # of a segment's box
A, B, LABEL = 10, 120, 298  # left of the boxes, middle of the labels


def halves(text: str) -> list[str]:
    """Cut a text in two lines at the space nearest to its middle."""
    spaces = [i for i, character in enumerate(text) if character == " "]
    cut = min(spaces, key=lambda i: abs(i - len(text) / 2))
    return [text[:cut], text[cut + 1 :]]


def pair(d: Drawing, say: Labels, y: float, texts: tuple[str, str], key: str) -> None:
    """Draw two segments and the label that the pair has."""
    for x, text in zip((A, B), texts, strict=True):
        d.box(x, y, WIDTH, HEIGHT, halves(text), ground=GROUNDS[text], size=12)
    middle = y + HEIGHT / 2
    d.arrow([(B + WIDTH + 4, middle), (B + WIDTH + 17, middle)], tone="soft")
    d.text(LABEL, middle - 9, say(key), bold=True, fit=106)
    d.text(LABEL, middle + 9, say(f"{key}_why"), size=12, tone="soft", fit=106)


def source(d: Drawing, say: Labels) -> None:
    """Draw the input row with its segments; the label is read off at `[CLS]`."""
    top, height = 52, 26
    tokens = ["[CLS]", say("a"), "[SEP]", say("b"), "[SEP]"]
    widths = [54, 89, 54, 89, 54]
    d.cells(10, top, tokens, widths, height, grounds=["soft"] * 5, code=True, size=12)
    d.box(10, 8, 106, 26, say("label"), size=12)
    d.arrow([(37, top), (37, 34)])
    d.text(126, 21, say("question"), size=12, anchor="start", tone="soft")
    for start, end, key in ((12, 205, "segment_a"), (209, 348, "segment_b")):
        x, y = d.brace(start, end, top + height + 5, opens="down")
        d.text(x, y + 11, say(key), size=12, tone="soft")


def tasks(say: Labels) -> Drawing:
    """The input above, then the pairs of NSP and those of SOP."""
    d = Drawing(354, say)
    source(d, say)
    for y, task in ((128, "nsp"), (246, "sop")):
        d.text(12, y, say(task), anchor="start", bold=True)
    pair(d, say, 140, (FIRST, NEXT), "nsp_yes")
    pair(d, say, 186, (FIRST, OTHER), "nsp_no")
    pair(d, say, 258, (FIRST, NEXT), "sop_yes")
    pair(d, say, 304, MODEL.SWAPPED[0], "sop_no")
    return d


FIGURES = {"main": tasks}
