"""What is mended in the theme's markup keeps its effect."""

from __future__ import annotations

from conftest import Site
from playwright.sync_api import Browser


def test_a_page_that_one_comes_back_to_has_its_search_closed(
    browser: Browser, built_site: Site
) -> None:
    page = browser.new_page()
    page.goto(f"{built_site.url}zh/q/training-memory/")
    page.evaluate("document.getElementById('__search').checked = true")
    page.goto(f"{built_site.url}zh/about/")
    page.go_back()
    page.wait_for_url("**/zh/q/training-memory/")
    assert not page.evaluate("document.getElementById('__search').checked")
    page.close()
