"""Figure: the attention of one head in two sentences, with the row of *bank*."""

from __future__ import annotations

from toolkit import Drawing, Labels, example

PAGE = example("context-dependent-attention")

CELL, TOP = 41, 64


def maps(say: Labels) -> Drawing:
    """Two heat maps side by side; the row of the same word differs."""
    d = Drawing(234, say)
    _map(d, 52, "the river bank", say)
    _map(d, 227, "the money bank", say)
    d.text(180, 218, say("sum"), size=12, tone="soft")
    return d


def _map(d: Drawing, x: float, sentence: str, say: Labels) -> None:
    """Draw a sentence's weights, its last row apart and with numbers."""
    words, weights = sentence.split(), PAGE.weights(PAGE.embed(sentence))
    d.text(x + 1.5 * CELL, 18, say("keys"), size=12, tone="soft")
    d.text(x - 8, 44, say("query"), size=12, anchor="end", tone="soft", fit=44)
    for j, word in enumerate(words):
        d.text(x + (j + 0.5) * CELL, 44, word, size=12, code=True)
    d.matrix(x, TOP - 6, weights[:2], CELL, tone="soft", strongest=0.6)
    y = TOP + 2 * CELL + 8
    shown = [[f"{weight:.3f}" for weight in weights[2]]]
    d.matrix(x, y, weights[2:], CELL, tone="accent", texts=shown, strongest=0.6)
    d.box(x, y, 3 * CELL, CELL, tone="accent", thick=True, radius=0)
    for i, word in enumerate(words):
        middle = TOP - 6 + (i + 0.5) * CELL if i < 2 else y + CELL / 2
        d.text(x - 8, middle, word, size=12, anchor="end", code=True)


FIGURES = {"main": maps}
