"""What a visit weighs in a real browser, from a real server, and what is compressed."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import bench_weight
import brotli
import pytest
import web_server
import yaml
from bench_weight import Sample, Visit
from conftest import ROOT, Site
from playwright.sync_api import Browser
from web_server import WebServer

BUDGETS = yaml.safe_load((ROOT / "budgets.yml").read_text("utf-8"))
KINDS = {
    *("about", "bilingual", "contributing", "entrance", "errata", "glossary", "home"),
    *("map", "not found", "question", "topic"),
}
CURE = "Make the largest files smaller, or say why in budgets.yml."


Weighed = list[tuple[Sample, Visit, Visit]]


@pytest.fixture(scope="module")
def nginx(
    built_site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WebServer]:
    """The built site on nginx with gzip alone, which is what the budgets count."""
    if web_server.find() is None:
        pytest.skip(web_server.WHY_NONE)
    own = tmp_path_factory.mktemp("nginx")
    running = WebServer(built_site.folder, built_site.host.base, own, with_brotli=False)
    yield running
    running.close()


@pytest.fixture(scope="module")
def weighed(browser: Browser, built_site: Site, nginx: WebServer) -> Weighed:
    """The heaviest page of each kind with its first visit and the next."""
    return [
        (sample, *bench_weight.visits(browser, nginx, sample))
        for sample in bench_weight.samples(built_site.folder)
    ]


def test_every_kind_of_page_is_weighed(weighed: Weighed) -> None:
    assert {sample.kind for sample, _, _ in weighed} == KINDS
    assert any(sample.has_formulas for sample, _, _ in weighed)


def test_a_first_visit_keeps_to_its_budget(weighed: Weighed) -> None:
    over = []
    for sample, first, _ in weighed:
        most = BUDGETS["first"]["kilobytes"]
        if sample.has_formulas:
            most += BUDGETS["formulas"]["kilobytes"]
        requests = BUDGETS["first"]["requests"]
        if first.size > 1000 * most or first.requests > requests:
            over.append(
                f"/{sample.address}: {first.requests} requests, {first.size:,} bytes; "
                f"{requests} and {most},000 are allowed.\n{first}"
            )
    assert not over, "\n".join([*over, CURE])


def test_a_visit_once_more_costs_the_page_at_most(weighed: Weighed) -> None:
    for sample, first, again in weighed:
        assert again.requests <= BUDGETS["again"]["requests"], f"{sample}\n{again}"
        page = next(a for a in first.answers if a.path == again.answers[0].path)
        assert again.size <= page.size, f"{sample}\n{again}"


def test_the_font_of_formulas_comes_only_where_there_are_some(
    weighed: Weighed,
) -> None:
    for sample, first, _ in weighed:
        fonts = [a.path for a in first.answers if a.path.endswith(".woff2")]
        assert len(fonts) == sample.has_formulas, f"{sample}\n{first}"


def test_a_page_over_its_budget_is_reported_with_its_files() -> None:
    visit = Visit((web_server.Answer("/a.js", 200, 90_000),))
    sample = Sample("home", "zh/", False)
    with pytest.raises(AssertionError, match=r"/zh/: 1 requests, 90,000(.|\n)*/a\.js"):
        test_a_first_visit_keeps_to_its_budget([(sample, visit, visit)])


# ---- compressed copies ----


def test_each_larger_text_has_two_smaller_copies_of_the_same(site: Site) -> None:
    texts = (".css", ".html", ".js", ".json", ".md", ".svg", ".txt", ".xml")
    found = [p for p in site.folder.rglob("*") if p.suffix in texts]
    assert len(found) > 100
    for path in found:
        content = path.read_bytes()
        copies = {
            suffix: Path(f"{path}{suffix}")
            for suffix in (".gz", ".br")
            if Path(f"{path}{suffix}").exists()
        }
        assert len(copies) == (2 if len(content) >= 1000 else 0), path
        for copy in copies.values():
            assert copy.stat().st_size < len(content), copy
        if copies:
            assert gzip.decompress(copies[".gz"].read_bytes()) == content
            assert brotli.decompress(copies[".br"].read_bytes()) == content


def test_no_copy_is_left_without_its_file(site: Site) -> None:
    for suffix in (".gz", ".br"):
        for copy in site.folder.rglob(f"*{suffix}"):
            assert copy.with_suffix("").is_file(), copy
