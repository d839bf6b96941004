"""BPE and WordPiece on a toy corpus: which pair to merge, how to split a word."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise
from math import log

CORPUS = {"hug": 10, "pug": 5, "pun": 12, "bun": 4, "hugs": 5}  # word: count


def replay(word, merges):
    """Encode as BPE does: from letters, apply the merges in the order learned."""
    parts = [word[0], *("##" + letter for letter in word[1:])]
    for a, b in merges:
        for i in range(len(parts) - 1):
            if parts[i : i + 2] == [a, b]:
                parts[i : i + 2] = [a + b[2:]]
    return parts


def longest_match(word, vocab):
    """Encode as WordPiece does: cut off the longest known piece, then the next."""
    for end in range(len(word), 0, -1):
        if word[:end] in vocab:
            rest = longest_match("##" + word[end:], vocab) if word[end:] else []
            return rest if "[UNK]" in rest else [word[:end], *rest]
    return ["[UNK]"]  # stuck: no going back, the whole word is lost


def rate(merges):
    """Rate each pair by count, score and likelihood gain, given the merges so far."""
    f, pairs, rated = Counter(), Counter(), {}
    for word, count in CORPUS.items():
        f.update(replay(word, merges) * count)
        pairs.update([*pairwise(replay(word, merges))] * count)
    for (a, b), n in pairs.items():
        new, old = (n, f[a] - n, f[b] - n, f.total()), (f[a], f[b], f.total() - n)
        gain = sum(x * log(x) for x in new if x) - sum(x * log(x) for x in old)
        score = Fraction(n, f[a] * f[b])
        rated[a, b] = {"count": n, "score": score, "gain": round(gain, 1)}
    return rated


if __name__ == "__main__":
    print("Step 1: pair, count, score, likelihood gain")
    for (a, b), r in rate([]).items():
        print(f"  {a:3} {b}  {r['count']:2}  {r['score']!s:4}  {r['gain']:4} nats")
    learned = {"count": [], "score": [], "gain": []}
    for rule, merges in learned.items():
        for step in (1, 2, 3):
            rated = rate(merges)
            merges.append(max(rated, key=lambda pair: rated[pair][rule]))
            print(f"Best {rule}, step {step}:", *merges[-1], rated[merges[-1]][rule])
    print("Score of hu ##g, step 3:", rate(learned["score"][:2])["hu", "##g"]["score"])
    letters = {p for word in CORPUS for p in replay(word, [])}
    bpe, wp = (letters | {a + b[2:] for a, b in learned[r]} for r in ("count", "score"))
    for word in ("hugs", "bugs", "mug", "bum"):
        pieces = [p if p in bpe else "[UNK]" for p in replay(word, learned["count"])]
        print(f"{word}: BPE", *pieces, "/ WordPiece", *longest_match(word, wp))
