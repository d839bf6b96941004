"""What a build and the other commands leave behind when something stops them."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import small_repository
from build import carried, digest
from small_repository import build, change

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests/corpus"
KILLING = ROOT / "tests/killing"
# The kernel grants root every access but this, which the commands are run without.
UNPRIVILEGED = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small_repository.make(tmp_path_factory.mktemp("faults") / "repository")
    result = build(root)
    assert result.returncode == 0, result.stdout + result.stderr
    return root


@pytest.fixture
def built(pristine: Path, tmp_path: Path) -> Path:
    """The small repository with its site; the sources have changed since."""
    root = shutil.copytree(pristine, tmp_path / "repository", symlinks=True)
    change(root, "newer")
    return root


@pytest.fixture(scope="module")
def newer(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """The undisturbed build of the changed sources, and how often it changed a file."""
    root = tmp_path_factory.mktemp("newer") / "repository"
    shutil.copytree(pristine, root, symlinks=True)
    change(root, "newer")
    counts = root.parent / "counts"
    result = build(root, **killing(KILL_COUNTS=str(counts)))
    assert result.returncode == 0, result.stdout + result.stderr
    lines = counts.read_text().splitlines()
    found = {phase: int(count) for phase, count in (line.split() for line in lines)}
    return {**found, "site": hash_of(root)}


def killing(**variables: str) -> dict[str, str]:
    """Return an environment in which tests/killing watches."""
    return {"PYTHONPATH": str(KILLING), "PYTHONDONTWRITEBYTECODE": "1", **variables}


def hash_of(root: Path) -> int:
    """Return a number for the bytes of a repository's site, carried files and all."""
    return int(digest(root / "site"), 16)


def session(
    root: Path, *command: str | Path, **environment: str
) -> subprocess.Popen[str]:
    """Start a command in a session of its own, which a signal can reach as a whole."""
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=root,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def assert_nothing_is_left(root: Path) -> None:
    """Hold `.builds` to two builds, the list of one, the log and the lock."""
    finished = (root / "site").resolve()
    assert digest(finished, carried(finished)) == finished.name
    names = {path.name for path in (root / ".builds").iterdir()}
    folders = {path.name for path in (root / ".builds").iterdir() if path.is_dir()}
    assert names - folders == {"lock", "log", f"{finished.name}.carried"}
    assert finished.name in folders
    assert len(folders) == 2


# ---- kills ----


class TestKills:
    def test_at_twenty_points_the_site_stays_and_the_next_build_is_whole(
        self, pristine: Path, newer: dict[str, int], tmp_path: Path
    ) -> None:
        draw = random.Random(8)
        # Most changes are MkDocs', but those behind it are the dangerous ones.
        points = [
            *((phase, draw.randint(1, newer[phase])) for phase in ["during"] * 10),
            *(("after", n) for n in draw.sample(range(1, newer["after"] + 1), 8)),
            *(("before", n) for n in draw.sample(range(1, newer["before"] + 1), 2)),
        ]
        draw.shuffle(points)
        before = hash_of(pristine)
        root = tmp_path / "repository"
        for number, (phase, change_number) in enumerate(points):
            if not root.exists():
                shutil.copytree(pristine, root, symlinks=True)
                change(root, "newer")
            process = session(
                root,
                sys.executable,
                "scripts/build.py",
                **killing(KILL_AT=f"{phase} {change_number}"),
            )
            output = process.communicate(timeout=120)
            point = phase, change_number, output
            assert process.returncode == -signal.SIGKILL, point
            assert hash_of(root) == before, point
            # What one left is there for the next four.
            if number % 5 == 4:
                result = build(root)
                assert result.returncode == 0, (point, result.stdout, result.stderr)
                assert hash_of(root) == newer["site"], point
                assert_nothing_is_left(root)
                shutil.rmtree(root)
