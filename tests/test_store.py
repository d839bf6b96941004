"""What builds leave for the next: the next one gives the same, and is not misled."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from handbook.store import Store

ROOT = Path(__file__).resolve().parent.parent


def store(folder: Path, made_of: bytes = b"code", fewest: int = 9) -> Store:
    return Store(folder, [made_of], fewest, builds=1)


def refuse() -> bytes:
    raise AssertionError("made again")


def test_what_was_made_is_not_made_again(tmp_path: Path) -> None:
    assert store(tmp_path).kept(lambda: b"made", b"a", b"b") == b"made"
    assert store(tmp_path).kept(refuse, b"a", b"b") == b"made"
    assert store(tmp_path).has(b"a", b"b")


@pytest.mark.parametrize(
    ("made_of", "parts"),
    [(b"code", (b"a",)), (b"code", (b"ab",)), (b"new code", (b"a", b"b"))],
)
def test_what_is_made_of_something_else_is_made(
    tmp_path: Path, made_of: bytes, parts: tuple[bytes, ...]
) -> None:
    store(tmp_path).keep(b"made", b"a", b"b")
    assert store(tmp_path, made_of).find(*parts) is None
    assert not store(tmp_path, made_of).has(*parts)


@pytest.mark.parametrize("garbage", [b"", b"mad", b"garbage"])
def test_garbage_is_not_used_and_is_replaced(tmp_path: Path, garbage: bytes) -> None:
    store(tmp_path).keep(b"made", b"a")
    (file,) = tmp_path.iterdir()
    file.write_bytes(garbage)
    assert store(tmp_path).kept(lambda: b"made", b"a") == b"made"
    assert file.read_bytes() == b"made"


def test_a_folder_that_cannot_be_used_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    there_is_a_file = store(tmp_path / "file")
    assert there_is_a_file.kept(lambda: b"made", b"a") == b"made"
    there_is_a_file.tidy()


def test_what_others_added_is_found_on_looking_again(tmp_path: Path) -> None:
    found = store(tmp_path)
    assert found.find(b"a") is None
    store(tmp_path).keep(b"made", b"a")
    found.look_again()
    assert found.find(b"a") == b"made"


def test_as_much_stays_as_one_build_needs(tmp_path: Path) -> None:
    parts = [b"%d" % number for number in range(5)]
    used = store(tmp_path, fewest=2)
    for part in parts:
        used.kept(lambda: b"made", part)
    used.tidy()
    assert len(list(tmp_path.iterdir())) == len(parts)
    store(tmp_path, fewest=2).tidy()
    assert len(list(tmp_path.iterdir())) == 2


# ---- whole builds ----

FIGURE = "docs/figures/sundial-noon.zh.svg"
QUESTION = "docs/questions/shadows/sundial-noon.md"


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two questions that was built once."""
    root = tmp_path_factory.mktemp("small")
    shutil.copytree(ROOT / "tests/corpus", root, dirs_exist_ok=True)
    shutil.copytree(ROOT / "docs/assets", root / "docs/assets")
    # Its questions lead to the glossary, which rules need no page for.
    shutil.copy(ROOT / "docs/pages/glossary.md", root / "docs/pages")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "hooks").symlink_to(ROOT / "hooks")
    build(root, "first")
    return root


def build(root: Path, name: str, *, is_strict: bool = True) -> str:
    """Build a site into its folder of this name; return what MkDocs said."""
    strict = "--strict" if is_strict else "--no-strict"
    command = ["-m", "mkdocs", "build", strict, "--site-dir", str(root / name)]
    result = subprocess.run(
        [sys.executable, *command],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = result.stdout + result.stderr
    assert result.returncode == 0, said
    return said


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        # In its header is the time at which it was compressed.
        if path.is_file() and path.name != "sitemap.xml.gz"
    }


def spoil(root: Path) -> None:
    """Leave of everything in the caches the first half."""
    for file in (root / ".cache").rglob("*.*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def nothing(_: Path) -> None:
    pass


def forget(root: Path) -> None:
    """Delete the caches but for the cards, which take long to draw."""
    for cache in (root / ".cache").iterdir():
        if cache.name != "cards":
            shutil.rmtree(cache)


@pytest.mark.parametrize("before", [nothing, spoil, forget])
def test_a_build_gives_the_same_with_and_without_what_was_kept(
    small_site: Path, before: Callable[[Path], None]
) -> None:
    before(small_site)
    build(small_site, "next")
    assert contents(small_site / "next") == contents(small_site / "first")


def test_a_page_is_rendered_again_for_a_figure_or_link_that_changed(
    small_site: Path,
) -> None:
    figure, question = small_site / FIGURE, small_site / QUESTION
    texts = {path: path.read_text("utf-8") for path in (figure, question)}
    figure.write_text(texts[figure].replace("28.6", "28.7"), "utf-8")
    moved = question.with_name("noon.md")
    try:
        said = build(small_site, "changed", is_strict=False)
        page = (small_site / "changed/zh/q/sundial-noon/index.html").read_text("utf-8")
        assert "28.7 min</text>" in page
        # What leads to a question that is gone is named in each build, not once.
        question.rename(moved)
        for _ in range(2):
            said = build(small_site, "changed", is_strict=False)
            assert re.search(r"WARNING.*Doc file .*sundial-noon", said)
        leading = "zh/q/water-clock-shape/index.md"
        first, changed = (
            (small_site / name / leading).read_text("utf-8")
            for name in ("first", "changed")
        )
        assert "/zh/q/sundial-noon/" in first
        assert "/zh/q/sundial-noon/" not in changed
    finally:
        if moved.exists():
            moved.rename(question)
        figure.write_text(texts[figure], "utf-8")
