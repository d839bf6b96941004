"""Where training memory goes, and what each method leaves of it."""

GB, GIB, MIB = 1e9, 2**30, 2**20
PSI, PSI_ZERO, GPUS = 7e9, 7.5e9, 64  # parameters, and GPUs for ZeRO
S, B, H, A, LAYERS = 2048, 1, 4096, 32, 32  # sequence, batch, hidden size, heads


def model_states(params, gpus=1, zero=0):
    """Bytes on each GPU: weights 2, gradients 2, fp32 copy + Adam moments 12."""
    weights = 2 / (gpus if zero >= 3 else 1)
    gradients = 2 / (gpus if zero >= 2 else 1)
    optimizer = (4 + 4 + 4) / (gpus if zero >= 1 else 1)
    return params * (weights + gradients + optimizer)


def activations(s, b, h, a, s_by_s=True):
    """Bytes that one GPT layer keeps for the backward pass."""
    return s * b * h * (34 + (5 * a * s / h if s_by_s else 0))


def nf4_bits(double_quantization):
    """Bits per weight: 4, plus one constant per block of 64 weights."""
    return 4 + (8 / 64 + 32 / (64 * 256) if double_quantization else 32 / 64)


def gradient(w, batch):
    """Mean gradient of the loss (w*x - y)^2 over a batch."""
    return sum(2 * x * (w * x - y) for x, y in batch) / len(batch)


if __name__ == "__main__":
    print(f"7B, 16 bytes per parameter: {model_states(PSI) / GB:.0f} GB")
    for stage, name in enumerate(["replicated", "ZeRO-1", "ZeRO-2", "ZeRO-3"]):
        size = round(model_states(PSI_ZERO, GPUS, stage) / GB, 1)
        print(f"  7.5B, each of 64 GPUs, {name}: {size:g} GB")
    full, flash = activations(S, B, H, A), activations(S, B, H, A, s_by_s=False)
    print(f"Activations of one layer: {full / MIB:.0f} MiB")
    print(f"  {LAYERS} layers, everything kept: {LAYERS * full / GIB:.1f} GiB")
    print(f"  without the s x s matrices: {LAYERS * flash / GIB:.1f} GiB")
    print(f"  layer inputs only: {LAYERS * 2 * S * B * H / GIB:.1f} GiB")
    for v in (32_000, 128_000):
        print(f"  fp32 logits, V = {v:,}: {4 * S * B * v / MIB:.0f} MiB")
    plain, double = nf4_bits(False), nf4_bits(True)
    print(f"NF4: {plain:.3f} bits -> {double:.3f} bits with double quantization")
    print(f"  65B weights: {65e9 * double / 8 / GB:.1f} GB")
    print(f"  saved by it: {65e9 * (plain - double) / 8 / GB:.1f} GB")
    for name, bits in [("LoRA", 16), ("QLoRA", double)]:
        size = PSI * bits / 8 + model_states(20e6)
        print(f"  7B + 20M adapter weights, {name}: {size / GB:.1f} GB")
    ppo = 2 * model_states(PSI) + 2 * PSI * 2
    print(f"PPO, two 7B models trained and two frozen: {ppo / GB:.0f} GB")
    data = [(x, 2 * x + 1) for x in range(8)]
    parts = [gradient(0.5, data[i : i + 2]) for i in range(0, 8, 2)]
    print(f"Gradient of the batch of 8: {gradient(0.5, data)}")
    print(f"  4 micro-batches of 2: mean {sum(parts) / 4}, sum {sum(parts)}")
    print(f"  sum / batch: {sum(parts) / gradient(0.5, data)}")
    losses = [[5], [1, 1, 1, 1]]  # of the tokens of two micro-batches
    print(f"  loss, mean of means: {sum(sum(t) / len(t) for t in losses) / 2}")
    print(f"  loss, mean over tokens: {sum(map(sum, losses)) / 5}")
