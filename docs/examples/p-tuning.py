"""What soft prompts cost, and what a prefix does to attention."""

import numpy as np

M, D, LAYERS = 20, 1024, 24  # vectors of the soft prompt; shape of BERT-large


def bert_large(d=D, layers=LAYERS, vocab=30_522):
    """Parameters: embeddings, attention and feed-forward layers, pooler."""
    layer = 4 * (d * d + d) + (8 * d * d + 5 * d) + 4 * d
    return (vocab + 512 + 2) * d + 2 * d + layers * layer + d * d + d


def llama_7b(d=4096, layers=32, inner=11_008, vocab=32_000):
    """Parameters: two embedding matrices, layers, norms; no biases."""
    return 2 * vocab * d + layers * (4 * d * d + 3 * d * inner + 2 * d) + d


def prompt_encoder(m, d, h):
    """P-tuning v1: m vectors, two BiLSTM layers (h a direction), two linear layers."""
    lstm = 2 * (4 * h * (d + h) + 8 * h) + 2 * (4 * h * (2 * h + h) + 8 * h)
    return m * d + lstm + (2 * h * d + d) + (d * d + d)


def deep_prompt(m, d, layers):
    """m trainable keys and values in every layer (prefix-tuning, P-tuning v2)."""
    return m * d * layers * 2


def attend(scores, values):
    """Attention weights and output of one query."""
    weights = np.exp(scores) / np.exp(scores).sum()
    return weights, weights @ values


if __name__ == "__main__":
    bert, llama, deep = bert_large(), llama_7b(), deep_prompt(100, 4096, 32)
    print(f"BERT-large {bert:,} parameters, LLaMA 7B {llama:,}")
    for name, count, model in [
        ("20 input vectors, d = 1024", M * D, bert),
        ("  with the encoder of LAMA", prompt_encoder(M, D, D // 2), bert),
        ("  with that of SuperGLUE", prompt_encoder(M, D, D), bert),
        ("  at each of 24 layers", deep_prompt(M, D, LAYERS), bert),
        ("100 at each of 32 layers, d = 4096", deep, llama),
    ]:
        print(f"{name}: {count:,} = {100 * count / model:.2g}%")
    print(f"LLaMA 7B, weights + gradients + Adam: {16 * llama / 1e9:.1f} GB")
    print(f"frozen 16-bit weights: {2 * llama / 1e9:.1f} GB, and")
    print(f"  20 input vectors: {16 * M * 4096 / 1e6:.1f} MB")
    print(f"  prompt encoder: {16 * prompt_encoder(M, 4096, 2048) / 1e9:.1f} GB")
    print(f"  100 deep vectors: {16 * deep / 1e9:.1f} GB")
    print(f"  kept of them, in 16 bits: {2 * deep / 1e6:.1f} MB")
    more, scores = 100 * M / 512, 100 * ((1 + M / 512) ** 2 - 1)
    print(f"20 more tokens after 512: {scores:.1f}% scores, {more:.1f}% other work")
    print(f"20 more keys for 512 queries: {more:.1f}% scores")
    scores, values = np.log([0.5, 0.3, 0.2]), np.array([[1, 0], [0, 1], [1, 1]])
    print("content only:", *(x.round(3) for x in attend(scores, values)))
    scores, values = np.append(scores, 0), np.vstack([values, [-1, 2]])
    print("with a prefix:", *(x.round(3) for x in attend(scores, values)))
