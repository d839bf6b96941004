"""Let Lighthouse judge pages of a built site as a slow phone would show them.

nginx serves the site, compressed. In each language the home page, the glossary and the
heaviest question with formulas and a figure are taken, and the heaviest bilingual page.
The median of the runs is held to budgets.yml; a miss is exit code 1. Lighthouse reckons
the slow network and processor from what it saw, so a busy machine makes the blocking
time larger than it is.

Lighthouse is installed from npm by scripts/lighthouse/package-lock.json, once; it needs
Node 18.16 or later.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import browser as chromium  # noqa: E402  (found by the line above)
import web_server  # noqa: E402
from web_server import WebServer  # noqa: E402

# What Lighthouse says when the recording began too late, and how often it may try.
_UNSEEN = "NO_NAVSTART"
_TRIES = 3
FOLDER = ROOT / "scripts/lighthouse"
PROGRAM = FOLDER / "node_modules/.bin/lighthouse"
BUDGET: dict[str, dict[str, float]] = yaml.safe_load(
    (ROOT / "budgets.yml").read_text("utf-8")
)["lighthouse"]
SCORES, TIMES = tuple(BUDGET["least"]), tuple(BUDGET["most"])


class LighthouseError(Exception):
    """Lighthouse could not be installed or gave no report; says why."""


@dataclass(frozen=True)
class Report:
    """What one run says of a page."""

    figures: dict[str, float]  # by the names in budgets.yml
    faults: tuple[str, ...]  # audits that lower a score which must be full

    @classmethod
    def read(cls, data: dict[str, Any]) -> Report:
        """Take the figures out of Lighthouse's own report."""
        audits, categories = data["audits"], data["categories"]
        if reason := data.get("runtimeError", {}).get("message"):
            raise LighthouseError(reason)
        figures = {name: float(categories[name]["score"] or 0) for name in SCORES}
        figures |= {name: float(audits[name]["numericValue"]) for name in TIMES}
        faults = tuple(
            f"{reference['id']}: {audits[reference['id']]['title']}"
            for name in SCORES
            if BUDGET["least"][name] == 1
            for reference in categories[name]["auditRefs"]
            if reference["weight"] and audits[reference["id"]]["score"] == 0
        )
        return cls(figures, faults)


def addresses(site: Path) -> list[str]:
    """Return the pages to look at, below the site's root."""
    questions = [
        _heaviest(site, f"{code}/q/*", (b"<math", b"<figure")) for code in ("zh", "en")
    ]
    plain = [f"{code}/{name}" for name in ("", "glossary/") for code in ("zh", "en")]
    return [*plain, *questions, _heaviest(site, "q/[0-9]*", ())]


def _heaviest(site: Path, pattern: str, parts: Sequence[bytes]) -> str:
    """Return the address of the page that is largest when compressed."""
    pages = {
        path.relative_to(site).as_posix().removesuffix("index.html"): path.read_bytes()
        for path in site.glob(f"{pattern}/index.html")
    }
    weights = {
        address: len(gzip.compress(html))
        for address, html in pages.items()
        if b'http-equiv="refresh"' not in html and all(part in html for part in parts)
    }
    return max(weights, key=lambda address: weights[address])


def install() -> None:
    """Install Lighthouse by its lock file, if that was not done.

    Raises LighthouseError.
    """
    lock, done = FOLDER / "package-lock.json", PROGRAM.parent.parent / ".lock"
    if done.exists() and done.read_bytes() == lock.read_bytes():
        return
    if not shutil.which("npm"):
        raise LighthouseError("npm is missing; install Node.js 18.16 or later")
    print("Installing Lighthouse", flush=True)
    command = ["npm", "ci"]  # the rest stands in .npmrc
    result = subprocess.run(
        command, cwd=FOLDER, capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        raise LighthouseError(
            f"{' '.join(command)} failed:\n{result.stderr.strip()[:2000]}"
        )
    done.write_bytes(lock.read_bytes())


def judge(url: str) -> Report:
    """Run Lighthouse on a page, again where it misses the page's start.

    Raises LighthouseError.
    """
    for _ in range(_TRIES - 1):
        try:
            return _judged(url)
        except LighthouseError as error:
            if _UNSEEN not in str(error):
                raise
    return _judged(url)


def _judged(url: str) -> Report:
    command = [
        str(PROGRAM),
        url,
        "--quiet",
        "--output=json",
        "--no-enable-error-reporting",
        f"--only-categories={','.join(SCORES)}",
        f"--chrome-flags=--headless=new {' '.join(chromium.flags())}",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium.find() or ""}
    result = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        raise LighthouseError(f"{url}: {result.stderr.strip()[-2000:]}")
    return Report.read(json.loads(result.stdout))


def medians(reports: Sequence[Report]) -> dict[str, float]:
    """Return the median of each figure."""
    return {
        name: median(report.figures[name] for report in reports)
        for name in (*SCORES, *TIMES)
    }


def misses(figures: dict[str, float]) -> list[str]:
    """Say which figures are short of their targets."""
    low = [n for n in SCORES if figures[n] < BUDGET["least"][n]]
    high = [n for n in TIMES if figures[n] > BUDGET["most"][n]]
    return [
        *(f"{n} is {figures[n]:.2f}, not {BUDGET['least'][n]}" for n in low),
        *(f"{n} is {figures[n]:.4g}, over {BUDGET['most'][n]}" for n in high),
    ]


def _row(name: str, figures: dict[str, float]) -> str:
    scores = [f"{figures[n]:.2f}" for n in SCORES]
    times = [
        f"{figures[n]:.3f}" if n == TIMES[0] else f"{figures[n]:.0f}" for n in TIMES
    ]
    return f"{name:34}" + "".join(f"{cell:>12}" for cell in (*scores, *times))


def main() -> int:
    """Print the table; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--page", action="append", help="an address, as zh/glossary/")
    arguments = parser.parse_args()
    site: Path = arguments.site.resolve()
    for missing in (
        "" if web_server.find() else web_server.WHY_NONE,
        "" if chromium.find() else chromium.why_none(),
        "" if site.is_dir() else f"{arguments.site} is missing; make build",
    ):
        if missing:
            print(missing)
            return 2
    pages = arguments.page or addresses(site)
    try:
        install()
        reports = _reports(site, pages, arguments.runs)
    except LighthouseError as error:
        print(error)
        return 2
    heads = ("perform.", "access.", "practices", "SEO", "CLS", "LCP ms", "TBT ms")
    print(
        f"{'median of ' + str(arguments.runs):34}{''.join(f'{h:>12}' for h in heads)}"
    )
    print(_row("target", BUDGET["least"] | BUDGET["most"]))
    complaints = []
    for address, found in reports.items():
        figures = medians(found)
        print(_row(f"/{address}", figures))
        faults = sorted({fault for report in found for fault in report.faults})
        complaints += [f"/{address}: {text}" for text in (*misses(figures), *faults)]
    print(*complaints, sep="\n")
    return 1 if complaints else 0


def _reports(site: Path, pages: Sequence[str], runs: int) -> dict[str, list[Report]]:
    """Judge each page `runs` times, in turn, so that a slow minute meets them all."""
    reports: dict[str, list[Report]] = {address: [] for address in pages}
    with tempfile.TemporaryDirectory() as own:
        server = WebServer(site, "/", Path(own))
        try:
            for _ in range(runs):
                for address in pages:
                    reports[address].append(judge(server.url + address))
        finally:
            server.close()
    return reports


if __name__ == "__main__":
    sys.exit(main())
