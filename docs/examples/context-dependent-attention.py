"""The attention of one word in different sentences, positions and layers."""

import numpy as np

EMBEDDING = {"the": (0, 0), "bank": (1, 1), "river": (0, 2), "money": (2, 1)}


def embed(sentence, positions=False):
    """Static embeddings, one row per word; optionally sin p, cos p is added."""
    x = np.array([EMBEDDING[word] for word in sentence.split()], dtype=float)
    p = np.arange(len(x))
    return x + np.stack([np.sin(p), np.cos(p)], axis=1) if positions else x


def scores(x):
    """q.k / sqrt(d_k) of all pairs, with W_Q, W_K and W_V the identity."""
    return x @ x.T / np.sqrt(x.shape[1])


def weights(x, causal=False):
    """Softmax of the scores over the keys: each row sums to 1."""
    visible = np.tri(len(x)) if causal else np.ones((len(x), len(x)))
    e = np.exp(scores(x)) * visible
    return e / e.sum(axis=1, keepdims=True)


def rope_score(a, b, i, j):
    """Score of word a at i and word b at j, each turned by its position."""
    q = complex(*EMBEDDING[a]) * np.exp(1j * i)
    k = complex(*EMBEDDING[b]) * np.exp(1j * j)
    return (q * k.conjugate()).real / np.sqrt(2)


if __name__ == "__main__":
    np.set_printoptions(precision=3, floatmode="fixed")
    for text in ("the river bank", "the money bank"):
        x = embed(text)
        w = weights(x)
        print(f"{text}: row of bank {w[2]}, output {w[2] @ x}")
        second = scores(x + w @ x)[2, 2]  # after the residual connection
        print(f"  score bank-bank: layer 1 {scores(x)[2, 2]:.3f}, layer 2 {second:.3f}")
    print("Row of bank in another order")
    for text, row in (("the river bank", 2), ("bank river the", 0)):
        print(f"  {text}: {weights(embed(text))[row]}", end="")
        print(f", with positions {weights(embed(text, positions=True))[row]}")
    for causal in (False, True):
        print(f"Causal mask: {causal}")
        for text in ("the river bank", "the river bank money"):
            w = weights(embed(text), causal)
            print(f"  {text}: row of the {w[0]}, of bank {w[2]}")
        twice = weights(embed("bank river bank"), causal)
        print(f"  bank river bank: equal rows {np.allclose(twice[0], twice[2])}")
    for i, j in ((2, 1), (8, 7), (8, 1)):
        score = rope_score("bank", "river", i, j)
        print(f"RoPE, bank at {i}, river at {j}: score {score:.3f}")
    print(f"BERT-base, 12 layers of 12 heads: {12 * 12} matrices per input")
