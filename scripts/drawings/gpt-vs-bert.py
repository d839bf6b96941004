"""Figures: the two stacks, who sees whom in them; the size of their training data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from toolkit import Drawing, Labels, Plot, example

MODEL = example("gpt-vs-bert")
TOKENS = ["the", "cat", "sat", "on", "the"]  # the last one is only a target
LENGTH = len(TOKENS) - 1  # tokens that go in
HIDDEN = 2  # the position that BERT must restore; GPT predicts it one step earlier
RAW_GB = 45_000  # Common Crawl before filtering, compressed

LEVELS = (212, 156, 100)  # heights of the input's upper edge and of two layers
OUTPUT, ROW = 48, 24  # upper edge of the output, height of a cell

Sees = Callable[[int, int], bool]


def causal(position: int, other: int) -> bool:
    """Tell whether GPT's position sees the other one."""
    return other <= position


def all_to_all(position: int, other: int) -> bool:
    """Tell whether BERT's position sees the other one."""
    return True


def attention(d: Drawing, middles: Sequence[float], sees: Sees, shown: int) -> None:
    """Draw two layers; what the shown position sees in the last one stands out."""
    for below, above in ((LEVELS[0], LEVELS[1]), (LEVELS[1], LEVELS[2])):
        stands_out = above == LEVELS[2]
        links = [(i, j) for i in range(LENGTH) for j in range(LENGTH) if sees(i, j)]
        links.sort(key=lambda link: stands_out and link[0] == shown)
        for i, j in links:
            marked = stands_out and i == shown
            d.line(
                [(middles[j], below), (middles[i], above)],
                tone="accent" if marked else "soft",
                thick=marked,
            )
    for height in LEVELS[1:]:
        for index, middle in enumerate(middles):
            marked = height == LEVELS[2] and index == shown
            d.dot(middle, height, tone="accent" if marked else "ink", radius=5)


def stack(
    d: Drawing,
    x: float,
    widths: Sequence[float],
    inputs: Sequence[str],
    outputs: Mapping[int, str],
    sees: Sees,
    shown: int,
) -> None:
    """Draw input, two layers and output of one model, from below."""
    lefts = [x + sum(widths[:i]) for i in range(LENGTH)]
    middles = [left + width / 2 for left, width in zip(lefts, widths, strict=True)]
    attention(d, middles, sees, shown)
    for index, token in enumerate(inputs):
        d.token(
            lefts[index],
            LEVELS[0],
            widths[index],
            ROW,
            token,
            ground="none" if token == "[MASK]" else "soft",
        )
    for index, token in outputs.items():
        d.arrow([(middles[index], LEVELS[2] - 5), (middles[index], OUTPUT + ROW)])
        d.token(
            lefts[index],
            OUTPUT,
            widths[index],
            ROW,
            token,
            ground="accent",
            thick=index == shown,
        )


def stacks(say: Labels) -> Drawing:
    """GPT from left to right, BERT all to all."""
    d = Drawing(290, say)
    for middle, key in ((89, "gpt"), (271, "bert")):
        d.text(middle, 14, say(key), size=14, bold=True, fit=166)
        d.text(middle, 34, say(f"{key}_out"), size=12, tone="soft", fit=172)
        d.text(middle, 250, say(f"{key}_in"), size=12, tone="soft", fit=172)
        d.text(middle, 272, say(f"{key}_sees"), size=12, tone="accent", fit=172)
    text = TOKENS[:LENGTH]
    following = dict(enumerate(TOKENS[1:]))
    stack(d, 12, [39] * LENGTH, text, following, causal, HIDDEN - 1)
    damaged = [*text[:HIDDEN], "[MASK]", *text[HIDDEN + 1 :]]
    restored = {HIDDEN: TOKENS[HIDDEN]}
    stack(d, 192, [34, 34, 58, 34], damaged, restored, all_to_all, HIDDEN)
    return d


def data(say: Labels) -> Drawing:
    """Sizes of the training texts on a log axis; the raw crawl is not one of them."""
    d = Drawing(224, say)
    plot = Plot(d, 110, 16, 230, 158, xs=(1, 1e5), ys=(3, 0), log_x=True)
    plot.axes(
        x_ticks=[(1, "1 GB"), (100, "100 GB"), (10_000, "10 TB")], x_label=say("axis")
    )
    for size in (10, 1000, 100_000):
        x, bottom = plot.at(size, 3)
        d.line([(x, bottom), (x, bottom + 4)], tone="soft")
    bert, crawl, raw = (
        plot.at(size, row + 0.5)
        for row, size in enumerate((MODEL.BERT_GB, MODEL.CRAWL_GB, RAW_GB))
    )
    for (_, y), key in ((crawl, "crawl"), (raw, "raw")):
        d.text(102, y - 8, say(key), size=12, anchor="end", fit=100)
        d.text(102, y + 8, say(f"{key}_what"), size=12, anchor="end", tone="soft")
    d.text(102, bert[1], say("bert"), size=12, anchor="end", fit=100)

    times = MODEL.CRAWL_GB / MODEL.BERT_GB
    d.arrow([bert, (crawl[0], bert[1]), (crawl[0], crawl[1] - 5)], tone="accent")
    beside = (crawl[0] + 12, (bert[1] + crawl[1]) / 2 - 4)
    d.text(*beside, f"{times:.0f}×", anchor="start", tone="accent", bold=True)
    d.arrow(
        [(raw[0] - 5, raw[1]), (crawl[0], raw[1]), (crawl[0], crawl[1] + 5)],
        tone="soft",
        dashed=True,
    )
    d.text((crawl[0] + raw[0]) / 2, raw[1] + 14, say("filter"), size=12, tone="soft")
    d.dot(*bert, tone="accent", radius=5)
    d.dot(*crawl, tone="accent", radius=5)
    d.circle(*raw, 5)
    d.text(bert[0], bert[1] - 16, f"{MODEL.BERT_GB} GB", bold=True)
    d.text(crawl[0] + 12, crawl[1], f"{MODEL.CRAWL_GB} GB", anchor="start", bold=True)
    d.text(raw[0], raw[1] - 16, f"{RAW_GB / 1000:g} TB", tone="soft")
    return d


FIGURES = {"main": stacks, "data": data}
