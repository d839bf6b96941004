"""What the drawings are made with: a sheet with shapes, text and plots, and labels.

A drawing of `docs/figures` is a function from its labels to a `Drawing`; the table
`FIGURES` of `scripts/drawings/<slug>.py` names those of a question. Values come from
the question's example, by `example`.
"""

from .drawing import (
    Anchor,
    Drawing,
    DrawingError,
    Ground,
    Point,
    Solid,
    TextTone,
    Tone,
)
from .examples import example
from .labels import Labels
from .plot import Plot

__all__ = [
    "Anchor",
    "Drawing",
    "DrawingError",
    "Ground",
    "Labels",
    "Plot",
    "Point",
    "Solid",
    "TextTone",
    "Tone",
    "example",
]
