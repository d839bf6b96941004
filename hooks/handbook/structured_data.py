"""A question as search engines read it: a schema.org LearningResource.

Source: https://schema.org/LearningResource
"""

from __future__ import annotations

import json
from typing import Any

from . import addresses
from .markdown_text import plain_text
from .model import Corpus, Language, Question, Source
from .question_records import cited
from .resolution import Words

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_ARTICLES = {"article", "inproceedings"}
# Could end the element, or begin another, in which the JSON stands; what else has a
# meaning there has none in JSON outside a string.
_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def learning_resource(
    corpus: Corpus,
    question: Question,
    language: Language,
    site_url: str,
    words: Words,
) -> dict[str, Any]:
    """Return the description of a question's edition, as JSON-LD."""
    edition = question.editions[language]
    topic = corpus.topic_by_id[question.topic]
    other: Language = "en" if language == "zh" else "zh"
    relation = "workTranslation" if language == "zh" else "translationOfWork"
    url = site_url + addresses.question(language, question.slug)
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": url,
        "url": url,
        "name": edition.title,
        "description": plain_text(edition.answer),
        "inLanguage": language,
        "datePublished": question.published.isoformat(),
        "dateModified": question.revised.isoformat(),
        "learningResourceType": words["question_and_answer"],
        "educationalLevel": words["level_of"].format(level=question.level),
        "about": {"@type": "Thing", "name": topic.titles[language]},
        "isPartOf": {
            "@type": "WebSite",
            "name": words["site_name"],
            "url": site_url + addresses.home(language),
        },
        "license": _LICENCE,
        relation: {"@id": site_url + addresses.question(other, question.slug)},
        "citation": [_citation(source) for source in cited(corpus, edition)],
    }


def script_json(data: dict[str, Any]) -> str:
    r"""Return JSON that may stand in a script element as it is.

    >>> script_json({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text


def _citation(source: Source) -> dict[str, str]:
    kind = "ScholarlyArticle" if source.kind in _ARTICLES else "CreativeWork"
    return {"@type": kind, "name": source.title, "url": source.url}
