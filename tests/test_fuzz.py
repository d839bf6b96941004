"""Whatever bytes the sources hold, a review ends with a corpus or problems."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from bad_sources import CORPUS, SUNDIAL
from handbook import review
from handbook.model import Corpus, Problem
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FILES = (
    SUNDIAL,
    "docs/pages/home.md",
    "docs/glossary.yml",
    "docs/topics.yml",
    "docs/sources.bib",
    "docs/published.yml",
    "docs/redirects.yml",
    "docs/errata.yml",
    "docs/names.yml",
    "docs/exceptions.yml",
    "docs/examples/sundial-noon.out",
)
ORIGINALS = {path: (CORPUS / path).read_bytes() for path in FILES}

# What the formats are made of, so that mutations reach further than the first line.
PIECES = (
    *(
        b"\0",
        b"\r",
        b"\t",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\n\n",
        b"---\n",
    ),
    *(
        b"<!-- zh -->\n",
        b"<!-- en -->\n",
        b"<!--",
        b"-->",
        b"```\n",
        b"~~~",
        b"`",
        b"$",
    ),
    *(
        b"$$\n",
        b"# ",
        b"## ",
        b"{ #a }",
        b"{.computed}",
        b"[",
        b"](",
        b")",
        b"![",
        b"<b>",
    ),
    *(
        b"[@a; @",
        b"<https:",
        b"\\",
        b"| ",
        b"&a ",
        b"*a",
        b"!!set ",
        b"<<: ",
        b"? ",
        b": ",
    ),
    *(b"- ", b"{", b"}", b'"', b"'", b"@book{a,", b"@", b"#", b"%", b"=", b"9" * 40),
    *("\u202e".encode(), "\u2028".encode(), "\u00a0".encode(), "，".encode(), b"\x85"),
)

# Enough for every run; FUZZ_EXAMPLES=1000 searches longer.
quick = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "16")),
    deadline=timedelta(minutes=1),  # a hang, not a speed
    database=None,
    derandomize="FUZZ_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def root() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(CORPUS / "docs", Path(folder) / "docs")
        yield Path(folder)


def reviewed(root: Path, path: str, content: bytes) -> tuple[Corpus, list[Problem]]:
    """Review the corpus with another content of one file, and put it back."""
    try:
        (root / path).write_bytes(content)
        corpus, problems = review(root)
    finally:
        (root / path).write_bytes(ORIGINALS[path])
    return corpus, list(problems)


def assert_well_formed(content: bytes, path: str, problems: list[Problem]) -> None:
    lines = content.count(b"\n") + content.count(b"\r") + 1
    for problem in problems:
        assert str(problem).isprintable()
        assert problem.message.endswith(".")
        assert problem.path.startswith("docs/")
        assert problem.line >= 1
        if problem.path == path:
            assert problem.line <= lines
    assert problems == sorted(problems)


@st.composite
def mutations(draw: st.DrawFn, original: bytes) -> bytes:
    """Delete, double, or replace slices of a valid file."""
    content = original
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 60)))
        middle = draw(
            st.sampled_from((b"", content[start:end] * 2, *PIECES))
            | st.binary(max_size=8)
        )
        content = content[:start] + middle + content[end:]
    return content


@pytest.mark.parametrize("path", FILES)
@quick
@given(content=st.binary(max_size=400))
def test_any_bytes(root: Path, path: str, content: bytes) -> None:
    _, problems = reviewed(root, path, content)
    assert_well_formed(content, path, problems)


@pytest.mark.parametrize("path", FILES)
@quick
@given(data=st.data())
def test_any_mutation_of_a_valid_file(
    root: Path, path: str, data: st.DataObject
) -> None:
    content = data.draw(mutations(ORIGINALS[path]))
    corpus, problems = reviewed(root, path, content)
    assert_well_formed(content, path, problems)
    # What was left out was reported.
    if corpus.unreadable:
        assert problems


@pytest.mark.parametrize("path", FILES)
@quick
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_syntax(root: Path, path: str, pieces: list[bytes]) -> None:
    head = ORIGINALS[SUNDIAL].split(b"<!-- zh -->")[0] if path == SUNDIAL else b""
    content = head + b"".join(pieces)
    _, problems = reviewed(root, path, content)
    assert_well_formed(content, path, problems)


def test_the_corpus_is_whole_again(root: Path) -> None:
    assert review(root)[1] == ()
