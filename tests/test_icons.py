"""The site's icon as pictures: as a browser draws it, and where each is found."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from conftest import ROOT, Site
from handbook.icons import (
    FAVICON,
    FAVICON_SIZES,
    MASKABLE,
    IconError,
    icons,
    picture,
)
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser

DRAWING = (ROOT / "docs/assets/favicon.svg").read_bytes()
# By size, how far the values of a colour may be from the browser's in the mean. Small
# icons are edges for the most part, which the browser smooths in its own way.
MOST = {16: 3.0, 32: 2.2, 48: 2.0, 180: 1.0, 192: 1.0, 512: 1.0}


@pytest.fixture(scope="module")
def rendered(browser: Browser) -> Mapping[int, Image.Image]:
    """The drawing as Chromium shows it, on nothing, by size."""
    style = "body{margin:0}svg{display:block;width:100vw}"
    found = {}
    with browser.new_context(device_scale_factor=1) as context:
        page = context.new_page()
        page.set_content(f"<!doctype html><style>{style}</style>{DRAWING.decode()}")
        for size in MOST:
            page.set_viewport_size({"width": size, "height": size})
            shot = page.screenshot(omit_background=True)
            found[size] = Image.open(io.BytesIO(shot)).convert("RGBA")
    return found


def difference(one: Image.Image, other: Image.Image) -> float:
    # What is transparent has no colour.
    bands = zip(one.convert("RGBa").split(), other.convert("RGBa").split(), strict=True)
    return max(ImageStat.Stat(ImageChops.difference(*pair)).mean[0] for pair in bands)


@pytest.mark.parametrize("size", MOST)
def test_an_icon_is_what_a_browser_draws(
    rendered: Mapping[int, Image.Image], size: int
) -> None:
    assert difference(picture(DRAWING, size), rendered[size]) < MOST[size]


@pytest.mark.parametrize(
    ("part", "other"),
    [
        (b'rx="7"', b'rx="4"'),
        (b"M9 9.5h14", b"M9 10.5h14"),
        (b'2" stroke-linejoin', b'9" stroke-linejoin'),
        (b"#a83518", b"#b04020"),
    ],
)
def test_a_browser_draws_no_other_icon(
    rendered: Mapping[int, Image.Image], part: bytes, other: bytes
) -> None:
    changed = DRAWING.replace(part, other)
    for size, most in MOST.items():
        assert difference(picture(changed, size), rendered[size]) > most, size


@pytest.mark.parametrize(
    ("part", "other", "reason"),
    [
        (b"</svg>", b"", "no XML"),
        (b"0 0 32 32", b"0 0 32 30", "viewBox"),
        (b"<rect", b"<circle", "<circle> is neither"),
        (b' rx="7"', b"", "<rect> lacks 'rx'"),
        (b"<rect", b'<rect transform="rotate(9)"', "<rect> has transform"),
        (b"h14v10.2", b"c1 2 3 4 5 6", "a path has c1 2"),
        (b'linejoin="round"', b'linejoin="miter"', "the stroke-linejoin of a path"),
        (b"h6", b"h6v6", "lacks 'stroke-linejoin'"),
    ],
)
def test_what_cannot_be_drawn_is_named(part: bytes, other: bytes, reason: str) -> None:
    assert part in DRAWING
    with pytest.raises(IconError, match=reason):
        icons(DRAWING.replace(part, other))


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert icons(DRAWING) == icons.__wrapped__(DRAWING)


# ---- on the site ----


def test_the_favicon_is_where_browsers_look_by_themselves(site: Site) -> None:
    with Image.open(site.folder / FAVICON) as favicon:
        assert favicon.format == "ICO"
        assert favicon.info["sizes"] == {(size, size) for size in FAVICON_SIZES}


def test_a_maskable_icon_has_its_shapes_where_no_mask_cuts(site: Site) -> None:
    path = site.folder / site.asset(MASKABLE.removeprefix("assets/"))
    with Image.open(path) as file:
        image = file.convert("RGBA")
    assert image.getchannel("A").getextrema() == (255, 255)
    ground = Image.new("RGBA", image.size, image.getpixel((0, 0)))
    shapes = ImageChops.difference(image.convert("RGB"), ground.convert("RGB"))
    box = shapes.getbbox()
    assert box
    # Within a circle of 40 % of the side around the middle.
    middle, radius = image.width / 2, 0.4 * image.width
    for x in (box[0], box[2]):
        for y in (box[1], box[3]):
            assert (x - middle) ** 2 + (y - middle) ** 2 <= radius**2
