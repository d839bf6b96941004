"""Granularity, Unigram segmentation and the size of the vocabulary, by the numbers."""

from math import log, prod

# Subword tokens as cut by OpenAI's published vocabulary o200k_base (data).
SUBWORDS = {
    "unbelievable results": ["un", "bel", "ievable", " results"],
    "语言模型很强": ["语言", "模型", "很", "强"],
}
# A toy Unigram model: the probability of each piece (they need not sum to one here).
PIECES = {"un": 0.1, "believ": 0.05, "able": 0.08, "u": 0.01, "n": 0.01}
PIECES |= {"unbeliev": 0.001, "believable": 0.002}
# Width d, feed-forward width, width of keys and values, vocabulary size V; 32 layers.
LLAMA = {"Llama 2 7B": (4096, 11008, 4096, 32000)}
LLAMA |= {"Llama 3 8B": (4096, 14336, 1024, 128256)}


def segmentations(word, pieces):
    """List every way to write the word as a sequence of pieces."""
    if not word:
        return [[]]
    ends = [n for n in range(1, len(word) + 1) if word[:n] in pieces]
    return [[word[:n], *rest] for n in ends for rest in segmentations(word[n:], pieces)]


def viterbi(word, pieces):
    """Find the most probable segmentation, prefix by prefix, without listing all."""
    best = {0: (1.0, [])}  # length of a prefix: probability, pieces
    for end in range(1, len(word) + 1):
        for start in [s for s in best if word[s:end] in pieces]:
            p, piece = best[start][0], word[start:end]
            way = (p * pieces[piece], [*best[start][1], piece])
            best[end] = max(way, best.get(end, way))
    return best[len(word)][1]


def likelihood(word, pieces):
    """Sum the probabilities of all segmentations."""
    return sum(prod(pieces[p] for p in s) for s in segmentations(word, pieces))


if __name__ == "__main__":
    for text, tokens in SUBWORDS.items():
        assert "".join(tokens) == text
        words, n, chars, size = text.split(), len(tokens), len(text), len(text.encode())
        print(f"{text}: words {len(words)}, subwords {n}, chars {chars}, bytes {size}")
        print(f"  bytes / subwords: {size / n:g}, squared {(size / n) ** 2:g}")
    word, total = "unbelievable", likelihood("unbelievable", PIECES)
    print("Most probable:", *viterbi(word, PIECES))
    for s in segmentations(word, PIECES):
        p = prod(PIECES[piece] for piece in s)
        print(f"  {' '.join(s)}: p = {p:.1e}, share {p / total:.1%}")
    for piece in ("unbeliev", "believable", "able", "un"):
        rest = {k: v for k, v in PIECES.items() if k != piece}
        print(f"  without {piece}: loss {log(total / likelihood(word, rest)):.2f} nats")
    for name, (d, ffn, kv, v) in LLAMA.items():
        size = 2 * v * d + 32 * (2 * d * d + 2 * d * kv + 3 * d * ffn + 2 * d) + d
        share = f"{v * d / size:.1%} of {size / 1e9:.2f}B"
        print(f"{name}: V d = {v * d / 1e6:.0f}M, {share}")
