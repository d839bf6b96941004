"""What a build and the other commands leave behind when something stops them."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import small_repository
import whole_file
from build import carried, digest
from command import INTERRUPTED
from handbook import store
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

    def test_a_build_waits_for_the_mkdocs_that_lost_its_parent(
        self, built: Path, newer: dict[str, int]
    ) -> None:
        before = hash_of(built)
        process = session(built, sys.executable, "scripts/build.py")
        wait_for((built / ".builds/unfinished").exists)
        process.kill()
        process.wait()
        assert hash_of(built) == before
        result = build(built)
        assert result.returncode == 0, result.stdout + result.stderr
        assert hash_of(built) == newer["site"]
        assert_nothing_is_left(built)

    def test_ctrl_c_ends_a_build_in_one_line(self, built: Path) -> None:
        before = hash_of(built)
        process = session(built, sys.executable, "scripts/build.py")
        wait_for((built / ".builds/unfinished").exists)
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=120) == (
            "",
            "Stopped; the site is as it was.\n",
        )
        assert process.returncode == INTERRUPTED
        assert hash_of(built) == before
        assert not (built / ".builds/unfinished").exists()

    def test_an_mkdocs_that_was_killed_is_reported(self, built: Path) -> None:
        before = hash_of(built)
        # A hook is MkDocs' own process.
        hook = built / "fatal.py"
        hook.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
        settings = built / "mkdocs.yml"
        text = settings.read_text("utf-8")
        text = text.replace("  - hooks/catalogue.py\n", "  - fatal.py\n")
        settings.write_text(text, "utf-8")
        result = build(built)
        assert (result.returncode, result.stdout) == (1, "")
        assert result.stderr.startswith("Nothing built: MkDocs was ended by signal 9.")
        assert hash_of(built) == before

    @pytest.mark.parametrize("change_number", [1, 2])
    def test_the_record_of_addresses_is_the_old_or_the_new_one(
        self, tmp_path: Path, change_number: int
    ) -> None:
        root = shutil.copytree(CORPUS, tmp_path / "corpus")
        record = root / "docs/published.yml"
        record.write_text("[]\n", "utf-8")
        publish = (sys.executable, ROOT / "scripts/publish.py", "--root", root)
        killed = session(root, *publish, **killing(KILL_AT=f"before {change_number}"))
        killed.communicate(timeout=120)
        assert killed.returncode == -signal.SIGKILL
        assert record.read_text("utf-8") == "[]\n"
        process = session(root, *publish)
        process.communicate(timeout=120)
        assert process.returncode == 0
        assert "- {id: 1, slug: sundial-noon, " in record.read_text("utf-8")
        assert not list(record.parent.glob(".*"))


# ---- full disks ----


def test_a_limit_on_the_size_of_files_leaves_the_site(built: Path) -> None:
    before = hash_of(built)
    limited = session(
        built,
        *("sh", "-c", 'ulimit -f 100; exec "$@"', "sh"),
        *(sys.executable, "scripts/build.py"),
    )
    assert limited.communicate(timeout=120) == (
        ".builds/unfinished: File too large. "
        "Allow larger files (ulimit -f), then try again.\n",
        "Nothing built; all that MkDocs said is in .builds/log\n",
    )
    assert limited.returncode == 1
    assert hash_of(built) == before
    assert not (built / ".builds/unfinished").exists()


# A disk that is full but for a megabyte; then what filled it is deleted.
FULL_DISK = """
mount -t tmpfs -o size=32m tmpfs "$1" && cp -a "$2/." "$1" && cd "$1" || exit 3
cat /dev/zero >filler 2>/dev/null
truncate -s -1M filler
"$3" scripts/build.py
echo "code $?"
cp -a .builds "$4"
rm filler
"$3" scripts/build.py >/dev/null || exit 4
cp -a .builds site "$5"
"""
IN_A_MOUNT = ("unshare", "--user", "--map-root-user", "--mount")


def may_mount() -> bool:
    """Return whether this user may mount a disk that nobody else sees."""
    mount = (*IN_A_MOUNT, "mount", "-t", "tmpfs", "tmpfs", "/mnt")
    try:
        return subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def test_a_full_disk_leaves_the_site_and_the_next_build_is_whole(
    built: Path, newer: dict[str, int], tmp_path: Path
) -> None:
    before = (built / "site").readlink().name
    if not may_mount():
        # Nowhere to make a small disk, but this device is always full.
        (built / ".builds/log").unlink()
        (built / ".builds/log").symlink_to("/dev/full")
        result = build(built)
        assert (result.returncode, result.stdout) == (1, "")
        assert result.stderr == (
            "Nothing built: .builds: No space left on device. "
            "Free some space, then try again.\n"
        )
        assert (built / "site").readlink().name == before
        return
    disk, failed, mended = (tmp_path / name for name in ("disk", "failed", "mended"))
    for folder in (disk, mended):
        folder.mkdir()
    script = (*IN_A_MOUNT, "sh", "-c", FULL_DISK, "sh")
    process = session(built, *script, disk, built, sys.executable, failed, mended)
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, (output, errors)
    lines = output.splitlines()
    assert re.fullmatch(
        r"\.builds/unfinished\S*: No space left on device\. "
        r"Free some space, then try again\.",
        lines[0],
    )
    assert lines[1:] == ["code 1"]
    assert errors == "Nothing built; all that MkDocs said is in .builds/log\n"
    assert digest(failed / before) == before
    assert {path.name for path in failed.iterdir()} == {before, "lock", "log"}
    assert hash_of(mended) == newer["site"]


# ---- what may not be written, and what is not ours ----


def forbidden(path: Path) -> None:
    path.chmod(0o555)


def a_file(path: Path) -> None:
    shutil.rmtree(path)
    path.write_text("own")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "own").write_text("own")


def a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("docs")


NOT_OURS = (
    "site is a folder, file or link of its own, not a link to a build. "
    "Move or delete it, then build again.\n"
)


@pytest.mark.parametrize(
    ("name", "fault", "printed"),
    [
        ("site", a_folder, NOT_OURS),
        ("site", a_link, NOT_OURS),
        (
            ".builds",
            a_file,
            "Nothing built: .builds: File exists. "
            "Move or delete what stands in the way, then try again.\n",
        ),
        (
            ".builds/lock",
            a_folder,
            "Nothing built: .builds/lock: Is a directory. "
            "Move or delete what stands in the way, then try again.\n",
        ),
        (
            ".builds",
            forbidden,
            ".builds/unfinished: Permission denied. Make it writable, then try again.\n"
            "Nothing built; all that MkDocs said is in .builds/log\n",
        ),
        (
            ".",
            forbidden,
            "Nothing built: site: Permission denied. "
            "Make it writable, then try again.\n",
        ),
    ],
)
def test_what_stands_in_the_way_is_named_and_left_alone(
    built: Path, name: str, fault: Callable[[Path], None], printed: str
) -> None:
    path = built / name
    fault(path)
    before = inventory(built)
    process = session(built, *unprivileged(), sys.executable, "scripts/build.py")
    output, errors = process.communicate(timeout=120)
    path.chmod(0o755)
    assert output + errors == printed
    assert process.returncode == 1
    assert inventory(built) == before


def unprivileged() -> tuple[str, ...]:
    """Return what a command runs under that has to respect the rights of files."""
    if os.getuid() != 0:
        return ()
    if shutil.which(UNPRIVILEGED[0]) is None:
        pytest.skip("root may write everywhere; install util-linux, or be another user")
    return UNPRIVILEGED


def inventory(root: Path) -> dict[str, str]:
    """Return what stands at `site`, and where it leads."""
    site = root / "site"
    if site.is_symlink():
        return {"site": str(site.readlink())}
    return {path.name: path.read_text() for path in site.iterdir()}


def test_garbage_in_the_way_of_a_build_is_cleared(
    built: Path, newer: dict[str, int]
) -> None:
    (built / ".builds/unfinished").write_text("a file")
    (built / ".builds/next/folder").mkdir(parents=True)
    kept = sorted((built / ".cache").glob("*/*"))
    caches = {
        "cards",
        "compressed",
        "markdown",
        "pages",
        "phrases",
        "qr-codes",
        "questions",
        "search",
        "templates",
    }
    assert {path.parent.name for path in kept} == caches
    for path, fault in zip(kept, cycle(("cut", "noise", "folder")), strict=False):
        content = path.read_bytes()
        path.unlink()
        if fault == "cut":
            path.write_bytes(content[: len(content) // 2])
        elif fault == "noise":
            path.write_bytes(random.Random(path.name).randbytes(len(content)))
        else:
            (path / "folder").mkdir(parents=True)
    result = build(built)
    assert result.returncode == 0, result.stdout + result.stderr
    assert hash_of(built) == newer["site"]
    assert_nothing_is_left(built)


# ---- several at once ----


def test_two_builds_and_a_server_share_a_repository(
    built: Path, newer: dict[str, int]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # So that all of them fill it at once.
    shutil.rmtree(built / ".cache")
    address = f"127.0.0.1:{port}"
    command = (sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address)
    server = session(built, *command)
    builds = [session(built, sys.executable, "scripts/build.py") for _ in range(2)]
    outputs = [process.communicate(timeout=120)[0] for process in builds]
    assert [process.returncode for process in builds] == [0, 0], outputs
    assert sum("Another build is running" in output for output in outputs) == 1
    assert hash_of(built) == newer["site"]
    assert_nothing_is_left(built)

    def answers() -> bool:
        assert server.poll() is None
        try:
            return bool(urlopen(f"http://{address}/zh/").status == 200)
        except URLError:
            return False

    wait_for(answers)
    os.killpg(server.pid, signal.SIGINT)
    assert "Traceback" not in "".join(server.communicate(timeout=120))
    for path in (built / ".cache").glob("*/*"):
        assert path.suffix == f".{store.digest(path.read_bytes())}", path


# ---- how any command ends ----


@pytest.mark.parametrize(
    ("statement", "code", "printed"),
    [
        ("return 3", 3, ""),
        ("raise KeyboardInterrupt", INTERRUPTED, "Stopped.\n"),
        ("raise BrokenPipeError", 1, ""),
        (
            "open('missing/file', 'w')",
            1,
            "Stopped: missing/file: No such file or directory. "
            "Check rights and free space, then try again.\n",
        ),
        (
            "print('x', file=open('/dev/full', 'w'), flush=True)",
            1,
            "Stopped: the output: No space left on device. "
            "Free some space, then try again.\n",
        ),
    ],
)
def test_a_command_ends_with_a_code_and_no_traceback(
    tmp_path: Path, statement: str, code: int, printed: str
) -> None:
    program = f"import command\ndef main():\n    {statement}\ncommand.run(main)\n"
    scripts = str(ROOT / "scripts")
    result = small_repository.run(tmp_path, "-c", program, PYTHONPATH=scripts)
    assert (result.returncode, result.stderr) == (code, printed)


def test_a_file_that_cannot_be_written_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "kept.yml"
    path.write_text("old\n")
    (tmp_path / ".kept.yml.unfinished").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left") as raised:
        whole_file.write(path, "new\n")
    assert raised.value.filename == str(path)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [
        ("kept.yml", "old\n")
    ]
    whole_file.write(path, "new\n")
    assert path.read_text() == "new\n"


def test_a_new_question_that_finds_no_room_leaves_nothing(tmp_path: Path) -> None:
    root = shutil.copytree(CORPUS, tmp_path / "corpus")
    (root / "docs/examples").chmod(0o555)
    script = ROOT / "scripts/new.py"
    command = (sys.executable, script, "shadows", "moon-dial", "--root", root)
    process = session(root, *unprivileged(), *command)
    output, errors = process.communicate(timeout=120)
    (root / "docs/examples").chmod(0o755)
    assert (process.returncode, output) == (1, "")
    assert errors == (
        f"{root}/docs/examples/moon-dial.py: Permission denied. "
        "Make it writable, then try again.\n"
    )
    assert not list(root.rglob("*moon-dial*"))


@pytest.mark.parametrize(
    ("port", "printed"),
    [
        ("http", "'http' is no port; ports are numbers from 1 to 65535."),
        ("65536", "'65536' is no port; ports are numbers from 1 to 65535."),
        ("taken", "Port {port} is taken."),
    ],
)
def test_a_port_that_cannot_be_used_is_named(port: str, printed: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1]) if port == "taken" else port
        result = small_repository.run(ROOT, "scripts/serve.py", port)
    cure = "Choose another: make serve PORT=8001\n"
    printed = f"{printed.format(port=port)} {cure}"
    assert (result.returncode, result.stdout, result.stderr) == (1, "", printed)
