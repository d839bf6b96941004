"""What the programs that draw previews get: from a real server, without a script."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import requests
from conftest import Site
from handbook import addresses, load
from handbook.markdown_text import plain_text
from handbook.model import LANGUAGES, Question
from PIL import Image
from web_server import WebServer

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = load(ROOT)[0].published_questions
# A crawler reads no more of a page than this.
MOST_BYTES = 64 * 1024

# As the programs name themselves. Feishu publishes no name; this one stands for it.
CRAWLERS = {
    "facebook": "facebookexternalhit/1.1 "
    "(+http://www.facebook.com/externalhit_uatext.php)",
    "twitter": "Twitterbot/1.0",
    "slack": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "discord": "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "telegram": "TelegramBot (like TwitterBot)",
    "whatsapp": "WhatsApp/2.23.20.0 A",
    "wechat": "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) "
    "AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
    "MicroMessenger/8.0.38(0x1800262c) NetType/WIFI Language/zh_CN",
    "feishu": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Chrome/112.0.0.0 Safari/537.36 LarkBot/1.0 "
    "(+https://www.feishu.cn)",
}


class Crawler:
    """A program that draws previews; it takes the server for the site's own host."""

    def __init__(self, agent: str, site: Site, nginx: WebServer) -> None:
        self._session = requests.Session()
        self._session.headers["User-Agent"] = agent
        self._site, self._server = site.url, nginx.url

    def get(self, address: str) -> requests.Response:
        """Ask for an absolute address of the site; no redirect is followed."""
        assert address.startswith(self._site), address
        found = self._server + address.removeprefix(self._site)
        response = self._session.get(found, allow_redirects=False, stream=True)
        assert response.status_code == 200, address
        return response

    def read(self, address: str) -> Reader:
        """Return what the beginning of a page says of it."""
        response = self.get(address)
        assert response.headers["Content-Type"].startswith("text/html")
        beginning = response.raw.read(MOST_BYTES, decode_content=True)
        response.close()
        reader = Reader()
        reader.feed(beginning.decode("utf-8", "ignore"))
        return reader


class Reader(HTMLParser):
    """Reads the head of a page: its `meta` elements by property or name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("property") or given.get("name")
        if tag == "meta" and name:
            self.found.setdefault(name, []).append(given.get("content") or "")

    def __getitem__(self, name: str) -> str:
        (content,) = self.found[name]
        return content


def pages() -> Iterator[tuple[Question, str, str]]:
    """Yield every page of every question, by its language or `both`."""
    for question in QUESTIONS:
        for language in LANGUAGES:
            yield question, language, addresses.question(language, question.slug)
        yield question, "both", addresses.bilingual(question)


@pytest.fixture(params=CRAWLERS)
def crawler(
    request: pytest.FixtureRequest, built_site: Site, nginx: WebServer
) -> Crawler:
    return Crawler(CRAWLERS[request.param], built_site, nginx)


def test_every_question_is_previewed_in_its_language(
    crawler: Crawler, built_site: Site
) -> None:
    for question, language, address in pages():
        page = crawler.read(built_site.url + address)
        shown = [name for name in LANGUAGES if language in (name, "both")]
        editions = [question.editions[name] for name in shown]
        assert page["og:title"] == " · ".join(edition.title for edition in editions)
        rest = page["og:description"]
        assert rest == page["description"]
        for edition in editions:
            first = plain_text(edition.answer)[:12]
            assert first in rest, address
            rest = rest.partition(first)[2]
        assert page["og:url"] == built_site.url + address
        assert page["og:type"] == "article"
        assert page["og:site_name"]
        locales = {"zh": "zh_CN", "en": "en_US", "both": "zh_CN"}
        assert page["og:locale"] == locales[language]
        assert {page["og:locale"], page["og:locale:alternate"]} == {"zh_CN", "en_US"}
        assert page["article:published_time"] == question.published.isoformat()
        assert page["article:modified_time"] == question.revised.isoformat()
        assert page["twitter:card"] == "summary_large_image"
        assert all(edition.title in page["og:image:alt"] for edition in editions)
        card = f"cards/{question.id}.{language}.png"
        assert page["og:image"] == built_site.url + card


def test_every_card_is_a_picture_of_its_own(crawler: Crawler, built_site: Site) -> None:
    digests = set()
    for _, _, address in pages():
        page = crawler.read(built_site.url + address)
        response = crawler.get(page["og:image"])
        assert response.headers["Content-Type"] == page["og:image:type"] == "image/png"
        image = Image.open(io.BytesIO(response.content))
        assert image.format == "PNG"
        assert image.size == (1200, 630)
        declared = page["og:image:width"], page["og:image:height"]
        assert declared == ("1200", "630")
        digests.add(hashlib.sha256(response.content).digest())
    assert len(digests) == 3 * len(QUESTIONS) == len(list(pages()))


def test_other_pages_have_cards_too(built_site: Site, nginx: WebServer) -> None:
    crawler = Crawler(CRAWLERS["slack"], built_site, nginx)
    others = [""]
    for language in LANGUAGES:
        topics = (built_site.folder / language / "topics").iterdir()
        others += [addresses.topic(language, path.name) for path in topics]
        names = ("home", "map", "glossary", "errata", "about", "contributing")
        others += [addresses.page(language, name) for name in names]
    cards = set()
    for address in others:
        page = crawler.read(built_site.url + address)
        assert page["og:url"] == built_site.url + address
        assert page["og:type"] == "website"
        assert page["og:title"]
        assert page["og:description"] == page["description"]
        response = crawler.get(page["og:image"])
        assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
        cards.add(page["og:image"])
    assert len(cards) == len(others)
