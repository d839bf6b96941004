"""Figures: 16 bytes per parameter and what shrinks them; memory per GPU with ZeRO."""

from __future__ import annotations

from typing import Literal

from toolkit import Drawing, Labels, Plot, example

MODEL = example("training-memory")
Tone = Literal["soft", "accent"]
STATES: list[tuple[str, Tone]] = [
    ("weights", "soft"),
    ("gradients", "soft"),
    ("master", "accent"),
    ("first", "accent"),
    ("second", "accent"),
]
METHODS = [  # which states each shrinks, from the first to the last
    ("zero", 0, 4),
    ("qlora", 0, 4),
    ("lora", 1, 4),
    ("adam", 3, 4),
]
LEFT, RIGHT, TOP, PER_GB = 10, 162, 48, 1.9
COLUMNS = [187, 236, 282, 327]


def parts(gpus: float = 1, zero: int = 0) -> list[float]:
    """Bytes per parameter on a GPU: weights, gradients, optimizer states."""
    whole = [MODEL.model_states(1, float("inf"), stage) for stage in range(4)]
    alone = [whole[2] - whole[3], whole[1] - whole[2], whole[0] - whole[1]]
    return [
        size / (gpus if zero >= stage else 1)
        for size, stage in zip(alone, (3, 2, 1), strict=True)
    ]


def stack(say: Labels) -> Drawing:
    """The bytes of a 7B model as a stack, and the blocks that each method shrinks."""
    d = Drawing(364, say)
    weights, gradients, optimizer = parts()
    sizes = [weights, gradients, *[optimizer / 3] * 3]
    d.lines(LEFT, 27, [say("bytes"), say("each")], size=12, anchor="start", tone="soft")
    edges = [TOP]
    for (key, ground), size in zip(STATES, sizes, strict=True):
        height = size * MODEL.PSI / MODEL.GB * PER_GB
        _block(d, edges[-1], height, say(key), f"{size:g}", ground)
        edges.append(edges[-1] + height)
    for y in edges:
        d.line([(RIGHT, y), (350, y)], tone="faint")
    for (key, first, last), x in zip(METHODS, COLUMNS, strict=True):
        _span(d, x, edges[first], edges[last + 1])
        names = say(key).split(" / ")
        d.lines(x, 43 - 8 * len(names), names, size=12, fit=48)
    total = MODEL.model_states(MODEL.PSI) / MODEL.GB
    text = f"{sum(sizes):g} × {MODEL.PSI / 1e9:g}B = {total:.0f} GB"
    d.text(LEFT, edges[-1] + 15, text, size=14, anchor="start", bold=True)
    _activations(d, say, edges[-1] + 34)
    return d


def _block(
    d: Drawing, y: float, height: float, name: str, value: str, ground: Tone
) -> None:
    d.box(LEFT, y, RIGHT - LEFT, height, ground=ground, radius=0)
    d.text(LEFT + 8, y + height / 2, name, anchor="start", fit=118)
    d.text(RIGHT - 8, y + height / 2, value, anchor="end", bold=True)


def _span(d: Drawing, x: float, top: float, bottom: float) -> None:
    """Draw a bar beside the blocks from one height to another."""
    d.area(x - 4, top + 2, 8, bottom - top - 4, "ink", 0.75)


def _activations(d: Drawing, say: Labels, y: float) -> None:
    """Draw the activations to the same scale, and what each method leaves of them."""
    shape = (MODEL.S, MODEL.B, MODEL.H, MODEL.A)
    full = MODEL.LAYERS * MODEL.activations(*shape)
    flash = MODEL.LAYERS * MODEL.activations(*shape, s_by_s=False)
    inputs = MODEL.LAYERS * 2 * MODEL.S * MODEL.B * MODEL.H
    height = full / MODEL.GB * PER_GB
    d.box(LEFT, y, RIGHT - LEFT, height, tone="blue", ground="blue", radius=0)
    tokens = say("tokens").format(MODEL.S * MODEL.B)
    texts = [say("activations"), tokens, f"{full / MODEL.GIB:.1f} GiB"]
    d.lines(LEFT + 8, y + height / 2, texts, anchor="start", leading=1.3)
    rows = [("flash", flash), ("checkpoint", inputs), ("micro", None)]
    for index, (key, left) in enumerate(rows):
        middle = y + height / 2 + (index - 1) * 20
        d.text(178, middle, say(key), size=12, anchor="start")
        if left:
            text = f"→ {left / MODEL.GIB:.1f} GiB"
            d.text(350, middle, text, size=12, anchor="end", tone="blue")


def zero(say: Labels) -> Drawing:
    """Memory per GPU without ZeRO and with its three stages, in three parts."""
    d = Drawing(280, say)
    p = Plot(d, 96, 50, 254, 180, xs=(-0.5, 3.5), ys=(0, 120))
    axis = say("axis").format(MODEL.PSI_ZERO / 1e9, MODEL.GPUS)
    d.text(16, 14, axis, size=12, anchor="start", tone="soft")
    tones: list[tuple[Tone, float]] = [("soft", 1.0), ("soft", 0.45), ("accent", 1.0)]
    for stage in range(4):
        x, top = p.at(stage, 0)
        base = top
        sizes = [size * MODEL.PSI_ZERO / MODEL.GB for size in parts(MODEL.GPUS, stage)]
        for size, (tone, opacity) in zip(sizes, tones, strict=True):
            height = base - p.at(stage, size)[1]
            d.area(x - 22, top - height, 44, height, tone, opacity)
            top -= height
        total = MODEL.model_states(MODEL.PSI_ZERO, MODEL.GPUS, stage) / MODEL.GB
        d.text(x, top - 12, f"{round(total, 1):g}", size=14, bold=True)
        names = say(f"stage{stage}").split(" / ")
        d.lines(x, base + 6 + 8 * len(names), names, size=12, fit=62)
    d.line([(104, 230), (350, 230)], tone="soft")
    middle = 0.0
    for key, size in zip(("weights", "gradients", "optimizer"), parts(), strict=True):
        middle += size / 2
        y = p.at(0, middle * MODEL.PSI_ZERO / MODEL.GB)[1]
        named: Tone = "accent" if key == "optimizer" else "soft"
        d.lines(99, y, say(key).split(" / "), anchor="end", tone=named)
        middle += size / 2
    return d


FIGURES = {"main": stack, "zero": zero}
