"""Figures: causes and remedies by stage; the score of a guess under two gradings."""

from __future__ import annotations

from toolkit import Drawing, Labels, Plot, example

MODEL = example("hallucination-mitigation")
STAGES = ("data", "pretraining", "tuning", "grading", "retrieval", "decoding")
TOP, STEP, TALL = 34, 51, 38
LEFT, WIDTH, TEXT, RIGHT = 10, 102, 124, 350


def stages(say: Labels) -> Drawing:
    """Each stage with a cause of hallucination and its remedy, then the two kinds."""
    d = Drawing(TOP + len(STAGES) * STEP + 78, say)
    taken = d.text(TEXT, 16, say("cause"), size=12, anchor="start", tone="soft")
    _remedy(d, TEXT + 1.1 * taken + 8, 16, say("remedy"), size=12)
    for index, stage in enumerate(STAGES):
        y = TOP + index * STEP
        d.box(LEFT, y, WIDTH, TALL, say(stage), ground="soft")
        below = y + TALL
        d.arrow([(LEFT + WIDTH / 2, below), (LEFT + WIDTH / 2, y + STEP)])
        d.text(TEXT, y + 10, say(f"{stage}_cause"), anchor="start", fit=RIGHT - TEXT)
        _remedy(d, TEXT, y + 30, say(f"{stage}_remedy"))
    y = TOP + len(STAGES) * STEP
    d.box(LEFT, y, RIGHT - LEFT, 68, tone="accent", ground="accent")
    d.text(180, y + 13, say("output"), size=14, bold=True)
    for x, kind in ((96, "factuality"), (264, "faithfulness")):
        d.text(x, y + 34, say(kind), fit=160)
        d.text(x, y + 53, say(f"{kind}_what"), size=12, tone="soft", fit=160)
    return d


def _remedy(d: Drawing, x: float, y: float, text: str, size: float = 13) -> None:
    """Write a remedy behind an arrow."""
    d.arrow([(x, y), (x + 18, y)], tone="blue")
    start = x + 24
    d.text(start, y, text, size=size, anchor="start", tone="blue", fit=RIGHT - start)


def threshold(say: Labels) -> Drawing:
    """The expected score of an answer against confidence, without and with penalty."""
    d = Drawing(318, say)
    p, t = MODEL.GUESS, MODEL.THRESHOLDS[2]
    plot = Plot(d, 44, 60, 296, 208, xs=(0, 1), ys=(-3, 1))
    plot.region([(0, -3), (0, 1), (t, 1), (t, -3)], ground="soft")
    plot.axes(
        x_ticks=[(0, "0"), (p, f"{p:g}"), (t, f"t = {t:g}"), (1, "1")],
        y_ticks=[(y, _signed(y, "g")) for y in (1, 0, -1, -2, -3)],
        x_label=say("confidence"),
        grid=False,
    )
    d.text(12, 16, say("score"), size=12, anchor="start", tone="soft")
    for x, key in ((t / 2, "abstain"), ((1 + t) / 2, "answer")):
        plot.label(x, 1, say(key), dy=-14, anchor="middle", size=13, tone="accent")
    plot.curve([(0, 0), (1, 0)], tone="ink", thick=False)
    plot.curve([(t, -3), (t, 1)], tone="accent", dashed=True, thick=False)
    scores = [MODEL.expected_score(p, cut) for cut in (0, t)]
    plot.curve([(p, score) for score in scores], tone="soft", dashed=True, thick=False)
    curves = [[(x, MODEL.expected_score(x, cut)) for x in (0, 1)] for cut in (0, t)]
    plot.curve(curves[0], tone="blue")
    plot.curve(curves[1], tone="accent")
    plot.point(p, scores[0], tone="blue")
    plot.point(p, scores[1], tone="accent")
    first = _signed(scores[0], ".2f")
    plot.label(p, scores[0], first, dy=-13, anchor="middle", tone="blue")
    plot.label(p, scores[1], _signed(scores[1], ".2f"), dx=9, dy=8, tone="accent")
    cost = t / (1 - t)
    plot.label(0.46, 0.22, say("wrong").format(0), tone="blue")
    plot.label(0.46, -1.5, say("wrong").format(_signed(-cost, "g")), tone="accent")
    return d


def _signed(value: float, form: str) -> str:
    """Return a number with a true minus sign."""
    return format(value, form).replace("-", "−")


FIGURES = {"main": stages, "threshold": threshold}
