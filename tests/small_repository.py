"""A repository of two questions, which the real scripts and hooks build in a second."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ("build.py", "command.py")


def make(root: Path) -> Path:
    """Write the repository into a folder that does not exist yet, and return it."""
    shutil.copytree(ROOT / "tests/corpus/docs", root / "docs")
    shutil.copytree(ROOT / "docs/assets", root / "docs/assets")
    # Terms link to this page, which the corpus lacks.
    shutil.copy(ROOT / "docs/pages/glossary.md", root / "docs/pages")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "hooks").symlink_to(ROOT / "hooks")
    (root / "scripts").mkdir()
    for name in SCRIPTS:
        shutil.copy(ROOT / "scripts" / name, root / "scripts")
    return root


def run(
    root: Path, *command: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run Python with arguments in a repository and return what it said."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def build(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build a repository's site."""
    return run(root, "scripts/build.py", **environment)


def change(root: Path, text: str) -> None:
    """Change the site by a comment in its style sheet, of the kind that stays."""
    with (root / "docs/assets/style.css").open("a", encoding="utf-8") as style:
        style.write(f"/*! {text} */\n")
