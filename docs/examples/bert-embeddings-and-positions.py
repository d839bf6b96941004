"""BERT's input embeddings, sinusoidal positional encoding and rotary encoding."""

import numpy as np

VOCAB, POSITIONS, SEGMENTS, D = 30522, 512, 2, 768  # BERT-base, English, uncased
LAYERS, FF = 12, 3072


def table_sizes():
    """Parameters of the embedding layer."""
    tables = {"token": VOCAB, "position": POSITIONS, "segment": SEGMENTS}
    return {**{k: rows * D for k, rows in tables.items()}, "LayerNorm": 2 * D}


def encoder_size():
    """Parameters of the encoder layers and of the pooler, biases included."""
    attention = 4 * (D * D + D)
    feed_forward = D * FF + FF + FF * D + D
    return LAYERS * (attention + feed_forward + 2 * 2 * D) + D * D + D


def inputs(a, b):
    """Tokens of two segments, each with its position and its segment id."""
    tokens = ["[CLS]", *a, "[SEP]", *b, "[SEP]"]
    return [(t, p, int(p > len(a) + 1)) for p, t in enumerate(tokens)]


def sinusoidal(p, d):
    """The fixed encoding of position p: sine and cosine in turn."""
    angles = p / 10000 ** (np.arange(0, d, 2) / d)
    return np.stack([np.sin(angles), np.cos(angles)], axis=1).ravel()


def rotate(v, position, theta):
    """Rotate one pair of components by position * theta, as RoPE does."""
    c, s = np.cos(position * theta), np.sin(position * theta)
    return np.array([c * v[0] - s * v[1], s * v[0] + c * v[1]])


if __name__ == "__main__":
    sizes = table_sizes()
    for name, size in sizes.items():
        print(f"{name}: {size:,} parameters")
    layer, whole = sum(sizes.values()), sum(sizes.values()) + encoder_size()
    print(f"Embedding layer: {layer:,}, {layer / whole:.1%} of {whole:,}")
    print(f"Token table alone: {sizes['token'] / whole:.1%}")
    table = np.random.default_rng(0).normal(size=(5, 3))
    same = np.array_equal(np.eye(5)[2] @ table, table[2])
    print(f"One-hot vector times table equals row lookup: {same}")
    for token, p, segment in inputs(["it", "rained"], ["take", "an", "umbrella"]):
        print(f"  {token}: position {p}, segment {segment}")
    for p in range(3):
        print(f"PE({p}), d = 4:", *(f"{x:.4f}" for x in sinusoidal(p, 4)))
    for p, k in [(0, 3), (5, 3), (100, 3), (0, 50)]:
        dot = sinusoidal(p, 64) @ sinusoidal(p + k, 64)
        print(f"PE({p}).PE({p + k}), d = 64: {dot:.3f}")
    for m, n in [(0, 3), (5, 8), (100, 103), (0, 4)]:
        score = rotate((1.0, 2.0), m, 0.5) @ rotate((0.5, -1.0), n, 0.5)
        print(f"RoPE, query at {m}, key at {n}: {score:.4f}")
