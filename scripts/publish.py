"""Record the id and slug of every published question in docs/published.yml.

What stands there was public once and is never given to another question; the rules
hold the corpus to it. Nothing is ever removed. The line of a question that was renamed
gets its new slug; docs/redirects.yml keeps the old one.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from handbook import review  # noqa: E402  (found by the line above)
from handbook.model import Corpus  # noqa: E402

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
    before = {address.id: address.slug for address in corpus.published}
    after = addresses(corpus)
    lines = [f"- {{id: {id_}, slug: {slug}}}\n" for id_, slug in after.items()]
    (root / RECORD).write_text("".join(lines), encoding="utf-8")
    for id_, slug in after.items():
        if before.get(id_) != slug:
            print(f"recorded {id_} {slug}")
    print(f"{RECORD}: {len(after)} addresses", file=sys.stderr)
    return 0


def addresses(corpus: Corpus) -> dict[int, str]:
    """Return the slug of every id that is or was public, by id."""
    known = {address.id: address.slug for address in corpus.published}
    known |= {question.id: question.slug for question in corpus.published_questions}
    return dict(sorted(known.items()))


if __name__ == "__main__":
    sys.exit(main())
