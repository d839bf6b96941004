"""Pack the site into a zip file that is read without a network or a server.

Unpacked, its index.html opens in a browser, with search, figures and formulas.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import build
from command import INTERRUPTED, explained, run

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from handbook.offline import archive  # noqa: E402  (found by the line above)

CONFIGURATION = "mkdocs.offline.yml"
NAME = "llm-qa"
ARCHIVE = ROOT / f"{NAME}.zip"


def main() -> int:
    """Build, pack, and return the exit code."""
    started = time.monotonic()
    unfinished = build.BUILDS / ARCHIVE.name
    try:
        with build.variant(CONFIGURATION) as folder:
            archive(folder, unfinished, NAME)
            size = unfinished.stat().st_size
            unfinished.replace(ARCHIVE)
    except build.FailedError as failure:
        for problem in failure.problems:
            print(problem)
        print(failure, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Nothing packed: {explained(error, ARCHIVE.name)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"Stopped; {ARCHIVE.name} is as it was.", file=sys.stderr)
        return INTERRUPTED
    finally:
        unfinished.unlink(missing_ok=True)
    seconds = time.monotonic() - started
    print(f"Packed {ARCHIVE.name}, {size / 1e6:.1f} MB, in {seconds:.1f} s")
    return 0


if __name__ == "__main__":
    run(main)
