"""The list of others' work: complete, true to the files, and each with its licence."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import inventory
import pytest

ROOT = inventory.ROOT


def test_every_file_of_others_is_listed_with_its_hash_and_licence() -> None:
    found = inventory.read()
    assert inventory.problems(found, inventory.tracked()) == []
    assert len(found.vendored) > 5


def test_the_sources_of_the_fonts_are_those_that_the_recipe_knows() -> None:
    recipe = (ROOT / "scripts/subset_font.py").read_text("utf-8")
    fonts = [w for w in inventory.read().vendored if w.made.endswith("subset_font.py")]
    listed = {digest for font in fonts for digest in (font.source or {}).values()}
    assert listed == set(re.findall(r'"([0-9a-f]{64})"', recipe))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder with the list and every file that it names."""
    endings = (*inventory.read().endings, "yml")
    for path in inventory.tracked():
        if path.rpartition(".")[2] in endings:
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, target)
    return tmp_path


def _append(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("a", encoding="utf-8") as file:
            file.write("// more\n")

    return change


def _list(old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / "vendored.yml").read_text("utf-8")
        assert old in text
        (root / "vendored.yml").write_text(text.replace(old, new, 1), "utf-8")

    return change


MINISEARCH = "docs/assets/search/minisearch"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_append(f"{MINISEARCH}.js"), f"{MINISEARCH}.js: its SHA-256 is another."),
        (_append(f"{MINISEARCH}.LICENSE.txt"), "its SHA-256 is another."),
        (lambda root: (root / f"{MINISEARCH}.js").unlink(), "no such file."),
        (lambda root: (root / f"{MINISEARCH}.LICENSE.txt").unlink(), "no such file."),
        (_append("docs/assets/jquery.min.js"), "jquery.min.js: not listed."),
        (_append("docs/assets/fonts/other.WOFF2"), "other.WOFF2: not listed."),
        (_list(f"licence_file: {MINISEARCH}", "licence_file: docs/x"), "licence_file"),
        (_list("  - screenshot.png\n", ""), "screenshot.png: not listed."),
        (_list("  - screenshot.png\n", "  - gone.js\n"), "gone.js: no such file."),
        (_list("own:", f"own:\n  - {MINISEARCH}.js"), "both vendored and own."),
    ],
)
def test_what_is_wrong_is_named(
    copied: Path, change: Callable[[Path], None], expected: str
) -> None:
    change(copied)
    paths = [
        path.relative_to(copied).as_posix()
        for path in copied.rglob("*")
        if path.is_file()
    ]
    found = inventory.problems(inventory.read(copied), paths, copied)
    assert any(expected in problem for problem in found), found
    assert all(re.match(r"vendored\.yml: \S+.*\.$", problem) for problem in found)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    licence: MIT\n", "", "MiniSearch: no licence. Add it."),
        ("    why: the index", "    reason: the index", "MiniSearch: no why. Add it."),
        ("    made: scr", "    build: scr", "MiniSearch: build? Delete it."),
        ("vendored:", "vendored: [", "vendored.yml: "),
        ("own:", "mine:", "vendored.yml: 'own'"),
    ],
)
def test_a_list_that_cannot_be_read_says_why(
    copied: Path, old: str, new: str, expected: str
) -> None:
    _list(old, new)(copied)
    with pytest.raises(inventory.InventoryError, match=re.escape(expected)):
        inventory.read(copied)


def test_the_locks_are_read_whole() -> None:
    found = inventory.packages()
    for lock in inventory.LOCKS:
        text = (ROOT / lock).read_text("utf-8")
        pins = set(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.M))
        assert pins <= {(package.name, package.version) for package in found}
    assert all(package.hashes and package.needed_by for package in found)
    by_name = {package.name: package for package in found}
    assert by_name["mkdocs"].needed_by == ("-r requirements.in", "mkdocs-material")
    assert by_name["mkdocs"].is_needed_to_build
    assert not by_name["pytest"].is_needed_to_build


def test_the_workflows_use_only_actions_pinned_by_commit() -> None:
    used = [
        line
        for workflow in (ROOT / ".github/workflows").glob("*.yml")
        for line in workflow.read_text("utf-8").splitlines()
        if "uses:" in line
    ]
    assert used
    for line in used:
        assert re.search(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+(\.\d+)*$", line), line
