"""Perplexity and its traps, pass@k, win probabilities, and the error of a score."""

import math
from statistics import NormalDist, fmean

CDF, QUANTILE = NormalDist().cdf, NormalDist().inv_cdf
# Made-up probabilities of the same 16-byte text under two tokenizers.
COARSE, FINE, TEXT_BYTES = [0.5, 0.25, 0.125, 0.25], [0.5] * 8, 16
DOCUMENTS = [(1000, 10), (10, 100)]  # (tokens, perplexity), made up


def cross_entropy(probs):
    """Mean negative log-likelihood per token, in nats."""
    return -sum(map(math.log, probs)) / len(probs)


def bits_per_byte(probs, n_bytes):
    """Total code length in bits over a length no tokenizer can change."""
    return -sum(map(math.log2, probs)) / n_bytes


def pass_at_k(n, c, k):
    """Chance that k of n samples, drawn without replacement, hit one of c passes."""
    return 1 - math.comb(n - c, k) / math.comb(n, k)


def win_probability(gap):
    """Bradley-Terry on the Elo scale: 400 points are odds of 10 to 1."""
    return 1 / (1 + 10 ** (-gap / 400))


def questions(variance, points, power=0.5):
    """Questions that tell a difference from zero, 95 % two-sided, at this power."""
    z = QUANTILE(0.975) + QUANTILE(power)
    return math.ceil(variance * (100 * z / points) ** 2)


def best_of(m, step=0.001):
    """Mean of the highest of m standard normal errors: integral of x d(cdf ** m)."""
    cells = (-6 + i * step for i in range(int(12 / step)))
    return sum((x + step / 2) * (CDF(x + step) ** m - CDF(x) ** m) for x in cells)


if __name__ == "__main__":
    for p in COARSE, FINE:
        h, bpb = cross_entropy(p), bits_per_byte(p, TEXT_BYTES)
        print(f"{len(p)} tokens: {h:.4f} nats, PPL {math.exp(h):.2f}, BPB {bpb:.3f}")
    print(f"uniform over 50,257 tokens: {math.log(50257):.2f} nats")
    tokens, ppl = zip(*DOCUMENTS, strict=True)
    pooled = math.exp(fmean(map(math.log, ppl), tokens))
    print(f"PPL of two documents: averaged {fmean(ppl):.1f}, pooled {pooled:.1f}")
    print(f"pass@5: {pass_at_k(10, 3, 5):.4f}, plugged in: {1 - 0.7**5:.4f}")
    print("Elo gap", *(f"{g}: {win_probability(g):.3f}" for g in (100, 200)))
    half = 100 * QUANTILE(0.975) * math.sqrt(0.25 / 164)
    print(f"accuracy 50 % on 164 questions: +- {half:.1f} points")
    for name, var in ("one score", 0.25), ("two", 0.5), ("paired, 20 % differ", 0.2):
        a, b = questions(var, 2), questions(var, 2, power=0.8)
        print(f"2 points, {name}: {a:,} questions; with 80 % power: {b:,}")
    print(f"best of 27 equal models: {best_of(27):.2f} standard errors too high")
