"""Measure what drawing the preview cards costs, or draw them all on sheets to look at.

Nothing comes from the cache: each card is drawn. The sheets go into .cache: the cards,
what 300 pixels show of them, and the squares that some programs crop them to.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

import yaml
from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from handbook import load  # noqa: E402  (found by the line above)
from handbook.assembly import assemble  # noqa: E402
from handbook.card import Card, card  # noqa: E402
from handbook.card_drawing import picture  # noqa: E402
from handbook.card_lines import PhraseFinder  # noqa: E402
from handbook.model import LANGUAGES, Corpus  # noqa: E402

MOST_MILLISECONDS, MOST_KILOBYTES = 120, 45
COLUMNS, GAP, DESK = 6, 12, "#8a8a8a"
SIDE = (Card.width - Card.height) // 2

# What becomes of a card on a sheet, by the sheet's name.
SHEETS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "cards": lambda image: image.resize((600, 315), Image.Resampling.LANCZOS),
    "thumbnails": lambda image: image.resize((300, 158), Image.Resampling.LANCZOS),
    "squares": lambda image: ImageOps.crop(image, (SIDE, 0, SIDE, 0)).resize(
        (315, 315)
    ),
}


def main() -> int:
    """Measure, or draw the sheets; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", action="store_true", help="draw the sheets instead")
    arguments = parser.parse_args()
    corpus, _ = load(ROOT)
    found = list(cards(corpus, os.environ.get("SITE_URL", "https://example.org/")))
    if not arguments.sheets:
        return bench(found, corpus)
    finder = PhraseFinder(corpus.terms)
    images = [Image.open(io.BytesIO(picture(each, finder))) for each in found]
    for name, change in SHEETS.items():
        path = ROOT / f".cache/card-sheet-{name}.png"
        path.parent.mkdir(exist_ok=True)
        sheet([change(image.convert("RGB")) for image in images]).save(path)
        print(path.relative_to(ROOT))
    return 0


def cards(corpus: Corpus, site_url: str) -> Iterator[Card]:
    """Yield the card of every page of the site."""
    table = yaml.safe_load((ROOT / "hooks/interface.yml").read_text("utf-8"))
    words: dict[str, dict[str, str]] = {
        language: {key: editions[language] for key, editions in table.items()}
        for language in LANGUAGES
    }
    both = {key: " · ".join(editions.values()) for key, editions in table.items()}
    for page in assemble(corpus, words):
        own = words[page.language] if page.language else both
        yield card(page, corpus, own, site_url)


def sheet(images: list[Image.Image]) -> Image.Image:
    """Return pictures of one size side by side, from left to right."""
    width, height = (length + GAP for length in images[0].size)
    rows = -(-len(images) // COLUMNS)
    desk = Image.new("RGB", (COLUMNS * width + GAP, rows * height + GAP), DESK)
    for number, image in enumerate(images):
        row, column = divmod(number, COLUMNS)
        desk.paste(image, (GAP + column * width, GAP + row * height))
    return desk


def bench(found: Sequence[Card], corpus: Corpus) -> int:
    """Print what the cards cost; return 1 where one costs too much."""
    started = time.process_time()
    finder = PhraseFinder(corpus.terms)
    picture(found[0], finder)
    print(f"first card, with dictionary and fonts: {milliseconds_from(started):.0f} ms")
    times, sizes = [], []
    for each in found:
        started = time.process_time()
        content = picture(each, finder)
        times.append(milliseconds_from(started))
        sizes.append(len(content) / 1000)
    print(f"{len(found)} cards      min  median     max")
    for name, values in (("ms a card", times), ("KB a card", sizes)):
        print(f"{name:10}{min(values):9.1f}{median(values):8.1f}{max(values):8.1f}")
    return int(max(times) > MOST_MILLISECONDS or max(sizes) > MOST_KILOBYTES)


def milliseconds_from(started: float) -> float:
    """Return what this process computed since then."""
    return 1000 * (time.process_time() - started)


if __name__ == "__main__":
    sys.exit(main())
