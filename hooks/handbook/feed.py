"""What the feeds hold: the newest answers, under ids that outlive their addresses."""

from __future__ import annotations

from urllib.parse import urlsplit

from .model import Corpus, Language, Question

_COUNT = 50


def newest(corpus: Corpus) -> tuple[Question, ...]:
    """Return the questions published or revised last, the newest first."""
    found = sorted(
        corpus.published_questions, key=lambda q: (q.revised, q.id), reverse=True
    )
    return tuple(found[:_COUNT])


def identifier(site_url: str, language: Language, question: Question) -> str:
    """Return an entry's tag URI (RFC 4151), as `tag:a.example,2026-11-23:/zh/q/14`.

    It holds no slug, for that may change.
    """
    site = urlsplit(site_url)
    path = f"{site.path}{language}/q/{question.id}"
    return f"tag:{site.hostname},{question.published}:{path}"
