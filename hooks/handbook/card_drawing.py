"""Drawing a preview card: its words set within the square that some programs crop to.

A card is 1200 by 630 pixels; what such a crop takes away at both sides is blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from .card import Card
from .card_lines import (
    Measure,
    PhraseFinder,
    broken,
    overhang,
    seen_width,
)

WIDTH, HEIGHT = Card.width, Card.height
# Of the middle square, without a margin at each side.
COLUMN = 574
# The middles of the lines of topic and address; title and sentence stand between.
TOPIC_Y, ADDRESS_Y = 66, 566
TOP, BOTTOM = 107, 521
# The most that a title takes from its sentence; the blank between the two.
TITLE_HEIGHT, GAP = 250, 36

# The site's own colours, in light.
PAPER, TEXT, SOFT, ACCENT = "#fdfcf9", "#22262b", "#5a616a", "#a83518"
INKS = (TEXT, SOFT, ACCENT)
# From paper to ink, for the edges of letters.
LEVELS = 32
# Letters are drawn larger and made smaller, which sets them between pixels.
SCALE = 2

_FONTS = Path(__file__).resolve().parent.parent / "fonts"
# Letters are measured at this size, at which no rounding shows.
_LARGE = 500


@dataclass(frozen=True)
class Face:
    """How a kind of text is set.

    The first of `sizes`, in pixels, at which it fits is taken. `leading` is the height
    of a line by the size.
    """

    font: str
    ink: str
    sizes: tuple[int, ...]
    leading: float = 1.0
    most_lines: int = 1


_SERIF, _SANS = "noto-serif-sc-bold.woff2", "noto-sans-sc.woff2"
TITLE = Face(_SERIF, TEXT, (60, 56, 52, 48, 44, 40), 1.3, 4)
# Fewer lines are better, as long as they can be read where the card is shown small.
TITLES = (
    replace(TITLE, sizes=(72, 68, 64, 60), most_lines=1),
    replace(TITLE, sizes=(72, 68, 64, 60, 56), most_lines=2),
    replace(TITLE, sizes=(72, 68, 64, 60, 56, 52), most_lines=3),
)
# The Chinese one of two, and the English one below it.
FIRST_TITLE = replace(TITLE, sizes=(72, 68, 64, *TITLE.sizes))
SECOND_TITLE = Face(_SERIF, SOFT, (52, 48, 44, 40, 36), 1.25, 4)
SENTENCE = Face(_SANS, SOFT, (34, 32, 30, 28, 26), 1.55, 6)
TOPIC = Face(_SANS, ACCENT, (28, 26, 24, 22, 20))
ADDRESS = Face(_SANS, SOFT, (24, 22, 20))


@dataclass(frozen=True)
class Block:
    """A text in lines, at a size of its face."""

    face: Face
    size: int
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """The height of all lines, in pixels."""
        return len(self.lines) * self.size * self.face.leading


@dataclass(frozen=True)
class Line:
    """A line in the middle of a card; `y` is the middle of its height."""

    text: str
    face: Face
    size: int
    y: float


def whole(text: str, face: Face, finder: PhraseFinder, height: float) -> Block | None:
    """Return a text at the largest size at which it fits `COLUMN` and a height.

    None where it fits at no size without a phrase being torn.
    """
    phrases = [phrase.rstrip() for phrase in finder.phrases(text)]
    for size in face.sizes:
        widths = (seen_width(phrase, measure(face, size)) for phrase in phrases)
        if max(widths, default=0) <= COLUMN:
            block = _set(text, face, finder, size)
            if _fits(block, height):
                return block
    return None


def fitted(text: str, face: Face, finder: PhraseFinder, height: float) -> Block:
    """Return a text in a height, at the smallest size and cut where it must be.

    It is cut behind a phrase, which then ends with an ellipsis.
    """
    if found := whole(text, face, finder, height):
        return found
    size = face.sizes[-1]
    block = _set(text, face, finder, size)
    while not _fits(block, height):
        text = finder.cut(text)
        block = _set(text, face, finder, size)
    return block


def lines(card: Card, finder: PhraseFinder) -> tuple[Line, ...]:
    """Return all lines of a card, from top to bottom."""
    return (
        *_placed(fitted(card.topic, TOPIC, finder, TOP), TOPIC_Y),
        *_between(_middle(card, finder)),
        *_placed(fitted(card.address, ADDRESS, finder, TOP), ADDRESS_Y),
    )


def picture(card: Card, finder: PhraseFinder) -> bytes:
    """Return a card as a PNG file, the same bytes each time."""
    masks = {ink: _blank() for ink in INKS}
    for line in lines(card, finder):
        _write(masks[line.face.ink], line)
    # Each ink has its own colours of the palette, so that the masks add up to the card.
    card_image = Image.new("L", (WIDTH, HEIGHT))
    for number, mask in enumerate(masks.values()):
        steps = [
            number * LEVELS + value * (LEVELS - 1) // 255 if value else 0
            for value in range(256)
        ]
        card_image = ImageChops.lighter(card_image, mask.reduce(SCALE).point(steps))
    card_image.putpalette(_palette())
    file = BytesIO()
    card_image.save(file, "PNG", compress_level=6)
    return file.getvalue()


def measure(face: Face, size: int) -> Measure:
    """Return the function that tells how wide a text is, in pixels."""
    return lambda text: _extent(text, face.font) * size


@cache
def _extent(text: str, font: str) -> float:
    """Return the width of a text at the size 1."""
    return _font(font, _LARGE).getlength(text) / (_LARGE * SCALE)


def _set(text: str, face: Face, finder: PhraseFinder, size: int) -> Block:
    return Block(face, size, tuple(broken(text, finder, measure(face, size), COLUMN)))


def _fits(block: Block, height: float) -> bool:
    return block.height <= height and len(block.lines) <= block.face.most_lines


def _middle(card: Card, finder: PhraseFinder) -> tuple[Block, ...]:
    """Return the titles, or the title and the sentence below it."""
    if not card.sentence:
        height = (BOTTOM - TOP - GAP) / len(card.titles)
        faces = (FIRST_TITLE, SECOND_TITLE)
        return tuple(
            fitted(title, face, finder, height)
            for title, face in zip(card.titles, faces, strict=False)
        )
    (text,) = card.titles
    room = BOTTOM - TOP - GAP
    for face in TITLES:
        for size in face.sizes:
            title = whole(text, replace(face, sizes=(size,)), finder, room)
            if title and (
                rest := whole(card.sentence, SENTENCE, finder, room - title.height)
            ):
                return title, rest
    title = fitted(text, TITLE, finder, TITLE_HEIGHT)
    return title, fitted(card.sentence, SENTENCE, finder, room - title.height)


def _between(blocks: Sequence[Block]) -> Iterator[Line]:
    """Yield the lines of blocks one below the other, with equal blank around all."""
    height = sum(block.height for block in blocks) + GAP * (len(blocks) - 1)
    y = (TOP + BOTTOM - height) / 2
    for block in blocks:
        yield from _placed(block, y + block.height / 2)
        y += block.height + GAP


def _placed(block: Block, middle: float) -> Iterator[Line]:
    pitch = block.size * block.face.leading
    y = middle - block.height / 2 + pitch / 2
    for number, text in enumerate(block.lines):
        yield Line(text, block.face, block.size, y + number * pitch)


def _blank() -> Image.Image:
    return Image.new("L", (WIDTH * SCALE, HEIGHT * SCALE))


def _write(mask: Image.Image, line: Line) -> None:
    start, end = overhang(line.text, measure(line.face, line.size))
    # In the middle stands what is seen of the line.
    middle = (WIDTH + end - start) / 2
    # The middle of a Chinese character is 0.38 of the size above the base line.
    base = line.y + 0.38 * line.size
    ImageDraw.Draw(mask).text(
        (middle * SCALE, base * SCALE),
        line.text,
        fill=255,
        font=_font(line.face.font, line.size),
        anchor="ms",
    )


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    # The other layout depends on what else a machine has.
    engine = ImageFont.Layout.BASIC
    return ImageFont.truetype(_FONTS / name, size * SCALE, layout_engine=engine)


@cache
def _palette() -> bytes:
    """Return the colours: for each ink, those from paper to it."""
    paper = ImageColor.getrgb(PAPER)
    return bytes(
        round(ground + (full - ground) * level / (LEVELS - 1))
        for ink in INKS
        for level in range(LEVELS)
        for ground, full in zip(paper, ImageColor.getrgb(ink), strict=True)
    )
