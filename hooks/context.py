"""Gives each template what the page is about, in the page's language."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from handbook import addresses
from handbook.assembly import AssembledPage
from handbook.bilingual import align
from handbook.interface import interface_words
from handbook.markdown_text import inert, plain_text
from handbook.model import LANGUAGES, Corpus, Language, Question
from handbook.question_map import question_map
from handbook.sentences import opening
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the interface's words; what stands on both languages' pages is joined."""
    text = (Path(__file__).parent / "interface.yml").read_text("utf-8")
    config.extra["words"] = interface_words(text)
    return config


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Date the pages by their content, so that no build differs by its day."""
    for file in files.documentation_pages():
        if file.page:
            assembled = config.extra["pages"][file.src_uri]
            file.page.update_date = _date(config.extra["corpus"], assembled)
    return nav


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Give the templates the handbook's addresses, and escape what they are given."""
    # MkDocs escapes nothing by itself. Only rendered content is marked as safe.
    env.autoescape = True
    env.globals["addresses"] = addresses
    env.filters["plain_text"] = plain_text
    env.filters["inert"] = inert
    env.filters["opening"] = opening
    return env


def on_page_markdown(
    markdown: str, *, page: Page, config: MkDocsConfig, files: Files
) -> str:
    """Choose the page's template."""
    assembled: AssembledPage = config.extra["pages"][page.file.src_uri]
    page.meta["template"] = f"{assembled.kind}.html"
    return markdown


def on_template_context(
    context: TemplateContext, *, template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Describe the sitemap, and the pages that are shown at any address."""
    pages: dict[str, AssembledPage] = config.extra["pages"]
    only = next(
        (code for code in LANGUAGES if template_name.startswith(f"{code}/")), None
    )
    config.theme["language"] = only or "zh"
    return {
        **context,
        # Error pages, and the one without a network, are shown at any address.
        "base_url": urlsplit(config.site_url or "/").path,
        "assembled": None,
        "language": only or "zh",
        "only_language": only,
        "words": config.extra["words"][only or "both"],
        "entries": [
            (
                assembled.address,
                _date(config.extra["corpus"], assembled),
                _alternates(assembled),
            )
            for assembled in pages.values()
            if assembled.kind != "redirect"
        ],
    }


def on_page_context(
    context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Describe the page to its template, and switch the theme to its language."""
    corpus: Corpus = config.extra["corpus"]
    assembled: AssembledPage = config.extra["pages"][page.file.src_uri]
    language: Language = assembled.language or "zh"
    config.theme["language"] = language
    return {
        **context,
        # The theme's scripts look for the search index below this address.
        "base_url": addresses.relative(addresses.home(language), assembled.address),
        "assembled": assembled,
        "language": language,
        "only_language": assembled.language,
        "corpus": corpus,
        "words": config.extra["words"][assembled.language or "both"],
        "alternates": _alternates(assembled),
        **(_reading(corpus, assembled, config) if _question(assembled) else {}),
        **({"map": question_map(corpus, language)} if assembled.kind == "map" else {}),
    }


def _question(assembled: AssembledPage) -> Question | None:
    return assembled.subject if isinstance(assembled.subject, Question) else None


def _date(corpus: Corpus, assembled: AssembledPage) -> str:
    """Return the day of the last change; that of the newest answer for an overview."""
    question = _question(assembled)
    return (question.revised if question else corpus.revised).isoformat()


def _alternates(assembled: AssembledPage) -> dict[str, str]:
    """Return the addresses of the page in each language, by hreflang."""
    question = _question(assembled)
    found: dict[str, str] = {}
    for language in LANGUAGES:
        if question:
            found[language] = addresses.question(language, question.slug)
        elif assembled.language is None:
            found[language] = addresses.home(language)
        else:
            rest = assembled.address.removeprefix(f"{assembled.language}/")
            found[language] = f"{language}/{rest}"
    if question:
        found["x-default"] = addresses.bilingual(question)
    elif assembled.kind in ("home", "entrance"):
        found["x-default"] = ""
    return found


def _reading(
    corpus: Corpus, assembled: AssembledPage, config: MkDocsConfig
) -> dict[str, Any]:
    """Return what stands beside a question's text."""
    question = _question(assembled)
    assert question
    previous, following = corpus.neighbours[question.slug]
    reading: dict[str, Any] = {
        "question": question,
        "topic": corpus.topic_by_id[question.topic],
        "read_first": corpus.published_by_slug(question.prerequisites),
        "related": corpus.published_by_slug(question.related),
        "linked_from": corpus.backlinks.get(question.slug, ()),
        "previous": previous,
        "next": following,
    }
    if assembled.kind == "bilingual":
        stem = assembled.path.removesuffix(".both.md")
        editions = {
            language: config.extra["pages"][f"{stem}.{language}.md"]
            for language in LANGUAGES
        }
        rendered = {
            language: config.extra["rendered"][edition.path].content
            for language, edition in editions.items()
        }
        reading["editions"] = editions
        reading["pairs"] = align(corpus, question, rendered)
    return reading
