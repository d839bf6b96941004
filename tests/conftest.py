"""What the tests share: two built sites, served; a browser; the list of skips."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import browser as chromium
import pytest
import web_server
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from static_host import StaticHost
from web_server import WebServer

ROOT = Path(__file__).resolve().parent.parent
# Any address will do: no test follows it.
REPO_URL = "https://code.example/llm-qa"

# A busy machine may be slow; a test that passes never waits so long.
expect.set_options(timeout=30_000)


@dataclass(frozen=True)
class Site:
    """A finished build and the host that serves it."""

    folder: Path
    host: StaticHost

    @property
    def url(self) -> str:
        """The address of the site's root, with a slash at the end."""
        return self.host.url

    @property
    def origin(self) -> str:
        """The address of the host, without a slash at the end."""
        return self.host.url.removesuffix(self.host.base)

    def asset(self, name: str) -> str:
        """The path below the root of a file of docs/assets, as `search/words.js`."""
        stem, _, suffix = name.rpartition(".")
        (path,) = self.folder.glob(f"assets/{stem}.????????.{suffix}")
        return path.relative_to(self.folder).as_posix()


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site, built for the root of its host and served there."""
    yield from _built(tmp_path_factory.mktemp("root"), "/")


@pytest.fixture(scope="session")
def built_site_under_base(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """The site, built for the sub-path /base/ of its host and served there."""
    yield from _built(tmp_path_factory.mktemp("base"), "/base/")


@pytest.fixture(scope="session", params=["root", "base"])
def site(request: pytest.FixtureRequest) -> Site:
    """Each of the two sites in turn."""
    names = {"root": "built_site", "base": "built_site_under_base"}
    built = request.getfixturevalue(names[request.param])
    assert isinstance(built, Site)
    return built


@pytest.fixture
def server(built_site: Site) -> StaticHost:
    """The host of `built_site`, with an empty list of requests."""
    built_site.host.clear()
    return built_site.host


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; a test that needs it is skipped where there is none."""
    path = chromium.find()
    if path is None:
        pytest.skip(chromium.why_none())
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(
            executable_path=path, args=chromium.flags()
        )
        # Whether a page has begun to keep what is read depends on the time; the tests
        # of that, in test_keeping.py, make their contexts by the class.
        made = instance.new_context

        def new_context(**options: Any) -> BrowserContext:
            context = made(**options)
            context.add_init_script(chromium.NO_WORKER)
            return context

        instance.new_context = new_context  # type: ignore[method-assign]
        yield instance
        instance.close()


def build(folder: Path, site_url: str, root: Path = ROOT) -> None:
    """Build the site of the repository at `root` into a folder."""
    environment = {**os.environ, "SITE_URL": site_url, "REPO_URL": REPO_URL}
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder],
        cwd=root,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def _built(folder: Path, base: str) -> Iterator[Site]:
    host = StaticHost(base)
    build(folder / "site", host.url)
    host.serve(folder / "site")
    yield Site(folder / "site", host)
    host.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="a skip is a failure")


@pytest.hookimpl(tryfirst=True)  # before xdist looks for the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what needs a built site or the browser in one process, and mark the latter.

    Each process would build the sites anew.
    """
    shared = {"built_site", "built_site_under_base", "site", "browser"}
    for item in items:
        needed = set(getattr(item, "fixturenames", ()))
        if shared & needed:
            item.add_marker(pytest.mark.xdist_group("site"))
        if "browser" in needed:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def nginx(
    built_site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WebServer]:
    """The built site on nginx."""
    if web_server.find() is None:
        pytest.skip(web_server.WHY_NONE)
    own = tmp_path_factory.mktemp("nginx")
    running = WebServer(built_site.folder, built_site.host.base, own)
    yield running
    running.close()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Name every test that was skipped, with the reason."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        verdict = "not allowed here" if config.getoption("no_skips") else "not checked"
        terminalreporter.section(f"skipped, {verdict}")
    for report in skipped:
        reason = report.longrepr[2].removeprefix("Skipped: ")
        name = report.nodeid.removesuffix("@site")  # xdist's mark of the group
        terminalreporter.line(f"{name}: {reason}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that passed but for what it skipped, if that is not allowed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if (
        session.config.getoption("no_skips")
        and reporter
        and reporter.stats.get("skipped")
        and session.exitstatus == pytest.ExitCode.OK
    ):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
