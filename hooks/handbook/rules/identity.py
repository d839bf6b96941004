"""Rules of identity: ids, slugs, topics, and the addresses that were public once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..model import Corpus
from ..quoting import quoted
from .rule import Finding, Rule, is_unreadable

TOPICS, REDIRECTS, PUBLISHED = (
    "docs/topics.yml",
    "docs/redirects.yml",
    "docs/published.yml",
)


def duplicate_ids(corpus: Corpus) -> Iterator[Finding]:
    """Find questions that carry the id of a question before them."""
    owners: dict[int, str] = {}
    for question in corpus.questions:
        if question.id in owners:
            yield Finding(
                question.path,
                question.lines.get("id", 1),
                f"{question.id} is the id of {owners[question.id]} too. "
                "Give this question the next free id.",
            )
        else:
            owners[question.id] = question.path


def duplicate_slugs(corpus: Corpus) -> Iterator[Finding]:
    """Find questions whose file has the name of one in another topic."""
    owners: dict[str, str] = {}
    for question in corpus.questions:
        if question.slug in owners:
            yield Finding(
                question.path,
                1,
                f"the slug {quoted(question.slug)} belongs to {owners[question.slug]} "
                "too. Rename one of the two files.",
            )
        else:
            owners[question.slug] = question.path


def unknown_topics(corpus: Corpus) -> Iterator[Finding]:
    """Find questions in a folder that is no topic."""
    if TOPICS in corpus.unreadable:
        return
    for question in corpus.questions:
        if question.topic not in corpus.topic_by_id:
            yield Finding(
                question.path,
                1,
                f"the folder {quoted(question.topic)} is no topic of topics.yml. "
                "Move the file or add the topic.",
            )


def reused_ids(corpus: Corpus) -> Iterator[Finding]:
    """Find questions whose id was published for another question.

    A question that was renamed keeps its id: a redirect leads from the old slug.
    """
    if PUBLISHED in corpus.unreadable or REDIRECTS in corpus.unreadable:
        return
    first_slugs = {address.id: address for address in corpus.published}
    homes = {address.slug for address in corpus.published}
    moved = {redirect.old: redirect.new for redirect in corpus.redirects}
    for question in corpus.questions:
        address = first_slugs.get(question.id)
        if not address or address.slug == question.slug or question.slug in homes:
            continue
        if address.slug in moved and moved[address.slug] != question.slug:
            yield Finding(
                question.path,
                question.lines.get("id", 1),
                f"the id {question.id} was published for {quoted(address.slug)} and is "
                "never given to another question. Take the next free id.",
            )


def changed_ids(corpus: Corpus) -> Iterator[Finding]:
    """Find published slugs that now carry another id.

    Where two questions share the id, or the slug, that alone is reported.
    """
    if PUBLISHED in corpus.unreadable:
        return
    ids = Counter(question.id for question in corpus.questions)
    slugs = Counter(question.slug for question in corpus.questions)
    for address in corpus.published:
        question = corpus.by_slug.get(address.slug)
        if not question or ids[question.id] > 1 or slugs[question.slug] > 1:
            continue
        if question.id != address.id:
            yield Finding(
                question.path,
                question.lines.get("id", 1),
                f"{quoted(question.slug)} was published with the id {address.id}, not "
                f"{question.id}. Restore the id.",
            )


def lost_addresses(corpus: Corpus) -> Iterator[Finding]:
    """Find published slugs that have neither a page nor a redirect."""
    if PUBLISHED in corpus.unreadable or REDIRECTS in corpus.unreadable:
        return
    moved = {redirect.old for redirect in corpus.redirects}
    by_id = {question.id: question for question in corpus.published_questions}
    for address in corpus.published:
        question = corpus.by_slug.get(address.slug)
        if address.slug in moved or (question and question.is_published):
            continue
        if is_unreadable(corpus, address.slug):
            continue
        heir = by_id.get(address.id)
        target = heir.slug if heir else "<another slug>"
        cure = f"Restore it, or add `{address.slug}: {target}` to redirects.yml."
        if question:
            cure = "Publish it again, or add its slug to redirects.yml."
        yield Finding(
            PUBLISHED,
            address.line,
            f"{quoted(address.slug)} (id {address.id}) was published and has no page "
            f"now. {cure}",
        )


def redirect_targets(corpus: Corpus) -> Iterator[Finding]:
    """Find redirects that lead nowhere, in two steps, or away from a living page."""
    old = {redirect.old for redirect in corpus.redirects}
    for redirect in corpus.redirects:
        question = corpus.by_slug.get(redirect.new)
        if redirect.old in corpus.by_slug:
            fault = f"{quoted(redirect.old)} is a question. Remove this redirect."
        elif redirect.new in old:
            fault = (
                f"{quoted(redirect.new)} is redirected itself. "
                "Name the slug that it leads to."
            )
        elif is_unreadable(corpus, redirect.new):
            continue
        elif not question or not question.is_published:
            fault = (
                f"{quoted(redirect.new)} is no published question. "
                "Name the slug of one."
            )
        else:
            continue
        yield Finding(REDIRECTS, redirect.line, fault)


RULES = (
    Rule(
        "ids",
        "问题编号不重复。",
        "No two questions have the same id.",
        duplicate_ids,
    ),
    Rule(
        "slugs",
        "网址名在全站唯一，不同主题之间也不重复。",
        "A slug is unique in the whole site, across topics.",
        duplicate_slugs,
    ),
    Rule(
        "known-topic",
        "问题所在的文件夹是 topics.yml 里的主题。",
        "A question's folder is a topic of topics.yml.",
        unknown_topics,
    ),
    Rule(
        "reused-id",
        "发布过的编号不再给别的问题。",
        "A published id is never given to another question.",
        reused_ids,
    ),
    Rule(
        "changed-id",
        "发布过的问题不改编号。",
        "A published question keeps its id.",
        changed_ids,
    ),
    Rule(
        "lost-address",
        "发布过的网址名要么仍有页面，要么在 redirects.yml 里有一行。",
        "A published slug has a page or a line in redirects.yml.",
        lost_addresses,
    ),
    Rule(
        "redirect-target",
        "重定向一步到达一个已发布的问题，且不遮住现有的问题。",
        "A redirect leads in one step to a published question and hides none.",
        redirect_targets,
    ),
)
