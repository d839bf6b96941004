"""Draw the figures anew: those of the questions named, or of all.

Writes docs/figures; a figure that no script makes any more is deleted.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

import command  # noqa: E402
import drawn  # noqa: E402  (it needs the handbook, found by the line above)


def main() -> int:
    """Draw and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="*", help="questions, all where none is named")
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="the folder above docs/"
    )
    arguments = parser.parse_args()
    root: Path = arguments.root
    problems = []
    for slug in arguments.slugs or drawn.slugs(root):
        try:
            changed = drawn.write(root, slug)
        except drawn.ScriptError as error:
            problems.append(drawn.problem(error))
            continue
        for name in changed:
            print(f"docs/figures/{name}")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    command.run(main)
