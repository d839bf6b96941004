"""Kills a program right before it changes a file for the nth time.

Python imports this by itself where its folder is in PYTHONPATH. `KILL_AT` says when, as
`during 12`; `KILL_COUNTS` names a file for how often each phase changed something.
`during` is MkDocs; `before` and `after` are what started it, ahead of it and behind.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections import Counter
from pathlib import Path

CHANGES = {
    *("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.utime"),
    *("os.chmod", "os.truncate"),
}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

counts: Counter[str] = Counter()
phase = "during" if "mkdocs" in sys.orig_argv else "before"
wanted, _, number = os.environ.get("KILL_AT", "never 0").partition(" ")


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Count a change, and kill the whole session where it is the one."""
    global phase
    if event == "subprocess.Popen" and phase == "before":
        phase = "after"
    flags = arguments[2] if event == "open" else 0
    if event in CHANGES or (isinstance(flags, int) and flags & WRITING):
        counts[phase] += 1
        if phase == wanted and counts[phase] == int(number):
            os.killpg(0, signal.SIGKILL)


def tell() -> None:
    """Add the counts to the file."""
    lines = [f"{name} {count}\n" for name, count in counts.items()]
    with Path(os.environ["KILL_COUNTS"]).open("a") as file:
        file.writelines(lines)


if "KILL_COUNTS" in os.environ:
    atexit.register(tell)
sys.addaudithook(watch)
