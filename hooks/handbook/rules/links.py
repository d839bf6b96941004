"""Rules of links: plain addresses that lead somewhere a reader may go."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ..addresses import OUTSIDE
from ..markup import Link
from ..model import Corpus, Edition, Question
from ..quoting import quoted
from .figures import figures
from .rule import Finding, Holder, Rule, holders, is_cut_short, texts

GLOSSARY = "docs/glossary.yml"
FOLDERS = ("docs/questions/", "docs/pages/", "docs/figures/", "docs/examples/")

_INSIDE = re.compile(
    r"#[A-Za-z0-9-]+|(?:\.\.?/)*[A-Za-z0-9_][A-Za-z0-9._-]*"
    r"(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*(?:#[A-Za-z0-9._-]+)?"
)
_JOINT = re.compile(r"\]\(")

Anchors = dict[tuple[str, str], frozenset[str]]


def address_faults(corpus: Corpus) -> Iterator[Finding]:
    """Find addresses that are neither a file of the handbook nor plain https."""
    for holder, edition in texts(corpus):
        markup = edition.markup
        joints = {
            link.start + link.is_image + 1 + len(link.text)
            for link in markup.links
            if not _is_autolink(edition, link)
        }
        for match in _JOINT.finditer(markup.masked):
            if match.start() not in joints:
                yield Finding(
                    holder.path,
                    markup.line_at(match.start()),
                    "a link is not well-formed here. "
                    "Write `[text](address)` with a plain address.",
                )
        for link in markup.links:
            if fault := _address_fault(edition, link):
                yield Finding(holder.path, link.line, fault)


def _is_autolink(edition: Edition, link: Link) -> bool:
    return edition.markup.text[link.start] == "<"


def _address_fault(edition: Edition, link: Link) -> str:
    target = link.target
    if link.is_image:
        return ""  # the rule for figures
    if _is_autolink(edition, link):
        return f"{quoted(target)} is a bare address. Write `[text](https://…)`."
    if target.startswith("http://"):
        return f"{quoted(target)} is not encrypted. Write `https://`."
    if not target:
        return f"the link {quoted(link.text)} has no address. Add one."
    if not (OUTSIDE.fullmatch(target) or _INSIDE.fullmatch(target)):
        return (
            f"{quoted(target)} is no plain address. Link to a file in docs/, by its "
            "relative path, or to an https address."
        )
    return ""


def link_targets(corpus: Corpus) -> Iterator[Finding]:
    """Find links to files that are missing, out of reach, drafts or the text itself."""
    for holder, _, link in _inside_links(corpus):
        if fault := _target_fault(corpus, holder, link):
            yield Finding(holder.path, link.line, fault)


def link_anchors(corpus: Corpus) -> Iterator[Finding]:
    """Find links to anchors that the file at their other end does not have."""
    anchors = _anchors(corpus)
    for holder, edition, link in _inside_links(corpus):
        path, anchor = _resolve(posixpath.dirname(holder.path), link.target)
        if not link.target.partition("#")[0]:
            path = holder.path
        if not anchor or path == GLOSSARY or _target_fault(corpus, holder, link):
            continue
        known = anchors.get((path, edition.language))
        if known is not None and anchor not in known:
            yield Finding(
                holder.path,
                link.line,
                f"{path} has no anchor {quoted(anchor)} in this language. "
                "Name one of its ids.",
            )
        elif not path.endswith(".md"):
            yield Finding(
                holder.path,
                link.line,
                f"{path} has no anchors. Remove {quoted('#' + anchor)}.",
            )


def glossary_links(corpus: Corpus) -> Iterator[Finding]:
    """Find links to glossary terms that do not exist."""
    known = {term.id for term in corpus.terms}
    if GLOSSARY in corpus.unreadable:
        return
    for holder, _, link in _inside_links(corpus):
        path, anchor = _resolve(posixpath.dirname(holder.path), link.target)
        if path == GLOSSARY and anchor and anchor not in known:
            yield Finding(
                holder.path,
                link.line,
                f"{quoted(anchor)} is an unknown glossary term. "
                "Add it to glossary.yml or correct the id.",
            )


def link_faults(corpus: Corpus) -> Iterator[Finding]:
    """Find everything that the rules of links find."""
    yield from address_faults(corpus)
    yield from link_targets(corpus)
    yield from link_anchors(corpus)
    yield from glossary_links(corpus)


def _inside_links(corpus: Corpus) -> Iterator[tuple[Holder, Edition, Link]]:
    for holder, edition in texts(corpus):
        for link in edition.markup.links:
            if not link.is_image and _INSIDE.fullmatch(link.target):
                yield holder, edition, link


def _resolve(folder: str, target: str) -> tuple[str, str]:
    """Return the path from the repository's root, and the anchor."""
    path, _, anchor = target.partition("#")
    return posixpath.normpath(posixpath.join(folder, path)), anchor


def _target_fault(corpus: Corpus, holder: Holder, link: Link) -> str:
    if link.target.startswith("#"):
        return ""
    path, anchor = _resolve(posixpath.dirname(holder.path), link.target)
    shown = quoted(link.target)
    if path == holder.path:
        cure = "Write the anchor alone" if anchor else "Remove it"
        return f"{shown} links to its own file. {cure}."
    if not path.startswith("docs/"):
        return f"{shown} leads out of docs/. Link to a file inside."
    if path in corpus.unreadable or path == GLOSSARY:
        return ""
    question = corpus.by_path.get(path)
    if question and not question.is_published and _is_public(holder):
        return f"{shown} is a draft. Publish it first, or remove the link."
    if question:
        return ""
    if not path.startswith(FOLDERS) or path not in corpus.files:
        return f"{shown} is no file that a page shows. Correct the path."
    return ""


def _is_public(holder: Holder) -> bool:
    return not isinstance(holder, Question) or holder.is_published


def _anchors(corpus: Corpus) -> Anchors:
    """Return the anchors of each edition, but of those that are cut short."""
    return {
        (holder.path, language): frozenset(
            {heading.id for heading in edition.markup.headings}
            | {figure.id for figure in figures(edition.markup)}
        )
        for holder in holders(corpus)
        for language, edition in holder.editions.items()
        if not is_cut_short(edition)
    }


RULES = (
    Rule(
        "link-address",
        "链接要么是 docs/ 内的相对路径，要么是普通的 https 网址。",
        "A link is a relative path inside docs/ or a plain https address.",
        address_faults,
        is_of_one=True,
    ),
    Rule(
        "link-target",
        "链接指向读者能看到的文件，不指向草稿，也不指向自己。",
        "A link leads to a file that a reader can see, never to a draft or itself.",
        link_targets,
    ),
    Rule(
        "link-anchor",
        "链接的锚点在目标文件的同一语言里存在。",
        "The anchor of a link exists in the same language of its target.",
        link_anchors,
    ),
    Rule(
        "glossary-term",
        "指向术语表的链接都有对应的术语。",
        "A link to the glossary names one of its terms.",
        glossary_links,
    ),
)
