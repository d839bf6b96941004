"""Rules of permanence: what led somewhere once leads there for ever.

`docs/published.yml` remembers every address and anchor that was public, and
`docs/redirects.yml` names the heirs of those that left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model import LANGUAGES, Corpus, Page, Question
from ..quoting import quoted
from ..registers import ERRATA
from .figures import figures
from .identity import PUBLISHED, REDIRECTS, TOPICS
from .rule import Finding, Rule, is_cut_short, is_unreadable

GLOSSARY = "docs/glossary.yml"


def question_anchors(question: Question) -> tuple[str, ...]:
    """Return the ids of a question's headings and figures, in either edition."""
    found: list[str] = []
    for language in LANGUAGES:
        markup = question.editions[language].markup
        places = [(heading.start, heading.id) for heading in markup.headings[1:]]
        places += [(figure.image.start, figure.id) for figure in figures(markup)]
        found += (id for _, id in sorted(places) if id)
    return tuple(dict.fromkeys(found))


def page_anchors(corpus: Corpus, page: Page) -> tuple[str, ...]:
    """Return the ids of a page's headings, those of its terms or errata included."""
    found = [
        heading.id
        for language in LANGUAGES
        for heading in page.editions[language].markup.headings[1:]
        if heading.id
    ]
    if page.name == "glossary":
        found += (term.id for term in corpus.terms)
    if page.name == "errata":
        found += (erratum.id for erratum in corpus.errata)
    return tuple(dict.fromkeys(found))


def public_pages(corpus: Corpus) -> Mapping[str, tuple[str, ...]]:
    """Return the anchors of every page that is no question, by the page's name."""
    pages = {page.name: page_anchors(corpus, page) for page in corpus.pages}
    return pages | {f"topics/{topic}": () for topic in corpus.by_topic}


def slug_names(corpus: Corpus) -> Iterator[Finding]:
    """Find slugs that would hide another address: a number, or the name of a page."""
    pages = {page.name for page in corpus.pages}
    for question in corpus.questions:
        if question.slug.isdigit():
            fault = "the slug is a number, as ids are"
        elif question.slug in pages:
            fault = f"the slug {quoted(question.slug)} is the name of a page"
        else:
            continue
        yield Finding(question.path, 1, f"{fault}. Rename the file.")


def lost_pages(corpus: Corpus) -> Iterator[Finding]:
    """Find published pages and topics that are gone."""
    if {PUBLISHED, TOPICS} & corpus.unreadable:
        return
    alive = public_pages(corpus)
    for page in corpus.published_pages:
        if page.name in alive or _hides_page(corpus, page.name):
            continue
        yield Finding(
            PUBLISHED,
            page.line,
            f"the page {quoted(page.name)} was published and is gone. Restore it under "
            "this name; its title may change.",
        )


def _hides_page(corpus: Corpus, name: str) -> bool:
    """Return whether a page, or a question that its topic needs, could not be read."""
    topic = name.removeprefix("topics/")
    folder = f"docs/questions/{topic}/" if topic != name else f"docs/pages/{name}.md"
    return any(path.startswith(folder) for path in corpus.unreadable)


def lost_anchors(corpus: Corpus) -> Iterator[Finding]:
    """Find published anchors that lead nowhere now.

    A question that was merged into another leaves its anchors to that one. An anchor
    that a single edition lacks is a matter of parity.
    """
    if {PUBLISHED, REDIRECTS} & corpus.unreadable:
        return
    heirs = {redirect.old: redirect.new for redirect in corpus.redirects}
    for address in corpus.published:
        question = corpus.by_slug.get(heirs.get(address.slug, address.slug))
        if question and not _hides_anchors(question):
            alive = question_anchors(question)
            lost = _lost(corpus, question.slug, address.anchors, alive)
            if lost:
                yield Finding(question.path, 1, _lost_message(question.slug, lost))
    pages = {page.name: page for page in corpus.pages}
    for record in corpus.published_pages:
        page = pages.get(record.name)
        if page and not {GLOSSARY, ERRATA} & corpus.unreadable:
            alive = page_anchors(corpus, page)
            lost = _lost(corpus, page.name, record.anchors, alive)
            if lost:
                yield Finding(page.path, 1, _lost_message(page.name, lost))


def _hides_anchors(question: Question) -> bool:
    return any(is_cut_short(edition) for edition in question.editions.values())


def _lost(
    corpus: Corpus, holder: str, recorded: tuple[str, ...], alive: tuple[str, ...]
) -> list[str]:
    moved = {moved.old for moved in corpus.moved_anchors if moved.holder == holder}
    return [anchor for anchor in recorded if anchor not in moved.union(alive)]


def _lost_message(holder: str, lost: list[str]) -> str:
    shown = ", ".join(quoted(f"#{anchor}") for anchor in lost[:5])
    more = f" and {len(lost) - 5} more" if len(lost) > 5 else ""
    was = "was published and is" if len(lost) == 1 else "were published and are"
    cure = f"{holder}#{lost[0]}: <an id that is here>"
    return (
        f"{shown}{more} {was} gone. Restore the id in both editions, or add `{cure}` "
        "to redirects.yml."
    )


def moved_anchors(corpus: Corpus) -> Iterator[Finding]:
    """Find moved anchors of nothing, to nothing, or in the way of a living one."""
    if REDIRECTS in corpus.unreadable:
        return
    pages = {page.name: page for page in corpus.pages}
    for anchor in corpus.moved_anchors:
        question, page = corpus.by_slug.get(anchor.holder), pages.get(anchor.holder)
        if question and not _hides_anchors(question):
            alive = question_anchors(question)
        elif page and not {GLOSSARY, ERRATA} & corpus.unreadable:
            alive = page_anchors(corpus, page)
        elif question or page or is_unreadable(corpus, anchor.holder):
            continue
        else:
            fault = (
                f"{quoted(anchor.holder)} is no question and no page. Name the one "
                "whose heading this was."
            )
            yield Finding(REDIRECTS, anchor.line, fault)
            continue
        if anchor.old in alive:
            fault = f"{quoted(f'#{anchor.old}')} is still there. Remove this line."
        elif anchor.new not in alive or anchor.new.startswith("fig-"):
            fault = (
                f"{quoted(f'#{anchor.new}')} is no heading of {quoted(anchor.holder)}. "
                "Name the id of one."
            )
        else:
            continue
        yield Finding(REDIRECTS, anchor.line, fault)


RULES = (
    Rule(
        "slug-name",
        "网址名不是纯数字，也不与普通页面同名。",
        "A slug is no bare number, and not the name of a page.",
        slug_names,
    ),
    Rule(
        "lost-page",
        "发布过的页面和主题不改名，也不消失。",
        "A published page or topic keeps its name and does not vanish.",
        lost_pages,
    ),
    Rule(
        "lost-anchor",
        "发布过的小标题和插图的标识要么仍在，要么在 redirects.yml 里有一行"
        " `网址名#旧标识: 新标识`。",
        "A published id of a heading or figure is still there, or has a line "
        "`slug#old: new` in redirects.yml.",
        lost_anchors,
    ),
    Rule(
        "moved-anchor",
        "redirects.yml 里的旧标识指向本页现有的小标题，且不遮住现有的标识。",
        "An old id in redirects.yml leads to a heading of its page and hides none.",
        moved_anchors,
    ),
)
