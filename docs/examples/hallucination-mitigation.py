"""When to abstain, what abstaining costs, semantic entropy, and a toy retriever."""

import math
from collections import Counter

# All data are made up. The probability that each of ten answers is right:
CONFIDENCE = [0.98, 0.95, 0.9, 0.85, 0.7, 0.6, 0.4, 0.3, 0.2, 0.1]
GUESS, THRESHOLDS = 0.3, [0, 0.5, 0.75, 0.9]  # a confidence p; values of t
# Ten samples each of two answers: one fact in five wordings, five different dates.
CITY = ["Paris", "It is Paris.", "Paris, France", "The answer: Paris", "Paris!"] * 2
DATE = ["3 May", "9 June", "2 August", "7 July", "1 March"] * 2
DOCUMENTS = ["the library opened in 1902", "the bridge was built by Anna Weber"]
QUESTIONS = [
    "when was the library opened",
    "who opened the library in 1902",
    "who is the mayor",
]


def expected_score(p, t):
    """Right earns 1, wrong costs t / (1 - t), abstaining earns 0."""
    return p - (1 - p) * t / (1 - t)


def risk_coverage(confidence, t):
    """Answering only above t: share answered, wrong of all, wrong of the answers."""
    wrong = [1 - p for p in confidence if p > t]
    n, k, w = len(confidence), len(wrong), sum(wrong)
    return k / n, w / n, w / k


def entropy(labels):
    """Entropy of the observed shares, in nats."""
    counts = Counter(labels).values()
    total = sum(counts)
    return sum(n / total * math.log(total / n) for n in counts)


def cosine(a, b):
    """Cosine similarity of two texts as bags of words."""
    a, b = Counter(a.split()), Counter(b.split())
    norms = math.hypot(*a.values()) * math.hypot(*b.values())
    return sum(a[word] * b[word] for word in a) / norms


if __name__ == "__main__":
    for t in THRESHOLDS:
        score = expected_score(GUESS, t)
        print(f"t = {t}: penalty {t / (1 - t):.2f}, score at p = {GUESS}: {score:.2f}")
    for t in THRESHOLDS[:3]:
        k, w, share = risk_coverage(CONFIDENCE, t)
        print(f"t = {t}: answers {k:.0%}, wrong {w:.1%}, of the answers {share:.1%}")
    # By meaning, the five wordings of the city are one answer.
    for name, wording, meaning in ("city", CITY, ["Paris"] * 10), ("date", DATE, DATE):
        h, s = entropy(wording), entropy(meaning)
        print(f"{name}: entropy {h:.2f} nats of wordings, {s:.2f} nats of meanings")
    for question in QUESTIONS:
        score, best = max((cosine(question, doc), doc) for doc in DOCUMENTS)
        print(f"{question}? {score:.2f}: {best if score > 0.5 else '(abstain)'}")
