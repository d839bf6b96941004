"""Figures: which pairs two criteria merge; replay against longest match on a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from toolkit import Drawing, Labels, example
from toolkit.drawing import Anchor

MODEL = example("bpe-vs-wordpiece")
RULES: dict[str, Literal["accent", "blue"]] = {"count": "accent", "score": "blue"}
STEPS = 3
WORD = "hunt"
LETTER, GRID = 56, 124  # width of a letter, left end of the first one
CELL, STEP = 22, 25


def learned(rule: str) -> list[tuple[str, str]]:
    """Return the first merges by a criterion, as the example finds them."""
    merges: list[tuple[str, str]] = []
    for _ in range(STEPS):
        rated = MODEL.rate(merges)
        merges.append(max(rated, key=lambda pair: rated[pair][rule]))
    return merges


def vocabulary(rule: str) -> set[str]:
    """Return the letters of the corpus and what the first merges make."""
    letters = {part for word in MODEL.CORPUS for part in MODEL.replay(word, [])}
    return letters | {a + b[2:] for a, b in learned(rule)}


# ---- which pair to merge ----


def criteria(say: Labels) -> Drawing:
    """The first step's pairs with counts and scores, then the first three merges."""
    d = Drawing(384, say)
    d.text(180, 14, say("corpus"), size=12, tone="soft")
    words = [f"{word} ×{count}" for word, count in MODEL.CORPUS.items()]
    d.cells(12, 26, words, 67.2, code=True, size=12)
    d.text(140, 74, say("count"), anchor="end", tone="accent", bold=True, fit=128)
    d.text(220, 74, say("score"), anchor="start", tone="blue", bold=True, fit=134)
    d.formula(140, 94, "*f*(*ab*)", size=13, anchor="end")
    d.formula(220, 94, "*f*(*ab*) / (*f*(*a*) *f*(*b*))", size=13, anchor="start")
    d.text(180, 94, say("pair"), size=12, tone="soft")
    _pairs(d, 116)
    d.line([(12, 256), (348, 256)], tone="faint")
    d.text(180, 272, say("merges"), size=12, tone="soft")
    for x, rule in ((12, "count"), (185, "score")):
        _merges(d, x, 302, rule)
    return d


def _pairs(d: Drawing, top: float) -> None:
    rated = MODEL.rate([])
    best = {rule: max(rates[rule] for rates in rated.values()) for rule in RULES}
    for row, (pair, rates) in enumerate(rated.items()):
        y = top + row * 24
        d.text(180, y, " ".join(pair), size=12, code=True)
        for rule, tone in RULES.items():
            share = float(rates[rule] / best[rule])
            sign = -1 if rule == "count" else 1
            anchor: Anchor = "end" if rule == "count" else "start"
            start, length = 180 + sign * 40, 90 * share
            left = start if sign > 0 else start - length
            d.area(left, y - 7, length, 14, tone, 1 if share == 1 else 0.3)
            d.text(
                start + sign * (length + 6),
                y,
                str(rates[rule]),
                size=12,
                anchor=anchor,
                bold=share == 1,
            )


def _merges(d: Drawing, x: float, top: float, rule: str) -> None:
    merges, tone = learned(rule), RULES[rule]
    for row, (a, b) in enumerate(merges):
        y = top + row * 29
        value = MODEL.rate(merges[:row])[a, b][rule]
        d.text(x, y, str(row + 1), size=12, anchor="start", tone="soft")
        d.text(x + 40, y, f"{a} {b}", size=12, code=True)
        d.arrow([(x + 71, y), (x + 85, y)])
        d.box(
            x + 87,
            y - 12,
            42,
            24,
            a + b[2:],
            ground=tone,
            tone=tone,
            code=True,
            size=12,
        )
        d.text(x + 136, y, str(value), size=12, anchor="start")


# ---- how to split a word ----


def encoding(say: Labels) -> Drawing:
    """One word split by replaying the merges and by longest match."""
    d = Drawing(398, say)
    for index, letter in enumerate(WORD):
        middle = GRID + (index + 0.5) * LETTER
        d.text(middle, 15, letter, size=15, code=True)
    y = _replayed(d, 42, say)
    _matched(d, y + 22, say)
    return d


def _replayed(d: Drawing, y: float, say: Labels) -> float:
    merges, known = learned("count"), vocabulary("count")
    d.text(12, y, say("replay"), anchor="start", bold=True)
    parts = MODEL.replay(WORD, [])
    y += 16
    d.text(12, y + CELL / 2, say("letters"), size=12, anchor="start", tone="soft")
    _parts(d, y, parts)
    for number, (a, b) in enumerate(merges, start=1):
        y += STEP
        d.text(12, y + CELL / 2, f"{number}", size=12, anchor="start", tone="soft")
        d.text(28, y + CELL / 2, f"{a} {b}", size=12, anchor="start", code=True)
        after = MODEL.replay(WORD, merges[:number])
        if after == parts:
            d.text(
                GRID + 4,
                y + CELL / 2,
                say("none"),
                size=12,
                anchor="start",
                tone="soft",
            )
        else:
            _parts(d, y, after)
        parts = after
    y += STEP
    _result(d, y, say)
    _parts(d, y, [part if part in known else "[UNK]" for part in parts], parts)
    return y + CELL


def _matched(d: Drawing, y: float, say: Labels) -> None:
    known = vocabulary("score")
    d.text(12, y, say("match"), anchor="start", bold=True)
    y += 16
    tried = list(_tried(known))
    notes = {0: "missing", [t[2] in known for t in tried].index(True): "found"}
    notes[len(tried) - 1] = "stuck"
    for row, (start, end, piece) in enumerate(tried):
        if row in notes:
            middle = y + CELL / 2
            d.text(12, middle, say(notes[row]), size=12, anchor="start", tone="soft")
        x, width = GRID + start * LETTER, (end - start) * LETTER
        found = piece in known
        d.box(
            x + 1,
            y,
            width - 2,
            CELL,
            piece,
            size=12,
            code=True,
            ground="soft" if found else "none",
            dashed=not found,
        )
        y += STEP
    _result(d, y, say)
    whole = MODEL.longest_match(WORD, known)
    _parts(d, y, whole, [WORD] if whole == ["[UNK]"] else whole)


def _tried(known: set[str]) -> Iterator[tuple[int, int, str]]:
    """Yield what longest match looks up: from where, to where, the piece."""
    start = 0
    while start < len(WORD):
        for end in range(len(WORD), start, -1):
            piece = ("##" if start else "") + WORD[start:end]
            yield start, end, piece
            if piece in known:
                start = end
                break
        else:
            return


def _parts(
    d: Drawing, y: float, shown: list[str], parts: list[str] | None = None
) -> None:
    """Draw parts of the word below their letters; an unknown one is marked."""
    x = float(GRID)
    for text, part in zip(shown, parts or shown, strict=True):
        width = len(part.removeprefix("##")) * LETTER
        tone: Literal["soft", "accent"] = "accent" if text == "[UNK]" else "soft"
        d.box(
            x + 1, y, width - 2, CELL, text, size=12, code=True, ground=tone, tone=tone
        )
        x += width


def _result(d: Drawing, y: float, say: Labels) -> None:
    d.text(12, y + CELL / 2, say("result"), anchor="start", tone="accent")


FIGURES = {"main": criteria, "encode": encoding}
