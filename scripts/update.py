"""Bring the pins and the vendored scripts to the newest releases, or change nothing.

A pin whose reason begins with "held:" stays. What is new is resolved and locked in a
folder of its own; only when all of it is whole does it take the old files' place.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import command
import inventory

ROOT = inventory.ROOT
SOURCES = ("requirements", "requirements-dev")
# One lock for all platforms; `make lock` calls the same.
COMPILE = (
    *("uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--custom-compile-command", "make lock"),
)
MINISEARCH = "docs/assets/search/minisearch"
BUNDLE = "package/dist/umd/index.js"
TIMEOUT = 600  # seconds, for each call of a program that may wait for a network

_PIN = re.compile(r"(?m)^(?P<name>[\w.-]+)==(?P<version>[^ ;]+)(?P<rest>.*)$")
_LOCKED = re.compile(r"(?m)^([a-z0-9-]+)==(\S+)(?: ; (.*?))? \\$")
_TERSER = re.compile(r"terser ([\d.]+)")


class UpdateError(Exception):
    """Nothing was changed; the message says why."""


def main() -> int:
    """Update all, or nothing; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            changed = [*pins(Path(folder)), *minisearch(Path(folder))]
            # All beside the old ones first: a full disk is then no half of an update.
            for name in changed:
                shutil.copyfile(Path(folder) / name, ROOT / f"{name}.new")
            for name in changed:
                (ROOT / f"{name}.new").replace(ROOT / name)
        except (UpdateError, inventory.InventoryError, OSError) as error:
            print(f"Nothing updated: {error}", file=sys.stderr)
            return 1
    for name in changed:
        print(f"updated {name}")
    print(
        "Run `make test`. By hand: the pins that are held, and the fonts (install the "
        "newer package of Debian that vendored.yml names, enter the new hashes there "
        "and in scripts/subset_font.py, and run that)."
    )
    return 0


def pins(folder: Path) -> Iterator[str]:
    """Write the requirements and locks into `folder`; yield the names of those changed.

    Raises UpdateError where no lock can be made.
    """
    for name in SOURCES:
        text = (ROOT / f"{name}.in").read_text("utf-8")
        (folder / f"{name}.in").write_text(_PIN.sub(_loosened, text), "utf-8")
    for name in SOURCES:
        lock = _run(folder, *COMPILE, "--upgrade", f"{name}.in").replace("'", '"')
        found = _LOCKED.findall(lock)
        text = (ROOT / f"{name}.in").read_text("utf-8")

        def pinned(
            match: re.Match[str], found: list[tuple[str, str, str]] = found
        ) -> str:
            old, rest = match["version"], match["rest"]
            if _is_held(rest):
                return match[0]
            name = re.sub(r"[-_.]+", "-", match["name"].lower())
            versions = [(new, marker) for own, new, marker in found if own == name]
            marked = [new for new, marker in versions if marker and marker in rest]
            # Of versions for different Pythons the first is the oldest, fit for all.
            new = marked[0] if marked else versions[0][0]
            # The columns of the reasons stay where they are.
            spaces = " " * (len(old) - len(new)) if rest.startswith(" ") else ""
            return f"{match['name']}=={new}{spaces}{rest}"

        (folder / f"{name}.in").write_text(_PIN.sub(pinned, text), "utf-8")
        target = ("--output-file", f"{name}.txt")
        _run(folder, *COMPILE, "--upgrade", *target, f"{name}.in")
    for name in SOURCES:
        for file in (f"{name}.in", f"{name}.txt"):
            if (folder / file).read_bytes() != (ROOT / file).read_bytes():
                yield file


def _is_held(rest: str) -> bool:
    return "# held:" in rest


def _loosened(match: re.Match[str]) -> str:
    rest = match["rest"]
    return match[0] if _is_held(rest) else match["name"] + rest


def minisearch(folder: Path) -> Iterator[str]:
    """Write the newest MiniSearch into `folder`, if it is new; yield what changed."""
    (work,) = (w for w in inventory.read(ROOT).vendored if w.name == "MiniSearch")
    version = _run(folder, "npm", "view", "minisearch", "version").strip()
    if version == work.version:
        return
    (terser,) = _TERSER.findall(work.made)
    archive = _run(folder, "npm", "pack", "--silent", f"minisearch@{version}").strip()
    with tarfile.open(folder / archive) as package:
        for member in (BUNDLE, "package/LICENSE.txt"):
            package.extract(member, folder, filter="data")
    head = (
        f"/*! MiniSearch {version}, MIT licence, (c) Luca Ongaro; "
        "see minisearch.LICENSE.txt */\n"
    )
    options = ("--yes", f"terser@{terser}", BUNDLE, "-c", "-m", "--comments", "false")
    (folder / MINISEARCH).parent.mkdir(parents=True)
    script = head + _run(folder, "npx", *options)
    (folder / f"{MINISEARCH}.js").write_text(script, "utf-8")
    licence = (folder / "package/LICENSE.txt").read_bytes()
    (folder / f"{MINISEARCH}.LICENSE.txt").write_bytes(licence)
    text = (ROOT / inventory.LIST).read_text("utf-8")
    new = {
        **{path: _digest(folder / path) for path in work.files},
        **{path: _digest(folder / path) for path in work.source or ()},
    }
    for path, old in {**work.files, **(work.source or {})}.items():
        text = text.replace(old, new[path])
    text = text.replace(f"minisearch@{work.version}", f"minisearch@{version}")
    text = text.replace(
        f"name: MiniSearch\n    version: {work.version}",
        f"name: MiniSearch\n    version: {version}",
    )
    (folder / inventory.LIST).write_text(text, "utf-8")
    yield from (*work.files, inventory.LIST)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _run(folder: Path, program: str, *arguments: str) -> str:
    """Return what a program prints. Raises UpdateError if it fails or is not there."""
    own = Path(sys.executable).with_name(program)
    command = [str(own) if own.exists() else program, *arguments]
    try:
        result = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT,
            check=True,
        )
    except FileNotFoundError:
        raise UpdateError(f"{program} is missing. Install it.") from None
    except subprocess.TimeoutExpired:
        raise UpdateError(f"{program} waited {TIMEOUT} s in vain.") from None
    except subprocess.CalledProcessError as error:
        said = " ".join(error.stderr.split()) or f"exit code {error.returncode}"
        raise UpdateError(f"{program}: {said}") from None
    return result.stdout


if __name__ == "__main__":
    command.run(main)
