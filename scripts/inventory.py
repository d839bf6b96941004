"""What the repository has of others: packages in its locks, files in its tree."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
LIST = "vendored.yml"
# The locks, and whether the build itself needs what they hold.
LOCKS = {"requirements.txt": True, "requirements-dev.txt": False}

_FIELDS = {"name", "version", "why", "origin", "licence", "licence_file", "files"}
_OPTIONAL = {"purl", "source", "made"}
_PACKAGE = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.!+-]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"^ +# (?:via )? *(.+)$", re.M)


class InventoryError(Exception):
    """The list cannot be read; the message says where, why, and what to do."""


@dataclass(frozen=True)
class Package:
    """A package as a lock pins it.

    `hashes` are those of the files that pip may install, `needed_by` the packages and
    the requirements files that ask for it.
    """

    name: str
    version: str
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]
    is_needed_to_build: bool

    @property
    def purl(self) -> str:
        """The package's address among all packages."""
        return f"pkg:pypi/{self.name}@{self.version}"


@dataclass(frozen=True)
class Vendored:
    """A work of others, of which there are copies in the tree.

    `files` and `source` are SHA-256 by path: the copies, and what they were made of.
    """

    name: str
    version: str
    why: str
    origin: str
    licence: str
    licence_file: str
    files: Mapping[str, str]
    purl: str = ""
    source: Mapping[str, str] | None = None
    made: str = ""


@dataclass(frozen=True)
class Inventory:
    """The vendored works, and which of the other files are the project's own.

    `own` are patterns of paths, `endings` the kinds of files that are looked at.
    """

    vendored: tuple[Vendored, ...]
    own: tuple[str, ...]
    endings: tuple[str, ...]


def packages(root: Path = ROOT) -> list[Package]:
    """Return the packages of all locks; the same name may stand in two versions."""
    found: dict[str, Package] = {}
    for name, is_needed_to_build in LOCKS.items():
        text = (root / name).read_text("utf-8")
        # An entry begins at the start of a line and goes on in indented ones.
        for entry in re.split(r"\n(?=[a-z0-9])", text):
            if match := _PACKAGE.match(entry):
                package = Package(
                    match["name"],
                    match["version"],
                    tuple(_HASH.findall(entry)),
                    tuple(via for via in _VIA.findall(entry) if via != "via"),
                    is_needed_to_build,
                )
                found.setdefault(package.purl, package)
    return sorted(found.values(), key=lambda package: package.purl)


def read(root: Path = ROOT) -> Inventory:
    """Return what vendored.yml lists. Raises InventoryError."""
    try:
        raw = yaml.safe_load((root / LIST).read_text("utf-8"))
        vendored = tuple(_vendored(entry) for entry in raw["vendored"])
        return Inventory(vendored, tuple(raw["own"]), tuple(raw["endings"]))
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise InventoryError(f"{LIST}: {error}. Mend it.") from None


def _vendored(entry: dict[str, Any]) -> Vendored:
    name = entry.get("name", "an entry without a name")
    if lacking := sorted(_FIELDS - set(entry)):
        raise InventoryError(f"{LIST}: {name}: no {', '.join(lacking)}. Add it.")
    if unknown := sorted(set(entry) - _FIELDS - _OPTIONAL):
        raise InventoryError(f"{LIST}: {name}: {', '.join(unknown)}? Delete it.")
    return Vendored(**entry)


def tracked(root: Path = ROOT) -> list[str]:
    """Return the paths of all files that git knows or would add."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(
        command, cwd=root, capture_output=True, encoding="utf-8", check=True
    ).stdout.splitlines()
    return [path for path in listed if (root / path).is_file()]


def problems(inventory: Inventory, paths: list[str], root: Path = ROOT) -> list[str]:
    """Return what is wrong between the list and the files at `paths`, a line each."""
    return [
        f"{LIST}: {problem}"
        for problem in (
            *_wrong_files(inventory, root),
            *_unlisted(inventory, paths),
            *_idle_patterns(inventory, paths),
        )
    ]


def _wrong_files(inventory: Inventory, root: Path) -> Iterator[str]:
    for work in inventory.vendored:
        if work.licence_file not in work.files:
            yield f"{work.name}: licence_file is not among its files. Add it there."
        for path, expected in work.files.items():
            file = root / path
            if not file.is_file():
                yield f"{path}: no such file. Put it back, or delete the line."
            elif hashlib.sha256(file.read_bytes()).hexdigest() != expected:
                yield (
                    f"{path}: its SHA-256 is another. Put the original back, or write "
                    "down where the new one comes from, with its hash."
                )


def _unlisted(inventory: Inventory, paths: list[str]) -> Iterator[str]:
    listed = {path for work in inventory.vendored for path in work.files}
    for path in paths:
        ending = path.rpartition(".")[2].lower()
        if ending in inventory.endings and path not in listed:
            if not any(fnmatchcase(path, pattern) for pattern in inventory.own):
                yield (
                    f"{path}: not listed. Enter it under vendored with origin, licence "
                    "and hash; under own if nobody else wrote it."
                )
        elif path in listed and any(fnmatchcase(path, p) for p in inventory.own):
            yield f"{path}: both vendored and own. Delete one."


def _idle_patterns(inventory: Inventory, paths: list[str]) -> Iterator[str]:
    for pattern in inventory.own:
        if not any(fnmatchcase(path, pattern) for path in paths):
            yield f"{pattern}: no such file. Delete the line."
