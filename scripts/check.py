"""Print every problem in the sources, one a line; exit with 1 where there is any.

Answers that nobody has reviewed for a year are listed too; they are no problem.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path

YEAR = timedelta(days=365)
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

import command  # noqa: E402
import drawn  # noqa: E402
import examples  # noqa: E402
from handbook import review  # noqa: E402  (found by the line above)


def main() -> int:
    """Check the repository at `--root` and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="the folder above docs/"
    )
    parser.add_argument(
        "--today",
        type=date.fromisoformat,
        default=date.today(),
        help="the day from which a year is counted back",
    )
    arguments = parser.parse_args()
    root: Path = arguments.root

    corpus, problems = review(root)
    shown = (question.example for question in corpus.questions)
    runs = examples.check(root, [example for example in shown if example])
    failing = {problem.path for problem in runs}
    found = {*problems, *runs, *drawn.check(root, corpus, failing)}
    for problem in sorted(found):
        print(problem)
    for question in corpus.unreviewed_since(arguments.today - YEAR):
        print(
            f"{question.path}: last reviewed on {question.reviewed}. Review it and "
            "set the date.",
            file=sys.stderr,
        )
    count = len(found)
    if count:
        print("1 problem" if count == 1 else f"{count} problems", file=sys.stderr)
        return 1
    print(f"no problems in {len(corpus.questions)} questions", file=sys.stderr)
    return 0


if __name__ == "__main__":
    command.run(main)
