"""The commands for authors: `check.py` lists problems, `new.py` starts a question."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bad_sources import CORPUS, SUNDIAL, WATER_CLOCK, replace, symlink, write
from handbook import review

SCRIPTS = Path(__file__).parent.parent / "scripts"
CODE = "docs/examples/sundial-noon.py"
OUTPUT = "docs/examples/sundial-noon.out"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shutil.copytree(CORPUS, tmp_path / "root")


def run(
    script: str, *arguments: str | Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SCRIPTS / script, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def check(root: Path) -> list[str]:
    result = run("check.py", "--root", root)
    lines = result.stdout.splitlines()
    assert result.returncode == (1 if lines else 0)
    assert "Traceback" not in result.stderr
    return lines


def test_a_corpus_without_problems_passes(root: Path) -> None:
    result = run("check.py", "--root", root)
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == "no problems in 2 questions\n"


@pytest.mark.parametrize(
    ("today", "listed"),
    [("2027-02-21", []), ("2027-02-22", [SUNDIAL, WATER_CLOCK])],
)
def test_answers_not_reviewed_for_a_year_are_listed_and_no_problem(
    root: Path, today: str, listed: list[str]
) -> None:
    result = run("check.py", "--root", root, "--today", today)
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        *(
            f"{path}: last reviewed on 2026-02-21. Review it and set the date."
            for path in listed
        ),
        "no problems in 2 questions",
    ]


def test_problems_are_printed_by_file_and_line_and_counted(root: Path) -> None:
    replace(SUNDIAL, "level: 1", "level: 9")(root)
    replace(SUNDIAL, "id: 1\n", "id: x\n")(root)
    write("docs/questions/stray.txt", "text\n")(root)
    result = run("check.py", "--root", root)
    assert result.returncode == 1
    assert result.stderr == "3 problems\n"
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == [
        f"{SUNDIAL}:2",
        f"{SUNDIAL}:3",
        "docs/questions/stray.txt:1",
    ]


def test_one_problem_is_one(root: Path) -> None:
    write("docs/questions/stray.txt", "text\n")(root)
    assert run("check.py", "--root", root).stderr == "1 problem\n"


def test_a_folder_without_docs_is_one_line(tmp_path: Path) -> None:
    assert check(tmp_path) == ["docs:1: files: the file is missing. Add it."]


def test_a_terminal_without_chinese_gets_its_lines(root: Path) -> None:
    replace(SUNDIAL, "[日晷, 正午", "[日晷, 日晷, 正午")(root)
    result = run("check.py", "--root", root, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert "日晷" in result.stdout
    assert "Traceback" not in result.stderr


def test_a_reader_that_stops_early_gets_no_traceback(root: Path) -> None:
    for number in range(2000):
        write(f"docs/questions/stray-{number}.txt", "text\n")(root)
    command = f"'{sys.executable}' '{SCRIPTS}/check.py' --root '{root}' | head -n 1"
    result = subprocess.run(
        ["sh", "-c", command], capture_output=True, encoding="utf-8", check=False
    )
    assert result.stdout.count("\n") == 1
    assert "Traceback" not in result.stderr
    assert "Exception" not in result.stderr


def test_what_is_no_file_is_not_opened(root: Path) -> None:
    os.mkfifo(root / "docs/questions/water/pipe.md")
    symlink("docs/questions/water/loop.md", "loop.md")(root)
    assert check(root) == [
        "docs/questions/water/loop.md:1: files: a symbolic link. "
        "Put the file itself here.",
        "docs/questions/water/pipe.md:1: files: neither a file nor a folder. "
        "Delete it.",
    ]


@pytest.mark.parametrize(
    ("method", "path"),
    [("iterdir", "docs/questions/closed"), ("open", "docs/questions/water/closed.md")],
)
def test_what_may_not_be_read_is_one_line(
    root: Path, monkeypatch: pytest.MonkeyPatch, method: str, path: str
) -> None:
    # Root may read everything, and tests may run as root: so the system is played.
    if method == "iterdir":
        (root / path).mkdir()
    else:
        (root / path).touch()
    original = getattr(Path, method)

    def refuse(self: Path, *arguments: object) -> object:
        if self == root / path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return original(self, *arguments)

    monkeypatch.setattr(Path, method, refuse)
    # A question that cannot be read still needs its example, which is not there.
    for suffix in ("py", "out"):
        if method == "open":
            (root / f"docs/examples/closed.{suffix}").touch()
    assert [str(problem) for problem in review(root)[1]] == [
        f"{path}:1: files: it cannot be read (Permission denied). Make it readable."
    ]


# Not every system bounds the memory of a process.
MEMORY = [
    ("x = bytearray(3 << 30)", 5, "example-run: it failed: `MemoryError`."),
] * (sys.platform == "linux")


def example(body: str) -> str:
    return f'"""What it shows."""\n\nimport sys\n\n{body}\n'


@pytest.mark.parametrize(
    ("code", "line", "start"),
    [
        ("1 / 0", 5, "example-run: it failed: `ZeroDivisionError: division by zero`."),
        ("sys.exit(3)", 1, "example-run: it failed: it was stopped."),
        ("def f(:", 5, "example-run: it failed: `SyntaxError"),
        (
            "import socket\nsocket.create_connection(('127.0.0.1', 9))",
            6,
            "example-run: it failed: `PermissionError: an example may not use socket",
        ),
        (
            "import subprocess\nsubprocess.run(['true'])",
            6,
            "example-run: it failed: `PermissionError: an example may not use subproc",
        ),
        *MEMORY,
        ("__import__('handbook')", 5, "example-run: it failed: `ModuleNotFoundError"),
        ("print(open('topics.yml'))", 5, "example-run: it failed: `FileNotFoundError"),
    ],
)
def test_an_example_that_fails_is_a_problem(
    root: Path, code: str, line: int, start: str
) -> None:
    write(CODE, example(code))(root)
    lines = check(root)
    assert len(lines) == 1
    assert lines[0].startswith(f"{CODE}:{line}: {start}")
    assert lines[0].endswith("Correct the program.")


def test_an_example_that_does_not_end_is_stopped(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import examples
    from handbook import load

    write(CODE, example("__import__('time').sleep(99)"))(root)
    monkeypatch.setattr(examples, "SECONDS", 1)
    corpus, _ = load(root)
    found = [question.example for question in corpus.questions if question.example]
    assert [str(problem) for problem in examples.check(root, found)] == [
        f"{CODE}:1: example-run: it ran for more than 1 s. Make it compute less."
    ]


def test_an_example_that_computes_too_long_is_stopped(root: Path) -> None:
    write(CODE, example("while True: pass"))(root)
    assert check(root) == [
        f"{CODE}:1: example-run: it needs more than 2 s of processor time. "
        "Make it compute less."
    ]


def test_an_output_that_differs_is_a_problem_on_its_line(root: Path) -> None:
    replace(CODE, '"November"', '"Nov."')(root)
    assert check(root) == [
        f"{OUTPUT}:3: example-output: the program prints `Nov.: -2.0 min` here. "
        "Correct the program, or write its output into this file."
    ]


def test_an_output_that_is_too_long_is_a_problem(root: Path) -> None:
    with (root / OUTPUT).open("a", encoding="utf-8") as file:
        file.write("more\n")
    assert check(root) == [
        f"{OUTPUT}:4: example-output: the program prints `` here. "
        "Correct the program, or write its output into this file."
    ]


def test_an_example_that_passed_is_not_run_again(root: Path) -> None:
    assert check(root) == []
    passed = list((root / ".cache/examples").iterdir())
    assert len(passed) == 2
    times = [path.stat().st_mtime_ns for path in passed]
    assert check(root) == []
    assert [path.stat().st_mtime_ns for path in passed] == times


def test_new_writes_a_draft_whose_problems_are_what_is_to_be_written(
    root: Path,
) -> None:
    result = run("new.py", "water", "drip-rate", "--root", root)
    question = "docs/questions/water/drip-rate.md"
    code = "docs/examples/drip-rate.py"
    assert result.returncode == 0
    assert result.stdout.splitlines() == [
        question,
        code,
        "docs/examples/drip-rate.out",
    ]
    text = (root / question).read_text("utf-8").splitlines()
    assert text[1] == "id: 4"  # 3 was published once
    lines = check(root)
    assert [tuple(line.split(": ")[:2]) for line in lines] == [
        (f"{code}:1", "unfinished"),
        (f"{question}:1", "primary-sources"),
        (f"{question}:7", "keywords"),
        (f"{question}:8", "keywords"),
        (f"{question}:15", "answer"),
        (f"{question}:15", "computed-count"),
        (f"{question}:15", "unfinished"),
        (f"{question}:17", "explain-length"),
        (f"{question}:31", "unfinished"),
        (f"{question}:35", "unfinished"),
        (f"{question}:38", "answer"),
        (f"{question}:38", "computed-count"),
        (f"{question}:38", "unfinished"),
        (f"{question}:40", "explain-length"),
        (f"{question}:54", "unfinished"),
        (f"{question}:58", "unfinished"),
    ]
    assert text[14].startswith("# TODO")
    assert text[16] == "## 详解 { #explain }"
    assert text[39] == "## Explanation { #explain }"


@pytest.mark.parametrize(
    ("topic", "slug", "message"),
    [
        ("", "", "`` is no topic. Use TOPIC= one of: shadows, water.\n"),
        ("fire", "a", "`fire` is no topic. Use TOPIC= one of: shadows, water.\n"),
        (
            "water",
            "Drip_rate",
            "`Drip_rate` is no slug. Use SLUG= with a-z, 0-9 and single hyphens.\n",
        ),
        (
            "water",
            "../../x",
            "`../../x` is no slug. Use SLUG= with a-z, 0-9 and single hyphens.\n",
        ),
        (
            "water",
            "sundial-noon",
            f"`sundial-noon` is the slug of {SUNDIAL}. Take another one.\n",
        ),
        (
            "water",
            "water-clock",
            "`water-clock` was published once. Take another slug.\n",
        ),
    ],
)
def test_new_refuses_in_one_line(
    root: Path, topic: str, slug: str, message: str
) -> None:
    before = sorted(root.rglob("*"))
    result = run("new.py", topic, slug, "--root", root)
    assert (result.returncode, result.stdout, result.stderr) == (1, "", message)
    assert sorted(root.rglob("*")) == before


def test_new_refuses_to_overwrite_an_example(root: Path) -> None:
    write("docs/examples/drip-rate.out", "text\n")(root)
    result = run("new.py", "water", "drip-rate", "--root", root)
    assert result.returncode == 1
    assert result.stderr == (
        "docs/examples/drip-rate.out exists already. Take another slug.\n"
    )


def test_new_refuses_while_an_id_cannot_be_read(root: Path) -> None:
    replace(SUNDIAL, "id: 1\n", "id: 1.5\n")(root)
    result = run("new.py", "water", "drip-rate", "--root", root)
    assert result.returncode == 1
    assert result.stderr == f"{SUNDIAL} cannot be read. Mend it: see make check.\n"
