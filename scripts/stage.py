"""Write the assembled pages to stage/, for Zensical, the theme's successor.

It reads Markdown and a configuration, and runs no program of this repository. Then:
zensical build --config-file stage/zensical.toml
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import command

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from handbook import review  # noqa: E402  (found by the line above)
from handbook.assembly import AssembledPage, assemble  # noqa: E402
from handbook.interface import interface_words  # noqa: E402
from handbook.model import LANGUAGES, Question  # noqa: E402
from handbook.resolution import Words  # noqa: E402
from handbook.rules import RULES  # noqa: E402
from handbook.staging import Stage, path  # noqa: E402

# A folder that holds this file was written by this program.
CONFIGURATION = "zensical.toml"
SHARED_STYLES = ("formula.css", "figure.css")
# A scheme, whom it serves, and the icon and the word of the way out of it.
PALETTES = (
    ("default", "light", "weather-night", "to_dark"),
    ("slate", "dark", "weather-sunny", "to_light"),
)


def main() -> int:
    """Write the stage of the repository at `--root`; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", type=Path, default=ROOT / "stage")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder above docs")
    arguments = parser.parse_args()
    root, target = arguments.root, arguments.target
    if target.exists() and not _is_ours(target):
        print(
            f"{target} is not empty and holds no {CONFIGURATION}, so this program did "
            "not write it. Nothing staged. Name another folder, or empty it.",
            file=sys.stderr,
        )
        return 1
    corpus, problems = review(root)
    if problems:
        for problem in problems:
            print(problem)
        print(f"Nothing staged: {len(problems)} problem(s).", file=sys.stderr)
        return 1
    words = interface_words((ROOT / "hooks/interface.yml").read_text("utf-8"))
    url = os.environ.get("SITE_URL", "http://127.0.0.1:8000/")
    pages = assemble(corpus, words, RULES, url)
    docs = root / "docs"
    by_path = {page.path: page for page in pages}
    stage = Stage(corpus, by_path, words, lambda name: (docs / name).read_text("utf-8"))
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        for page in pages:
            file = unfinished / "docs" / path(page)
            file.parent.mkdir(parents=True, exist_ok=True)
            front = f"---\ntitle: {json.dumps(page.title, ensure_ascii=False)}\n---\n"
            file.write_text(front + stage.markdown(page), "utf-8")
        for name in ("figures", "examples"):
            shutil.copytree(docs / name, unfinished / "docs" / name)
        assets = ROOT / "docs/assets"
        styles = unfinished / "docs/assets"
        shutil.copytree(assets / "fonts", styles / "fonts")
        for name in SHARED_STYLES:
            shutil.copy(assets / name, styles)
        shutil.copy(ROOT / "scripts/stage.css", styles)
        configuration = "\n".join(_configuration(pages, words, url)) + "\n"
        (unfinished / CONFIGURATION).write_text(configuration, "utf-8")
        if target.exists():
            shutil.rmtree(target)
        unfinished.rename(target)
    except OSError as error:
        print(f"Nothing staged: {error}. Check rights and space.", file=sys.stderr)
        return 1
    print(f"Staged {len(pages)} pages; build them with")
    print(f"{sys.executable} -m zensical build --config-file {target / CONFIGURATION}")
    return 0


def _is_ours(target: Path) -> bool:
    return target.is_dir() and (
        (target / CONFIGURATION).is_file() or not any(target.iterdir())
    )


def _configuration(
    pages: tuple[AssembledPage, ...], words: dict[str, Words], url: str
) -> Iterator[str]:
    """Yield the lines of the configuration."""
    yield f"[project]\nsite_name = {_text(words['both']['site_name'])}"
    yield f"site_url = {_text(url)}\ndocs_dir = 'docs'\nsite_dir = 'site'"
    styles = (_text(f"assets/{name}") for name in (*SHARED_STYLES, "stage.css"))
    yield f"extra_css = [{', '.join(styles)}]\nnav = ["
    for language in LANGUAGES:
        name = words[language]["site_name"]
        yield f"  {{ {_text(name)} = ["
        for page in pages:
            if page.language == language and page.kind != "redirect":
                yield f"    {{ {_text(page.title)} = {_text(path(page))} }},"
        yield "  ] },"
    yield f"  {{ {_text(words['both']['bilingual'])} = ["
    for page in pages:
        if page.kind == "bilingual":
            assert isinstance(page.subject, Question)
            yield f"    {{ {_text(page.title)} = {_text(path(page))} }},"
    yield "  ] },\n]"
    yield "\n[project.theme]\nvariant = 'classic'\nlanguage = 'zh'\nfont = false"
    yield "features = ['content.code.copy', 'navigation.prune']"
    for scheme, preferred, icon, word in PALETTES:
        yield f"\n[[project.theme.palette]]\nscheme = '{scheme}'"
        yield f"media = '(prefers-color-scheme: {preferred})'"
        yield f"toggle.icon = 'material/{icon}'"
        yield f"toggle.name = {_text(words['both'][word])}"
    yield "\n[project.markdown_extensions]"
    yield "attr_list = {}\nmd_in_html = {}\ntables = {}"
    yield "toc = { permalink = false }"
    yield "\n[project.markdown_extensions.pymdownx.highlight]"
    yield "anchor_linenums = false\npygments_lang_class = true"
    yield "\n[project.markdown_extensions.pymdownx.superfences]"


def _text(text: str) -> str:
    """Return a text as TOML writes it, which is here as JSON does."""
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    command.run(main)
