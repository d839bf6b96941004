"""How fast water leaves a vessel, by the depth above the hole."""

from math import sqrt


def outflow_speed(depth: float) -> float:
    """Return the speed in m/s for a depth in metres."""
    return sqrt(2 * 9.81 * depth)


if __name__ == "__main__":
    for depth in (0.40, 0.10):
        print(f"depth {depth:.2f} m: {outflow_speed(depth):.2f} m/s")
    print(f"ratio: {outflow_speed(0.40) / outflow_speed(0.10):.1f}")
