"""The measure of a line as a browser sets it, and the page as it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

import pytest
from conftest import Site
from playwright.sync_api import Browser, Page

# The text of each line of each paragraph, told apart by the position of its characters.
# The answer, ahead of the first section, is set larger.
LINES = """() => [
  ...document.querySelectorAll("article > .heading ~ p")
].map((paragraph) => {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const lines = [];
  let bottom = -Infinity;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest("math")) return [];
    for (let i = 0; i < node.length; i++) {
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const box = range.getBoundingClientRect();
      if (!box.width) continue;
      if (box.top > bottom - 4) lines.push("");
      bottom = lines.at(-1) ? Math.max(bottom, box.bottom) : box.bottom;
      lines[lines.length - 1] += node.data[i];
    }
  }
  return lines;
})"""

# The phrases of the title that stand on more than one line. At a space they may.
TORN = """() => [...document.querySelector("h1").childNodes]
  .filter((node) => node.nodeType === Node.TEXT_NODE)
  .flatMap((node) => [...node.data.matchAll(/\\S+/g)].map((word) => {
    const range = document.createRange();
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    const tops = [...range.getClientRects()].map((box) => Math.round(box.top / 8));
    return new Set(tops).size > 1 ? word[0] : "";
  }))
  .filter(Boolean)"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def full_lines(page: Page) -> list[str]:
    """Return the lines that another follows in their paragraph."""
    paragraphs: list[list[str]] = page.evaluate(LINES)
    return [line.strip() for lines in paragraphs for line in lines[:-1]]


QUESTIONS = ["bpe-vs-wordpiece", "training-memory", "reward-overoptimization"]


def test_a_chinese_line_holds_34_to_40_characters(page: Page, built_site: Site) -> None:
    for slug in QUESTIONS:
        page.goto(f"{built_site.url}zh/q/{slug}/")
        # A line with Latin words or digits holds more characters.
        chinese = [
            line for line in full_lines(page) if all(ord(c) > 0x2000 for c in line)
        ]
        assert chinese
        assert all(34 <= len(line) <= 40 for line in chinese), chinese


def test_an_english_line_holds_65_to_75_characters(
    page: Page, built_site: Site
) -> None:
    for slug in QUESTIONS:
        page.goto(f"{built_site.url}en/q/{slug}/")
        lengths = [len(line) for line in full_lines(page)]
        assert len(lengths) > 10
        assert 65 <= mean(lengths) <= 75


def test_on_a_phone_no_word_of_a_chinese_title_is_torn(
    page: Page, built_site: Site
) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    for slug in ("mixed-precision-training", "training-memory", "transformer-vs-rnn"):
        page.goto(f"{built_site.url}zh/q/{slug}/")
        lines = page.evaluate(
            """() => {
              const title = document.querySelector("h1");
              const height = parseFloat(getComputedStyle(title).lineHeight);
              return title.offsetHeight / height;
            }"""
        )
        assert lines > 1.5
        assert page.evaluate(TORN) == []


@pytest.mark.parametrize("address", ["zh/q/training-memory/", "q/18/", "en/glossary/"])
def test_print_leaves_out_what_is_for_the_screen(
    page: Page, built_site: Site, address: str
) -> None:
    page.goto(built_site.url + address)
    assert page.locator("header:visible").count()
    page.emulate_media(media="print")
    for name in ("header", "nav", "footer", "aside", "button", "[name=query]"):
        assert page.locator(f"{name}:visible").count() == 0, name
    assert page.locator("main h1:visible, main h2:visible").count() > 3
