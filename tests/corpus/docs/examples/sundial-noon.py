"""When a clock stands at the moment of a sundial's noon."""


def minutes_late(longitude: float, meridian: float, equation_of_time: float) -> float:
    """Return the minutes after 12:00 on the clock; the equation is in minutes."""
    return 4 * (meridian - longitude) - equation_of_time


if __name__ == "__main__":
    print("minutes for one degree:", 24 * 60 // 360, "min")
    for month, equation in (("February", -14.2), ("November", 16.4)):
        print(f"{month}: {minutes_late(116.4, 120, equation):.1f} min")
