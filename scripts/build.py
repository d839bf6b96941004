"""Build the site into `site`, a link to the finished build.

A build is made beside the others in `.builds`; when it is whole, one rename turns the
link to it. The build before stays, for whoever still reads from it, and what its pages
load is also in the new one, for whoever has such a page open.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from command import INTERRUPTED, explained, run

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
BUILDS = ROOT / ".builds"
UNFINISHED = BUILDS / "unfinished"
NEXT_LINK = BUILDS / "next"
LOG = BUILDS / "log"
LOCK = BUILDS / "lock"
# `mkdocs build` by itself writes to this folder; see site_dir in mkdocs.yml.
PLAIN = BUILDS / "plain"
# An error of the system as a traceback ends with it: number, text, and paths if known.
SYSTEM_ERROR = re.compile(
    r"[\w.]+: \[Errno ([0-9]+)\] (.*?)(?:: '(.*?)')?(?: -> '(.*)')?"
)
# A name that holds a hash of the content; see hooks/handbook/assets.py.
NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{8}\.")


class FailedError(Exception):
    """Nothing was built; `problems` are lines that say why, the message sums up."""

    def __init__(self, message: str, problems: list[str] | None = None) -> None:
        super().__init__(message)
        self.problems = problems or []


def main() -> int:
    """Build, switch the link, and return the exit code."""
    started = time.monotonic()
    try:
        finished = build()
    except FailedError as failure:
        for problem in failure.problems:
            print(problem)
        print(failure, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Nothing built: {explained(error, BUILDS.name)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; the site is as it was.", file=sys.stderr)
        return INTERRUPTED
    seconds = time.monotonic() - started
    print(f"Built site/ ({finished.relative_to(ROOT)}) in {seconds:.1f} s")
    return 0


def build() -> Path:
    """Build the site, make `site` lead to it, and return its folder."""
    _current()  # refuses at once what it would refuse at the end
    BUILDS.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        _wait_for(lock)
        # What a killed build left behind.
        _remove(UNFINISHED)
        _remove(NEXT_LINK)
        try:
            _run_mkdocs(UNFINISHED, lock)
            previous = _current()
            finished = _keep(UNFINISHED, previous)
        except BaseException:
            # On a full disk it would be in the way of its own cure.
            shutil.rmtree(UNFINISHED, ignore_errors=True)
            raise
        if finished != previous:
            _remove_all_but(finished, previous)
            # If the machine stops, no link may lead to files that are still empty.
            os.sync()
            NEXT_LINK.symlink_to(finished.relative_to(ROOT))
            NEXT_LINK.replace(SITE)
    return finished


@contextmanager
def variant(configuration: str) -> Iterator[Path]:
    """Build the site by another configuration, and lend its folder for a while."""
    BUILDS.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        _wait_for(lock)
        shutil.rmtree(UNFINISHED, ignore_errors=True)
        try:
            _run_mkdocs(UNFINISHED, lock, configuration)
            yield UNFINISHED
        finally:
            shutil.rmtree(UNFINISHED, ignore_errors=True)


def digest(folder: Path, left_out: Container[str] = ()) -> str:
    """Return a short hash of the names and contents of all files in a folder.

    `left_out` are paths below the folder that do not count.
    """
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if name in left_out:
            continue
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{name}\0{content}\n".encode())
    return total.hexdigest()[:12]


def carried(finished: Path) -> list[str]:
    """Return which files of a build are there for pages of the one before."""
    record = _record_of_carried(finished)
    return record.read_text("utf-8").splitlines() if record.exists() else []


def _record_of_carried(finished: Path) -> Path:
    """Return where a build's list is: beside it, for it is not to be published.

    One for each build, so that the list and the link cannot be of different ones.
    """
    return finished.with_name(f"{finished.name}.carried")


def _current() -> Path | None:
    """Return the build that `site` leads to.

    Raises FailedError where `site` is something else, for it is not ours to replace.
    """
    if SITE.is_symlink() and SITE.readlink().parent == BUILDS.relative_to(ROOT):
        return BUILDS / SITE.readlink().name
    if SITE.is_symlink() or SITE.exists():
        raise FailedError(
            "site is a folder, file or link of its own, not a link to a build. "
            "Move or delete it, then build again."
        )
    return None


def _carry_over(previous: Path, unfinished: Path, record: Path) -> None:
    """Give a build what the pages of the one before load, but not what was older."""
    older = carried(previous)
    names = [
        name
        for path in sorted((previous / "assets").rglob("*"))
        if NAMED_BY_CONTENT.search(path.name)
        and (name := path.relative_to(previous).as_posix()) not in older
        and not (unfinished / name).exists()
    ]
    for name in names:
        target = unfinished / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(previous / name, target)
    record.write_text("".join(f"{name}\n" for name in names), "utf-8")


def _wait_for(lock: IO[str]) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Another build is running; waiting for it.", flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)


def _run_mkdocs(target: Path, lock: IO[str], configuration: str = "mkdocs.yml") -> None:
    """Run MkDocs; on failure raise with what it found, one line for each problem."""
    environment = {
        **os.environ,
        "PYTHONUTF8": "1",
        "NO_COLOR": "1",
        # The one date in the output is in the header of sitemap.xml.gz.
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0"),
    }
    result = subprocess.run(
        [
            *(sys.executable, "-m", "mkdocs", "build", "--strict"),
            *("--config-file", configuration, "--site-dir", target),
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        # If this process is killed, MkDocs goes on, and so must the lock.
        pass_fds=(lock.fileno(),),
    )
    output = result.stdout + result.stderr
    LOG.write_text(output, encoding="utf-8")
    if result.returncode < 0:
        raise FailedError(
            f"Nothing built: MkDocs was ended by signal {-result.returncode}. "
            "Where memory is short, free some, then build again."
        )
    if result.returncode:
        raise FailedError(
            f"Nothing built; all that MkDocs said is in {LOG.relative_to(ROOT)}",
            _complaints(output),
        )


def _complaints(output: str) -> list[str]:
    """Return the warnings and errors in what MkDocs printed, without their labels."""
    found = re.findall(r"^(?:WARNING|ERROR) +-  +(.+)$", output, re.MULTILINE)
    if "Traceback" in output or not found:
        found += [_explained(line) for line in output.strip().splitlines()[-1:]]
    return found


def _explained(line: str) -> str:
    """Return the last line of a traceback, with the cure if the system refused."""
    match = SYSTEM_ERROR.fullmatch(line)
    if not match:
        return line
    number, text, path, second = match.groups()
    error = OSError(int(number), text, path, None, second)
    return explained(error, UNFINISHED.relative_to(ROOT).as_posix())


def _keep(unfinished: Path, current: Path | None) -> Path:
    """Give a build what it carries, and the name of its content; return its folder."""
    name = digest(unfinished)
    finished, beside = BUILDS / name, BUILDS / f"{name}-again"
    if current and current in (finished, beside):
        if digest(current, carried(current)) == name:
            shutil.rmtree(unfinished)
            return current
        # Changed by hand since; it is in use, so the new one goes beside it.
        finished = beside if current == finished else finished
    if current:
        _carry_over(current, unfinished, _record_of_carried(finished))
    _remove(finished)
    unfinished.rename(finished)
    return finished


def _remove(path: Path) -> None:
    """Delete whatever stands at a path, if anything does."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _remove_all_but(*kept: Path | None) -> None:
    for path in BUILDS.iterdir():
        if path.suffix == ".carried" and path.with_suffix("") not in kept:
            path.unlink()
        elif path.is_dir() and path not in (*kept, PLAIN):
            shutil.rmtree(path, ignore_errors=True)


if __name__ == "__main__":
    run(main)
