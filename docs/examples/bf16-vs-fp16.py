"""What a 16-bit float can hold: range, precision and rounding, from the bit counts."""

import math

FORMATS = {"fp16": (5, 10), "bf16": (8, 7), "fp32": (8, 23)}  # exponent, mantissa


def limits(e, m):
    """Largest number, smallest normal and subnormal, gap above 1, decimal digits."""
    bias = 2 ** (e - 1) - 1
    largest = (2 - 2.0**-m) * 2.0**bias
    normal = 2.0 ** (1 - bias)
    return largest, normal, normal * 2.0**-m, 2.0**-m, (m + 1) * math.log10(2)


def store(x, name):
    """The number that x becomes: round to nearest, ties to even."""
    e, m = FORMATS[name]
    largest, normal, *_ = limits(e, m)
    exponent = math.frexp(max(abs(x), normal))[1] - 1
    gap = 2.0 ** (exponent - m)
    y = round(x / gap) * gap
    return y if abs(y) <= largest else math.copysign(math.inf, x)


def count_up(name):
    """Add 1 again and again in this format until the sum stops growing."""
    total = 0.0
    while store(total + 1, name) > total:
        total = store(total + 1, name)
    return total


def short(x):
    """Three significant digits, or all digits of an integer."""
    return f"{x:,.0f}" if 1 < x < 1e6 else f"{x:.2e}".replace("e-0", "e-")


if __name__ == "__main__":
    for name, (e, m) in FORMATS.items():
        largest, normal, tiny, gap, digits = limits(e, m)
        print(f"{name}: 1 + {e} + {m} bits, {digits:.1f} decimal digits")
        print(f"  largest {short(largest)}, gap above 1 {short(gap)}")
        print(f"  smallest normal {short(normal)}, subnormal {short(tiny)}")
        print(f"  normal range: {math.log10(largest / normal):.1f} decades")
        print(f"  exp(x) overflows above x = {math.log(largest):.1f}")
    print(f"{'x':>9} {'fp16':>12} {'bf16':>12}")
    for x in (70000, 65519, 65520, 1e-8, 2049, 257, 1.001, 0.1, math.pi):
        cells = [f"{store(x, name):.7g}" for name in ("fp16", "bf16")]
        print(f"{x:9.7g} {cells[0]:>12} {cells[1]:>12}")
    for name in ("fp16", "bf16"):
        print(f"Counting up by 1 in {name} stops at {count_up(name):.0f}")
    for name, m in (("fp16", 10), ("fp32", 23)):
        print(f"Multiplier area, bf16 / {name}: {(8 / (m + 1)) ** 2:.2f}")
