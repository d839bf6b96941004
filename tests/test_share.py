"""Copying and sharing in Chromium: each way, with and without leave to do so.

What was copied is read back as a reader would: by pasting it.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import zxingcpp
from conftest import ROOT, Site
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_every_page import WATCH_POLICY, Watch, axe_violations, wait_for_scripts

SLUG, ID = "training-memory", 18
# The address below the site's, and what the page says once the link is copied.
PAGES = {
    "zh": (f"zh/q/{SLUG}/", "链接已复制"),
    "en": (f"en/q/{SLUG}/", "Link copied"),
    "both": (f"q/{ID}/", "链接已复制 · Link copied"),
}
TITLES = {
    "zh": "怎样降低 LLM 训练时的显存占用？",
    "en": "How can you cut GPU memory when training an LLM?",
}
SENTENCES = {
    "zh": "先看显存花在哪里：权重、梯度和优化器状态随参数量增长，"
    "激活值随批量和序列长度增长。",
    "en": "First see where the memory goes: weights, gradients and optimizer states "
    "grow with the parameter count, activations with batch size and sequence length.",
}
LEAVE = ["clipboard-read", "clipboard-write"]
# Whatever is granted, all else is refused.
NO_LEAVE = ["geolocation"]
PASTE = "<textarea></textarea><div contenteditable></div>"


@dataclass
class Reader:
    """A reader's window on the site, and another to paste what was copied there."""

    page: Page
    paper: Page
    site: Site
    watch: Watch

    def open(self, address: str) -> None:
        self.page.goto(self.site.url + address)
        self.page.locator("html.js").wait_for(state="attached")

    def press(self, selector: str) -> None:
        """Press a button or link by whatever this reader has, a finger or a mouse."""
        self.page.bring_to_front()
        place = self.page.locator(selector)
        if self.page.evaluate("matchMedia('(pointer: coarse)').matches"):
            place.tap()
        else:
            place.click()

    def forget(self) -> None:
        """Put something else on the clipboard."""
        self.paper.bring_to_front()
        self.paper.locator("textarea").fill("something else")
        self.paper.locator("textarea").press("ControlOrMeta+A")
        self.paper.locator("textarea").press("ControlOrMeta+C")

    def pasted(self) -> str:
        self.paper.bring_to_front()
        self.paper.locator("textarea").fill("")
        self.paper.locator("textarea").press("ControlOrMeta+V")
        return self.paper.locator("textarea").input_value()

    def pasted_link(self) -> tuple[str, str]:
        """Return address and text of the link in what is pasted with its formats."""
        self.paper.locator("div").focus()
        self.paper.keyboard.press("ControlOrMeta+V")
        link = self.paper.locator("div a")
        return link.get_attribute("href") or "", link.inner_text()

    def has_done_no_wrong(self) -> None:
        assert self.watch.faults == []
        assert self.page.evaluate("violations") == []


def reader(
    browser: Browser, site: Site, permissions: list[str], **options: object
) -> Iterator[Reader]:
    context: BrowserContext = browser.new_context(reduced_motion="reduce", **options)  # type: ignore[arg-type]
    context.grant_permissions(permissions)
    context.add_init_script(WATCH_POLICY)
    page, paper, watch = context.new_page(), context.new_page(), Watch(site)
    watch.follow(page)
    paper.set_content(PASTE)
    yield Reader(page, paper, site, watch)
    context.close()


DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}


@pytest.fixture
def desktop(browser: Browser, built_site: Site) -> Iterator[Reader]:
    yield from reader(browser, built_site, LEAVE, **DESKTOP)


@pytest.fixture
def phone(browser: Browser, built_site: Site) -> Iterator[Reader]:
    yield from reader(browser, built_site, LEAVE, **PHONE)


def said(page: Page, text: str) -> None:
    """Expect the line that screen readers announce to say this."""
    expect(page.locator(".notice[role=status]")).to_have_text(text)


def expected_link(language: str, address: str) -> str:
    languages = ["zh", "en"] if language == "both" else [language]
    title = " · ".join(TITLES[code] for code in languages)
    return "\n".join((title, *(SENTENCES[code] for code in languages), address))


def expected_markdown(site: Site, language: str) -> str:
    languages = ["zh", "en"] if language == "both" else [language]
    files = [site.folder / code / "q" / SLUG / "index.md" for code in languages]
    return "\n".join(file.read_text("utf-8") for file in files)


@pytest.mark.parametrize("permissions", [LEAVE, NO_LEAVE], ids=["leave", "no-leave"])
@pytest.mark.parametrize("options", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", PAGES)
def test_every_way_of_copying(
    browser: Browser,
    built_site: Site,
    language: str,
    options: dict[str, object],
    permissions: list[str],
) -> None:
    address, message = PAGES[language]
    for someone in reader(browser, built_site, permissions, **options):
        page, url = someone.page, built_site.url
        someone.open(address)
        someone.forget()

        someone.press("[data-copy=link]")
        said(page, message)
        assert someone.pasted() == expected_link(language, url + address)
        title = expected_link(language, "").splitlines()[0]
        assert someone.pasted_link() == (url + address, title)

        someone.press("[data-copy=short]")
        said(page, page.locator("[data-copy=short]").get_attribute("data-done") or "")
        assert someone.pasted() == f"{url}q/{ID}/"

        someone.press("[data-copy=markdown]")
        said(
            page, page.locator("[data-copy=markdown]").get_attribute("data-done") or ""
        )
        markdown = someone.pasted()
        assert markdown == expected_markdown(built_site, language)
        assert "\n$$\n" in markdown
        assert f"]({url}figures/{SLUG}." in markdown

        id = "zh-sharding" if language == "both" else "sharding"
        someone.press(f"a.anchor[href='#{id}']")
        said(page, message)
        assert someone.pasted() == f"{url}{address}#{id}"
        expect(page).to_have_url(f"{url}{address}#{id}")
        someone.has_done_no_wrong()


@pytest.mark.parametrize("address", ["zh/glossary/", "en/about/", "en/errata/"])
def test_headings_of_other_pages_copy_their_links(
    desktop: Reader, address: str
) -> None:
    desktop.open(address)
    anchor = desktop.page.locator("a.anchor").first
    anchor.click()
    said(desktop.page, PAGES[address[:2]][1])
    place = anchor.get_attribute("href") or ""
    assert desktop.pasted() == desktop.site.url + address + place


@pytest.mark.parametrize(
    ("language", "name"),
    [("zh", "本节链接：详解"), ("en", "Link to this section: Explanation")],
)
def test_a_heading_is_read_without_its_link(
    desktop: Reader, language: str, name: str
) -> None:
    desktop.open(PAGES[language][0])
    heading = name.replace("：", ": ").split(": ")[1]
    page = desktop.page
    expect(page.get_by_role("heading", name=heading, exact=True)).to_have_id("explain")
    link = page.locator("a.anchor").first
    expect(link).to_have_role("link")
    expect(link).to_have_accessible_name(name.replace("：", "： "))


def test_a_heading_shows_its_link_to_pointer_and_keyboard(desktop: Reader) -> None:
    desktop.open(PAGES["en"][0])
    anchor = desktop.page.locator("a.anchor").first
    expect(anchor).to_have_css("opacity", "0")
    desktop.page.locator("#explain").hover()
    expect(anchor).to_have_css("opacity", "1")
    desktop.page.locator("h1").hover()
    expect(anchor).to_have_css("opacity", "0")
    # From the link before it, as a reader would go.
    desktop.page.locator("article figure .enlarge").first.focus()
    desktop.page.keyboard.press("Tab")
    expect(anchor).to_be_focused()
    expect(anchor).to_have_css("opacity", "1")
    desktop.page.keyboard.press("Enter")
    said(desktop.page, "Link copied")
    assert desktop.pasted().endswith("#explain")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_row_works_from_the_keyboard(
    browser: Browser, built_site: Site, key: str
) -> None:
    for someone in reader(browser, built_site, NO_LEAVE, **DESKTOP):
        someone.open(PAGES["zh"][0])
        page = someone.page
        page.locator("[data-copy=link]").focus()
        page.keyboard.press("Tab")
        expect(page.locator("[data-copy=short]")).to_be_focused()
        page.keyboard.press(key)
        said(page, "短链接已复制")
        # The detour over a selection gives the focus back.
        expect(page.locator("[data-copy=short]")).to_be_focused()
        assert someone.pasted() == f"{built_site.url}q/{ID}/"


def test_a_message_that_repeats_is_announced_again(desktop: Reader) -> None:
    desktop.open(PAGES["en"][0])
    page = desktop.page
    page.evaluate(
        """() => {
          window.heard = [];
          const notice = document.querySelector(".notice");
          new MutationObserver(() => heard.push(notice.textContent))
            .observe(notice, { childList: true });
        }"""
    )
    for times in (1, 2):
        page.locator("[data-copy=link]").click()
        page.wait_for_function("(n) => heard.filter((t) => t).length === n", arg=times)
    said(page, "")  # after a while it goes away
    assert page.evaluate("heard") == ["Link copied", "", "Link copied", ""]


@pytest.mark.parametrize("language", PAGES)
def test_where_nothing_may_be_copied_the_text_is_shown_and_selected(
    browser: Browser, built_site: Site, language: str
) -> None:
    address = PAGES[language][0]
    for someone in reader(browser, built_site, NO_LEAVE, **PHONE):
        page = someone.page
        # A click that no reader made: the browser then refuses every way.
        page.add_init_script(
            """addEventListener("load", () => setTimeout(() =>
                 document.querySelector("[data-copy=link]").click()))"""
        )
        someone.open(address)
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        text = expected_link(language, built_site.url + address)
        expect(dialog.locator("textarea")).to_have_value(text)
        expect(dialog.locator("textarea")).to_be_focused()
        selected = "e => e.value.slice(e.selectionStart, e.selectionEnd)"
        assert dialog.locator("textarea").evaluate(selected) == text
        assert axe_violations(page) == []
        page.keyboard.press("ControlOrMeta+C")
        dialog.get_by_role("button").click()
        expect(dialog).to_be_hidden()
        assert someone.pasted() == text
        someone.has_done_no_wrong()


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "没能取到内容，请稍后再试。"),
        ("en", "The text could not be fetched. Try again later."),
    ],
)
def test_markdown_that_does_not_come_is_said_so(
    desktop: Reader, language: str, message: str
) -> None:
    desktop.open(PAGES[language][0])
    desktop.page.route("**/index.md", lambda route: route.fulfill(status=503))
    desktop.forget()
    desktop.press("[data-copy=markdown]")
    said(desktop.page, message)
    assert desktop.pasted() == "something else"
    assert desktop.page.evaluate("violations") == []


SHARE = """
window.shared = [];
navigator.share = async (data) => {
  shared.push(data);
  if (window.refusal) throw new DOMException("", refusal);
};
"""


class TestShareSheet:
    def test_is_offered_only_where_the_browser_has_one(self, desktop: Reader) -> None:
        desktop.open(PAGES["en"][0])
        has_one = desktop.page.evaluate("'share' in navigator")
        button = desktop.page.locator("[data-copy=share]")
        expect(button).to_be_visible(visible=has_one)

    @pytest.mark.parametrize("language", PAGES)
    def test_is_given_title_answer_and_address(
        self, phone: Reader, language: str
    ) -> None:
        phone.page.add_init_script(SHARE)
        phone.open(PAGES[language][0])
        phone.press("[data-copy=share]")
        button = phone.page.locator("[data-copy=share]")
        said(phone.page, button.get_attribute("data-done") or "")
        address = phone.site.url + PAGES[language][0]
        title, *answer = expected_link(language, address).splitlines()[:-1]
        expected = {"title": title, "text": "\n".join(answer), "url": address}
        assert phone.page.evaluate("shared") == [expected]
        phone.has_done_no_wrong()

    def test_says_nothing_when_the_reader_turns_back(self, phone: Reader) -> None:
        phone.page.add_init_script(SHARE + "window.refusal = 'AbortError';")
        phone.open(PAGES["zh"][0])
        phone.press("[data-copy=share]")
        phone.page.wait_for_function("shared.length === 1")
        phone.page.wait_for_timeout(200)
        said(phone.page, "")

    def test_that_does_not_open_leaves_the_link_copied(self, phone: Reader) -> None:
        phone.page.add_init_script(SHARE + "window.refusal = 'NotAllowedError';")
        phone.open(PAGES["zh"][0])
        phone.press("[data-copy=share]")
        said(phone.page, "链接已复制")
        address = phone.site.url + PAGES["zh"][0]
        assert phone.pasted() == expected_link("zh", address)


@pytest.mark.parametrize(
    ("width", "scheme", "scripts"),
    [(1280, "light", True), (390, "dark", True), (390, "light", False)],
)
@pytest.mark.parametrize("address", [*(a for a, _ in PAGES.values()), f"q/{SLUG}/"])
def test_the_qr_code_is_fetched_when_wanted_and_holds_the_short_address(
    browser: Browser,
    built_site_under_base: Site,
    address: str,
    width: int,
    scheme: str,
    scripts: bool,
) -> None:
    site = built_site_under_base
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
    )
    page, file = context.new_page(), f"{site.host.base}qr/{ID}.svg"
    site.host.clear()
    page.goto(site.url + address)
    page.locator(".qr summary").scroll_into_view_if_needed()
    requested = file in [request.path for request in site.host.requests]
    assert requested is not scripts  # without them a browser delays no image
    page.locator(".qr summary").click()
    image = page.locator(".qr img")
    expect(image).to_be_visible()
    image.evaluate("image => image.decode()")
    screenshot = Image.open(io.BytesIO(image.screenshot()))
    (code,) = zxingcpp.read_barcodes(screenshot)
    assert code.text == f"{site.url}q/{ID}/"
    assert code.text in (image.get_attribute("alt") or "")
    context.close()


@pytest.mark.parametrize("language", PAGES)
def test_without_scripts_links_stand_in_the_place_of_buttons(
    browser: Browser, built_site: Site, language: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(built_site.url + PAGES[language][0])
    assert page.locator(".share button:visible").count() == 0
    links = page.locator(".share a:visible")
    assert links.count() == (3 if language == "both" else 2)
    for link in links.all():
        address = link.evaluate("link => link.href")
        assert page.request.get(address).ok, address
    assert links.first.evaluate("link => link.href") == f"{built_site.url}q/{ID}/"
    anchor = page.locator("a.anchor").first
    anchor.focus()
    expect(anchor).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{built_site.url}{PAGES[language][0]}#explain")
    context.close()


@pytest.mark.parametrize("language", PAGES)
def test_a_finger_has_room(phone: Reader, language: str) -> None:
    phone.page.add_init_script(SHARE)
    phone.open(PAGES[language][0])
    for target in phone.page.locator(".share button, a.anchor, .qr summary").all():
        box = target.bounding_box()
        assert box
        assert box["height"] >= 40, target
        assert box["width"] >= 40, target
        expect(target).to_have_css("opacity", "1")


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("options", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_it_shows_is_accessible(
    browser: Browser,
    built_site: Site,
    language: str,
    scheme: str,
    options: dict[str, object],
) -> None:
    options = {**options, "color_scheme": scheme}
    for someone in reader(browser, built_site, LEAVE, **options):
        someone.page.add_init_script(SHARE)
        someone.open(PAGES[language][0])
        wait_for_scripts(someone.page)
        someone.press(".qr summary")
        someone.press("[data-copy=link]")
        someone.page.locator(".notice:not(:empty)").wait_for()
        for place in ("h2 + .anchor", ".share", ".qr", ".notice"):
            assert axe_violations(someone.page, place) == [], place


def test_nothing_of_it_is_printed(desktop: Reader) -> None:
    desktop.open(PAGES["en"][0])
    desktop.page.emulate_media(media="print")
    for name in (".share", ".qr", ".anchor", ".notice"):
        assert desktop.page.locator(f"{name}:visible").count() == 0, name


def test_forced_colours_leave_the_links_at_headings_in_view(phone: Reader) -> None:
    phone.page.emulate_media(forced_colors="active")
    phone.open(PAGES["en"][0])
    style = "(e, of) => getComputedStyle(e, of)"
    anchor = phone.page.locator("a.anchor").first
    sign = anchor.evaluate(f"e => ({style})(e, '::before').content")
    assert json.loads(sign) == "#"
    colours = anchor.evaluate(
        f"e => [({style})(e).color, ({style})(document.body).backgroundColor]"
    )
    assert colours[0] != colours[1]


def test_the_script_is_small() -> None:
    script = (ROOT / "docs/assets/share.js").read_bytes()
    assert len(gzip.compress(script)) <= 2500
