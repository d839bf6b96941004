"""Figures: where bias enters along the pipeline; how decoding and feedback amplify."""

from __future__ import annotations

from toolkit import Drawing, Labels, example

MODEL = example("bias-sources")
STAGES = ("society", "data", "labels", "objective", "decoding", "evaluation", "release")
AMPLIFYING = ("objective", "decoding", "release")
STEP, TALL, LEFT, WIDTH, TEXT = 52, 34, 34, 106, 156
ROUNDS = 50  # of feedback, enough to settle
BAR, LONG = 122, 228  # where the bars begin, and how long the whole is


def pipeline(say: Labels) -> Drawing:
    """The stages from society to release, how bias enters at each, and the way back."""
    d = Drawing(20 + (len(STAGES) - 1) * STEP + TALL, say)
    middle = LEFT + WIDTH / 2
    for index, stage in enumerate(STAGES):
        y = 10 + index * STEP
        if index:
            d.arrow([(middle, y - STEP + TALL), (middle, y)])
        is_strong = stage in AMPLIFYING
        d.box(
            LEFT,
            y,
            WIDTH,
            TALL,
            say(stage),
            tone="accent" if is_strong else "soft",
            ground="accent" if is_strong else "soft",
        )
        d.text(
            TEXT,
            y + TALL / 2,
            say(f"{stage}_how"),
            anchor="start",
            tone="accent" if is_strong else "ink",
            fit=350 - TEXT,
        )
    start, end = (10 + i * STEP + TALL / 2 for i in (len(STAGES) - 1, 1))
    d.arrow([(LEFT, start), (14, start), (14, end), (LEFT, end)], tone="accent")
    return d


def amplification(say: Labels) -> Drawing:
    """Shares of the output by temperature, and those after many rounds of feedback."""
    d = Drawing(304, say)
    d.text(BAR, 16, "she", code=True, anchor="start", tone="blue")
    d.text(BAR + LONG, 16, "he", code=True, anchor="end", tone="soft")
    names = {0: say("greedy"), 1: f"{say('sampling')} τ = 1"}
    rows = [(say("data"), MODEL.SHARE)]
    for tau in MODEL.TAUS[1:]:
        name = names.get(tau, f"τ = {tau:g}")
        rows.append((name, MODEL.sharpen(MODEL.SHARE, tau)))
    for index, (name, share) in enumerate(rows):
        _shares(d, 30 + index * 34, name, share)
    top = 30 + len(rows) * 34 + 16
    tau = MODEL.TAUS[2]
    d.text(14, top, say("feedback").format(f"{tau:g}"), anchor="start", fit=340)
    model = MODEL.feedback(MODEL.SHARE, tau, MODEL.MIX, ROUNDS)
    _shares(d, top + 16, say("model"), model)
    _shares(d, top + 50, say("output"), MODEL.sharpen(model, tau))
    x = BAR + MODEL.SHARE * LONG
    d.line([(x, 26), (x, top + 80)], dashed=True)
    return d


def _shares(d: Drawing, y: float, name: str, share: float) -> None:
    """Draw a row split in two; what exceeds the share in the data is set off."""
    base, tall = min(share, MODEL.SHARE), 26
    d.text(BAR - 10, y + tall / 2, name, anchor="end", fit=BAR - 12)
    d.box(BAR, y, LONG, tall, tone=None, ground="soft", radius=0)
    d.area(BAR, y, base * LONG, tall, "blue")
    if share > base:
        d.area(BAR + base * LONG, y, (share - base) * LONG, tall, "accent")
    d.text(BAR + 8, y + tall / 2, f"{share:.3f}", anchor="start", tone="paper")


FIGURES = {"main": pipeline, "amplification": amplification}
