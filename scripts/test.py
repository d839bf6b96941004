"""Run every check: lint, format, types, sources; then, if they pass, all tests.

Arguments go to pytest. `--no-skips` makes a skipped test a failure.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST = (
    ("lint", "ruff", "check", "--quiet"),
    ("format", "ruff", "format", "--check", "--quiet"),
    ("types", "mypy", "--no-error-summary"),
)


def main(arguments: list[str]) -> int:
    """Run the checks and return the exit code."""
    python = sys.executable
    steps = {name: [python, "-m", *command] for name, *command in FIRST}
    steps["sources"] = [python, "scripts/check.py"]
    failed = [name for name, command in steps.items() if not _passes(name, command)]
    if failed:
        print(f"Failed: {', '.join(failed)}. The tests were not run.")
        return 1
    subprocess.run([python, "scripts/browser.py"], cwd=ROOT, check=False)
    # Two processes; the tests that share a built site stay together in one.
    tests = [python, "-m", "pytest", "-n", "2", "--dist", "loadgroup", *arguments]
    print("== tests", flush=True)
    return subprocess.run(tests, cwd=ROOT, check=False).returncode


def _passes(name: str, command: list[str]) -> bool:
    print(f"== {name}", flush=True)
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
