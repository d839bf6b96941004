"""How a command ends: with its exit code, or with one line that says why it stopped."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
INTERRUPTED = 130  # what a shell says of a program that Ctrl-C ended

_CURES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "Free some space"),
    errno.EFBIG: "Allow larger files (ulimit -f)",
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "Make it writable"),
    **dict.fromkeys(
        (errno.EEXIST, errno.EISDIR, errno.ENOTDIR, errno.ENOTEMPTY),
        "Move or delete what stands in the way",
    ),
}


def run(main: Callable[[], int]) -> NoReturn:
    """Run a command and exit with its code; no traceback tells of the system's refusal.

    What it prints is UTF-8, whatever the terminal's own encoding is: problems quote
    Chinese.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = main()
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        code = INTERRUPTED
    except BrokenPipeError:  # the reader, `head` for one, has seen enough
        code = 1
    except OSError as error:
        print(f"Stopped: {explained(error, 'the output')}", file=sys.stderr)
        code = 1
    try:
        sys.stdout.flush()
    except OSError:  # else Python tries once more, and complains
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def explained(error: OSError, place: str) -> str:
    """Return the path, what is wrong with it, and the cure.

    `place` stands in where the error names no path, as when a disk is full.
    """
    path = error.filename2 or error.filename or place
    shown = str(path).removeprefix(f"{ROOT}{os.sep}")
    cure = _CURES.get(error.errno or 0, "Check rights and free space")
    return f"{shown}: {error.strerror or error}. {cure}, then try again."
