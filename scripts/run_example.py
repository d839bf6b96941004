"""Run one example with bounded memory and time, and without network or other programs.

Started by `examples.py` in a fresh interpreter; the only argument is the example.
"""

from __future__ import annotations

import runpy
import sys

MEBIBYTE = 1024 * 1024
LIMITS = {
    "RLIMIT_AS": 2048 * MEBIBYTE,
    "RLIMIT_FSIZE": MEBIBYTE,
    "RLIMIT_CORE": 0,
    "RLIMIT_CPU": 2,  # seconds of processor time, which no other job can use up
}
REFUSED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
)


def refuse(event: str, _: object) -> None:
    """Raise for what no example may do; an audit hook cannot be taken away again."""
    if event.startswith(REFUSED):
        raise PermissionError(f"an example may not use {event}")


def bound_resources() -> None:
    """Set the limits that this system has."""
    try:
        import resource
    except ImportError:  # not a Unix
        return
    for name, limit in LIMITS.items():
        try:
            # The soft limit of time sends a signal that says why; the hard one kills.
            hard = limit + (name == "RLIMIT_CPU")
            resource.setrlimit(getattr(resource, name), (limit, hard))
        except (ValueError, OSError):
            continue  # macOS has no RLIMIT_AS; a lower limit may be set already


if __name__ == "__main__":
    example = sys.argv[1]
    sys.argv = [example]
    bound_resources()
    sys.addaudithook(refuse)
    runpy.run_path(example, run_name="__main__")
