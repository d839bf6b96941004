"""Adaptive softmax: what it computes, what it saves, and that it sums to one."""

import numpy as np

D = 1024  # width of the hidden state
SETTINGS = {50_257: [2_000, 10_000], 267_735: [20_000, 40_000, 200_000]}  # V: cutoffs
# Vocabulary, width and parameters (data: the models' configurations).
MODELS = {"Llama 2 7B": (32_000, 4096, 6_738_415_616)}
MODELS |= {"Gemma 2B": (256_128, 2048, 2_506_434_560)}


def masses(counts, cutoffs):
    """Return the share of all tokens that lie in the head and in each cluster."""
    return np.array([part.sum() for part in np.split(counts, cutoffs)]) / counts.sum()


def costs(v, cutoffs, d, shrink=4):
    """Multiply-adds for one token in the head and in each cluster."""
    out = [d * (cutoffs[0] + len(cutoffs))]
    for i, size in enumerate(np.diff([*cutoffs, v]), start=1):
        width = d // shrink**i
        out.append(width * size + (d * width if width < d else 0))
    return np.array(out, dtype=float)


def expected(cost, share):
    """Cost in training: the head always, a cluster only if the target lies in it."""
    return cost[0] + share[1:] @ cost[1:]


def softmax(x):
    """Normalize scores to probabilities."""
    return np.exp(x - x.max()) / np.exp(x - x.max()).sum()


if __name__ == "__main__":
    for v, cutoffs in SETTINGS.items():
        cost, full = costs(v, cutoffs, D), v * D / 1e6
        share = masses(1 / np.arange(1, v + 1), cutoffs)  # Zipf's law
        print(f"V = {v:,}, cutoffs {cutoffs}, shares", *share.round(4))
        print("  of 8,192 tokens:", *[f"{n:,.0f}" for n in 8192 * share])
        same, flat = costs(v, cutoffs, D, 1), masses(np.ones(v), cutoffs)
        rows = {"adaptive": expected(cost, share), "adaptive, all clusters": cost.sum()}
        rows |= {"full width": expected(same, share), "uniform": expected(same, flat)}
        for name, c in rows.items():
            print(f"  full {full:.1f}M / {name} {c / 1e6:.1f}M = {full * 1e6 / c:.1f}")
    rng = np.random.default_rng(0)
    head, h = rng.normal(size=(12, 16)), rng.normal(size=16)  # 10 words, 2 clusters
    top, weights = softmax(head @ h), head.size
    total = top[:10].sum()
    for p_cluster, (width, size) in zip(top[10:], [(4, 30), (1, 60)], strict=True):
        proj, words = rng.normal(size=(width, 16)), rng.normal(size=(size, width))
        total += (p_cluster * softmax(words @ proj @ h)).sum()
        weights += proj.size + words.size
    print(f"100 words, width 16: {weights} weights instead of {16 * 100:,}")
    print(f"  sum of all probabilities: {total:.6f}")
    for name, (v, d, n) in MODELS.items():
        print(f"{name}: output matrix {v * d / n:.1%} of the parameters")
    print(f"fp32 logits, 8,192 tokens, V = 256,000: {8192 * 256e3 * 4 / 2**30:.2f} GiB")
