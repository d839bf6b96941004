"""The site's icon as pictures, for what cannot show the drawing that it is made from.

Browsers ask for favicon.ico beside a bare file, phones want PNG files for their home
screen. The drawing is an SVG file with a ground and shapes upon it, of the few elements
that `_shape` knows. Sources: https://html.spec.whatwg.org/#rel-icon,
https://www.w3.org/TR/appmanifest/#icon-masks
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from itertools import pairwise
from math import hypot
from xml.etree import ElementTree

from PIL import Image, ImageDraw

# Where browsers look by themselves.
FAVICON = "favicon.ico"
FAVICON_SIZES = (16, 32, 48)

# The others, by what asks for them, with their size in pixels. A maskable icon is cut
# to any shape, and iOS rounds its own: their ground reaches the corners.
APPLE = "assets/icons/apple-touch.png"
SMALL = "assets/icons/icon-192.png"
LARGE = "assets/icons/icon-512.png"
MASKABLE = "assets/icons/maskable-512.png"
_PICTURES = {APPLE: (180, True), SMALL: (192, False), LARGE: (512, False)}
_PICTURES[MASKABLE] = (512, True)

# The pixels of a side while drawing; made smaller then, for smooth edges.
_DRAWN = 2048

_SVG = "{http://www.w3.org/2000/svg}"
_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")

Point = tuple[float, float]


class IconError(Exception):
    """The drawing has what cannot be drawn here; the message names it."""


@cache
def icons(drawing: bytes) -> Mapping[str, bytes]:
    """Return the icons that the SVG file `drawing` gives, contents by path.

    The same drawing gives the same bytes. Raises IconError.
    """
    files = {FAVICON: _favicon(drawing)}
    for path, (size, reaches_corners) in _PICTURES.items():
        files[path] = _file(picture(drawing, size, reaches_corners), "PNG")
    return files


def picture(drawing: bytes, size: int, reaches_corners: bool = False) -> Image.Image:
    """Return a drawing as a picture of `size` by `size` pixels.

    Its ground has round corners, or reaches into those of the picture. Raises
    IconError.
    """
    whole = Image.new("RGBA", (size, size))
    for mask, colour in _shapes(drawing, reaches_corners):
        layer = Image.new("RGBA", whole.size, colour)
        layer.putalpha(mask.resize(whole.size, Image.Resampling.BOX))
        whole = Image.alpha_composite(whole, layer)
    return whole


@cache
def _shapes(drawing: bytes, reaches_corners: bool) -> list[tuple[Image.Image, str]]:
    """Return where each shape of a drawing is, in white on black, and its colour."""
    try:
        root = ElementTree.fromstring(drawing)
    except ElementTree.ParseError as error:
        raise IconError(f"it is no XML: {error}") from None
    box = [float(number) for number in _NUMBER.findall(root.get("viewBox", ""))]
    if len(box) != 4 or box[:2] != [0, 0] or box[2] != box[3] or not box[2]:
        raise IconError("its viewBox is no square that begins at 0 0")
    shapes = []
    for number, element in enumerate(root):
        mask = Image.new("L", (_DRAWN, _DRAWN))
        is_ground = reaches_corners and number == 0
        unit = _DRAWN / box[2]
        colour = _shape(ImageDraw.Draw(mask), element, unit, is_ground)
        shapes.append((mask, colour))
    return shapes


def _shape(
    draw: ImageDraw.ImageDraw, element: ElementTree.Element, unit: float, square: bool
) -> str:
    """Draw an element in white, without its round corners if `square`.

    Return its colour.
    """
    have = dict(element.attrib)
    name = element.tag.removeprefix(_SVG)
    try:
        if name == "rect":
            right, below = (
                float(have.pop(side)) * unit for side in ("width", "height")
            )
            radius = float(have.pop("rx")) * unit
            draw.rounded_rectangle(
                (0, 0, right - 1, below - 1), 0 if square else radius, fill=255
            )
            colour = have.pop("fill")
        elif name == "path":
            points, is_closed = _points(have.pop("d"), unit)
            drawn = {"fill": "none"}
            if is_closed or len(points) > 2:
                drawn["stroke-linejoin"] = "round"
            if not is_closed:
                drawn["stroke-linecap"] = "round"
            for key, value in drawn.items():
                if have.pop(key) != value:
                    raise IconError(f"the {key} of a path is not {value}")
            _line(draw, points, float(have.pop("stroke-width")) * unit)
            colour = have.pop("stroke")
        else:
            raise IconError(f"<{name}> is neither rect nor path")
    except KeyError as missing:
        raise IconError(f"<{name}> lacks {missing}") from None
    if have:
        raise IconError(f"<{name}> has {', '.join(have)}")
    return colour


def _points(path: str, unit: float) -> tuple[list[Point], bool]:
    """Return the corners of a path in pixels, and whether it is closed."""
    points: list[Point] = []
    x = y = 0.0
    is_closed = False
    for command, text in _COMMAND.findall(path):
        numbers = [float(number) * unit for number in _NUMBER.findall(text)]
        steps = 2 if command in "MmLl" else 1
        if command in "Zz":
            points.append(points[0])
            is_closed = True
        elif command not in "MmLlHhVv" or len(numbers) % steps:
            raise IconError(f"a path has {command}{text}")
        for step in range(0, len(numbers), steps):
            first, last = numbers[step], numbers[step + steps - 1]
            if command.islower():
                first, last = x + first, (x if command == "h" else y) + last
                first = y + numbers[step] if command == "v" else first
            if command not in "Vv":
                x = first
            if command not in "Hh":
                y = last
            points.append((x, y))
    return points, is_closed


def _line(draw: ImageDraw.ImageDraw, points: list[Point], width: float) -> None:
    """Draw lines from point to point, round at each."""
    # Pillow names pixels, not the edges between them, and draws the last one too.
    points = [(x - 0.5, y - 0.5) for x, y in points]
    half = (width - 1) / 2
    for (x, y), (to_x, to_y) in pairwise(points):
        length = hypot(to_x - x, to_y - y)
        if length:
            across, down = half * (y - to_y) / length, half * (to_x - x) / length
            draw.polygon(
                [
                    (x + across, y + down),
                    (to_x + across, to_y + down),
                    (to_x - across, to_y - down),
                    (x - across, y - down),
                ],
                fill=255,
            )
    for x, y in points:
        draw.ellipse((x - half, y - half, x + half, y + half), fill=255)


def _favicon(drawing: bytes) -> bytes:
    pictures = [picture(drawing, size) for size in FAVICON_SIZES]
    file = BytesIO()
    sizes = [(size, size) for size in FAVICON_SIZES]
    pictures[-1].save(file, "ICO", sizes=sizes, append_images=pictures[:-1])
    return file.getvalue()


def _file(image: Image.Image, kind: str) -> bytes:
    file = BytesIO()
    image.save(file, kind, compress_level=9)
    return file.getvalue()
