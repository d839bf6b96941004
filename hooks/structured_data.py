"""Tells the template of a question what its page says of it to search engines."""

from __future__ import annotations

from typing import Any

from handbook.assembly import AssembledPage
from handbook.model import Question
from handbook.structured_data import learning_resource, script_json
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext


def on_page_context(
    context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Add the description, as JSON that may stand in the page as it is."""
    assembled: AssembledPage = config.extra["pages"][page.file.src_uri]
    if not (assembled.language and isinstance(assembled.subject, Question)):
        return {**context}
    data = learning_resource(
        config.extra["corpus"],
        assembled.subject,
        assembled.language,
        config.site_url or "",
        config.extra["words"][assembled.language],
    )
    return {**context, "learning_resource": script_json(data)}
