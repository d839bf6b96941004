"""What readers meet who use keys alone, a screen reader, large text, or own colours."""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from conftest import Site
from PIL import Image
from playwright.sync_api import (
    Browser,
    FloatRect,
    Locator,
    Page,
    ViewportSize,
    expect,
)
from test_every_page import ADDRESSES, AXE, MISSING, wait_for_scripts

WIDE = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)
QUESTION = "zh/q/training-memory/"
BILINGUAL = "q/18/"
Scheme = Literal["light", "dark"]


@contextmanager
def opened(browser: Browser, viewport: ViewportSize, **options: Any) -> Iterator[Page]:
    """Give a page of a browser that has the viewport and the reader's settings."""
    context = browser.new_context(
        viewport=viewport, **{"reduced_motion": "reduce", **options}
    )
    yield context.new_page()
    context.close()


# ---- contrast, measured in what is shown ----


def _luminance(colour: tuple[int, ...]) -> float:
    """Return WCAG's relative luminance of a colour of 0 to 255 each."""
    parts = [value / 255 for value in colour[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return the ratio of contrast of two colours, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def pixels(page: Page, box: FloatRect) -> list[tuple[int, ...]]:
    """Return the colours of what is shown in the box, row by row."""
    shot = page.screenshot(clip=box, animations="allow", caret="hide")
    data = Image.open(io.BytesIO(shot)).convert("RGB").tobytes()
    return [tuple(data[i : i + 3]) for i in range(0, len(data), 3)]


def changed(before: list[tuple[int, ...]], after: list[tuple[int, ...]]) -> int:
    """Return how many pixels changed so much that it is seen, by WCAG's 3 to 1."""
    pairs = Counter(zip(before, after, strict=True))
    return sum(n for (a, b), n in pairs.items() if a != b and contrast(a, b) >= 3)


# ---- keys alone ----

# What has the focus, for a reader of the failure.
FOCUS = """() => {
  const element = document.activeElement;
  const name = element.ariaLabel || element.title || element.textContent.trim();
  return `${element.tagName} .${element.className} ${name.slice(0, 40)}`;
}"""
# Where the focus shows that these cannot show themselves.
STOP = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return null;
  const shown = focused.closest(".md-search__form") ??
    (focused.matches(".md-option")
      ? document.querySelector(".palette label:not([hidden])")
      : focused.querySelector(":scope > rect") ?? focused);
  const style = getComputedStyle(focused.matches("[name=query]") || shown !== focused
    ? shown : focused);
  const box = shown.getClientRects()[0];
  const header = document.querySelector(".site-header");
  const isBelow = header && !header.contains(focused);
  const bottom = isBelow && !focused.closest("dialog, .skip")
    ? header.getBoundingClientRect().bottom : 0;
  window.stops ??= [];
  const again = stops.includes(focused);
  stops.push(focused);
  return {
    again,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      || parseFloat(style.strokeWidth) >= 3 && shown.matches("rect"),
    inView: box.height > innerHeight - bottom
      || (box.top >= bottom - 1 && box.bottom <= innerHeight + 1),
    place: focused.closest("article, .margin, header, footer, main")?.className ?? "",
    top: box.top + scrollY,
    left: box.left,
  };
}"""


def step(page: Page, key: str = "Tab") -> dict[str, Any]:
    """Press a key that moves the focus; expect it on something, shown and in view."""
    page.keyboard.press(key)
    stop: dict[str, Any] | None = page.evaluate(STOP)
    name = page.evaluate(FOCUS)
    assert stop, "the focus is lost"
    assert stop["outlined"], f"the focus is not shown on {name}"
    assert stop["inView"], f"out of view or behind the header: {name}"
    return stop


def tab_to(page: Page, selector: str) -> Locator:
    """Go on by the Tab key to what the selector names, and return it."""
    for _ in range(200):
        step(page)
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return page.locator(":focus")
    raise AssertionError(f"no {selector} was reached")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_journey_by_keys_alone(
    browser: Browser, built_site: Site, scheme: Scheme
) -> None:
    with opened(browser, WIDE, color_scheme=scheme) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        keys = page.keyboard
        # From home by the search to a question.
        page.goto(f"{built_site.url}zh/")
        wait_for_scripts(page)
        tab_to(page, "[name=query]")
        # At once, as an input method does: what a half of it finds would be replaced.
        keys.insert_text("显存不够怎么训练")
        result = page.locator(".md-search-result__link").first
        expect(result).to_have_attribute("href", re.compile("/training-memory/"))
        step(page, "ArrowDown")
        expect(page.locator(".md-search-result__link").first).to_be_focused()
        keys.press("Enter")
        page.wait_for_url(f"**/{QUESTION}**")
        # Past the header.
        page.goto(built_site.url + QUESTION)
        step(page)
        keys.press("Enter")
        step(page)
        expect(page.locator(".crumbs a")).to_be_focused()
        # A figure fills the window, and gives the focus back.
        link = tab_to(page, ".enlarge")
        keys.press("Enter")
        expect(page.locator("dialog.enlarged button")).to_be_focused()
        keys.press("Escape")
        expect(page.locator("dialog.enlarged")).to_have_count(0)
        expect(link).to_be_focused()
        # A term is explained; a citation leads to its source and back.
        tab_to(page, "a.term")
        expect(page.locator("body > .tip")).to_be_visible()
        keys.press("Escape")
        expect(page.locator("body > .tip")).to_be_hidden()
        citation = tab_to(page, "a.citation").get_attribute("id")
        keys.press("Enter")
        step(page)
        source = page.locator(":focus")
        assert source.evaluate("e => !!e.closest('li').querySelector('[id^=source-]')")
        if not source.evaluate("e => e.matches('.back')"):
            tab_to(page, ".back")
        keys.press("Enter")
        expect(page).to_have_url(re.compile(f"#{citation}$"))
        # The link is copied.
        tab_to(page, "[data-copy=link]")
        keys.press("Enter")
        expect(page.locator(".notice")).not_to_be_empty()
        assert QUESTION in page.evaluate("navigator.clipboard.readText()")
        expect(page.locator("[data-copy=link]")).to_be_focused()
        # The other language, then both.
        page.reload()
        tab_to(page, ".switch a[hreflang=en]")
        keys.press("Enter")
        page.wait_for_url("**/en/q/training-memory/**")
        tab_to(page, ".switch a[data-twin=en]")
        keys.press("Enter")
        page.wait_for_url(f"**/{BILINGUAL}**")
        step(page)
        keys.press("Enter")
        step(page)
        expect(page.locator(".crumbs a").first).to_be_focused()


@pytest.mark.parametrize("address", ["", "zh/", QUESTION, "en/map/"])
def test_the_tab_key_goes_through_a_page_in_its_order_and_out_of_it(
    browser: Browser, built_site: Site, address: str
) -> None:
    with opened(browser, WIDE) as page:
        page.goto(built_site.url + address)
        wait_for_scripts(page)
        last: dict[str, dict[str, Any]] = {}
        for _ in range(400):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop is None or stop["again"]:
                break
            name = page.evaluate(FOCUS)
            assert stop["outlined"], f"the focus is not shown on {name}"
            assert stop["inView"], f"out of view or behind the header: {name}"
            # On the map the order is that of the arrows; the margin moves. Elsewhere
            # it goes down, or on to the next column; a citation's mark stands above its
            # line.
            before = last.get(stop["place"])
            if before and "map" not in address and stop["place"] != "margin":
                down = stop["top"] > before["top"] - 40
                assert down or stop["left"] > before["left"], f"goes back to {name}"
            last[stop["place"]] = stop
        else:
            raise AssertionError("no way out of the page")
        missed = page.evaluate(
            """() => [...document.querySelectorAll("main :is(a, button, summary)")]
              .filter((e) => e.checkVisibility() && e.tabIndex >= 0)
              .filter((e) => !stops.includes(e))
              .map((e) => e.outerHTML.slice(0, 100))"""
        )
        assert missed == []


# One of each kind of thing that has the focus.
KINDS = [
    ".skip",
    ".brand",
    ".site-nav a",
    ".switch a",
    ".crumbs a",
    ".enlarge",
    "a.anchor",
    "a.term",
    "a.citation",
    "a.computed",
    "article pre > code",
    ".md-code__button",
    ".back",
    ".share__way",
    ".cite summary",
    ".neighbours a",
    ".margin a",
    ".site-footer a",
]
MODES: dict[str, dict[str, str]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"color_scheme": "dark", "forced_colors": "active"},
}


@pytest.mark.parametrize("mode", MODES.values(), ids=MODES)
def test_the_focus_is_seen(
    browser: Browser, built_site: Site, mode: dict[str, str]
) -> None:
    unseen = []
    with opened(browser, WIDE, **mode) as page:
        page.goto(built_site.url + QUESTION)
        wait_for_scripts(page)
        page.keyboard.press("Shift")  # from now on the focus came by a key
        for kind in KINDS:
            unseen += _unseen(page, page.locator(kind).first)
        # Last: its results stay open when the focus is taken away by a script.
        unseen += _unseen(page, page.locator("[name=query]"))
        page.locator("[name=query]").press_sequentially("显存")
        expect(page.locator(".md-search-result__link").nth(1)).to_be_visible()
        unseen += _unseen(page, page.locator(".md-search-result__link").nth(1))
        page.goto(f"{built_site.url}zh/map/")
        page.keyboard.press("Shift")
        unseen += _unseen(page, page.locator(".map__node").nth(3))
    assert unseen == []


def _unseen(page: Page, place: Locator) -> list[str]:
    """Name a place whose focus changes fewer pixels than a line around it."""
    place.evaluate("e => e.tabIndex < 0 && (e.tabIndex = 0)")
    place.focus()
    # What a term says would lie over what comes next.
    page.evaluate("document.querySelector('body > .tip').hidden = true")
    box = place.evaluate(
        """e => {
          const shown = e.closest(".md-search__form") ?? e;
          const { x, y, width, height } = shown.getClientRects()[0];
          return { x: x - 5, y: y - 5, width: width + 10, height: height + 10 };
        }"""
    )
    box["x"], box["y"] = max(0, box["x"]), max(0, box["y"])
    after = pixels(page, box)
    page.evaluate("scroll => document.activeElement.blur()")
    seen = changed(pixels(page, box), after)
    return [f"{place}: {seen} pixels"] if seen < box["width"] + box["height"] else []


# ---- motion ----

MOVING = """() => [...document.querySelectorAll("*")]
  .flatMap((element) => [null, "::before", "::after"]
    .map((part) => [element, getComputedStyle(element, part)]))
  .filter(([, style]) => style.transitionDuration.split(", ").some((t) => t !== "0s")
    || style.animationName !== "none" || style.scrollBehavior === "smooth")
  .map(([element]) => element.className)"""


def test_nothing_moves_for_whoever_wants_no_motion(
    browser: Browser, built_site: Site
) -> None:
    with opened(browser, WIDE) as page:
        for address in ("", "zh/", QUESTION, BILINGUAL, "en/map/", MISSING):
            page.goto(built_site.url + address)
            wait_for_scripts(page)
            assert page.evaluate(MOVING) == [], address
            assert page.evaluate("document.getAnimations().length") == 0
        # The search for motion finds what there is for others.
        page.emulate_media(reduced_motion="no-preference")
        assert page.evaluate(MOVING) == ["md-dialog"]


# ---- forced colours ----


@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize("choice", [0, 1])
def test_forced_colours_leave_everything_in_view(
    browser: Browser, built_site: Site, system: Scheme, choice: int
) -> None:
    """The reader may have chosen the scheme that the system has not."""
    options = {"color_scheme": system, "forced_colors": "active"}
    with opened(browser, WIDE, **options) as page:
        page.goto(built_site.url + QUESTION)
        wait_for_scripts(page)
        if choice:
            page.locator(".palette label:visible").click()
        faint = []
        for place in (
            ".palette label:not([hidden])",
            ".md-search__glass",
            ".md-code__button",
            ".share__way svg",
            "article .drawing text",
            "article .drawing .h",
        ):
            element = page.locator(place).first
            element.scroll_into_view_if_needed()
            box = element.bounding_box()
            assert box
            shades = pixels(page, box)
            (ground, _), *_ = Counter(shades).most_common(1)
            if max(contrast(ground, shade) for shade in set(shades)) < 4.5:
                faint.append(place)
        assert faint == []
        for place in ("article .drawing", ".map__sheet"):
            if place == ".map__sheet":
                page.goto(f"{built_site.url}en/map/")
            ground = page.locator(place).first.evaluate(
                "e => getComputedStyle(e).backgroundColor"
            )
            assert ground in ("rgb(253, 252, 249)", "rgb(22, 24, 27)")
        page.goto(built_site.url + QUESTION)
        border = page.locator("article pre").first.evaluate(
            "e => getComputedStyle(e).borderTopWidth"
        )
        assert border == "1px"


# ---- large text and narrow windows ----

CUT = """() => {
  const width = document.documentElement.clientWidth;
  const faults = [];
  if (document.documentElement.scrollWidth > width) faults.push("scrolls sideways");
  const shown = (e) => e.checkVisibility({ visibilityProperty: true })
    && !e.closest(".for-screen-readers, .md-option, .tips, .md-dialog, .skip");
  const parts = [...document.querySelectorAll("body *:not(svg *, math *)")]
    .filter(shown);
  for (const part of parts) {
    const style = getComputedStyle(part);
    const hides = (way) => ["hidden", "clip"].includes(way);
    if (hides(style.overflowX) && part.scrollWidth > part.clientWidth + 1
      || hides(style.overflowY) && style.overflowX !== "auto"
        && part.scrollHeight > part.clientHeight + 1)
      faults.push(`cut: ${part.outerHTML.slice(0, 80)}`);
    const box = part.getBoundingClientRect();
    const scrolls = part.parentElement?.closest("div.table, div.formula, pre > code");
    if (box.width && !scrolls && (box.right > width + 1 || box.left < -1))
      faults.push(`outside: ${part.outerHTML.slice(0, 80)}`);
  }
  const bar = [...document.querySelectorAll(`.site-header__bar > *, .site-nav a,
    .switch a`)].filter(shown).filter((e) => e.getClientRects().length);
  for (const one of bar) {
    for (const other of bar) {
      if (one === other || one.contains(other) || other.contains(one)) continue;
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1
        && b.top < a.bottom - 1)
        faults.push(`${one.className} over ${other.className}`);
    }
  }
  return faults;
}"""
NARROW: dict[str, dict[str, Any]] = {
    "320 pixels": {"viewport": ViewportSize(width=320, height=640)},
    "twice as large": {
        "viewport": ViewportSize(width=640, height=450),
        "device_scale_factor": 2,
    },
}


@pytest.mark.parametrize("window", NARROW.values(), ids=NARROW)
def test_nothing_is_cut_or_covered(
    browser: Browser, built_site: Site, window: dict[str, Any]
) -> None:
    with opened(browser, **window) as page:
        for address in ADDRESSES:
            page.goto(built_site.url + address)
            wait_for_scripts(page)
            assert page.evaluate(CUT) == [], address
        for id in ("explain", "pitfalls", "sources"):
            page.goto(f"{built_site.url}{QUESTION}#{id}")
            top, bottom = page.evaluate(
                """id => [document.getElementById(id).getBoundingClientRect().top,
                  document.querySelector(".site-header").getBoundingClientRect().bottom]""",
                id,
            )
            assert top >= bottom, id


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["1280", "390"])
def test_text_of_twice_the_size_is_not_cut_or_covered(
    browser: Browser, built_site: Site, viewport: ViewportSize
) -> None:
    """The size that is set in the browser, not that of the page."""
    with opened(browser, viewport) as page:
        session = page.context.new_cdp_session(page)
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        # A phone's width then holds six words; formulas are longer.
        pages = ("", "zh/", "en/glossary/", *([QUESTION] if viewport == WIDE else []))
        for address in pages:
            page.goto(built_site.url + address)
            wait_for_scripts(page)
            size = page.evaluate("getComputedStyle(document.documentElement).fontSize")
            assert size == "32px"
            assert page.evaluate(CUT) == [], address


# A cell that holds links and nothing else; in a line of text a link may be smaller.
LINKS_ALONE = re.compile(r"<td[^>]*>(?:<a [^>]*>[^<]*</a>)+</td>")
SIZES = """axe.run(document, { runOnly: ["target-size"], resultTypes: ["violations"] })
  .then((found) => found.violations.flatMap((v) => v.nodes.map((node) => node.html)))"""


def test_a_finger_has_room_for_the_links_in_tables(
    browser: Browser, built_site: Site
) -> None:
    pages = [
        path.relative_to(built_site.folder).parent.as_posix()
        for path in sorted(built_site.folder.glob("q/*/index.html"))
        if LINKS_ALONE.search(path.read_text("utf-8"))
    ]
    assert pages
    with opened(browser, PHONE, has_touch=True, is_mobile=True) as page:
        for address in pages:
            page.goto(f"{built_site.url}{address}/")
            page.evaluate(f"{AXE};0")
            assert page.evaluate(SIZES) == [], address


def test_what_scrolls_sideways_can_be_reached_and_says_so(
    browser: Browser, built_site: Site
) -> None:
    with opened(browser, PHONE, has_touch=True, is_mobile=True) as page:
        found = set()
        for address in (QUESTION, "en/q/p-tuning/", "en/contributing/"):
            page.goto(built_site.url + address)
            wait_for_scripts(page)
            for part in page.locator("div.table, div.formula, pre > code").all():
                scrolls = part.evaluate("e => e.scrollWidth > e.clientWidth")
                kind = part.evaluate("e => e.className || e.tagName")
                if not part.is_visible():
                    continue
                if not scrolls:
                    expect(part).not_to_have_attribute("tabindex", "0")
                    continue
                found.add(kind)
                expect(part).to_have_attribute("tabindex", "0")
                if kind != "CODE":
                    expect(part).to_have_role("group")
                    word = "可以横向滚动" if address[:2] == "zh" else "Scrolls sideways"
                    expect(part).to_have_accessible_name(word)
        assert {"table", "CODE"} <= found


# ---- what is read aloud ----

LANDMARKS = {
    *("banner", "complementary", "contentinfo", "main", "navigation", "region"),
    *("search",),
}


class Heard:
    """The accessibility tree of a page, as a screen reader gets it."""

    def __init__(self, page: Page) -> None:
        session = page.context.new_cdp_session(page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        by_id = {node["nodeId"]: node for node in nodes}
        # In reading order, which is not that of the answer.
        self.nodes: list[dict[str, Any]] = []
        waiting = [nodes[0]["nodeId"]]
        while waiting:
            node = by_id.get(waiting.pop())
            if node is None:
                continue
            if not node["ignored"]:
                self.nodes.append(node)
            waiting += reversed(node.get("childIds", []))

    def of(self, *roles: str) -> list[dict[str, Any]]:
        return [n for n in self.nodes if n.get("role", {}).get("value") in roles]


def name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def is_in(language: str, text: str) -> bool:
    """Tell whether a text is Chinese, or English and nothing else."""
    return bool(re.search(r"[\u4e00-\u9fff]", text)) == (language == "zh")


@pytest.mark.parametrize("address", ADDRESSES)
def test_makes_sense_read_aloud(
    browser: Browser, built_site: Site, address: str
) -> None:
    with opened(browser, WIDE) as page:
        page.goto(built_site.url + address)
        wait_for_scripts(page)
        heard = Heard(page)
        language = page.evaluate("document.documentElement.lang")
        only = address.partition("/")[0] if address[:3] in ("zh/", "en/") else None

        levels = [
            next(p["value"]["value"] for p in n["properties"] if p["name"] == "level")
            for n in heard.of("heading")
        ]
        # Both editions on one page have their titles, each in its language.
        titles = 2 if address == BILINGUAL else 1
        assert levels.count(1) == titles
        assert all(b <= a + 1 for a, b in zip([0, *levels], levels, strict=False))
        assert all(name(n) for n in heard.of("heading"))

        marks = Counter((n["role"]["value"], name(n)) for n in heard.of(*LANDMARKS))
        assert [mark for mark, count in marks.items() if count > 1] == []
        roles = Counter(role for role, _ in marks)
        assert [m for m in marks if roles[m[0]] > 1 and not m[1]] == []
        assert roles["main"] == 1
        if only and address != MISSING:
            assert [m for m in marks if m[1] and not is_in(language, m[1])] == []

        # What a button or a link holds is not read apart from its name.
        drawings = [n for n in heard.of("image") if name(n)]
        for drawing in drawings:
            assert drawing.get("description", {}).get("value"), name(drawing)
            if only:
                assert is_in(only, name(drawing))

        links = defaultdict(set)
        for node in heard.of("link"):
            href = page_link(node)
            if "/glossary/#" in href:
                continue  # a word of the text, with its own description
            # Of two editions, what has one name leads to one thing in both.
            links[name(node)].add(re.sub(r"/(?:zh|en)/|(?<=#)(?:zh|en)-", "/", href))
        assert "" not in links
        # The number of a source is read as what it is.
        vague = [
            (text, hrefs)
            for text, hrefs in links.items()
            if len(hrefs) > 1 and not re.fullmatch(r"\[?\d.*\]?|", text)
        ]
        assert vague == []


def page_link(node: dict[str, Any]) -> str:
    """Return where a link leads."""
    return next(
        (p["value"]["value"] for p in node["properties"] if p["name"] == "url"), ""
    )
