"""Rules of parity: both editions of a file have the same structure.

Each kind of thing is compared section by section, and the first difference is
reported. A section that only one edition has, or that ends elsewhere, is a difference
of headings and of nothing else; a file whose formulas, say, break their own rule is
compared once those are mended.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from ..markup import Markup
from ..model import Corpus, Edition, Question
from ..quoting import quoted
from . import citations, examples, links, numbers, safety, structure
from .figures import figure_faults, figures
from .rule import Finder, Finding, Holder, Rule, holders, is_cut_short, unexcused


class Item(NamedTuple):
    """A thing that must recur in the other edition; `key` is what is compared."""

    offset: int
    line: int
    key: str
    shown: str


Reader = Callable[[Markup], list[Item]]


@dataclass(frozen=True)
class Comparison:
    """What is read from each edition, and the rules whose faults excuse a file."""

    read: Reader
    prior: tuple[Finder, ...]
    in_order: bool = True

    def __call__(self, corpus: Corpus) -> Iterator[Finding]:
        """Yield the first difference of each file."""
        found = map(self._first_difference, _comparable(corpus))
        yield from unexcused(filter(None, found), corpus, self.prior)

    def _first_difference(self, holder: Holder) -> Finding | None:
        chinese, english = holder.editions["zh"], holder.editions["en"]
        theirs, ours = self._items(holder, chinese), self._items(holder, english)
        for section in _shared_sections(chinese.markup, english.markup):
            pair = theirs.get(section, []), ours.get(section, [])
            if not self.in_order:
                pair = _unshared(*pair, chinese, english)
            if difference := _difference(*pair, chinese, english):
                return _finding(holder, *difference)
        return None

    def _items(self, holder: Holder, edition: Edition) -> dict[str, list[Item]]:
        """Return the items by section, but those of a question's title and answer.

        These are plain text by rules of their own.
        """
        items = self.read(edition.markup)
        if isinstance(holder, Question):
            items = [item for item in items if item.line > edition.answer_line]
        return _by_section(edition.markup, items)


def heading_parity(corpus: Corpus) -> Iterator[Finding]:
    """Find the first heading of a file whose level or id differs."""
    prior = (structure.headings, structure.sections, safety.attribute_lists)
    yield from unexcused(_heading_differences(corpus), corpus, prior)


def _heading_differences(corpus: Corpus) -> Iterator[Finding]:
    for holder in _comparable(corpus):
        chinese, english = holder.editions["zh"], holder.editions["en"]
        heads = _headings(chinese), _headings(english)
        if difference := _difference(*heads, chinese, english):
            yield _finding(holder, *difference)


def _comparable(corpus: Corpus) -> Iterator[Holder]:
    for holder in holders(corpus):
        if not any(
            is_cut_short(edition) or structure.has_unnamed_section(edition.markup)
            for edition in holder.editions.values()
        ):
            yield holder


def _difference(
    theirs: list[Item], ours: list[Item], chinese: Edition, english: Edition
) -> tuple[Item | None, Item | None] | None:
    """Return the first difference of two lists, None where there is none.

    Where one item alone is missing, the other list's item has no counterpart; else
    two items stand against each other.
    """
    keys, other_keys = ([item.key for item in items] for items in (ours, theirs))
    for index, (zh_item, en_item) in enumerate(zip_longest(theirs, ours)):
        if zh_item and en_item and zh_item.key == en_item.key:
            continue
        if other_keys[index + 1 :] == keys[index:]:
            return _odd_one(theirs, ours, index, chinese, english), None
        if other_keys[index:] == keys[index + 1 :]:
            return None, _odd_one(ours, theirs, index, english, chinese)
        return zh_item, en_item
    return None


def _odd_one(
    items: list[Item], others: list[Item], index: int, here: Edition, there: Edition
) -> Item:
    """Return the item without counterpart, the one at `index` or an equal one above.

    It is the first of the equal ones in whose place the other edition has none.
    """
    start = index
    while start and items[start - 1].key == items[index].key:
        start -= 1
    lines = {other.line for other in others[start:index]}
    return next(
        item
        for item in items[start : index + 1]
        if item is items[index]
        or structure.counterpart_line(item.line, here, there) not in lines
    )


def _finding(holder: Holder, zh_item: Item | None, en_item: Item | None) -> Finding:
    """Word a difference; what is missing has the line where it should stand."""
    cure = "Make both editions the same."
    chinese, english = holder.editions["zh"], holder.editions["en"]
    if zh_item and en_item:
        return Finding(
            holder.path,
            en_item.line,
            f"{en_item.shown} stands where the Chinese edition has {zh_item.shown} "
            f"(line {zh_item.line}). {cure}",
        )
    if en_item:
        line = structure.counterpart_line(en_item.line, english, chinese)
        return Finding(
            holder.path,
            en_item.line,
            f"{en_item.shown} has no counterpart in the Chinese edition (there from "
            f"line {line}). {cure}",
        )
    assert zh_item is not None
    return Finding(
        holder.path,
        structure.counterpart_line(zh_item.line, chinese, english),
        f"{zh_item.shown} of the Chinese edition (line {zh_item.line}) has no "
        f"counterpart in the English edition. {cure}",
    )


def _shared_sections(chinese: Markup, english: Markup) -> list[str]:
    """Return the ids of the sections that both editions have and end alike."""
    followers = [
        {
            section.id: follower.id if follower else None
            for section, follower in zip_longest(sections, sections[1:])
        }
        for sections in (chinese.sections, english.sections)
    ]
    theirs, ours = followers
    return [
        name
        for name, follower in ours.items()
        if name in theirs and theirs[name] == follower
    ]


def _by_section(markup: Markup, items: list[Item]) -> dict[str, list[Item]]:
    starts = [section.start for section in markup.sections]
    found: dict[str, list[Item]] = {}
    for item in items:
        section = markup.sections[bisect_right(starts, item.offset) - 1]
        found.setdefault(section.id, []).append(item)
    return found


def _unshared(
    theirs: list[Item], ours: list[Item], chinese: Edition, english: Edition
) -> tuple[list[Item], list[Item]]:
    """Return what each list has more than the other, whatever the order.

    Of several equal items, those are left over that the other edition lacks in the
    place where they stand.
    """
    if sorted(item.key for item in theirs) == sorted(item.key for item in ours):
        return [], []
    return (
        _without(theirs, ours, chinese, english),
        _without(ours, theirs, english, chinese),
    )


def _without(
    items: list[Item], others: list[Item], here: Edition, there: Edition
) -> list[Item]:
    lines: dict[str, list[int]] = {}
    for other in others:
        lines.setdefault(other.key, []).append(other.line)
    unpaired = []
    for item in items:
        line = structure.counterpart_line(item.line, here, there)
        if line in lines.get(item.key, ()):
            lines[item.key].remove(line)
        else:
            unpaired.append(item)
    surplus = []
    for item in unpaired:
        if lines.get(item.key):
            lines[item.key].pop()
        else:
            surplus.append(item)
    return surplus


def _headings(edition: Edition) -> list[Item]:
    return [
        Item(
            heading.start,
            heading.line,
            f"{heading.level} {heading.id}",
            f"`{'#' * heading.level} {{ #{heading.id} }}`",
        )
        for heading in edition.markup.headings
        if heading.level > 1
    ]


def _formulas(markup: Markup) -> list[Item]:
    return [
        Item(
            formula.start,
            formula.line,
            f"{formula.is_display} {' '.join(formula.tex.split())}",
            quoted(f"$${formula.tex}$$" if formula.is_display else f"${formula.tex}$"),
        )
        for formula in markup.formulas
    ]


def _code_blocks(markup: Markup) -> list[Item]:
    return [
        Item(
            fence.start,
            fence.line,
            f"{fence.info}\n{fence.body}",
            f"the code block {quoted(' '.join((fence.info, *fence.body.split())))}",
        )
        for fence in markup.fences
    ]


def _figures(markup: Markup) -> list[Item]:
    return [
        Item(
            figure.image.start,
            figure.image.line,
            figure.name,
            f"the figure {quoted(figure.name)}",
        )
        for figure in figures(markup)
    ]


def _citations(markup: Markup) -> list[Item]:
    return [
        Item(
            citation.start,
            citation.line,
            "; ".join(f"{one.key}, {one.locator}" for one in citation.references),
            quoted(citation.source),
        )
        for citation in markup.citations
    ]


def _computed(markup: Markup) -> list[Item]:
    return [
        Item(code.start, code.line, code.text, quoted(code.text))
        for code in markup.computed
    ]


def _destination(target: str) -> str:
    """Return what must agree: of another site the host, for it has editions too."""
    return "/".join(target.split("/")[:3]) if target.startswith("https:") else target


def _links(markup: Markup) -> list[Item]:
    return [
        Item(
            link.start,
            link.line,
            _destination(link.target),
            f"the link to {quoted(link.target)}",
        )
        for link in markup.links
        if not link.is_image
    ]


RULES = (
    Rule(
        "heading-parity",
        "两个版本的小节标题级别与标识相同，顺序一致。",
        "Both editions have the same headings: levels and ids, in order.",
        heading_parity,
        is_of_one=True,
    ),
    Rule(
        "formula-parity",
        "两个版本每个小节的公式相同，顺序一致。",
        "Both editions have the same formulas in each section, in order.",
        Comparison(_formulas, (safety.formulas, safety.dollars)),
        is_of_one=True,
    ),
    Rule(
        "code-parity",
        "两个版本每个小节的代码块相同。",
        "Both editions have the same code blocks in each section.",
        Comparison(
            _code_blocks,
            (structure.code_blocks, examples.snippets, examples.shown_examples),
        ),
        is_of_one=True,
    ),
    Rule(
        "figure-parity",
        "两个版本每个小节的插图相同。",
        "Both editions have the same figures in each section.",
        Comparison(_figures, (figure_faults, safety.attribute_lists)),
    ),
    Rule(
        "citation-parity",
        "两个版本每个小节的引文相同，顺序和位置标注一致。",
        "Both editions have the same citations in each section, in order, with the "
        "same locators.",
        Comparison(_citations, (citations.citation_faults,)),
    ),
    Rule(
        "computed-parity",
        "两个版本每个小节里程序算出的数字相同，顺序一致。",
        "Both editions have the same computed numbers in each section, in order.",
        Comparison(_computed, (numbers.computed_numbers, safety.attribute_lists)),
        is_of_one=True,
    ),
    Rule(
        "link-parity",
        "两个版本每个小节的链接目标相同。",
        "Both editions link to the same places in each section.",
        Comparison(_links, (links.link_faults,), in_order=False),
    ),
)
