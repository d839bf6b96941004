"""An update brings all pins to the newest releases, or leaves every file as it was."""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

import pytest
import update

REQUIREMENTS = """\
# Why.
alpha==1.0  # the first
beta==1.0   # held: the second is another program
"""
DEV = """\
-c requirements.txt
gamma==1.0 # the third
"""
# Everything that an update may write.
FILES = [f"{name}.{suffix}" for name in update.SOURCES for suffix in ("in", "txt")]


def wheel(folder: Path, name: str, version: str, python: str = ">=3.11") -> None:
    """Write a package that pip could install."""
    facts = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as file:
        head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        file.writestr(f"{facts}/METADATA", f"{head}Requires-Python: {python}\n")
        file.writestr(f"{facts}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        file.writestr(f"{facts}/RECORD", "")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with requirements; the packages lie in a folder beside it."""
    root, shelf = tmp_path / "repository", tmp_path / "shelf"
    root.mkdir()
    shelf.mkdir()
    for name in ("alpha", "beta", "gamma"):
        wheel(shelf, name, "1.0")
        wheel(shelf, name, "2.0")
    # It suits only some of the versions of Python that the project works with.
    wheel(shelf, "gamma", "3.0", ">=3.13")
    (root / "requirements.in").write_text(REQUIREMENTS, "utf-8")
    (root / "requirements-dev.in").write_text(DEV, "utf-8")
    for name in update.SOURCES:
        (root / f"{name}.txt").write_text("", "utf-8")
    (root / "vendored.yml").write_bytes((update.ROOT / "vendored.yml").read_bytes())
    monkeypatch.setattr(update, "ROOT", root)
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("UV_NO_INDEX", "1")
    monkeypatch.setenv("UV_FIND_LINKS", str(shelf))
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_pins_follow_the_newest_releases_but_for_those_held(
    repository: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    new.mkdir()
    assert list(update.pins(new)) == FILES
    first = (new / "requirements.in").read_text("utf-8")
    assert first == REQUIREMENTS.replace("alpha==1.0", "alpha==2.0")
    second = (new / "requirements-dev.in").read_text("utf-8")
    assert second == DEV.replace("gamma==1.0", "gamma==2.0")
    lock = (new / "requirements.txt").read_text("utf-8")
    assert re.search(r"^alpha==2\.0 \\\n    --hash=sha256:[0-9a-f]{64}$", lock, re.M)
    assert "beta==1.0 " in lock
    # What is new already changes nothing.
    for name in FILES:
        (repository / name).write_bytes((new / name).read_bytes())
    again = tmp_path / "again"
    again.mkdir()
    assert list(update.pins(again)) == []


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        # Nobody answers for Python's packages.
        (
            {
                "UV_NO_INDEX": "0",
                "UV_FIND_LINKS": "",
                "UV_HTTP_RETRIES": "0",
                "UV_DEFAULT_INDEX": "http://127.0.0.1:1/simple",
            },
            "Connection refused",
        ),
        # The pins are whole; the vendored scripts cannot be had.
        ({"PATH": str(Path(sys.executable).parent)}, "npm is missing. Install it."),
    ],
    ids=["no packages", "no npm"],
)
def test_a_failure_changes_nothing_and_says_why(
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    environment: dict[str, str],
    reason: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    before = contents(repository)
    assert update.main() == 1
    assert contents(repository) == before
    said = capsys.readouterr().err
    assert said.startswith("Nothing updated: ")
    assert reason in said
