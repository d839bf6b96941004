"""Measure how long an author waits: from a saved change to the page that shows it.

`mkdocs serve` runs as `make serve` starts it, on a copy of the site with as many
questions as asked. A sentence is added to one answer after another, and the page is
asked for until it has it.
"""

from __future__ import annotations

import argparse
import re
import socket
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection, HTTPException
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import bench_build
from handbook import load
from handbook.model import Question

MOST_SECONDS = 2.0
# The target is for the site as it is; of a larger one the figure is only told.
LONGEST_WAIT = 600.0
PAUSE = 0.05


class ServeError(Exception):
    """The server ended or did not answer; the message is what it printed."""


class Server:
    """`mkdocs serve` in a folder, on a port of its own."""

    def __init__(self, root: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port: int = free.getsockname()[1]
        self._log = (root / "serve.log").open("w+", encoding="utf-8")
        address = f"127.0.0.1:{self._port}"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
            cwd=root,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def wait_for(self, path: str, text: str) -> float:
        """Return after how many seconds a page has a text; raises `ServeError`."""
        started = time.perf_counter()
        while time.perf_counter() - started < LONGEST_WAIT:
            if text in self._page(path):
                return time.perf_counter() - started
            if self._process.poll() is not None:
                break
            time.sleep(PAUSE)
        self._log.seek(0)
        raise ServeError(f"{path} never showed {text!r}:\n{self._log.read()}")

    def _page(self, path: str) -> str:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=LONGEST_WAIT)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode("utf-8", "replace")
        except (OSError, HTTPException):
            return ""  # it has not started to listen
        finally:
            connection.close()

    def stop(self) -> None:
        """End the server."""
        self._process.terminate()
        self._process.wait()
        self._log.close()


def edit(root: Path, question: Question, mark: str) -> str:
    """Add a sentence to the English answer; return where its page is."""
    path = root / question.path
    text = path.read_text("utf-8")
    path.write_text(
        re.sub(r"(<!-- en -->\n# .+\n\n.+)", rf"\1 {mark}", text, count=1), "utf-8"
    )
    return f"/en/q/{question.slug}/"


def bench(size: int, edits: int, folder: Path) -> bool:
    """Measure and report; return whether the target is met, where there is one."""
    corpus, _ = load(bench_build.ROOT)
    least = len(corpus.published_questions)
    root = bench_build.make_site(corpus, max(size, least), folder / "site").root
    questions = load(root)[0].published_questions
    server = Server(root)
    try:
        first = server.wait_for("/en/", "</html>")
        print(f"{len(questions)} questions; the first build took {first:.1f} s")
        waits = []
        for number, question in enumerate(islice(cycle(questions), edits)):
            mark = f"The {number + 1}th change of the page."
            waits.append(server.wait_for(edit(root, question, mark), mark))
            print(f"{waits[-1]:6.2f} s")
    finally:
        server.stop()
    wait = median(waits)
    print(f"{wait:6.2f} s from a change to its page, the median of {edits}")
    if len(questions) > least:
        return True
    word = "met" if wait <= MOST_SECONDS else "missed"
    print(f"the target, {MOST_SECONDS:.0f} s at most, is {word}")
    return wait <= MOST_SECONDS


def main() -> int:
    """Run the benchmark and return the exit code: 1 where the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=0, help="questions (default: all)")
    parser.add_argument("--edits", type=int, default=5, help="changes (default: 5)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            return 0 if bench(arguments.size, arguments.edits, Path(folder)) else 1
        except ServeError as error:
            print(error, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main())
