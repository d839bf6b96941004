"""Self-attention against recurrence: operations, gradients, scaling, word order."""

import math

import numpy as np

D, LENGTHS = 512, (128, 512, 1024, 2048)  # width of the layer, sequence lengths


def multiply_adds(n, d):
    """Per layer: the leading terms, then all matrix products."""
    return {
        "attention, n^2 d": n * n * d,
        "recurrence, n d^2": n * d * d,
        "attention, all": 4 * n * d * d + 2 * n * n * d,  # Q, K, V, O; QK^T, AV
        "plain RNN, all": 2 * n * d * d,  # W x_t and U h_(t-1)
        "LSTM, all": 8 * n * d * d,  # the same for three gates and the candidate
    }


def variance_of_dot_product(d_k):
    """Exact, for independent components of q and k that are +1 or -1."""
    odds = [math.comb(d_k, ups) / 2**d_k for ups in range(d_k + 1)]
    return sum(p * (2 * ups - d_k) ** 2 for ups, p in enumerate(odds))


def last_output(x, layers, causal):
    """Last position after attention layers with Q = K = V = x and no positions."""
    for _ in range(layers):
        weights = np.exp(x @ x.T / math.sqrt(x.shape[1]))
        if causal:
            weights = np.tril(weights)
        x = x + weights / weights.sum(axis=1, keepdims=True) @ x
    return x[-1]


if __name__ == "__main__":
    for n in LENGTHS:
        print(f"n = {n}, d = {D}, millions of multiply-adds:")
        for name, count in multiply_adds(n, D).items():
            print(f"  {name}: {count / 1e6:,.1f}")
    print(f"Gradient through 100 recurrent steps of 0.9: {0.9**100:.6f}")
    print(f"  of 1.1: {1.1**100:,.0f}")
    var = variance_of_dot_product(64)
    print(f"Variance of q.k for d_k = 64: {var:.0f}, deviation {math.sqrt(var):.0f}")
    for gap in (math.sqrt(var), 1.0):
        p = 1 / (1 + math.exp(-gap))
        print(
            f"  two keys {gap:.0f} apart: weight {p:.4f}, derivative {p * (1 - p):.5f}"
        )
    state, cache = 2 * D, 2 * 2048 * D
    print(f"Numbers kept per layer, n = 2048: LSTM {state:,}, KV cache {cache:,}")
    x = np.array([[1.0, 0.0], [0.0, 2.0], [1.0, 1.0]])
    for layers, causal in [(2, False), (1, True), (2, True)]:
        before = last_output(x, layers, causal)
        change = np.abs(before - last_output(x[[1, 0, 2]], layers, causal)).max()
        mask = "causal mask" if causal else "no mask"
        print(f"Tokens 1 and 2 swapped, {mask}, layers: {layers}, change: {change:.3f}")
