"""Readers' journeys in Chromium, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from conftest import Site
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FloatRect,
    Locator,
    Page,
    ViewportSize,
    expect,
)

WIDE = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)
DARK, LIGHT = "rgb(22, 24, 27)", "rgb(253, 252, 249)"

LANGUAGES = ["zh", "en"]
OTHER = {"zh": "en", "en": "zh"}
WORDS = {
    "zh": {"topic": "高效训练与微调", "related": "相关问题"},
    "en": {
        "topic": "Efficient training and fine-tuning",
        "related": "Related",
    },
}
QUESTION = "q/training-memory/"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def background(page: Page) -> str:
    colour: str = page.locator("body").evaluate("e => getComputedStyle(e).background")
    return colour[: colour.index(")") + 1]


def top(page: Page, id: str) -> float:
    """Return how far below the upper edge of the window an element begins."""
    found: float = page.evaluate(
        "id => document.getElementById(id).getBoundingClientRect().top", id
    )
    return found


def scroll_to(page: Page, id: str) -> None:
    page.evaluate("id => document.getElementById(id).scrollIntoView()", id)
    page.wait_for_function("scrollY > 0")


def expect_at(page: Page, address: str, id: str) -> None:
    """Expect to stand at an anchor: named by the address, and in view."""
    expect(page).to_have_url(f"{address}#{id}")
    page.wait_for_function(
        """id => {
          // The address changes before the new page's text is there.
          const box = document.getElementById(id)?.getBoundingClientRect();
          return box && box.top >= -2 && box.top < 200;
        }""",
        arg=id,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_home_by_a_topic_to_a_question_and_on(
    page: Page, site: Site, language: str
) -> None:
    words = WORDS[language]
    page.goto(f"{site.url}{language}/")
    page.locator("main").get_by_role("link", name=words["topic"], exact=True).click()
    expect(page).to_have_url(f"{site.url}{language}/topics/efficient-training/")
    page.locator(f"main a[href$='{QUESTION}']").first.click()
    expect(page).to_have_url(f"{site.url}{language}/{QUESTION}")
    related = page.locator("aside section", has_text=words["related"]).first
    link = related.get_by_role("link").first
    title = link.inner_text()
    link.click()
    expect(page.locator("article h1")).to_have_text(title)
    expect(page).not_to_have_url(f"{site.url}{language}/{QUESTION}")


class TestLanguageSwitch:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("id", ["pitfalls", "activations", "sources"])
    def test_keeps_the_section_in_view(
        self, page: Page, built_site_under_base: Site, language: str, id: str
    ) -> None:
        url, other = built_site_under_base.url, OTHER[language]
        page.goto(f"{url}{language}/{QUESTION}")
        scroll_to(page, id)
        page.locator(f".switch a[hreflang={other}]").click()
        expect_at(page, f"{url}{other}/{QUESTION}", id)
        expect(page.locator("html")).to_have_attribute("lang", other)
        page.locator(f".switch a[hreflang={language}]").click()
        expect_at(page, f"{url}{language}/{QUESTION}", id)

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("id", ["example", "activations"])
    def test_keeps_it_by_way_of_the_bilingual_page(
        self, page: Page, built_site: Site, language: str, id: str
    ) -> None:
        url, other = built_site.url, OTHER[language]
        page.goto(f"{url}{language}/{QUESTION}")
        scroll_to(page, id)
        page.locator(f".switch a[data-twin={language}]").click()
        inside = id if id == "example" else f"{language}-{id}"
        expect_at(page, f"{url}q/18/", inside)
        page.locator(f".switch a[hreflang={other}]").click()
        expect_at(page, f"{url}{other}/{QUESTION}", id)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_keeps_the_term_in_view(
        self, page: Page, built_site: Site, language: str
    ) -> None:
        page.goto(f"{built_site.url}{language}/glossary/#likelihood")
        page.locator(".switch a").click()
        other = f"{built_site.url}{OTHER[language]}/glossary/"
        expect_at(page, other, "likelihood")

    def test_at_the_top_leads_to_the_top(self, page: Page, built_site: Site) -> None:
        page.goto(f"{built_site.url}zh/{QUESTION}")
        page.locator(".switch a[hreflang=en]").click()
        expect(page).to_have_url(f"{built_site.url}en/{QUESTION}")


class TestBilingualPage:
    def columns(self, page: Page, section: str) -> tuple[FloatRect, ...]:
        boxes = [
            page.locator(f"#{section} > [lang={language}]").bounding_box()
            for language in LANGUAGES
        ]
        return tuple(box for box in boxes if box)

    @pytest.mark.parametrize("section", ["explain", "example", "pitfalls"])
    def test_has_its_columns_side_by_side(
        self, page: Page, built_site: Site, section: str
    ) -> None:
        page.goto(f"{built_site.url}q/18/")
        zh, en = self.columns(page, section)
        assert zh["y"] == en["y"]
        assert zh["x"] + zh["width"] < en["x"]
        assert abs(top(page, f"zh-{section}") - top(page, f"en-{section}")) < 4

    def test_has_its_smaller_headings_in_rows_too(
        self, page: Page, built_site: Site
    ) -> None:
        page.goto(f"{built_site.url}q/18/")
        for id in ("activations", "sharding", "choosing"):
            assert abs(top(page, f"zh-{id}") - top(page, f"en-{id}")) < 4

    @pytest.mark.parametrize("section", ["explain", "example", "pitfalls"])
    def test_has_one_under_the_other_on_a_phone(
        self, phone: Page, built_site: Site, section: str
    ) -> None:
        phone.goto(f"{built_site.url}q/18/")
        zh, en = self.columns(phone, section)
        assert zh["x"] == en["x"]
        assert zh["y"] + zh["height"] <= en["y"]
        assert zh["width"] > 320


class TestTooltip:
    def first_term(self, page: Page) -> Locator:
        return page.locator("a.term").first

    def tip(self, page: Page) -> Locator:
        return page.locator("body > .tip")

    @pytest.mark.parametrize("address", [f"zh/{QUESTION}", f"en/{QUESTION}", "q/18/"])
    def test_opens_beside_the_pointer_and_can_be_hovered(
        self, page: Page, built_site: Site, address: str
    ) -> None:
        page.goto(built_site.url + address)
        term, tip = self.first_term(page), self.tip(page)
        expect(tip).to_be_hidden()
        term.hover()
        expect(tip).to_be_visible()
        definition = page.locator(f"[id='{term.get_attribute('aria-describedby')}']")
        expect(tip).to_have_text(definition.text_content() or "-")
        tip.hover()
        # Longer than the tip waits for a pointer that left the term.
        page.evaluate("() => new Promise(done => setTimeout(done, 300))")
        expect(tip).to_be_visible()
        page.mouse.move(2, 2)
        expect(tip).to_be_hidden()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_opens_at_the_focus_and_closes_by_escape(
        self, page: Page, built_site: Site, language: str
    ) -> None:
        page.goto(f"{built_site.url}{language}/{QUESTION}")
        term, tip = self.first_term(page), self.tip(page)
        term.focus()
        expect(tip).to_be_visible()
        page.keyboard.press("Escape")
        expect(tip).to_be_hidden()
        expect(term).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        expect(tip).to_be_visible()
        page.keyboard.press("Tab")
        expect(tip).not_to_have_text(term.inner_text())

    def test_closes_by_escape_under_the_pointer(
        self, page: Page, built_site: Site
    ) -> None:
        page.goto(f"{built_site.url}zh/{QUESTION}")
        self.first_term(page).hover()
        expect(self.tip(page)).to_be_visible()
        page.keyboard.press("Escape")
        expect(self.tip(page)).to_be_hidden()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_opens_at_the_first_touch_and_leads_on_at_the_second(
        self, phone: Page, built_site: Site, language: str
    ) -> None:
        address = f"{built_site.url}{language}/{QUESTION}"
        phone.goto(address)
        term, tip = self.first_term(phone), self.tip(phone)
        term.tap()
        expect(tip).to_be_visible()
        expect(phone).to_have_url(address)
        box = tip.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        term.tap()
        expect(phone).to_have_url(re.compile(rf"/{language}/glossary/#[a-z-]+$"))

    def test_closes_by_a_touch_elsewhere(self, phone: Page, built_site: Site) -> None:
        phone.goto(f"{built_site.url}zh/{QUESTION}")
        self.first_term(phone).tap()
        expect(self.tip(phone)).to_be_visible()
        phone.locator("article h1").tap()
        expect(self.tip(phone)).to_be_hidden()

    def test_describes_its_term_to_a_screen_reader(
        self, page: Page, built_site: Site
    ) -> None:
        page.goto(f"{built_site.url}en/{QUESTION}")
        term = self.first_term(page)
        expect(term).to_have_accessible_description(re.compile(r"\w{3,} .{20,}"))


class TestDarkMode:
    def test_chosen_is_kept_in_both_languages_and_when_loaded_again(
        self, page: Page, site: Site
    ) -> None:
        page.goto(f"{site.url}zh/{QUESTION}")
        assert background(page) == LIGHT
        page.locator(".palette label:visible").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        assert background(page) == DARK
        page.locator(".switch a[hreflang=en]").click()
        expect(page).to_have_url(f"{site.url}en/{QUESTION}")
        assert background(page) == DARK
        page.reload()
        assert background(page) == DARK
        for address in ("", "en/", "q/18/", "no-such-page/"):
            page.goto(site.url + address)
            assert background(page) == DARK, address
        page.locator(".palette label:visible").click()
        expect(page.locator("body")).to_have_attribute(
            "data-md-color-scheme", "default"
        )
        assert background(page) == LIGHT

    def test_chosen_by_keyboard(self, page: Page, built_site: Site) -> None:
        page.goto(f"{built_site.url}en/{QUESTION}")
        expect(page.locator(".palette label:visible")).to_have_count(1)
        page.locator(".palette input").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        assert background(page) == DARK

    def test_follows_the_system_until_it_is_chosen(
        self, page: Page, built_site: Site
    ) -> None:
        page.goto(f"{built_site.url}en/{QUESTION}")
        to_light = page.locator(".palette label").last
        expect(to_light).to_be_hidden()
        page.emulate_media(color_scheme="dark")
        expect(to_light).to_be_visible()
        assert background(page) == DARK
        to_light.click()
        assert background(page) == LIGHT
        page.emulate_media(color_scheme="light")
        page.emulate_media(color_scheme="dark")
        assert background(page) == LIGHT

    def test_is_the_browsers_own_too(self, page: Page, built_site: Site) -> None:
        def browsers_own() -> tuple[str, str | None]:
            scheme = "getComputedStyle(document.documentElement).colorScheme"
            bars = page.locator("meta[name=theme-color]").get_attribute("content")
            return page.evaluate(scheme), bars

        page.goto(f"{built_site.url}zh/{QUESTION}")
        assert browsers_own() == ("normal", "#fdfcf9")
        page.emulate_media(color_scheme="dark")
        expect(page.locator("meta[content='#16181b']")).to_have_count(1)
        assert browsers_own() == ("dark", "#16181b")
        page.locator(".palette label:visible").click()
        assert browsers_own() == ("normal", "#fdfcf9")
        page.emulate_media(color_scheme="light")
        page.locator(".palette label:visible").click()
        assert browsers_own() == ("dark", "#16181b")
        page.reload()
        assert browsers_own() == ("dark", "#16181b")

    @pytest.mark.parametrize("scripts", [True, False])
    @pytest.mark.parametrize(("scheme", "colour"), [("dark", DARK), ("light", LIGHT)])
    def test_without_a_choice_the_system_decides(
        self,
        browser: Browser,
        built_site: Site,
        scheme: str,
        colour: str,
        scripts: bool,
    ) -> None:
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for address in ("", "zh/", f"en/{QUESTION}", "q/18/"):
            page.goto(built_site.url + address)
            assert background(page) == colour, address
        context.close()


def test_the_theme_starts_in_two_tasks(page: Page, built_site: Site) -> None:
    page.add_init_script(
        """window.heard = [];
        document.addEventListener("DOMContentLoaded", ({ isTrusted }) =>
          heard.push(isTrusted))"""
    )
    page.goto(f"{built_site.url}zh/")
    page.wait_for_function("heard.length > 0")
    # Not the browser's own, which comes right after the theme's script.
    assert page.evaluate("heard") == [False]


def test_a_program_can_be_copied(context: BrowserContext, built_site: Site) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{built_site.url}en/{QUESTION}")
    page.locator(".md-code__button").first.click()
    expect(page.locator(".md-dialog--active")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == page.locator("pre code").first.inner_text().strip()
