"""Start a question: write a draft with the next id, and a stub of its example."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from string import Template

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

import command  # noqa: E402
from handbook import load  # noqa: E402  (found by the line above)
from handbook.front_matter import SLUG  # noqa: E402
from handbook.model import Corpus  # noqa: E402
from handbook.quoting import quoted  # noqa: E402

TEMPLATES = ROOT / "scripts"


class RefusedError(Exception):
    """The question cannot be started; the message says why, and the cure."""


def main() -> int:
    """Write the files of a new question and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("topic", help="a topic of docs/topics.yml")
    parser.add_argument("slug", help="the name in the address: a-z, 0-9 and hyphens")
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="the folder above docs/"
    )
    arguments = parser.parse_args()
    try:
        written = start(arguments.root, arguments.topic, arguments.slug)
    except RefusedError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    for path in written:
        print(path)
    print("make check lists what is still to be written.", file=sys.stderr)
    return 0


def start(root: Path, topic: str, slug: str) -> tuple[str, ...]:
    """Write the files and return their paths, relative to `root`.

    Raises `RefusedError`.
    """
    corpus, _ = load(root)
    refuse_names(corpus, topic, slug)
    values = {
        "id": str(next_id(corpus)),
        "slug": slug,
        "today": date.today().isoformat(),
    }
    contents = {
        f"docs/questions/{topic}/{slug}.md": filled("question.md.template", values),
        f"docs/examples/{slug}.py": filled("example.py.template", values),
        f"docs/examples/{slug}.out": "nothing yet\n",
    }
    for path in contents:
        if (root / path).exists():
            raise RefusedError(f"{path} exists already. Take another slug.")
    written: list[Path] = []
    try:
        for path, content in contents.items():
            write(root / path, content)
            written.append(root / path)
    except BaseException:
        # A question that is only begun would be in the way of the next attempt.
        for done in written:
            done.unlink(missing_ok=True)
        raise
    return tuple(contents)


def refuse_names(corpus: Corpus, topic: str, slug: str) -> None:
    """Raise `RefusedError` for an unknown topic or a slug that cannot be given."""
    topics = [known.id for known in corpus.topics]
    if topic not in topics:
        known = ", ".join(topics) or "none can be read from docs/topics.yml"
        raise RefusedError(f"{quoted(topic)} is no topic. Use TOPIC= one of: {known}.")
    if not SLUG.fullmatch(slug):
        raise RefusedError(
            f"{quoted(slug)} is no slug. Use SLUG= with a-z, 0-9 and single hyphens."
        )
    if slug in corpus.by_slug:
        path = corpus.by_slug[slug].path
        raise RefusedError(f"{quoted(slug)} is the slug of {path}. Take another one.")
    old = {address.slug for address in corpus.published}
    if slug in old | {redirect.old for redirect in corpus.redirects}:
        raise RefusedError(f"{quoted(slug)} was published once. Take another slug.")


def next_id(corpus: Corpus) -> int:
    """Return the id after the highest that was ever given.

    Raises `RefusedError` where a file that may hold a higher one cannot be read.
    """
    hidden = sorted(
        path
        for path in corpus.unreadable
        if path.startswith("docs/questions/") or path == "docs/published.yml"
    )
    if hidden:
        raise RefusedError(f"{hidden[0]} cannot be read. Mend it: see make check.")
    questions = (question.id for question in corpus.questions)
    published = (address.id for address in corpus.published)
    return max((*questions, *published), default=0) + 1


def filled(template: str, values: dict[str, str]) -> str:
    """Return a template with its values."""
    return Template((TEMPLATES / template).read_text("utf-8")).substitute(values)


def write(path: Path, content: str) -> None:
    """Write a new file, whole or not at all; raises `RefusedError` where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("x", encoding="utf-8", newline="\n")
    except OSError as error:
        raise RefusedError(command.explained(error, str(path))) from error
    try:
        with file:
            file.write(content)
    except OSError as error:
        path.unlink()
        raise RefusedError(command.explained(error, str(path))) from error


if __name__ == "__main__":
    command.run(main)
