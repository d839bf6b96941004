"""Figure: what full fine-tuning and three kinds of soft prompts train, and where."""

from __future__ import annotations

from toolkit import Drawing, Labels, example
from toolkit.drawing import Ground, Tone

MODEL = example("p-tuning")
WIDE, CELL, TALL = 160, 32, 20  # of a panel; of a vector; of a row
LAYERS, PREFIX = 3, 40  # layers shown; width of the keys and values before a layer
VECTORS, SOURCES, ENCODER = 78, 110, 138  # rows, from the top of a model


def main(say: Labels) -> Drawing:
    """Four panels, the model of each from its input up, and how much is trained."""
    d = Drawing(420, say)
    m, width, left, right = MODEL.M, MODEL.D, 10, 190
    encoder = MODEL.prompt_encoder(m, width, width // 2)
    deep = MODEL.deep_prompt(m, width, MODEL.LAYERS)

    y = _heading(d, say("full"), left, 14, MODEL.bert_large())
    _model(d, say, left, y, inputs=1, ground="accent")

    y = _heading(d, say("prompt"), right, 14, m * width)
    _model(d, say, right, y, inputs=2)
    for column in (0, 1):
        _vector(d, right, y, column, "*h*", "accent")

    y = _heading(d, say("v1"), left, 200, encoder)
    _model(d, say, left, y, inputs=1)
    d.box(left, y + ENCODER, WIDE, 22, say("encoder"), ground="accent", size=12)
    for column in (0, 4):
        _vector(d, left, y, column, "*h*", "none")
        middle = left + (column + 0.5) * CELL
        d.arrow([(middle, y + ENCODER), (middle, y + VECTORS + TALL)], tone="accent")

    y = _heading(d, say("v2"), right, 200, deep)
    _model(d, say, right, y, inputs=2, prefix=PREFIX + 4)
    for index in range(LAYERS):
        top = y + index * (TALL + 3)
        d.box(right, top, PREFIX, TALL, ground="accent", tone="accent", radius=2)
        d.formula(right + PREFIX / 2, top + TALL / 2, "*K*, *V*", size=12, fit=PREFIX)
    d.text(right + WIDE / 2, y + ENCODER + 11, say("same"), size=12, tone="soft")
    _key(d, say)
    return d


def _heading(d: Drawing, name: str, x: float, y: float, count: int) -> float:
    """A panel's name and how many parameters are trained; returns where it goes on."""
    share = 100 * count / MODEL.bert_large()
    d.text(x, y, name, anchor="start", bold=True, fit=WIDE)
    text = f"{count:,} = {share:.2g}%" if share < 99 else f"{count:,} = {share:.0f}%"
    d.text(x, y + 17, text, size=12, anchor="start", tone="accent", fit=WIDE)
    return y + 30


def _model(
    d: Drawing,
    say: Labels,
    x: float,
    y: float,
    *,
    inputs: int,
    ground: Ground = "soft",
    prefix: float = 0,
) -> None:
    """The layers, the input's vectors from column `inputs` on, and their embedding."""
    for index in range(LAYERS):
        top, text = y + index * (TALL + 3), say("layer").format(LAYERS - index)
        d.box(
            x + prefix, top, WIDE - prefix, TALL, text, ground=ground, size=12, radius=2
        )
    for column in range(inputs, inputs + 3):
        _vector(d, x, y, column, "*x*", "none")
    left = x + inputs * CELL
    middle = left + 1.5 * CELL
    d.box(left, y + SOURCES, 3 * CELL, TALL, say("embedding"), ground=ground, size=12)
    d.arrow([(middle, y + SOURCES), (middle, y + VECTORS + TALL)])
    d.arrow([(middle, y + VECTORS), (middle, y + VECTORS - 12)])


def _vector(
    d: Drawing, x: float, y: float, column: int, name: str, ground: Ground
) -> None:
    """A vector of the input: one of the text's, or one of the soft prompt's."""
    left, top = x + column * CELL, y + VECTORS
    tone: Tone = "accent" if name == "*h*" else "soft"
    d.box(left, top, CELL, TALL, tone=tone, ground=ground, radius=0)
    d.formula(left + CELL / 2, top + TALL / 2, name, size=13)


def _key(d: Drawing, say: Labels) -> None:
    """What the grounds mean, and what the numbers count."""
    x = 10.0
    grounds: dict[str, Ground] = {"trained": "accent", "frozen": "soft"}
    for key, ground in grounds.items():
        d.box(x, 398, 12, 12, ground=ground, radius=0)
        x += 18
        x += d.text(x, 404, say(key), size=12, anchor="start") + 14
    d.text(350, 404, say("note"), size=12, anchor="end", tone="soft")


FIGURES = {"main": main}
