"""The figures as a browser shows them, and what a reader can do with one."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Site
from handbook import load
from handbook.model import LANGUAGES, Language
from handbook.rules.figures import figures
from playwright.sync_api import Browser, Page, expect
from test_every_page import SCHEMES, Scheme, look

ROOT = Path(__file__).resolve().parent.parent
CORPUS, _ = load(ROOT)
SLUGS = sorted(question.slug for question in CORPUS.published_questions)
FAULTS = (Path(__file__).parent / "figures.js").read_text("utf-8")
SMALLEST = 11.0  # CSS pixels, on a phone


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_every_figure_can_be_read(
    browser: Browser, built_site: Site, slug: str, language: Language, scheme: Scheme
) -> None:
    edition = CORPUS.by_slug[slug].editions[language]
    for page, _ in look(browser, built_site, scheme, 1280):
        page.goto(f"{built_site.url}{language}/q/{slug}/")
        drawings = page.locator("article figure > svg[role=img]")
        assert drawings.count() == len(figures(edition.markup))
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(FAULTS, SMALLEST) == [], width


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        ("t.setAttribute('x', -20)", "leaves the drawing"),
        ("t.setAttribute('font-size', 9)", "px"),
        ("t.classList.add('w')", "contrast"),
        ("t.parentNode.append(t.cloneNode(true))", "overlap"),
        ("t.textContent = t.textContent.repeat(9)", "leaves"),
    ],
)
def test_the_test_of_figures_can_fail(
    browser: Browser, built_site: Site, spoil: str, fault: str
) -> None:
    for page, _ in look(browser, built_site, "light", 390):
        page.goto(f"{built_site.url}en/q/autoregressive-generation/")
        page.evaluate(
            "(spoil) => { const t = document.querySelector('article figure text');"
            f"{spoil}; }}",
            spoil,
        )
        assert any(fault in line for line in page.evaluate(FAULTS, SMALLEST))


@pytest.fixture
def page(browser: Browser, built_site: Site) -> object:
    yield from (page for page, _ in look(browser, built_site, "light", 1280))


def test_a_figure_has_a_place_a_caption_and_what_a_listener_hears(
    page: Page, built_site: Site
) -> None:
    page.goto(f"{built_site.url}zh/q/training-memory/")
    figure = page.locator("article figure").first
    expect(figure.locator("svg > title")).not_to_be_empty()
    expect(figure.locator("svg > desc")).not_to_be_empty()
    expect(figure.locator("figcaption")).to_contain_text("放大")
    assert (figure.get_attribute("id") or "").startswith("fig-")


@pytest.mark.parametrize("by_key", [True, False])
def test_a_figure_fills_the_window_and_gives_it_back(
    page: Page, built_site: Site, by_key: bool
) -> None:
    page.goto(f"{built_site.url}en/q/training-memory/")
    figure = page.locator("article figure").first
    link = figure.locator(".enlarge")
    if by_key:
        link.focus()
        page.keyboard.press("Enter")
    else:
        figure.locator("svg").click()
    dialog = page.locator("dialog.enlarged")
    expect(dialog).to_be_visible()
    before = figure.locator("svg").bounding_box()
    after = dialog.locator("svg").bounding_box()
    assert before
    assert after
    assert after["height"] > 1.2 * before["height"]
    expect(dialog.get_by_role("button", name="Close")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    if by_key:
        expect(link).to_be_focused()


def test_without_scripts_the_link_opens_the_drawing(
    browser: Browser, built_site: Site
) -> None:
    for page, watch in look(browser, built_site, "dark", 390, scripts=False):
        page.goto(f"{built_site.url}zh/q/training-memory/")
        page.locator("article figure .enlarge").first.click()
        assert page.url.endswith(".zh.svg")
        assert watch.faults == []


def test_both_editions_show_their_figures_side_by_side(
    page: Page, built_site: Site
) -> None:
    page.goto(f"{built_site.url}q/18/")
    count = len(figures(CORPUS.by_slug["training-memory"].editions["en"].markup))
    for language in LANGUAGES:
        found = page.locator(f"article [lang={language}] figure[id^={language}-fig-]")
        expect(found).to_have_count(count)


class TestMap:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_question_is_a_link_on_it(
        self, page: Page, built_site: Site, language: Language
    ) -> None:
        page.goto(f"{built_site.url}{language}/map/")
        nodes = page.locator(".map__node")
        expect(nodes).to_have_count(len(SLUGS))
        for question in CORPUS.published_questions:
            title = question.editions[language].title
            name = page.get_by_role("link", name=title, exact=True)
            expect(name.first).to_be_visible()

    @pytest.mark.parametrize("scheme", SCHEMES)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_titles_stay_in_their_boxes(
        self, browser: Browser, built_site: Site, language: Language, scheme: Scheme
    ) -> None:
        for page, _ in look(browser, built_site, scheme, 1280):
            page.goto(f"{built_site.url}{language}/map/")
            faults = page.evaluate(
                """() => [...document.querySelectorAll(".map__node")].filter((node) => {
                  const box = node.querySelector("rect").getBoundingClientRect();
                  return [...node.querySelectorAll("text")].some((text) => {
                    const { left, right, top, bottom } = text.getBoundingClientRect();
                    return left < box.left || right > box.right || top < box.top
                      || bottom > box.bottom;
                  });
                }).map((node) => node.textContent.trim())"""
            )
            assert faults == []

    def test_arrows_stand_out_for_the_focused_question(
        self, page: Page, built_site: Site
    ) -> None:
        page.goto(f"{built_site.url}en/map/")
        page.locator('.map__node[data-id="22"]').focus()
        near = page.locator(".map__arrow.is-near")
        expect(near).to_have_count(1)
        expect(near).to_have_attribute("data-from", "12")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{built_site.url}en/q/reward-overoptimization/")

    def test_on_a_phone_it_is_a_list(self, browser: Browser, built_site: Site) -> None:
        for page, _ in look(browser, built_site, "light", 390):
            page.goto(f"{built_site.url}zh/map/")
            expect(page.locator(".map__sheet")).to_be_hidden()
            expect(page.locator(".map__list li")).to_have_count(len(SLUGS))
            page.locator(".map__list a", has_text="RLHF 的完整").click()
            expect(page).to_have_url(f"{built_site.url}zh/q/rlhf-pipeline/")

    def test_home_leads_to_it(self, page: Page, built_site: Site) -> None:
        page.goto(f"{built_site.url}en/")
        page.locator(".map-link a").click()
        expect(page).to_have_url(f"{built_site.url}en/map/")
