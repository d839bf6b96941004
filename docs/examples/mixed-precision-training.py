"""Mixed precision on a model with one weight: take parts away and see what breaks."""

import numpy as np

X = Y = 2.0**-13  # one sample: the loss (w*X - Y)^2 / 2 is least at w = 1
RATE = 2.0**16
SCALE, GROWTH_INTERVAL = 2**16, 2000


def train(compute, storage, scale, steps=5000):
    """Gradient descent from w = 0: final weight, final scale, skipped steps.

    `compute` is the type of the forward and backward pass, `storage` that of the
    weight which the optimizer updates. A scale other than 1 adapts to overflow.
    """
    weight, adaptive, good, skipped = storage(0), scale != 1, 0, 0
    for _ in range(steps):
        w, x = compute(weight), compute(X)  # cast
        error = np.float32(w) * np.float32(x) - np.float32(Y)  # loss in fp32
        with np.errstate(over="ignore", invalid="ignore"):
            d_output = compute(scale * error)  # backward, scaled
            gradient = np.float32(d_output * x)  # product in low precision
        if not np.isfinite(gradient):
            scale, good, skipped = scale / 2, 0, skipped + 1
            continue
        gradient = gradient / np.float32(scale)  # unscale in fp32
        weight = storage(weight - np.float32(RATE) * gradient)
        good += 1
        if adaptive and good % GROWTH_INTERVAL == 0:
            scale *= 2
    return weight, scale, skipped


def add_ones(number_type, count=4096):
    """Sum `count` ones, one at a time."""
    total = number_type(0)
    for _ in range(count):
        total = number_type(total + number_type(1))
    return total


if __name__ == "__main__":
    half, single = np.float16, np.float32
    print(f"Gradient 1e-8 in fp16: {half(1e-8):.1f}")
    print(f"  scaled by 65,536: {half(1e-8 * SCALE):.3g}")
    print(f"  and unscaled in fp32: {single(half(1e-8 * SCALE)) / SCALE:.4g}")
    print(f"1 + 1e-4 in fp16: {half(half(1) + half(1e-4)):.4f}")
    print(f"4,096 ones summed in fp16: {add_ones(half):,.0f}")
    print(f"  and in fp32: {add_ones(single):,.0f}")
    print("Final weight, should approach 1:")
    print(f"  fp32 throughout: {train(single, single, 1)[0]:.3f}")
    print(f"  fp16 throughout: {train(half, half, 1)[0]:.3f}")
    print(f"  fp16, master weight, no scaling: {train(half, single, 1)[0]:.3f}")
    print(f"  fp16, scaling, no master weight: {train(half, half, SCALE)[0]:.3f}")
    w, scale, skipped = train(half, single, SCALE)
    print(f"  fp16, master weight and scaling: {w:.3f}, {skipped} steps skipped")
    w, scale, skipped = train(half, single, 2.0**40)
    print(f"  the same, scale 2^40 at first: {w:.3f}, {skipped} steps skipped")
    print(f"    final scale 2^{np.log2(scale):.0f}")
