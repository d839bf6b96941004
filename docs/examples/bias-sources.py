"""How an exact copy of the data becomes more biased, and what WEAT measures."""

import math
from statistics import mean, stdev

SHARE = 2 / 3  # of the sentences about cooking say "she"; the model copies it exactly
TAUS, MIX = (2, 1, 0.5, 0.25, 0), 0.5  # temperatures; model output in the next data
A, B = [(1, 0.1), (0.9, 0.2)], [(0.1, 1), (0.2, 0.9)]  # toy vectors for WEAT
X = {"strong": [(1, 0.3), (0.8, 0.3)], "weak": [(1, 0.9), (1, 0.88)]}


def sharpen(p, tau):
    """Share of the likelier word at temperature tau (0: greedy decoding)."""
    return 1 / (1 + ((1 - p) / p) ** (1 / tau)) if tau else float(p > 0.5)


def feedback(p0, tau, mix, rounds):
    """Retrain again and again on data of which `mix` is the model's own output."""
    p = p0
    for _ in range(rounds):
        p = (1 - mix) * p0 + mix * sharpen(p, tau)
    return p


def shared_prediction(groups):
    """The one q that minimizes cross-entropy over (weight, probability) groups."""
    return sum(w * p for w, p in groups)


def cosine(u, v):
    """Cosine of the angle between two vectors in the plane."""
    return (u[0] * v[0] + u[1] * v[1]) / (math.hypot(*u) * math.hypot(*v))


def weat(x, y, a, b):
    """Gap between the mean associations of X and Y, and the effect size d."""
    s = [mean(cosine(w, v) for v in a) - mean(cosine(w, v) for v in b) for w in x + y]
    gap = mean(s[: len(x)]) - mean(s[len(x) :])
    return gap, gap / stdev(s)


if __name__ == "__main__":
    print(f"Data and model: she {SHARE:.3f}")
    for tau in TAUS:
        print(f"  output at tau = {tau}: {sharpen(SHARE, tau):.3f}")
    print("Half of the next data is model output; share after 1, 5, 50 rounds:")
    for tau in TAUS[1:3]:
        after = [feedback(SHARE, tau, MIX, n) for n in (1, 5, 50)]
        print(f"  tau = {tau}: " + " ".join(f"{p:.3f}" for p in after))
    print(f"  output of the last model at tau = 0.5: {sharpen(after[-1], 0.5):.3f}")
    for weight in (0.9, 0.5):
        q = shared_prediction([(weight, 0.8), (1 - weight, 0.3)])
        print(f"Majority weight {weight}: q = {q:.2f},", end=" ")
        print(f"off by {0.8 - q:.2f} and {q - 0.3:.2f}")
    for name, x in X.items():
        gap, d = weat(x, [v[::-1] for v in x], A, B)
        print(f"WEAT, {name} association: gap = {gap:.3f}, d = {d:.3f}")
    print(f"  upper bound of d for N = 4 words: {2 * math.sqrt(3 / 4):.3f}")
