"""Causal and masked language modeling: who sees whom, what is learned, what leaks."""

import math
from itertools import product

import numpy as np

TOKENS = 512  # length of the sequence whose targets are counted
RATE = 0.15  # share of the tokens that BERT selects
TEXTS = {("New", "York"): 0.5, ("Los", "Angeles"): 0.5}  # the only two texts there are


def visible(n, causal):
    """Return the n x n table of who may attend to whom."""
    return np.tril(np.ones((n, n), bool)) if causal else np.ones((n, n), bool)


def attend(x, causal):
    """One attention head without weights: every token is query, key and value."""
    scores = np.where(visible(len(x), causal), x @ x.T / math.sqrt(x.shape[1]), -np.inf)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True) @ x


def p(first=None, second=None):
    """Probability that a text has these words; None stands for any word."""
    return sum(
        q for (a, b), q in TEXTS.items() if first in (None, a) and second in (None, b)
    )


if __name__ == "__main__":
    n = 8
    seen = [int(visible(n, causal).sum()) for causal in (True, False)]
    print(f"Visible pairs, {n} tokens: causal {seen[0]}, bidirectional {seen[1]}")
    print(f"Targets in {TOKENS} tokens: CLM {TOKENS - 1}, MLM {RATE * TOKENS:.1f}")
    print(f"  ratio: {(TOKENS - 1) / (RATE * TOKENS):.2f}")
    for share, what in ((0.8, "[MASK]"), (0.1, "random"), (0.1, "unchanged")):
        print(f"  of all tokens, {what}: {RATE * share:.1%}")

    x = np.random.default_rng(0).normal(size=(6, 4))
    y = x.copy()
    y[4] += 1  # another token in place of the fifth
    for name, causal in (("causal", True), ("bidirectional", False)):
        same = np.isclose(attend(x, causal), attend(y, causal)).all(axis=1)
        print(f"Token 5 of 6 replaced, {name}: {same.sum()} outputs unchanged")

    print("Text: by chain rule, both words masked, pseudo-probability")
    totals, losses = np.zeros(3), np.zeros(2)
    for a, b in product(*zip(*TEXTS, strict=True)):
        chain = p(a) * p(a, b) / p(a)
        both = p(a) * p(None, b)
        pseudo = p(a, b) / p(None, b) * p(a, b) / p(a)
        totals += chain, both, pseudo
        if p(a, b) > 0:
            losses -= p(a, b) * np.log([chain, both])
        print(f"  {a} {b}: {chain:.2f}, {both:.2f}, {pseudo:.2f}")
    print("  sum:", *(f"{t:.1f}" for t in totals))
    print(f"Mean loss in nats: chain rule {losses[0]:.3f}, masked {losses[1]:.3f}")
