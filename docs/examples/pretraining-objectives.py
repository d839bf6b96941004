"""Pre-training in numbers: compute, span corruption, and a tiny model that learns."""

import numpy as np

RUNS = {  # name: (N parameters, D training tokens), as their makers report them
    "GPT-3": (174.6e9, 300e9),
    "Chinchilla": (70e9, 1.4e12),
    "Llama 3 8B": (8e9, 15e12),
    "Llama 3 405B": (405e9, 15.6e12),
}
TEXT = "the cat sat on the mat . the dog sat on the log . the cat saw the dog ."


def flops(n, d):
    """Training compute C = 6 N D: 2 N forward and 4 N backward for each token."""
    return 6 * n * d


def span_corruption(length, rate=0.15, mean_span=3):
    """Input and target lengths: a sentinel per span, an end mark on each side."""
    noise = round(length * rate)
    spans = round(noise / mean_span)
    return length - noise + spans + 1, noise + spans + 1


def pairs(text):
    """Ids of each token and of the one after it: the text is its own answer key."""
    ids = np.unique(text.split(), return_inverse=True)[1]
    return ids[:-1], ids[1:]


def pretrain(x, y, steps, rate=5.0):
    """Gradient descent on a table of logits; yield the mean loss before each step."""
    logits, hit = np.zeros((y.max() + 1, y.max() + 1)), (np.arange(len(y)), y)
    for _ in range(steps + 1):
        p = np.exp(logits[x])
        p /= p.sum(axis=1, keepdims=True)
        yield -np.log(p[hit]).mean()
        p[hit] -= 1  # the gradient of the loss is p - one_hot
        np.add.at(logits, x, -rate * p / len(y))


def entropy(x, y):
    """Empirical entropy of the next token given this one: no bigram does better."""
    return -np.mean([np.log(np.mean(y[x == x[i]] == y[i])) for i in range(len(y))])


if __name__ == "__main__":
    for name, (n, d) in RUNS.items():
        print(f"{name}: {flops(n, d) / 1e23:.2f}e23 FLOPs, {d / n:,.4g} tokens/param")
    best = (flops(8e9, 15e12) / (6 * 20)) ** 0.5
    print(f"8B on 15T costs as much as {best / 1e9:.1f}B at 20 tokens/param")
    print(f"402B on 16.55T: {16.55e12 / 402e9:.1f} tokens/param")
    print("Span corruption, 568 tokens to input and target:", *span_corruption(568))
    losses = list(pretrain(*pairs(TEXT), 1000))
    for step in (0, 10, 100, 1000):
        print(f"Bigram model, loss after {step} steps: {losses[step]:.3f} nats")
    print(f"  lowest possible: {entropy(*pairs(TEXT)):.3f} nats")
