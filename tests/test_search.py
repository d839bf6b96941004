"""The search as a reader meets it in Chromium, in both languages."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from conftest import Site
from playwright.sync_api import (
    Browser,
    Dialog,
    Locator,
    Page,
    Route,
    ViewportSize,
    expect,
)
from static_host import StaticHost
from test_every_page import (
    SCHEMES,
    WIDTHS,
    Scheme,
    Watch,
    axe_violations,
    look,
    wait_for_scripts,
)

WIDE, NARROW = 1280, 390
PHONE = ViewportSize(width=NARROW, height=844)

LANGUAGES = ["zh", "en"]
QUERIES = {"zh": "显存", "en": "memory"}
TOPICS = {"zh": "高效训练与微调", "en": "Efficient training and fine-tuning"}
SLUG = "training-memory"
# Pages of both languages; the entrance is one.
SHARED = ["", "q/18/"]
# What the theme says of an empty list.
NONE_FOUND = {"zh": "没有找到符合条件的结果", "en": "No matching documents"}
NOTHING = "zzzzqqqqxxxx"  # no word, and near to none

FIELD = "[data-md-component=search-query]"
OUTPUT = ".md-search__output"
ITEM = ".md-search-result__item"
LINK = f"{ITEM} > a.md-search-result__link"
META = ".md-search-result__meta"
NEAREST = ".search-nearest"
INDEX = "**/search/index.txt"

# What the worker loads on the first query.
SCRIPTS = ["minisearch.js", "words.js", "excerpt.js", "engine.js"]
# What a browser does that is set to block all site data.
BLOCK_STORAGE = """
Object.defineProperty(window, "localStorage", {
  configurable: true,
  get() { throw new DOMException("Access is denied.", "SecurityError"); },
});
"""

# As a tab behind another has it; Playwright gives the focus to every page.
LOSE_FOCUS = "document.hasFocus = () => false;"


@pytest.fixture
def page(browser: Browser, built_site: Site) -> Iterator[Page]:
    """A page that must do nothing it should not."""
    for page, watch in look(browser, built_site, "light", WIDE):
        yield page
        assert page.evaluate("violations") == []
        assert faults(watch) == []


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def faults(watch: Watch) -> list[str]:
    """Return what was wrong; what a page still loads when it is left is not.

    A request that fails in any other way is told on the console, too.
    """
    own = watch.site.url
    return [fault for fault in watch.faults if not fault.startswith(own)]


def field(page: Page) -> Locator:
    """Return the field, at once or not at all."""
    found = page.locator(FIELD)
    assert found.count() == 1, f"{page.url} has no search"
    return found


def find(page: Page, query: str, slug: str) -> Locator:
    """Search, expect this question first, and return the link to it."""
    field(page).fill(query)
    return expect_first(page, slug)


def expect_first(page: Page, slug: str, language: str = "") -> Locator:
    link = page.locator(LINK).first
    expect(link).to_have_attribute("href", re.compile(rf"/{language}.*q/{slug}/$"))
    expect(link).to_be_visible()
    return link


def expect_answer(page: Page) -> None:
    """Expect questions, or the way on where there is none."""
    expect(page.locator(f"{ITEM}, {NEAREST}:visible").first).to_be_visible()


def expect_in_view(page: Page, id: str) -> None:
    page.wait_for_function(
        """id => {
          const box = document.getElementById(id)?.getBoundingClientRect();
          return box && box.top >= -2 && box.top < 200;
        }""",
        arg=id,
    )


def open_search(page: Page) -> None:
    if not field(page).is_visible():
        page.locator(".search-open").click()
    field(page).focus()


# ---- what is loaded, and when ----


class TestLoading:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("address", ["", "q/bpe-vs-wordpiece/", "glossary/"])
    def test_only_the_stub_comes_before_the_focus(
        self,
        page: Page,
        server: StaticHost,
        built_site: Site,
        language: str,
        address: str,
    ) -> None:
        page.goto(f"{server.url}{language}/{address}")
        wait_for_scripts(page)
        page.wait_for_load_state("networkidle")
        scripts = [built_site.asset(f"search/{name}") for name in SCRIPTS]
        first = {
            f"/{built_site.asset('search/worker.js')}",
            f"/{language}/search/search_index.json",
        }
        assert {path for path, _ in server.requests if "search" in path} == first
        field(page).focus()
        page.wait_for_function(
            """names => names.every(name => performance.getEntriesByType("resource")
              .some(entry => entry.name.endsWith(name)))""",
            arg=[*scripts, "search/index.txt"],
        )
        assert {path for path, _ in server.requests if "search" in path} == first | {
            *(f"/{script}" for script in scripts),
            f"/{language}/search/index.txt",
        }
        find(page, QUERIES[language], SLUG)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_stub_and_its_index_are_tiny(
        self, built_site: Site, language: str
    ) -> None:
        assert (
            self.packed(
                built_site,
                built_site.asset("search/worker.js"),
                f"{language}/search/search_index.json",
            )
            <= 1000
        )

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_engine_and_the_index_are_small(
        self, built_site: Site, language: str
    ) -> None:
        assert (
            self.packed(
                built_site,
                *(built_site.asset(f"search/{name}") for name in SCRIPTS),
                f"{language}/search/index.txt",
            )
            <= 90_000
        )

    def packed(self, site: Site, *names: str) -> int:
        return sum(len(gzip.compress((site.folder / n).read_bytes())) for n in names)


# ---- keys, mouse and touch ----


class TestOpening:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("address", ["", "q/bpe-vs-wordpiece/", "glossary/"])
    def test_by_keyboard_on_every_kind_of_page(
        self, page: Page, built_site: Site, language: str, address: str
    ) -> None:
        page.goto(f"{built_site.url}{language}/{address}")
        page.locator("html.js").wait_for(state="attached")
        page.keyboard.press("/")
        expect(field(page)).to_be_focused()
        field(page).press_sequentially(QUERIES[language])
        expect_first(page, SLUG)
        expect(page.locator(OUTPUT)).to_be_visible()
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{built_site.url}{language}/q/{SLUG}/")

    @pytest.mark.parametrize("key", ["/", "s", "f"])
    def test_by_each_of_its_keys(self, page: Page, built_site: Site, key: str) -> None:
        page.goto(f"{built_site.url}zh/about/")
        page.locator("html.js").wait_for(state="attached")
        page.keyboard.press(key)
        expect(field(page)).to_be_focused()
        expect(field(page)).to_have_value("")

    def test_by_mouse_on_a_bilingual_page(
        self, browser: Browser, built_site_under_base: Site
    ) -> None:
        site = built_site_under_base
        for page, watch in look(browser, site, "light", WIDE):
            page.goto(f"{site.url}q/14/")
            field(page).click()
            find(page, "显存", SLUG).click()
            expect(page).to_have_url(f"{site.url}zh/q/{SLUG}/")
            assert faults(watch) == []

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_arrows_lead_from_the_field_to_the_results_and_back(
        self, page: Page, built_site: Site, language: str
    ) -> None:
        page.goto(f"{built_site.url}{language}/about/")
        find(page, QUERIES[language], SLUG)
        links = page.locator(LINK)
        page.keyboard.press("ArrowDown")
        expect(links.nth(0)).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(links.nth(1)).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(links.nth(0)).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(field(page)).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        target = links.nth(1).evaluate("link => link.href")
        page.keyboard.press("Enter")
        expect(page).to_have_url(target)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_closes_by_escape(
        self, page: Page, built_site: Site, language: str
    ) -> None:
        page.goto(f"{built_site.url}{language}/q/{SLUG}/")
        find(page, QUERIES[language], SLUG)
        page.keyboard.press("Escape")
        expect(page.locator(OUTPUT)).to_be_hidden()

    def test_closes_by_a_click_beside_it(self, page: Page, built_site: Site) -> None:
        page.goto(f"{built_site.url}zh/q/{SLUG}/")
        find(page, "显存", SLUG)
        page.mouse.click(20, 700)
        expect(page.locator(OUTPUT)).to_be_hidden()

    def test_can_be_emptied_by_its_button(self, page: Page, built_site: Site) -> None:
        page.goto(f"{built_site.url}zh/about/")
        find(page, "显存", SLUG)
        page.locator(".md-search__reset").click(delay=100)
        self.expect_empty(page)

    def test_can_be_emptied_by_its_button_on_a_phone(
        self, phone: Page, built_site: Site
    ) -> None:
        phone.goto(f"{built_site.url}zh/about/")
        phone.locator(".search-open").tap()
        find(phone, "显存", SLUG)
        phone.locator(".md-search__reset").tap()
        self.expect_empty(phone)

    def expect_empty(self, page: Page) -> None:
        expect(field(page)).to_have_value("")
        expect(field(page)).to_be_focused()
        expect(page.locator(ITEM)).to_have_count(0)
        expect(page.locator(NEAREST)).to_be_hidden()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_by_the_button_on_a_phone(
        self, phone: Page, built_site: Site, language: str
    ) -> None:
        phone.goto(f"{built_site.url}{language}/glossary/")
        expect(field(phone)).to_be_hidden()
        phone.locator(".search-open").tap()
        expect(field(phone)).to_be_focused()
        find(phone, QUERIES[language], SLUG).tap()
        expect(phone).to_have_url(f"{built_site.url}{language}/q/{SLUG}/")

    def test_by_the_button_and_keys_on_a_phone(
        self, phone: Page, built_site: Site
    ) -> None:
        phone.goto(f"{built_site.url}zh/q/{SLUG}/")
        button = phone.locator(".search-open")
        button.focus()
        phone.keyboard.press("Enter")
        expect(field(phone)).to_be_focused()
        phone.keyboard.press("Escape")
        expect(field(phone)).to_be_hidden()

    def test_on_a_phone_has_a_button_to_close_it(
        self, phone: Page, built_site: Site
    ) -> None:
        phone.goto(f"{built_site.url}en/q/{SLUG}/")
        phone.locator(".search-open").tap()
        find(phone, "memory", SLUG)
        phone.locator(".search-close").tap()
        expect(field(phone)).to_be_hidden()
        expect(phone.locator(".search-open")).to_be_focused()

    def test_on_the_home_page_of_a_phone_stands_in_view(
        self, phone: Page, built_site: Site
    ) -> None:
        phone.goto(f"{built_site.url}zh/")
        field(phone).tap()
        find(phone, "显存", SLUG).tap()
        expect(phone).to_have_url(f"{built_site.url}zh/q/{SLUG}/")


# ---- what is found ----


class TestResults:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_are_pages_of_their_language_only(
        self, page: Page, site: Site, browser: Browser, language: str
    ) -> None:
        for page, watch in look(browser, site, "light", WIDE):
            page.goto(f"{site.url}{language}/about/")
            find(page, QUERIES[language], SLUG)
            links = page.locator(f"{ITEM} a")
            assert links.count() > 3
            for address in links.evaluate_all("links => links.map(link => link.href)"):
                assert address.startswith(f"{site.url}{language}/q/")
            assert faults(watch) == []

    @pytest.mark.parametrize(
        ("language", "query", "slug"),
        [
            # English typed on a Chinese page, and the other way round.
            ("zh", "gpu out of memory", "training-memory"),
            ("zh", "reward hacking", "reward-overoptimization"),
            ("zh", "hallucination", "hallucination-mitigation"),
            ("zh", "catastrophic forgetting", "lora-limitations"),
            ("en", "幻觉", "hallucination-mitigation"),
            ("en", "混合精度", "mixed-precision-training"),
            ("en", "掩码语言模型", "clm-vs-mlm"),
            ("en", "显存不足", "training-memory"),
            # Full-width signs, traditional characters, and both scripts in a row.
            ("zh", "ＲＬＨＦ　流程", "rlhf-pipeline"),
            ("en", "ｂｆ１６", "bf16-vs-fp16"),
            ("zh", "混合精度訓練", "mixed-precision-training"),
            ("zh", "顯存不夠怎麼訓練", "training-memory"),
            ("en", "幻覺", "hallucination-mitigation"),
            ("zh", "BERT和GPT区别", "gpt-vs-bert"),
            ("zh", "lora微调缺点", "lora-limitations"),
            # Spaces and hyphens as they come.
            *(
                (language, query, "p-tuning")
                for language in LANGUAGES
                for query in (
                    "p tuning",
                    "ptuning",
                    "p-tuning",
                    "P_Tuning",
                    "P\u2011tuning",
                    "ｐ－ｔｕｎｉｎｇ",
                )
            ),
            ("zh", "bf 16", "bf16-vs-fp16"),
            ("en", "BF 16 vs FP 16", "bf16-vs-fp16"),
            ("en", "mixedprecision", "mixed-precision-training"),
            # Slips of the hand.
            ("zh", "tokenizaton", "tokenization-methods"),
            ("en", "tokenizaton", "tokenization-methods"),
            ("zh", "halucination", "hallucination-mitigation"),
            ("en", "mixed precison", "mixed-precision-training"),
        ],
    )
    def test_begin_with_the_right_question(
        self, page: Page, built_site: Site, language: str, query: str, slug: str
    ) -> None:
        page.goto(f"{built_site.url}{language}/about/")
        find(page, query, slug)

    @pytest.mark.parametrize(
        ("language", "query", "marked"),
        [
            ("zh", "激活值", "激活值"),
            ("zh", "顯存", "显存"),
            ("en", "activations", "activations"),
            ("en", "activaton", "activation"),  # what was meant
        ],
    )
    def test_show_the_sentence_that_matched_with_its_mark_and_the_topic(
        self, page: Page, built_site: Site, language: str, query: str, marked: str
    ) -> None:
        page.goto(f"{built_site.url}{language}/about/")
        find(page, query, SLUG)
        item = page.locator(ITEM).first
        # In the sentence, not in the heading alone.
        mark = item.locator("article > mark", has_text=marked).first
        expect(mark).to_be_visible()
        expect(item).to_contain_text(TOPICS[language], use_inner_text=True)
        background, weight = mark.evaluate(
            """mark => {
              const style = getComputedStyle(mark);
              return [style.backgroundColor, Number(style.fontWeight)];
            }"""
        )
        assert background != "rgba(0, 0, 0, 0)" or weight >= 600

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_lead_to_their_page(
        self, page: Page, built_site: Site, language: str
    ) -> None:
        page.goto(f"{built_site.url}{language}/about/")
        link = find(page, QUERIES[language], SLUG)
        title = link.locator("h1").inner_text()
        link.click()
        expect(page).to_have_url(f"{built_site.url}{language}/q/{SLUG}/")
        expect(page.locator("article h1").first).to_have_text(title)

    @pytest.mark.parametrize(
        ("language", "query"), [("zh", "激活值"), ("en", "activations")]
    )
    @pytest.mark.parametrize("address", ["about/", f"q/{SLUG}/"])
    def test_lead_to_their_section(
        self, page: Page, built_site: Site, language: str, query: str, address: str
    ) -> None:
        page.goto(f"{built_site.url}{language}/{address}")
        find(page, query, SLUG)
        page.locator(ITEM).first.locator("a[href$='#activations']").click()
        expect(page).to_have_url(
            f"{built_site.url}{language}/q/{SLUG}/#activations",
        )
        expect_in_view(page, "activations")
        expect(page.locator(OUTPUT)).to_be_hidden()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_are_announced(self, page: Page, built_site: Site, language: str) -> None:
        page.goto(f"{built_site.url}{language}/about/")
        meta = page.locator(META)
        expect(meta).to_have_attribute("aria-live", "polite")
        before = meta.inner_text()
        find(page, QUERIES[language], SLUG)
        count = page.locator(ITEM).count()
        assert count > 1
        expect(meta).to_have_text(re.compile(rf"\b{count}\b|^{count} "))
        found = meta.inner_text()
        assert found != before
        field(page).fill(NOTHING)
        expect(page.locator(ITEM)).to_have_count(0)
        expect(meta).not_to_have_text(found)


class TestNoResult:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_lists_questions_and_topics(
        self, page: Page, built_site: Site, language: str
    ) -> None:
        home = f"{built_site.url}{language}/"
        page.goto(f"{home}about/")
        field(page).fill(NOTHING)
        nearest = page.locator(NEAREST)
        expect(nearest).to_be_visible()
        expect(nearest).to_have_attribute("role", "status")
        expect(nearest).to_contain_text(nearest.get_attribute("data-none") or "-")
        expect(page.locator(ITEM)).to_have_count(0)
        addresses = nearest.locator("a").evaluate_all("all => all.map(a => a.href)")
        for kind in ("q", "topics"):
            assert [a for a in addresses if a.startswith(f"{home}{kind}/")], kind
        assert not [a for a in addresses if not a.startswith(home)]
        link = nearest.locator("a[href*='topics/efficient-training/']")
        expect(link).to_have_text(TOPICS[language])
        link.click()
        expect(page).to_have_url(f"{home}topics/efficient-training/")

    def test_is_gone_once_something_is_found(
        self, page: Page, built_site: Site
    ) -> None:
        page.goto(f"{built_site.url}en/about/")
        field(page).fill(NOTHING)
        expect(page.locator(NEAREST)).to_be_visible()
        find(page, "memory", SLUG)
        expect(page.locator(NEAREST)).to_be_hidden()
        field(page).fill(NOTHING)
        expect(page.locator(NEAREST)).to_be_visible()
        field(page).fill("")
        expect(page.locator(NEAREST)).to_be_hidden()

    @pytest.mark.parametrize("address", ["zh/", "zh/about/", "q/18/"])
    def test_leads_on_by_keyboard(
        self, page: Page, built_site: Site, address: str
    ) -> None:
        page.goto(built_site.url + address)
        field(page).fill(NOTHING)
        link = page.locator(f"{NEAREST} a").first
        expect(link).to_be_visible()
        target = link.evaluate("link => link.href")
        page.keyboard.press("ArrowDown")
        if not link.evaluate("link => link === document.activeElement"):
            page.keyboard.press("Tab")
        assert link.evaluate("link => link === document.activeElement")
        page.keyboard.press("Enter")
        expect(page).to_have_url(target)

    def test_says_nothing_in_another_tab(self, page: Page, built_site: Site) -> None:
        other = page.context.new_page()
        other.add_init_script(LOSE_FOCUS)
        other.goto(f"{built_site.url}zh/about/")
        find(other, "显存", SLUG)
        page.goto(f"{built_site.url}zh/about/")
        field(page).fill(NOTHING)
        expect(page.locator(NEAREST)).to_be_visible()
        # What was sent there is there by now: a later message has arrived.
        other.evaluate(
            """() => new Promise(done => {
              const [one, two] = [new BroadcastChannel("t"), new BroadcastChannel("t")];
              one.onmessage = done;
              two.postMessage("");
            })"""
        )
        expect(other.locator(NEAREST)).to_be_hidden()
        expect_first(other, SLUG)

    def test_is_seen_in_a_tab_that_was_opened_behind_another(
        self, page: Page, built_site: Site
    ) -> None:
        page.add_init_script(LOSE_FOCUS)
        page.goto(f"{built_site.url}zh/about/?q={NOTHING}")
        expect(page.locator(NEAREST)).to_be_visible()


# ---- a search that is linked ----


class TestLinkedSearch:
    @pytest.mark.parametrize("width", WIDTHS)
    @pytest.mark.parametrize(
        ("address", "language"),
        [
            ("zh/?q=显存", "zh"),
            ("zh/q/bpe-vs-wordpiece/?q=%E6%98%BE%E5%AD%98", "zh"),
            ("en/?q=gpu+memory", "en"),
            ("en/glossary/?q=gpu%20memory", "en"),
            ("q/18/?q=gpu+memory", "zh"),
            ("?q=gpu+memory", "zh"),
        ],
    )
    def test_opens_with_its_results(
        self, browser: Browser, site: Site, address: str, language: str, width: int
    ) -> None:
        for page, watch in look(browser, site, "light", width):
            page.goto(site.url + address)
            expected = "显存" if language == "zh" and "gpu" not in address else None
            expect(field(page)).to_have_value(expected or "gpu memory")
            expect_first(page, SLUG, language)
            expect(field(page)).to_be_focused()
            assert faults(watch) == []

    def test_stays_when_going_back_and_forward(
        self, page: Page, built_site: Site
    ) -> None:
        url = built_site.url
        stops = [
            ("zh/?q=显存", "显存", SLUG),
            ("en/glossary/?q=hallucination", "hallucination", "hallucination-[a-z]+"),
            ("q/18/?q=rlhf+流程", "rlhf 流程", "rlhf-pipeline"),
        ]

        def expect_stop(number: int) -> None:
            address, query, slug = stops[number]
            page.wait_for_url(lambda found: found.startswith(url + address[:4]))
            expect(field(page)).to_have_value(query)
            expect_first(page, slug)

        for number, (address, _, _) in enumerate(stops):
            page.goto(url + address)
            expect_stop(number)
        for number in (1, 0):
            page.go_back()
            expect_stop(number)
        for number in (1, 2):
            page.go_forward()
            expect_stop(number)

    def test_can_be_searched_again_when_coming_back_from_a_result(
        self, page: Page, built_site: Site
    ) -> None:
        page.goto(f"{built_site.url}zh/?q=显存")
        expect_first(page, SLUG).click()
        expect(page).to_have_url(f"{built_site.url}zh/q/{SLUG}/")
        page.go_back()
        page.wait_for_url(lambda found: "/q/" not in found)
        page.locator("html.js").wait_for(state="attached")
        find(page, "幻觉", "hallucination-mitigation")
        page.go_forward()
        expect(page).to_have_url(f"{built_site.url}zh/q/{SLUG}/")


# ---- the language of a page of both ----


class TestLastLanguage:
    @pytest.mark.parametrize("address", SHARED)
    def test_is_searched_on_a_page_of_both(
        self, browser: Browser, site: Site, address: str
    ) -> None:
        for page, watch in look(browser, site, "light", WIDE):

            def expect_language(language: str, page: Page = page) -> None:
                page.goto(site.url + address)
                link = find(page, "memory", SLUG)
                href = link.get_attribute("href") or ""
                assert href.startswith(f"{site.url}{language}/q/")

            expect_language("zh")
            page.goto(f"{site.url}en/q/bpe-vs-wordpiece/")
            expect_language("en")
            expect_language("en")  # a page of both changes nothing
            page.goto(f"{site.url}zh/glossary/")
            expect_language("zh")
            assert faults(watch) == []

    @pytest.mark.parametrize(
        ("address", "language"),
        [*((address, "zh") for address in SHARED), ("zh/", "zh"), ("en/about/", "en")],
    )
    def test_is_chinese_where_no_storage_is_allowed(
        self, page: Page, built_site: Site, address: str, language: str
    ) -> None:
        page.add_init_script(BLOCK_STORAGE)
        page.goto(f"{built_site.url}en/about/")
        page.goto(built_site.url + address)
        href = find(page, "memory", SLUG).get_attribute("href") or ""
        assert href.startswith(f"{built_site.url}{language}/q/")


# ---- bad input, bad luck ----

INJECTIONS = [
    '<b id="injected">显存</b>',
    '<img id="injected" src="x" onerror="alert(1); window.injected = 1"> 显存',
    '<script id="injected">alert(1); window.injected = 1</script> memory',
    '"><svg id="injected" onload="alert(1); window.injected = 1"> memory',
    "</ol></div><iframe id=injected srcdoc='<script>alert(1)</script>'></iframe>",
    "javascript:alert(1)//显存",
]


class TestBadInput:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("a" * 10_000, id="one long word"),
            pytest.param("显存不够怎么办" * 1_429, id="Chinese without an end"),
            pytest.param("why out of memory, " * 527, id="English without an end"),
            pytest.param("a-" * 5_000, id="hyphens without an end"),
            pytest.param("a b " * 2_500, id="letters without an end"),
            pytest.param("😀" * 5_000, id="emoji without an end"),
            pytest.param("🚀", id="emoji"),
            pytest.param("👩‍👩‍👧‍👦 🇨🇳 ☃️", id="emoji of parts"),
            pytest.param("?!... -- ;;", id="punctuation"),
            pytest.param("？！，。……——《》", id="Chinese punctuation"),
            pytest.param("[(*+?\\^$|", id="signs of patterns"),
            pytest.param("the of and what is", id="stop words"),
            pytest.param("的了吗呢什么是", id="Chinese stop words"),
            pytest.param("__proto__ constructor toString", id="names of objects"),
            pytest.param("\u202e\u200b\ufeff\x00\ud7ff", id="invisible signs"),
        ],
    )
    def test_is_answered_and_so_is_what_follows(
        self, page: Page, built_site: Site, language: str, text: str
    ) -> None:
        page.goto(f"{built_site.url}{language}/about/")
        field(page).fill(text)
        expect_answer(page)
        find(page, "RLHF", "rlhf-pipeline")
        expect(page.locator(NEAREST)).to_be_hidden()

    def test_spaces_are_no_query(self, page: Page, built_site: Site) -> None:
        page.goto(f"{built_site.url}zh/about/")
        find(page, "显存", SLUG)
        field(page).fill(" \u3000 ")
        expect(page.locator(ITEM)).to_have_count(0)
        expect(page.locator(NEAREST)).to_be_hidden()

    @pytest.mark.parametrize("way", ["typed", "linked"])
    @pytest.mark.parametrize("text", INJECTIONS)
    def test_nothing_of_a_query_gets_into_the_page(
        self, page: Page, built_site: Site, text: str, way: str
    ) -> None:
        dialogs: list[str] = []

        def hear(dialog: Dialog) -> None:
            dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", hear)
        address = f"{built_site.url}en/about/"
        if way == "typed":
            page.goto(address)
            field(page).fill(text)
        else:
            page.goto(f"{address}?q={quote(text)}")
            expect(field(page)).to_have_value(text)
        expect_answer(page)
        for selector in ("#injected", f"{OUTPUT} :is(script, img, iframe, svg)"):
            expect(page.locator(selector)).to_have_count(0)
        assert not page.evaluate("'injected' in window")
        assert dialogs == []


def abort(route: Route) -> None:
    route.abort()


def not_there(route: Route) -> None:
    route.fulfill(status=404, content_type="text/html", body="<h1>404</h1>")


def broken(route: Route) -> None:
    route.fulfill(content_type="application/json", body='{"version": 1, "pages": [')


def foreign(route: Route) -> None:
    route.fulfill(content_type="application/json", body='{"hello": "world"}')


class TestBadLuck:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(
        ("files", "fail"),
        [
            (INDEX, abort),
            (INDEX, not_there),
            (INDEX, broken),
            (INDEX, foreign),
            ("**/search/engine.*.js", abort),
            ("**/search/minisearch.*.js", not_there),
        ],
    )
    def test_the_page_says_so_works_on_and_searches_again_later(
        self,
        browser: Browser,
        built_site: Site,
        language: str,
        files: str,
        fail: Callable[[Route], None],
    ) -> None:
        for page, watch in look(browser, built_site, "light", WIDE):
            page.route(files, fail)
            page.goto(f"{built_site.url}{language}/q/{SLUG}/")
            field(page).fill(QUERIES[language])
            nearest = page.locator(NEAREST)
            expect(nearest).to_be_visible()
            expect(nearest).to_contain_text(nearest.get_attribute("data-failed") or "-")
            expect(page.locator(ITEM)).to_have_count(0)
            self.expect_to_work(page)

            page.unroute(files)
            find(page, "RLHF", "rlhf-pipeline")
            expect(nearest).to_be_hidden()
            assert page.evaluate("violations") == []
            assert self.unforeseen(watch, files) == []

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_failure_is_not_called_an_empty_result(
        self, page: Page, built_site: Site, language: str
    ) -> None:
        page.route(INDEX, broken)
        page.goto(f"{built_site.url}{language}/about/")
        field(page).fill(QUERIES[language])
        expect(page.locator(NEAREST)).to_be_visible()
        empty = page.locator(f"{META}:visible", has_text=NONE_FOUND[language])
        expect(empty).to_have_count(0)

    def expect_to_work(self, page: Page) -> None:
        page.keyboard.press("Escape")
        expect(page.locator(OUTPUT)).to_be_hidden()
        page.locator("a.term").first.focus()
        expect(page.locator("body > .tip")).to_be_visible()
        page.locator(".palette label:visible").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")

    def unforeseen(self, watch: Watch, files: str) -> list[str]:
        """Return the faults but that the file is not there."""
        name = files.removeprefix("**/").partition("*")[0]
        return [
            fault
            for fault in faults(watch)
            if name not in fault and "Failed to load resource" not in fault
        ]

    def test_the_last_of_two_queries_wins(self, page: Page, built_site: Site) -> None:
        held: list[Route] = []
        released = False

        def hold(route: Route) -> None:
            if released:
                route.continue_()
            else:
                held.append(route)

        page.route(INDEX, hold)
        page.goto(f"{built_site.url}zh/about/")
        page.evaluate(
            """() => {
              window.firsts = [];
              const list = document.querySelector(".md-search-result__list");
              new MutationObserver(() => {
                const link = list.querySelector("a");
                if (link) firsts.push(link.pathname);
              }).observe(list, { childList: true });
            }"""
        )
        field(page).press_sequentially("显存")
        field(page).fill("幻觉")
        assert page.locator(ITEM).count() == 0
        released = True
        for route in held:
            route.continue_()
        expect_first(page, "hallucination-mitigation")
        firsts = set(page.evaluate("firsts"))
        assert firsts == {"/zh/q/hallucination-mitigation/"}

    def test_the_last_of_many_letters_wins(self, page: Page, built_site: Site) -> None:
        page.goto(f"{built_site.url}en/about/")
        open_search(page)
        page.keyboard.type("hallucination")
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type("tokenization methods")
        expect_first(page, "tokenization-methods")
        expect(field(page)).to_have_value("tokenization methods")

    def test_results_that_come_late_leave_the_focus_where_it_is(
        self, page: Page, built_site: Site
    ) -> None:
        page.goto(f"{built_site.url}en/about/")
        open_search(page)
        page.keyboard.type("wordpiece bpe")
        expect_first(page, "bpe-vs-wordpiece")
        for _ in range(2):
            page.keyboard.press("ArrowDown")
        focused = page.evaluate("document.activeElement.href")
        before = page.evaluate_handle("document.activeElement")
        # As if the reader had stepped on before these were here.
        search = """([field, query]) => {
          field.value = query;
          field.dispatchEvent(new Event("input"));
        }"""
        page.evaluate(search, [field(page).element_handle(), "wordpiece"])
        page.wait_for_function(
            """(before) => before !== document.activeElement
              && document.activeElement.closest(".md-search-result__list")""",
            arg=before,
        )
        # The part of the page is folded up now, so that the page itself is next to it.
        found = page.evaluate("document.activeElement.href")
        assert found.split("#")[0] == focused.split("#")[0]
        # What is not among them gives way to the first.
        page.evaluate(search, [field(page).element_handle(), "reinforcement"])
        expect_first(page, "rlhf-pipeline")
        expect(page.locator(ITEM).locator("a").first).to_be_focused()


# ---- seen, heard, and kept to its host ----


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("address", "query", "state"),
    [
        (f"zh/q/{SLUG}/", "激活值", "found"),
        ("en/glossary/", "activations", "found"),
        ("q/18/", "激活值", "found"),
        ("zh/", NOTHING, "none"),
        ("en/about/", NOTHING, "none"),
        ("zh/about/", "显存", "failed"),
        ("en/", "memory", "failed"),
    ],
)
def test_an_open_search_is_accessible(
    browser: Browser,
    built_site: Site,
    address: str,
    query: str,
    state: str,
    scheme: Scheme,
    width: int,
) -> None:
    for page, watch in look(browser, built_site, scheme, width):
        if state == "failed":
            page.route(INDEX, broken)
        page.goto(built_site.url + address)
        open_search(page)
        field(page).fill(query)
        if state == "found":
            expect_first(page, SLUG)
            # The folded sections, too.
            for more in page.locator(f"{ITEM} summary").all():
                more.click()
        else:
            expect(page.locator(NEAREST)).to_be_visible()
        assert axe_violations(page) == []
        assert page.evaluate("violations") == []
        assert faults(watch) == []
        page.set_viewport_size({"width": 320, "height": 600})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
