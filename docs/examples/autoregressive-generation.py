"""One step of decoding, a tiny model that generates, and what a KV cache saves."""

import math
import random

LOGITS, TAUS, P = (2.0, 1.0, 0.1), (0.5, 1.0, 2.0), 0.9  # one step, p of top-p
MODEL = {  # a toy model: next-token probabilities given the last token only
    "<bos>": {"the": 0.6, "a": 0.4},
    "the": {"cat": 0.6, "dog": 0.4},
    "a": {"dog": 0.9, "cat": 0.1},
    "cat": {"sat": 0.6, "<eos>": 0.4},
    "dog": {"ran": 0.8, "<eos>": 0.2},
    "sat": {"<eos>": 1.0},
    "ran": {"<eos>": 1.0},
}


def softmax(logits, tau):
    """Probabilities of the logits at temperature tau."""
    powers = [math.exp(z / tau) for z in logits]
    return [p / sum(powers) for p in powers]


def top_p(probs, p):
    """How many of the most probable tokens are needed to reach the mass p."""
    ranked = sorted(probs, reverse=True)
    return next(n for n in range(1, len(probs) + 1) if sum(ranked[:n]) >= p)


def generate(pick, limit=20):
    """Predict, pick, append, repeat until <eos> or the length limit."""
    tokens = ["<bos>"]
    while tokens[-1] != "<eos>" and len(tokens) <= limit:
        tokens.append(pick(MODEL[tokens[-1]]))
    return tokens[1:]


def probability(text):
    """Chain rule: the product of the conditional probabilities."""
    return math.prod(MODEL[a][b] for a, b in zip(["<bos>", *text], text, strict=False))


if __name__ == "__main__":
    for tau, probs in [(tau, softmax(LOGITS, tau)) for tau in TAUS]:
        shown = " ".join(f"{p:.3f}" for p in probs)
        print(f"logits 2 1 .1, tau {tau}: {shown}; top-p {P} keeps {top_p(probs, P)}")
    greedy, best = generate(lambda p: max(p, key=p.get)), ["a", "dog", "ran", "<eos>"]
    print(f"greedy: {' '.join(greedy)}, probability {probability(greedy):.3f}")
    print(f"  loss: {-math.log(probability(greedy)) / len(greedy):.3f} nats per token")
    print(f"better: {' '.join(best)}, probability {probability(best):.3f}")
    draw = random.Random(0).choices
    texts = [generate(lambda p: draw([*p], [*p.values()])[0]) for _ in range(10_000)]
    print(f"  share of it in 10,000 samples: {texts.count(best) / 10_000:.2f}")
    print(f"Prompt 1,000, output 500: {sum(range(1000, 1500)):,} positions to compute")
    print(f"  with KV cache: {1000 + 500 - 1:,}")
    for name, heads in [("Llama 2 7B", 32), ("Llama 3 8B", 8)]:
        size = 2 * 32 * heads * 128 * 2  # K and V, layers, KV heads, width, bytes
        kib, gib = size / 2**10, size * 4096 / 2**30
        print(f"KV cache, {name}: {kib:.0f} KiB per token, {gib:.1f} GiB for 4,096")
