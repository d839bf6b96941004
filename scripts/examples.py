"""Running the examples: each prints what its output file says, or it is a problem."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from itertools import zip_longest
from pathlib import Path

from handbook.model import Example, Problem
from handbook.quoting import quoted
from passed import Passed

# A bound for what waits instead of computing; run_example.py bounds the latter.
SECONDS = 10
RUNNER = Path(__file__).with_name("run_example.py")
# One thread: numerical libraries else take memory for each core.
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def check(root: Path, examples: Iterable[Example]) -> tuple[Problem, ...]:
    """Return the problems of the examples, which are files below `root`.

    An example that once printed the right output is not run again until it changes.
    """
    passed = Passed(root, "examples")
    with ThreadPoolExecutor() as pool:
        found = pool.map(
            lambda example: _check_example(root, example, passed), examples
        )
        return tuple(problem for problem in found if problem)


def _check_example(root: Path, example: Example, passed: Passed) -> Problem | None:
    digest = _digest(example)
    if digest in passed:
        return None
    problem = _run(root, example)
    if problem is None:
        passed.add(digest)
    return problem


def _digest(example: Example) -> str:
    """Return a name for all that the result depends on."""
    parts = (
        sys.version,
        numpy_version(),
        RUNNER.read_text("utf-8"),
        example.code,
        example.output,
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def numpy_version() -> str:
    """Return the version of NumPy, empty where there is none."""
    try:
        return metadata.version("numpy")
    except metadata.PackageNotFoundError:
        return ""


def _run(root: Path, example: Example) -> Problem | None:
    path = (root / example.code_path).resolve()
    command = [sys.executable, "-I", "-B", "-X", "utf8", str(RUNNER), str(path)]
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            errors = process.communicate(timeout=SECONDS)[1]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            message = f"it ran for more than {SECONDS} s. Make it compute less."
            return Problem(example.code_path, 1, "example-run", message)
        output.seek(0)
        printed = output.read().decode("utf-8", "replace")
    if process.returncode == -signal.SIGXCPU:
        message = "it needs more than 2 s of processor time. Make it compute less."
        return Problem(example.code_path, 1, "example-run", message)
    if process.returncode != 0:
        return _failure(example, path, errors.decode("utf-8", "replace"))
    return _difference(example, printed)


def _failure(example: Example, path: Path, errors: str) -> Problem:
    """Return the problem of a program that failed, on the line where it did."""
    places = re.findall(rf'File "{re.escape(str(path))}", line ([0-9]+)', errors)
    lines = errors.strip().splitlines()
    reason = quoted(lines[-1].strip()) if lines else "it was stopped"
    message = f"it failed: {reason}. Correct the program."
    line = int(places[-1]) if places else 1
    return Problem(example.code_path, line, "example-run", message)


def _difference(example: Example, printed: str) -> Problem | None:
    """Return the problem of the first line that differs from the output file."""
    pairs = zip_longest(printed.split("\n"), example.output.split("\n"))
    for line, (actual, expected) in enumerate(pairs, 1):
        if actual != expected:
            shown = "nothing" if actual is None else quoted(actual)
            message = (
                f"the program prints {shown} here. Correct the program, or write its "
                "output into this file."
            )
            return Problem(example.output_path, line, "example-output", message)
    return None
