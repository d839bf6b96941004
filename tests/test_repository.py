"""Facts about the repository itself: its locks, its builds, its record of addresses."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import small_repository
from bad_sources import Case, delete
from bad_sources_rules import UNLINKED_DRAFT
from build import digest
from small_repository import build, change, run

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "corpus"
# Written so that this file does not hold them itself.
FOREIGN = re.compile(
    r"py" r"pi\.org|python" r"hosted|registry\.np" r"mjs|deb\.deb" r"ian\.org"
    r"|(?:extra-)?index-u" r"rl|(?<![\w.}])/(?:wo" r"rk|ro" r"ot)/"
)  # fmt: skip


def copy_repository(target: Path) -> Path:
    target.mkdir()
    shutil.copy(ROOT / "mkdocs.yml", target)
    for name in ("docs", "hooks", "scripts"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, target / name, ignore=ignored)
    return target


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_repository(tmp_path_factory.mktemp("repository") / "copy")
    result = build(root)
    assert result.returncode == 0, result.stdout + result.stderr
    return root


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small_repository.make(tmp_path_factory.mktemp("small") / "repository")
    result = build(root)
    assert result.returncode == 0, result.stdout + result.stderr
    return root


@pytest.fixture
def built(small: Path, tmp_path: Path) -> Path:
    """A small repository that was built once; see test_faults.py for what may fail."""
    return shutil.copytree(small, tmp_path / "repository", symlinks=True)


def test_the_handbook_never_imports_mkdocs() -> None:
    program = (
        "import importlib, pkgutil, sys, handbook\n"
        "for module in pkgutil.walk_packages(handbook.__path__, 'handbook.'):\n"
        "    importlib.import_module(module.name)\n"
        "print([name for name in sys.modules if name.split('.')[0] == 'mkdocs'])\n"
        "print(len([name for name in sys.modules if name.startswith('handbook.')]))\n"
    )
    result = run(ROOT, "-c", program, PYTHONPATH=str(ROOT / "hooks"))
    assert result.stderr == ""
    imported, modules = result.stdout.splitlines()
    assert imported == "[]"
    assert int(modules) > 5


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    lock = (ROOT / f"{name}.txt").read_text().replace("\\\n", " ")
    lines = [line for line in lock.splitlines() if line and line.strip()[0] != "#"]
    assert lines
    for line in lines:
        assert re.match(r"[a-z0-9-]+==[\w.]+ .*--hash=sha256:[0-9a-f]{64}", line), line


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_the_lock_holds_the_pins_and_each_pin_says_why(name: str) -> None:
    lock = (ROOT / f"{name}.txt").read_text()
    source = (ROOT / f"{name}.in").read_text().splitlines()
    entries = [line for line in source if line and line[0] not in "#-"]
    assert entries
    for entry in entries:
        pin = re.match(r"(\w\S*==[^ ;]+)(?: ; [^#]+)?", entry)
        assert pin, f"{entry}: pin its version"
        assert re.search(rf"^{re.escape(pin[1].lower())} ", lock, re.M), pin[1]
        assert re.search(r"# .+", entry), f"{pin[1]}: say why it is there"


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.splitlines()
    assert "mkdocs.yml" in listed
    for name in listed:
        path = ROOT / name
        if path.is_file():
            found = FOREIGN.search(path.read_bytes().decode("utf-8", "replace"))
            assert not found, f"{name}: {found and found[0]}"


def test_two_builds_give_the_same_bytes_wherever_they_are_made(
    pristine: Path, tmp_path: Path
) -> None:
    twin = copy_repository(tmp_path / "a longer name, with spaces")
    assert build(twin, PYTHONHASHSEED="1", TZ="Asia/Shanghai").returncode == 0
    files = {
        path.relative_to(root / "site"): path.read_bytes()
        for root in (twin, pristine)
        for path in (root / "site").rglob("*")
        if path.is_file()
    }
    for name, content in files.items():
        assert (pristine / "site" / name).read_bytes() == content, name
        assert (twin / "site" / name).read_bytes() == content, name
    assert (twin / "site").readlink() == (pristine / "site").readlink()


def test_a_second_build_of_the_same_sources_changes_nothing(built: Path) -> None:
    before = (built / "site").readlink()
    result = build(built)
    assert result.returncode == 0
    assert (built / "site").readlink() == before
    assert not (built / ".builds/unfinished").exists()
    assert "site/" in result.stdout


def test_a_build_edited_by_hand_is_replaced(built: Path) -> None:
    page = built / "site/index.html"
    original = page.read_text(encoding="utf-8")
    page.write_text("changed", encoding="utf-8")
    assert build(built).returncode == 0
    assert page.read_text(encoding="utf-8") == original


def test_the_build_before_stays_and_older_ones_go(built: Path) -> None:
    first = (built / "site").resolve()
    change(built, "second")
    assert build(built).returncode == 0
    second = (built / "site").resolve()
    change(built, "third")
    assert build(built).returncode == 0
    third = (built / "site").resolve()
    folders = {path for path in (built / ".builds").iterdir() if path.is_dir()}
    assert len({first, second, third}) == 3
    assert folders == {second, third}


def test_pages_of_the_build_before_find_what_they_load(built: Path) -> None:
    def styles() -> set[str]:
        return {path.name for path in (built / "site/assets").glob("style.*.css")}

    (first,) = styles()
    change(built, "second")
    assert build(built).returncode == 0
    second = styles() - {first}
    assert len(second) == 1
    assert first in styles()
    # A build that changes nothing forgets nothing.
    assert build(built).returncode == 0
    assert styles() == second | {first}
    change(built, "third")
    assert build(built).returncode == 0
    assert second < styles()
    assert len(styles()) == 2
    assert first not in styles()


def test_a_broken_source_leaves_the_site_and_is_reported(built: Path) -> None:
    before = (built / "site").readlink(), digest(built / "site")
    source = next((built / "docs/questions").rglob("*.md"))
    name = source.relative_to(built).as_posix()
    source.write_bytes(b"\xff\xfe broken")
    result = build(built)
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert any(re.match(rf"{name}:\d+: [a-z-]+: \S", line) for line in lines)
    assert not any(line.startswith(("WARNING", "INFO")) for line in lines)
    assert "Traceback" not in result.stdout + result.stderr
    assert ((built / "site").readlink(), digest(built / "site")) == before


def test_plain_mkdocs_has_a_folder_of_its_own(built: Path) -> None:
    before = digest(built / "site")
    assert run(built, "-m", "mkdocs", "build", "--strict").returncode == 0
    assert (built / ".builds/plain/404.html").exists()
    assert digest(built / "site") == before
    change(built, "newer")
    assert build(built).returncode == 0
    assert (built / ".builds/plain/404.html").exists()


def publish(root: Path) -> subprocess.CompletedProcess[str]:
    return run(ROOT, "scripts/publish.py", "--root", str(root))


def test_publish_records_each_id_once_and_forgets_none(tmp_path: Path) -> None:
    root = shutil.copytree(CORPUS, tmp_path / "corpus", symlinks=True)
    record = root / "docs/published.yml"
    assert publish(root).returncode == 0
    before = record.read_text(encoding="utf-8")
    # It was in the record of the corpus, and has no page.
    assert "- {id: 3, slug: water-clock}\n" in before
    again = publish(root)
    assert (again.returncode, again.stdout) == (0, "")
    assert record.read_text(encoding="utf-8") == before
    # What was never recorded is added, in its place.
    record.write_text("".join(before.splitlines(keepends=True)[1:]), encoding="utf-8")
    assert "recorded {id: 1, slug: sundial-noon" in publish(root).stdout
    assert record.read_text(encoding="utf-8") == before


def test_publish_records_anchors_and_forgets_none(tmp_path: Path) -> None:
    root = shutil.copytree(CORPUS, tmp_path / "corpus", symlinks=True)
    record = root / "docs/published.yml"
    publish(root)
    (line,) = re.findall("^- {id: 1, .*$", record.read_text("utf-8"), re.MULTILINE)
    assert "anchors: [fig-shadow, explain, longitude, " in line
    assert "- {page: home, anchors: [start]}\n" in record.read_text("utf-8")
    assert "- {page: topics/water}\n" in record.read_text("utf-8")
    source = root / "docs/questions/shadows/sundial-noon.md"
    text = source.read_text("utf-8").replace("{ #reading }", "{ #readings }")
    source.write_text(text, "utf-8")
    refused = publish(root)
    assert refused.returncode == 1
    assert "lost-anchor: `#reading` was published" in refused.stdout
    with (root / "docs/redirects.yml").open("a", encoding="utf-8") as redirects:
        redirects.write("sundial-noon#reading: readings\n")
    assert publish(root).returncode == 0
    assert line.replace("]}", ", readings]}") in record.read_text("utf-8")


def test_publish_records_no_draft(tmp_path: Path) -> None:
    case = Case("draft", (*UNLINKED_DRAFT, delete("docs/redirects.yml")), ())
    root = case.build(tmp_path / "corpus")
    record = root / "docs/published.yml"
    record.write_text("[]\n", "utf-8")
    assert publish(root).returncode == 0
    assert "slug: sundial-noon" in record.read_text("utf-8")
    assert "slug: water-clock-shape" not in record.read_text("utf-8")


def test_publish_refuses_a_slug_that_changed_without_a_redirect(tmp_path: Path) -> None:
    root = shutil.copytree(CORPUS, tmp_path / "corpus", symlinks=True)
    record = root / "docs/published.yml"
    renamed = record.read_text(encoding="utf-8").replace("sundial-noon", "noon")
    record.write_text(renamed, encoding="utf-8")
    result = publish(root)
    assert result.returncode == 1
    assert "lost-address" in result.stdout
    assert record.read_text(encoding="utf-8") == renamed
    with (root / "docs/redirects.yml").open("a", encoding="utf-8") as redirects:
        redirects.write("noon: sundial-noon\n")
    assert publish(root).returncode == 0
    assert "{id: 1, slug: sundial-noon, " in record.read_text(encoding="utf-8")
