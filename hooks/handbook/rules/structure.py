"""Rules of structure: title, answer, headings, sections, code blocks, keywords."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..markup import Heading, Markup
from ..model import LANGUAGES, Corpus, Edition, Language, Question
from ..quoting import quoted
from .rule import NAMES, Finding, Rule, holders, question_texts, texts

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
REQUIRED_SECTIONS = ("explain", "example", "pitfalls", "follow-ups")
KEYWORDS = (8, 15)
TITLE: dict[Language, tuple[int, int]] = {"zh": (6, 40), "en": (3, 16)}
ANSWER: dict[Language, tuple[int, int]] = {"zh": (40, 120), "en": (25, 60)}
EXPLAIN: dict[Language, int] = {"zh": 500, "en": 350}
UNITS: dict[Language, str] = {"zh": "characters", "en": "words"}

_HANS = re.compile(f"[{HAN}]+")
_RUN = re.compile(r"[A-Za-z0-9]+(?:[.,'’/+-][A-Za-z0-9]+)*")
_WORD = re.compile(r"[A-Za-z0-9]\S*")
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_INFO = re.compile(r"[a-z]*")
_TITLE_MARKUP = re.compile(r"[`$<>*\[\]{}]")
_FORWARD_WORDS = re.compile(r"如下|\bas follows\b", re.IGNORECASE)


def length(text: str, language: Language) -> int:
    """Return the length of prose: characters in Chinese, words in English.

    In Chinese each Han character counts one and so does each run of Latin letters or
    digits (`GPT-2`, `1,024`); punctuation counts nothing. In English a word is what
    stands between spaces and holds a letter or digit.

    >>> length("用 GPT-2 生成文本。", "zh")
    6
    """
    if language == "zh":
        return _han(text) + len(_RUN.findall(text))
    return len(_WORD.findall(text))


def _han(text: str) -> int:
    """Return how many Han characters a text has."""
    return sum(map(len, _HANS.findall(text)))


def _misfit(size: int, bounds: tuple[int, int], what: str, unit: str) -> str:
    """Return what is wrong with a size, or nothing when it is within its bounds."""
    least, most = bounds
    if least <= size <= most:
        return ""
    cure = "Lengthen" if size < least else "Shorten"
    return f"{what} has {size} {unit}, not {least} to {most}. {cure} it."


def titles(corpus: Corpus) -> Iterator[Finding]:
    """Find editions without exactly one plain title, first of all, of good length."""
    for holder, edition in texts(corpus):
        tops = [head for head in edition.markup.headings if head.level == 1]
        line = tops[0].line if tops else edition.line
        fault = _title_fault(edition, tops, isinstance(holder, Question))
        if fault:
            yield Finding(holder.path, line, fault)
        for extra in tops[1:]:
            yield Finding(
                holder.path,
                extra.line,
                f"{quoted(extra.text)} is a second title. Make it a section with `##`.",
            )


def _title_fault(edition: Edition, tops: list[Heading], measured: bool) -> str:
    name = NAMES[edition.language]
    if not tops or not tops[0].text:
        return f"the {name} edition has no title. Begin it with `# ` and the question."
    title = tops[0]
    if edition.markup.masked[: title.start].strip(" \n\ue002"):
        return f"text stands before the {name} title. Begin the edition with its title."
    if title.id:
        return f"the title has the id {quoted(title.id)}. Remove it; only sections do."
    if _TITLE_MARKUP.search(title.text):
        return f"the title {quoted(title.text)} has markup. Write it as plain text."
    if not measured:
        return ""
    size = length(title.text, edition.language)
    return _misfit(size, TITLE[edition.language], "the title", UNITS[edition.language])


def answers(corpus: Corpus) -> Iterator[Finding]:
    """Find first paragraphs that are missing or, in a question, unfit as its answer."""
    for holder, edition in texts(corpus):
        name = NAMES[edition.language]
        if not edition.title:
            continue  # the rule for titles: nothing can stand below a missing one
        if not edition.answer:
            yield Finding(
                holder.path,
                edition.answer_line or edition.line,
                f"the {name} edition has no first paragraph. Write one below the "
                "title, before any figure or section.",
            )
        elif isinstance(holder, Question):
            for fault in _answer_faults(edition):
                yield Finding(holder.path, edition.answer_line, fault)


def _answer_faults(edition: Edition) -> Iterator[str]:
    markup = Markup(edition.answer, edition.answer_line)
    size = length(markup.prose, edition.language)
    unit = UNITS[edition.language]
    if fault := _misfit(size, ANSWER[edition.language], "the first paragraph", unit):
        yield fault
    for what, found in (
        ("a formula", markup.formulas),
        ("a citation", markup.citations),
        ("an image or a link", markup.links),
        ("code", markup.codes),
    ):
        if found:
            yield (
                f"the first paragraph holds {what}, but it travels alone as plain "
                "text. Move that further down."
            )
    if words := _FORWARD_WORDS.search(markup.prose):
        yield (
            f"the first paragraph says {quoted(words[0])}, but it travels alone. "
            "Say the answer itself."
        )


def headings(corpus: Corpus) -> Iterator[Finding]:
    """Find headings whose form, level or id is wrong."""
    for holder, edition in texts(corpus):
        seen: dict[str, int] = {}
        level = 1
        for heading in edition.markup.headings:
            if fault := _heading_fault(edition.markup, heading, level, seen):
                yield Finding(holder.path, heading.line, fault)
            seen.setdefault(heading.id, heading.line)
            level = heading.level


def _heading_fault(
    markup: Markup, heading: Heading, level: int, seen: dict[str, int]
) -> str:
    if markup.masked[heading.start : heading.end].lstrip()[:1] != "#":
        return "a heading is underlined. Write it with `#` signs."
    if heading.level == 1:
        return ""  # the rule for titles
    if heading.level > 3:
        return "a heading is deeper than `###`. Raise it, or make it a list item."
    if heading.level > level + 1:
        return "a `###` stands before any `##`. Raise it to `##`."
    if not heading.id:
        if "{" in heading.text:  # the rule for attribute lists
            return ""
        return f"the heading {quoted(heading.text)} has no id. Add `{{ #some-id }}`."
    if not heading.text:
        return f"the heading {quoted(heading.id)} has no text. Write it."
    if not _ID.fullmatch(heading.id):
        return (
            f"the id {quoted(heading.id)} is not of small letters, digits and single "
            "hyphens. Spell it so."
        )
    if heading.id in seen:
        return (
            f"the id {quoted(heading.id)} stands on line {seen[heading.id]} already. "
            "Choose another."
        )
    return ""


def sections(corpus: Corpus) -> Iterator[Finding]:
    """Find questions that lack a required section, or have them out of order."""
    for question, edition in question_texts(corpus):
        heads = [head for head in edition.markup.headings if head.level == 2]
        if has_unnamed_section(edition.markup):
            continue  # the rule for headings: that may be the missing section
        lines = {head.id: head.line for head in reversed(heads)}
        missing = [name for name in REQUIRED_SECTIONS if name not in lines]
        if missing:
            yield Finding(
                question.path,
                _line_of_missing(question, edition, missing[0]),
                f"the {NAMES[edition.language]} edition has no section "
                f"{', '.join(map(quoted, missing))}. "
                f"Add `## … {{ #{missing[0]} }}`.",
            )
        present = [name for name in REQUIRED_SECTIONS if name in lines]
        for before, after in pairwise(present):
            if lines[after] < lines[before]:
                yield Finding(
                    question.path,
                    lines[after],
                    f"the section {quoted(after)} stands before {quoted(before)}. "
                    f"Keep the order {', '.join(REQUIRED_SECTIONS)}.",
                )
                break


def _line_of_missing(question: Question, edition: Edition, section: str) -> int:
    """Return where a section should stand, the title's line where that is unknown."""
    for other in question.editions.values():
        for heading in other.markup.headings:
            if heading.id == section:
                return counterpart_line(heading.line, other, edition)
    return edition.line


def counterpart_line(line: int, here: Edition, there: Edition) -> int:
    """Return where in the edition `there` stands what is on `line` of `here`.

    It is counted from the last heading above that both have. Where the text from
    there to their next common heading has not as many lines in both, it is that
    heading's own line.
    """
    lines = {heading.id: heading.line for heading in there.markup.headings}
    common = [
        (heading.line, lines[heading.id])
        for heading in here.markup.headings
        if heading.id in lines
    ]
    ends = (
        edition.markup.line_at(len(edition.markup.text.rstrip())) + 1
        for edition in (here, there)
    )
    bounds = [*common, tuple(ends)]
    for (start, there_start), (end, there_end) in pairwise(bounds):
        if start <= line < end:
            is_alike = end - start == there_end - there_start
            return there_start + (line - start if is_alike else 0)
    return there.line


def has_unnamed_section(markup: Markup) -> bool:
    """Return whether a section has no id, so that none can be told for certain."""
    return any(head.level == 2 and not head.id for head in markup.headings)


def explanations(corpus: Corpus) -> Iterator[Finding]:
    """Find `explain` sections that are too short; formulas and code do not count.

    In Chinese only Han characters count here, in English words.
    """
    for question, edition in question_texts(corpus):
        if has_unnamed_section(edition.markup):
            continue
        for section in edition.markup.sections:
            if section.id != "explain":
                continue
            prose = edition.markup.prose[section.start : section.end]
            size = _han(prose) if edition.language == "zh" else length(prose, "en")
            least = EXPLAIN[edition.language]
            if size < least:
                yield Finding(
                    question.path,
                    edition.markup.line_at(section.start),
                    f"`explain` has {size} {UNITS[edition.language]}, fewer than "
                    f"{least}. Explain more.",
                )


def code_blocks(corpus: Corpus) -> Iterator[Finding]:
    """Find fences that never close or carry more than a language's name."""
    for holder in holders(corpus):
        for edition in holder.editions.values():
            for fence in edition.markup.fences:
                if not fence.is_closed:
                    yield Finding(
                        holder.path,
                        fence.line,
                        "the code block opened here never closes. Close it with the "
                        "same fence on a line of its own.",
                    )
                elif not _INFO.fullmatch(fence.info):
                    yield Finding(
                        holder.path,
                        fence.line,
                        f"{quoted(fence.info)} is not the plain name of a language. "
                        "Write `python`, `text` or the like alone.",
                    )


def keywords(corpus: Corpus) -> Iterator[Finding]:
    """Find questions with too few, too many, empty or doubled keywords."""
    least, most = KEYWORDS
    for question in corpus.questions:
        for language in LANGUAGES:
            words = [word.strip().casefold() for word in question.keywords[language]]
            doubled = [word for word in dict.fromkeys(words) if words.count(word) > 1]
            fault = ""
            if not all(words):
                fault = "one is empty. Fill it in or remove it."
            elif doubled:
                fault = f"{quoted(doubled[0])} stands there twice. Remove one."
            elif not least <= len(words) <= most:
                fault = f"there are {len(words)}, not {least} to {most}. " + (
                    "Add some." if len(words) < least else "Remove some."
                )
            if fault:
                line = keyword_line(question, language)
                message = f"{NAMES[language]} keywords: {fault}"
                yield Finding(question.path, line, message)


def shared_keywords(corpus: Corpus) -> Iterator[Finding]:
    """Find keywords of two questions that do not name each other.

    The search would have to choose between them.
    """
    owners: dict[str, Question] = {}
    for question in sorted(corpus.questions, key=lambda question: question.id):
        for language in LANGUAGES:
            for word in question.keywords[language]:
                owner = owners.setdefault(word.strip().casefold(), question)
                if owner is not question and not _are_related(owner, question):
                    yield Finding(
                        question.path,
                        keyword_line(question, language),
                        f"{quoted(word)} is a keyword of {owner.path} too. Leave it to "
                        "one, or name the questions as related.",
                    )


def _are_related(one: Question, other: Question) -> bool:
    if one.slug == other.slug:  # the rule for slugs
        return True
    named = {*one.related, *one.prerequisites}
    return other.slug in named or one.slug in {*other.related, *other.prerequisites}


def keyword_line(question: Question, language: Language) -> int:
    """Return the line of a language's keywords."""
    fallback = question.lines.get("keywords", 1)
    return question.lines.get(f"keywords.{language}", fallback)


RULES = (
    Rule(
        "title",
        "每个版本以一个标题开头，只有一个；问题的标题是纯文本，中文 6-40 字，"
        "英文 3-16 词。",
        "Each edition begins with its one title; a question's is plain text of 6-40 "
        "Chinese characters or 3-16 English words.",
        titles,
        is_of_one=True,
    ),
    Rule(
        "answer",
        "标题下的第一段就是答案：纯文本，中文 40-120 字，英文 25-60 词，"
        "没有公式、引文、链接和代码。",
        "The first paragraph is the answer: plain text of 40-120 Chinese characters or "
        "25-60 English words, without formula, citation, link or code.",
        answers,
        is_of_one=True,
    ),
    Rule(
        "headings",
        "小节标题只用 ## 和 ###，逐级下降，并带有本版本内唯一的英文标识。",
        "Headings are `##` and `###`, skip no level, and carry an ASCII id that is "
        "unique in the edition.",
        headings,
        is_of_one=True,
    ),
    Rule(
        "sections",
        "每个问题依次有 explain、example、pitfalls、follow-ups 四个小节。",
        "A question has the sections explain, example, pitfalls and follow-ups, in "
        "this order.",
        sections,
        is_of_one=True,
    ),
    Rule(
        "explain-length",
        "详解至少有 500 个汉字，英文至少 350 词。",
        "`explain` has 500 Chinese characters or 350 English words at least.",
        explanations,
        is_of_one=True,
    ),
    Rule(
        "code-blocks",
        "代码块都有结尾，开头只写语言名。",
        "Each code block is closed and names its language, nothing more.",
        code_blocks,
        is_of_one=True,
    ),
    Rule(
        "keywords",
        "每种语言有 8-15 个互不相同的关键词。",
        "Each language has 8-15 different keywords.",
        keywords,
        is_of_one=True,
    ),
    Rule(
        "shared-keywords",
        "两个互不相关的问题不用同一个关键词。",
        "No keyword belongs to two questions that do not name each other.",
        shared_keywords,
    ),
)
