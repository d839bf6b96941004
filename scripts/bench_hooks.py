"""Measure where a build's time goes: hook by hook, and what MkDocs does itself.

What a question costs is the difference between a larger site and the site as it is,
divided by the questions added. Each site was built once before, so that its cards are
drawn and its pages rendered; with --anew all but the cards is made again.

A question is some thirty files, and what a new file takes of the processor differs
tenfold between disks, and between hours of one disk; it is told too. TMPDIR names the
disk, as TMPDIR=/dev/shm for memory.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import bench_build
from handbook import load

MOST_MILLISECONDS = 25
# Files to be timed, and how large each is.
FILES, BYTES = 1000, 30_000
# What is MkDocs's own, or the theme's templates, by the function that does it.
OWN = {
    "_populate_page": "Python-Markdown and reading",
    "_build_page": "templates of pages",
    "_build_theme_template": "templates of pages",
}
REST = "the rest of MkDocs"


class Clock:
    """Seconds of the processor by what spent them; what is called inside counts alone.

    >>> clock = Clock()
    >>> clock.timed("a", lambda: 1)()
    1
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = time.process_time()

    def _turn(self) -> None:
        now = time.process_time()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function whose time counts for `name`."""

        @wraps(function)
        def call(*arguments: Any, **named: Any) -> Any:
            self._turn()
            self._running.append(name)
            try:
                return function(*arguments, **named)
            finally:
                self._turn()
                self._running.pop()

        return call


def profile(root: Path) -> dict[str, float]:
    """Build the site at `root`; return the seconds that each part took."""
    from mkdocs.commands import build
    from mkdocs.config import load_config

    clock = Clock()
    for function, name in OWN.items():
        setattr(build, function, clock.timed(name, getattr(build, function)))
    with tempfile.TemporaryDirectory() as folder:
        config = load_config(str(root / "mkdocs.yml"), strict=True, site_dir=folder)
        for methods in config.plugins.events.values():
            for index, method in enumerate(methods):
                module = Path(getattr(method, "__module__", "") or "")
                if module.suffix == ".py":
                    methods[index] = clock.timed(module.name, method)
        config.plugins.on_startup(command="build", dirty=False)
        clock.timed(REST, build.build)(config)
    return dict(clock.seconds)


def measured(root: Path, *, is_anew: bool) -> dict[str, float]:
    """Return what `profile` does, from a process of its own."""
    if is_anew:
        bench_build.forget(root)
    result = subprocess.run(
        [sys.executable, __file__, "--profile", root],
        cwd=root,
        stdout=subprocess.PIPE,
        check=True,
    )
    # Whatever else was said stands before it.
    found: dict[str, float] = json.loads(result.stdout.splitlines()[-1])
    return found


def file_cost(folder: Path) -> float:
    """Return the milliseconds of the processor that a new file in `folder` takes."""
    content = bytes(BYTES)
    folder.mkdir()
    started = time.process_time()
    for number in range(FILES):
        (folder / str(number)).write_bytes(content)
    return 1000 * (time.process_time() - started) / FILES


def bench(size: int, folder: Path, *, is_anew: bool) -> bool:
    """Measure and report; return whether the hooks keep to their target."""
    corpus, _ = load(bench_build.ROOT)
    least = len(corpus.published_questions)
    found = []
    for number in (least, size):
        root = folder / str(number)
        bench_build.measure(bench_build.make_site(corpus, number, root))
        found.append(measured(root, is_anew=is_anew))
    fewer, more = found
    print(f"milliseconds of the processor for one question of {size}")
    print(f"{'(one new file)':30}{file_cost(folder / 'files'):8.2f}")
    total = 0.0
    for name in sorted(more, key=lambda name: fewer.get(name, 0) - more[name]):
        cost = 1000 * (more[name] - fewer.get(name, 0)) / (size - least)
        total += cost if name.endswith(".py") else 0
        print(f"{name:30}{cost:8.2f}")
    is_met = total <= MOST_MILLISECONDS
    word = "met" if is_met else "missed"
    print(f"{'all hooks':30}{total:8.2f}; {MOST_MILLISECONDS} at most: {word}")
    return is_met


def main() -> int:
    """Run the benchmark and return the exit code: 1 where the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=500, help="questions (default 500)")
    parser.add_argument("--anew", action="store_true", help="find only the cards")
    parser.add_argument("--profile", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.profile:
        print(json.dumps(profile(arguments.profile)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        return 0 if bench(arguments.size, Path(folder), is_anew=arguments.anew) else 1


if __name__ == "__main__":
    sys.exit(main())
