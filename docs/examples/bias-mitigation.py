"""Four checks on a debiasing effort: data, annotators, votes and the evaluation."""

import math

CORPUS = ["he is a doctor", "she is a nurse", "he is a doctor"]
SWAP = {"he": "she", "she": "he", "his": "her", "him": "her", "her": "his"}
PRONOUNS = ["i saw him", "she lost her keys", "his dog likes him", "he saw her"]


def swap(sentence):
    """Exchange gendered words one by one, as naive augmentation does."""
    return " ".join(SWAP.get(word, word) for word in sentence.split())


def share(word, job, corpus):
    """P(word | job), counted in a corpus."""
    lines = [s.split() for s in corpus if job in s.split()]
    return sum(word in s for s in lines) / len(lines)


def kappa(both, only_a, only_b, neither):
    """Observed agreement of two annotators, and Cohen's kappa."""
    n = both + only_a + only_b + neither
    a, b = (both + only_a) / n, (both + only_b) / n
    observed, chance = (both + neither) / n, a * b + (1 - a) * (1 - b)
    return observed, (observed - chance) / (1 - chance)


def majority(p, voters):
    """Probability that more than half of the voters say yes."""
    ks = range(voters // 2 + 1, voters + 1)
    return sum(math.comb(voters, k) * p**k * (1 - p) ** (voters - k) for k in ks)


def bbq(unknown, biased, against):
    """Accuracy and bias score on ambiguous BBQ items ("unknown" is right)."""
    accuracy, answered = unknown / (unknown + biased + against), biased + against
    return accuracy, (1 - accuracy) * (2 * biased / answered - 1 if answered else 0)


if __name__ == "__main__":
    for name, c in [("before", CORPUS), ("after", [*CORPUS, *map(swap, CORPUS)])]:
        print(f"P(he | doctor) {name}: {share('he', 'doctor', c):.3f}", end=", ")
        print(f"P(he | nurse): {share('he', 'nurse', c):.3f}")
    for s in PRONOUNS:
        print(f"  {s} -> {swap(s)} -> {swap(swap(s))}")
    for table in [(20, 5, 10, 65), (1, 7, 7, 85)]:
        print("agreement {:.2f}, kappa {:.3f}".format(*kappa(*table)))
    p = 0.7 * 0.2 + 0.3 * 0.9  # 30% of the annotators belong to the group concerned
    print(f"says offensive: {p:.2f}; majority of 5: {majority(p, 5):.3f}", end="")
    print(f"; of 25: {majority(p, 25):.3f}")
    for counts in [(60, 30, 10), (80, 15, 5), (100, 0, 0)]:
        print(f"BBQ {counts}: " + "accuracy {:.2f}, score {:.2f}".format(*bbq(*counts)))
    for n in (500, 2500):
        margin = 1.96 * math.sqrt((0.58 * 0.42 + 0.54 * 0.46) / n)
        print(f"58% -> 54% on two samples of {n:,}: -4.0 +- {100 * margin:.1f} points")
