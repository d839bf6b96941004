"""What a low-rank update can hold, what it costs, and how it starts."""

import numpy as np

D, FFN, LAYERS = 4096, 11008, 32  # the shapes of LLaMA 7B and Llama 2 7B
ATTENTION = [(D, D)] * 4  # query, key, value, output
MLP = [(FFN, D), (FFN, D), (D, FFN)]  # gate, up, down
RANKS = (8, 32)


def lora_parameters(shapes, r):
    """Trainable numbers: B is d x r, A is r x k."""
    return sum(r * (d + k) for d, k in shapes)


def updates(n=64, rank=8):
    """Three updates: a flat spectrum, one that decays, one that ends."""
    rng = np.random.default_rng(0)
    yield "random", rng.normal(size=(n, n))
    yield "1/i spectrum", np.diag(1 / np.arange(1, n + 1))
    yield "rank 8", rng.normal(size=(n, rank)) @ rng.normal(size=(rank, n))


def captured(update, r):
    """Share of squared size that the best rank-r approximation keeps."""
    s = np.linalg.svd(update, compute_uv=False) ** 2
    return s[:r].sum() / s.sum()


def gradients(a, b, seed=0):
    """Norms of dL/dA and dL/dB for h = (W + BA) x, given random x and dL/dh."""
    rng = np.random.default_rng(seed)
    x, g = rng.normal(size=(a.shape[1], 1)), rng.normal(size=(b.shape[0], 1))
    return np.linalg.norm(b.T @ g @ x.T), np.linalg.norm(g @ (a @ x).T)


if __name__ == "__main__":
    print(f"One {D} x {D} matrix, {D * D:,} weights:")
    for r in (8, 16, 64, 256):
        n = lora_parameters([(D, D)], r)
        print(f"  r = {r:3}: {n:9,} trainable, {100 * n / D**2:.3g}%")
    for name, shapes in (("q and v", ATTENTION[:2]), ("all linear", ATTENTION + MLP)):
        n = LAYERS * lora_parameters(shapes, 8)
        print(f"7B, r = 8, {name}: {n / 1e6:.1f}M trainable")
    new = 49_953 - 32_000  # the vocabulary of Chinese LLaMA minus LLaMA's
    print(f"{new:,} new tokens, embedding and output: {2 * new * D / 1e6:.0f}M")
    step = (2 * D * D + 6 * D * 16) / (3 * D * D)
    print(f"Multiply-adds of a training step, r = 16 / full: {100 * step:.0f}%")
    for name, w in updates():
        kept = [f"{100 * captured(w, r):.0f}%" for r in RANKS]
        print(f"64 x 64, {name}: r = 8 keeps {kept[0]}, r = 32 keeps {kept[1]}")
    a = np.random.default_rng(0).normal(size=(8, 64))
    zero_a, zero_b = np.zeros((8, 64)), np.zeros((64, 8))
    for name, start in (("B = 0", (a, zero_b)), ("A = B = 0", (zero_a, zero_b))):
        moving = [n for n, g in zip("AB", gradients(*start), strict=True) if g > 0]
        print(
            f"Start with {name}: gradient reaches {' and '.join(moving) or 'neither'}"
        )
