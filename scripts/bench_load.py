"""Measure what deploy/nginx.conf can carry, beside nginx's own for a bare file.

wrk asks for a page, the home page, a script and the search's index, plain and
compressed, over 256 connections that stay open. The peer is a server block of two lines
in the same nginx, which has a file of the same size for each. Both take turns, so that
whatever else the machine does falls on both alike; figures of different runs say
nothing together. What nginx itself needs of the processor is told too, for that is
steady on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import web_server  # noqa: E402  (found by the line above)
from web_server import WebServer  # noqa: E402

LEAST_TIMES_BARE = 0.9
CONNECTIONS = 256
CODINGS = {"": "identity", ".gz": "gzip", ".br": "br"}
PEER = """\
  server {{
    listen 127.0.0.1:{port};
    sendfile on;
    root {folder};
  }}
"""


class FailedError(Exception):
    """Nothing can be measured; the message says why."""


@dataclass(frozen=True)
class Run:
    """What wrk counted.

    Answers a second, answers for each second that nginx had the processor, the time in
    seconds that all but the slowest hundredth took at most, and errors.
    """

    throughput: float
    by_processor: float
    p99: float
    errors: int


@dataclass
class Case:
    """An answer to measure: a file of the site in a coding, and a bare one of its size.

    The runs of both are pairs, made one after the other.
    """

    address: str
    coding: str
    path: Path
    ours: list[Run] = field(default_factory=list)
    peers: list[Run] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Bytes of the body."""
        return self.path.stat().st_size

    @property
    def errors(self) -> int:
        """Errors of all runs."""
        return sum(run.errors for run in (*self.ours, *self.peers))

    @property
    def times_bare(self) -> float:
        """How many times the peer's throughput ours is, in the median of the pairs."""
        pairs = zip(self.ours, self.peers, strict=True)
        return median(ours.throughput / peer.throughput for ours, peer in pairs)

    @property
    def times_bare_by_processor(self) -> float:
        """The same for what the processor's time gives."""
        pairs = zip(self.ours, self.peers, strict=True)
        return median(ours.by_processor / peer.by_processor for ours, peer in pairs)

    def __str__(self) -> str:
        ours, peers = self.ours, self.peers
        return (
            f"{self.address:<42} {self.coding:<8} {self.size:>8,}"
            f" {median(run.throughput for run in ours):>8,.0f}"
            f" {median(run.throughput for run in peers):>8,.0f}"
            f" {self.times_bare:>6.2f} {self.times_bare_by_processor:>6.2f}"
            f" {median(run.p99 for run in ours) * 1000:>8.1f}"
            f" {median(run.p99 for run in peers) * 1000:>8.1f} {self.errors:>6}"
        )


HEAD = (
    f"{'address':<42} {'coding':<8} {'bytes':>8} {'ours/s':>8} {'bare/s':>8}"
    f" {'times':>6} {'by CPU':>6} {'p99 ms':>8} {'bare':>8} {'errors':>6}"
)


def main() -> int:
    """Measure, print, and return 1 where the measure is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, nargs="?", default=ROOT / "site")
    parser.add_argument("--seconds", type=int, default=2, help="of each run")
    parser.add_argument("--rounds", type=int, default=5, help="pairs of runs")
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    arguments = parser.parse_args()
    try:
        found = measure(
            arguments.site.resolve(),
            arguments.rounds,
            arguments.seconds,
            arguments.connections,
        )
    except FailedError as failure:
        print(failure, file=sys.stderr)
        return 1
    print(HEAD)
    for case in found:
        print(case)
    slow = [case for case in found if case.times_bare < LEAST_TIMES_BARE]
    failing = [case for case in found if case.errors]
    for case in slow:
        print(f"{case.address} ({case.coding}) is below {LEAST_TIMES_BARE} times bare")
    for case in failing:
        print(f"{case.address} ({case.coding}) had {case.errors} errors")
    return 1 if slow or failing else 0


def measure(
    site: Path, rounds: int, seconds: int, connections: int = CONNECTIONS
) -> list[Case]:
    """Return the cases of a built site with their runs; raises FailedError."""
    if shutil.which("wrk") is None:
        raise FailedError("wrk is missing; apt-get install wrk")
    if web_server.find() is None:
        raise FailedError(web_server.WHY_NONE)
    if web_server.brotli() is None:
        raise FailedError(web_server.WHY_NO_BROTLI)
    if not (site / "index.html").exists():
        raise FailedError(f"{site} holds no site. Run `make build`, or name another.")
    found = cases(site)
    with tempfile.TemporaryDirectory() as name:
        own, bare = Path(name, "own"), Path(name, "bare")
        own.mkdir()
        bare.mkdir()
        for case in found:
            (bare / f"{case.size}.bin").write_bytes(case.path.read_bytes())
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        peer = PEER.format(port=port, folder=bare)
        server = WebServer(site, "/", own, beside=peer)
        try:
            worker = worker_of(server)
            for case in found:
                ours = server.url + case.address
                theirs = f"http://127.0.0.1:{port}/{case.size}.bin"
                expect(ours, case.coding, case.path.read_bytes())
                expect(theirs, case.coding, case.path.read_bytes())
                for number in range(rounds):
                    both = [(ours, case.ours), (theirs, case.peers)]
                    for address, runs in both if number % 2 else reversed(both):
                        runs.append(
                            run(address, case.coding, seconds, connections, worker)
                        )
        finally:
            server.close()
    return found


def cases(site: Path) -> list[Case]:
    """Return what to measure of a site: of questions, the one of middle size."""
    questions = sorted(
        site.glob("zh/q/*/index.html"), key=lambda path: path.stat().st_size
    )
    paths = [
        questions[len(questions) // 2],
        site / "zh/index.html",
        *site.glob("assets/script.????????.js"),
        site / "zh/search/index.txt",
    ]
    return [
        Case(
            path.relative_to(site).as_posix().removesuffix("index.html"),
            coding,
            path.with_name(path.name + suffix),
        )
        for path in paths
        for suffix, coding in CODINGS.items()
    ]


def expect(address: str, coding: str, body: bytes) -> None:
    """Raise FailedError where the server answers with anything but this body."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": coding})
    with urllib.request.urlopen(request) as answer:
        if answer.read() != body:
            raise FailedError(
                f"{address} in {coding} is not the file that it should be"
            )


def run(address: str, coding: str, seconds: int, connections: int, worker: int) -> Run:
    """Let wrk ask for one address as often as it can."""
    command: Sequence[str] = (
        "wrk",
        "--threads=1",
        f"--connections={connections}",
        f"--duration={seconds}s",
        "--timeout=30s",
        f"--header=Accept-Encoding: {coding}",
        f"--script={ROOT / 'scripts/wrk_summary.lua'}",
        address,
    )
    before = processor_time(worker)
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if result.returncode:
        raise FailedError(f"wrk failed: {result.stderr or result.stdout}")
    found = json.loads(result.stdout.splitlines()[-1])
    return Run(
        found["requests"] / found["seconds"],
        found["requests"] / (processor_time(worker) - before),
        found["p99"],
        found["errors"],
    )


def worker_of(server: WebServer) -> int:
    """Return the process that answers; there is one, which one core bounds."""
    pid = server.pid
    (worker,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(worker)


def processor_time(pid: int) -> float:
    """Return the seconds of the processor that a process used, in the kernel too."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
