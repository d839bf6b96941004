"""Record every published address, with its anchors, in docs/published.yml.

What stands there was public once and is never given to another question; the rules
hold the corpus to it. Nothing is ever removed. The line of a question that was renamed
gets its new slug; docs/redirects.yml keeps the old one.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

import command  # noqa: E402
import whole_file  # noqa: E402
from handbook import review  # noqa: E402  (found by the line above)
from handbook.model import Corpus  # noqa: E402
from handbook.rules.permanence import public_pages, question_anchors  # noqa: E402

RECORD = "docs/published.yml"


def main() -> int:
    """Write the record of the repository at `--root` and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="the folder above docs/"
    )
    root = parser.parse_args().root
    corpus, problems = review(root)
    for problem in problems:
        print(problem)
    if problems:
        # A slug that changed without a redirect is one of them.
        print("Nothing recorded: only a corpus without problems.", file=sys.stderr)
        return 1
    record = root / RECORD
    before = record.read_text("utf-8").splitlines() if record.exists() else []
    after = [*questions(corpus), *pages(corpus)]
    whole_file.write(record, "".join(f"{line}\n" for line in after))
    for line in after:
        if line not in before:
            print(f"recorded {line.removeprefix('- ')}")
    print(f"{RECORD}: {len(after)} addresses", file=sys.stderr)
    return 0


def questions(corpus: Corpus) -> list[str]:
    """Return a line for each id that is or was public, in their order."""
    slugs = {address.id: address.slug for address in corpus.published}
    anchors = {address.id: address.anchors for address in corpus.published}
    for question in corpus.published_questions:
        slugs[question.id] = question.slug
        known = anchors.get(question.id, ())
        anchors[question.id] = _union(known, question_anchors(question))
    return [
        f"- {{id: {id}, slug: {slugs[id]}{_listed(anchors[id])}}}"
        for id in sorted(slugs)
    ]


def pages(corpus: Corpus) -> list[str]:
    """Return a line for each other page that is or was public, by name."""
    anchors = {page.name: page.anchors for page in corpus.published_pages}
    for name, found in public_pages(corpus).items():
        anchors[name] = _union(anchors.get(name, ()), found)
    return [f"- {{page: {name}{_listed(anchors[name])}}}" for name in sorted(anchors)]


def _union(known: Iterable[str], found: Iterable[str]) -> tuple[str, ...]:
    """Return what is known in its order, and what is new behind it."""
    return tuple(dict.fromkeys((*known, *found)))


def _listed(anchors: Iterable[str]) -> str:
    return f", anchors: [{', '.join(anchors)}]" if anchors else ""


if __name__ == "__main__":
    command.run(main)
