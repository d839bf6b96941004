r"""Markdown as the handbook reads it: typed spans with exact offsets and lines.

The site renders with Python-Markdown; this scanner finds in the source what the rules
compare and what the assembly rewrites. Both are tested to agree on every question.

Code, formulas and comments are masked first, character for character, so that no later
pattern can match inside them. A masked text has the length of the original:

>>> Markup("see `a*b` and $x$").masked == "see " + CODE * 5 + " and " + FORMULA * 3
True
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

# Private-use characters: they occur in no text, and unlike spaces they still tell the
# typography rules that something stands there.
CODE, FORMULA, HIDDEN = "\ue000", "\ue001", "\ue002"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text; `line` is the line of its first character in the file."""

    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Heading(Span):
    """A heading; `id` is empty where none is given."""

    level: int
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Link(Span):
    """An inline link or image, or an autolink; `text` is empty for an autolink.

    `target_start` and `target_end` are the offsets of the target alone.
    """

    text: str
    target: str
    title: str
    is_image: bool
    target_start: int
    target_end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """One work in a citation: `@key, locator`."""

    key: str
    locator: str


@dataclass(frozen=True, slots=True)
class Citation(Span):
    """`[@key]`, `[@key, §2.2]` or `[@a; @b]`; malformed ones have no references."""

    source: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Code(Span):
    """Inline code; `is_computed` where it carries the class `computed`.

    `end` includes the attribute list.
    """

    text: str
    is_computed: bool


@dataclass(frozen=True, slots=True)
class Fence(Span):
    """A fenced code block; `is_closed` is false where the fence runs to the end."""

    info: str
    body: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Formula(Span):
    """A formula; `is_display` for `$$` on lines of their own."""

    tex: str
    is_display: bool


@dataclass(frozen=True, slots=True)
class Tag(Span):
    """A raw HTML tag, declaration or processing instruction."""

    source: str


@dataclass(frozen=True, slots=True)
class Comment(Span):
    """A comment; `source` includes its delimiters."""

    source: str


@dataclass(frozen=True, slots=True)
class Attributes(Span):
    """An attribute list, `{ … }`."""

    source: str


@dataclass(frozen=True, slots=True)
class Section:
    """What a heading of level 2 opens, up to the next; `id` is empty before the first.

    `start` is the offset behind the heading's line.
    """

    id: str
    start: int
    end: int


# A pattern that begins with plain characters, not with a group or repeat, skips most of
# a text.
_FENCE = re.compile(r"^([ \t>]*)(`{3,}|~{3,})([^\n]*)$", re.M)
# A line is matched in one way only, so no text takes more than linear time. Possessive
# repeats, as below, go wrong here before Python 3.11.5.
_DISPLAY = re.compile(
    r"\$\$(?:(?<=\n\n\$\$)|(?<=\A\$\$)|(?<=\A\n\$\$))[ \t]*\n"
    r"((?:(?!\$\$)[^\S\n]*\S[^\n]*\n)*)"
    r"\$\$[ \t]*(?=\n\n|\n*\Z)"
)
# Whichever of these begins first wins, as it does for the renderer.
_OPENING = re.compile(r"\\[\\`$*_{}\[\]()#+.!>|-]|<!--|``*|\$")
_TEX = re.compile(r"\$(?![\s$])((?:\\(?s:.)|(?!\n[ \t]*\n)[^\\$])++)(?<!\s)\$")
_CODE_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
_BLANK_LINE = re.compile(r"\n(?=[ \t]*\n)")
_TICKS = re.compile(r"``*")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]*(.*)$", re.M)
_HEADING_ID = re.compile(r"\{[ \t]*#([^\s{}]*)[ \t]*\}$")
_UNDERLINE = re.compile(r"\n(?:=+|-+)[ \t]*$", re.M)
_UNDERLINED = re.compile(r"^(?![ \t]*[-=|#>])(\S[^\n|]*)\n(=+|-+)[ \t]*$", re.M)
# Possessive repeats (`*+`) never give back, so no text takes more than linear time.
_LINK = re.compile(
    r"\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*+)\]"
    r"\([ \t]*+(<[^<>\n]*>|[^\s()<>]*+(?:\([^\s()]*+\)[^\s()]*+)*+)"
    r"""(?:\s++(?:"((?:[^"\\]|\\.)*+)"|'((?:[^'\\]|\\.)*+)'))?[ \t]*+\)"""
)
_AUTOLINK = re.compile(r"<((?:[a-zA-Z][a-zA-Z0-9+.-]*:|[^\s<>@]+@)[^\s<>]*)>")
# The renderer takes a definition in a list or quotation too, and on two or three lines.
_DEFINITION = re.compile(
    r"^[ \t]*(?:(?:[>*+-]|\d+[.)])[ \t]*)*\[[^\[\]]+\]:[ \t]*\n?[ \t]*\S.*$", re.M
)
_CITATION = re.compile(r"\[(@[^\[\]\n]*)\](?!\()")
_REFERENCE = re.compile(r"@([A-Za-z][\w:.+/-]*)(?:,\s*(\S.*))?")
_TAG = re.compile(r"<(?:/?[a-zA-Z]|[!?])[^<>]*>?")
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
_PARAGRAPH = re.compile(r"^[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", re.M)
_NEWLINE = re.compile(r"\n")
_DOLLARS = re.compile(r"\$\$*")
_MASKS = re.compile(f"([{CODE}{FORMULA}{HIDDEN}])\\1+")


def _cover(text: str, filler: str) -> str:
    """Return `text` with every character but line ends replaced by `filler`."""
    return "\n".join(filler * len(line) for line in text.split("\n"))


def _covered(text: str, spans: Iterable[tuple[int, int]], filler: str) -> str:
    """Return `text` with the spans covered; these may overlap."""
    parts: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if end > position:
            start = max(start, position)
            parts += (text[position:start], _cover(text[start:end], filler))
            position = end
    return "".join((*parts, text[position:]))


class _TickRuns:
    """The runs of backticks in a text, to find the one that closes another."""

    def __init__(self, text: str) -> None:
        self._starts: dict[int, list[int]] = {}
        for match in _TICKS.finditer(text):
            self._starts.setdefault(len(match[0]), []).append(match.start())
        self._blank_lines = [match.start() for match in _BLANK_LINE.finditer(text)]

    def closing(self, opening: re.Match[str]) -> int | None:
        """Return where the next run of the same length starts in the paragraph."""
        starts = self._starts.get(len(opening[0]), [])
        index = bisect_left(starts, opening.end())
        if index == len(starts):
            return None
        blank = bisect_left(self._blank_lines, opening.end())
        if blank < len(self._blank_lines) and self._blank_lines[blank] < starts[index]:
            return None
        return starts[index]


class Markup:
    """A piece of Markdown, read once; every property is computed when first asked for.

    `line` is the line of the file on which the text starts.
    """

    def __init__(self, text: str, line: int = 1) -> None:
        self.text = text
        self.line = line
        self._starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]
        self._fences: list[Fence] = []
        self._codes: list[Code] = []
        self._formulas: list[Formula] = []
        self._comments: list[Comment] = []
        self.masked = self._mask()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Markup):
            return NotImplemented
        return (self.text, self.line) == (other.text, other.line)

    def __hash__(self) -> int:
        return hash((self.text, self.line))

    def __repr__(self) -> str:
        return f"Markup({self.text!r}, {self.line})"

    def line_at(self, offset: int) -> int:
        """Return the file's line number of the character at `offset`."""
        return self.line + bisect_right(self._starts, offset) - 1

    def _mask(self) -> str:
        """Blank fences, display formulas, then whatever is code, formula or comment."""
        text = self._mask_fences()
        text = _DISPLAY.sub(self._mask_display, text)
        return self._mask_inline(text)

    def _mask_fences(self) -> str:
        parts: list[str] = []
        position = 0
        while opening := _FENCE.search(self.text, position):
            mark, info = opening[2], opening[3]
            if mark[0] == "`" and "`" in info:  # inline code, no fence
                parts.append(self.text[position : opening.end()])
                position = opening.end()
                continue
            closing = re.compile(
                rf"^{re.escape(opening[1])}{re.escape(mark)}[ \t]*$", re.M
            ).search(self.text, opening.end())
            end = closing.end() if closing else len(self.text)
            body_end = closing.start() if closing else end
            self._fences.append(
                Fence(
                    opening.start(2),
                    end,
                    self.line_at(opening.start()),
                    info.strip(),
                    self.text[opening.end() + 1 : body_end],
                    closing is not None,
                )
            )
            parts.append(self.text[position : opening.start()])
            parts.append(_cover(self.text[opening.start() : end], HIDDEN))
            position = end
        parts.append(self.text[position:])
        return "".join(parts)

    def _mask_display(self, match: re.Match[str]) -> str:
        start = match.start()
        self._formulas.append(
            Formula(start, match.end(), self.line_at(start), match[1].strip(), True)
        )
        return _cover(match[0], FORMULA)

    def _mask_inline(self, text: str) -> str:
        """Blank inline code, inline formulas, comments and escapes."""
        runs = _TickRuns(text)
        last_comment_end = text.rfind("-->")
        parts: list[str] = []
        position = 0
        while opening := _OPENING.search(text, position):
            start = opening.start()
            sign = text[start]
            if sign == "\\":
                mask = HIDDEN * 2 if opening[0] == "\\$" else "\\·"
            elif sign == "`":
                mask = self._mask_code(text, opening, runs)
            elif sign == "$":
                mask = self._mask_formula(text, start)
            elif opening.end() <= last_comment_end:
                mask = self._mask_comment(text, opening)
            else:
                mask = opening[0]
            parts += (text[position:start], mask)
            position = start + len(mask)
        parts.append(text[position:])
        return "".join(parts)

    def _mask_comment(self, text: str, opening: re.Match[str]) -> str:
        """Return the mask of the comment that opens here; it has an end."""
        start = opening.start()
        source = text[start : text.index("-->", opening.end()) + len("-->")]
        self._comments.append(
            Comment(start, start + len(source), self.line_at(start), source)
        )
        return _cover(source, HIDDEN)

    def _mask_code(self, text: str, opening: re.Match[str], runs: _TickRuns) -> str:
        """Return the mask of the inline code that opens here, or the opening itself."""
        closing = runs.closing(opening)
        if closing is None:
            return opening[0]
        end = closing + len(opening[0])
        attributes = _CODE_ATTRIBUTES.match(text, end)
        names = attributes[0][1:-1].split() if attributes else []
        end = attributes.end() if attributes else end
        self._codes.append(
            Code(
                opening.start(),
                end,
                self.line_at(opening.start()),
                text[opening.end() : closing].strip(),
                ".computed" in names,
            )
        )
        return _cover(text[opening.start() : end], CODE)

    def _mask_formula(self, text: str, start: int) -> str:
        """Return the mask of the inline formula that opens here, or the dollar sign."""
        match = _TEX.match(text, start)
        if match is None:
            return "$"
        self._formulas.append(
            Formula(start, match.end(), self.line_at(start), match[1], False)
        )
        return _cover(match[0], FORMULA)

    @property
    def fences(self) -> tuple[Fence, ...]:
        """The fenced code blocks in order."""
        return tuple(self._fences)

    @property
    def codes(self) -> tuple[Code, ...]:
        """The inline code spans in order."""
        return tuple(self._codes)

    @property
    def comments(self) -> tuple[Comment, ...]:
        """The comments in order."""
        return tuple(self._comments)

    @property
    def computed(self) -> tuple[Code, ...]:
        """The inline code spans marked as computed by the example."""
        return tuple(code for code in self._codes if code.is_computed)

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas, inline and display, in order."""
        return tuple(sorted(self._formulas, key=lambda formula: formula.start))

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings in order, those underlined with `===` or `---` included."""
        found = [self._heading(match) for match in _HEADING.finditer(self.masked)]
        if _UNDERLINE.search(self.masked):
            found += map(self._underlined, _UNDERLINED.finditer(self.masked))
        return tuple(sorted(found, key=lambda heading: heading.start))

    def _heading(self, match: re.Match[str]) -> Heading:
        """Return the heading of a matched line, without its id and closing signs."""
        content = match[2].rstrip(" \t#")
        identifier = _HEADING_ID.search(content)
        if identifier:
            content = content[: identifier.start()]
        start = match.start(2)
        return Heading(
            match.start(),
            match.end(),
            self.line_at(match.start()),
            len(match[1]),
            self.text[start : start + len(content)].rstrip(),
            identifier[1] if identifier else "",
        )

    def _underlined(self, match: re.Match[str]) -> Heading:
        """Return the heading of a matched line and the line of signs below it."""
        return Heading(
            match.start(),
            match.end(),
            self.line_at(match.start()),
            1 if match[2][0] == "=" else 2,
            self.text[match.start(1) : match.end(1)],
            "",
        )

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The inline links, images and autolinks, in order, those in link texts too."""
        found: list[Link] = []
        self._collect_links(0, len(self.masked), found)
        targets = {link.target_start for link in found}
        for match in _AUTOLINK.finditer(self.masked):
            if match.start(1) in targets:  # the target of a link, in angle brackets
                continue
            found.append(
                Link(
                    match.start(),
                    match.end(),
                    self.line_at(match.start()),
                    "",
                    match[1],
                    "",
                    False,
                    match.start(1),
                    match.end(1),
                )
            )
        return tuple(sorted(found, key=lambda link: link.start))

    def _collect_links(self, start: int, end: int, found: list[Link]) -> None:
        for match in _LINK.finditer(self.masked, start, end):
            is_image = self.masked.startswith("!", match.start() - 1, match.start())
            target_start, target_end = match.span(2)
            if match[2].startswith("<"):
                target_start, target_end = target_start + 1, target_end - 1
            found.append(
                Link(
                    match.start() - is_image,
                    match.end(),
                    self.line_at(match.start()),
                    self.text[match.start(1) : match.end(1)],
                    self.text[target_start:target_end],
                    match[3] or match[4] or "",
                    is_image,
                    target_start,
                    target_end,
                )
            )
            if "[" in match[1]:
                self._collect_links(match.start(1), match.end(1), found)

    @cached_property
    def definitions(self) -> tuple[Span, ...]:
        """Link reference definitions (`[name]: address`), which no question uses."""
        if "]:" not in self.masked:
            return ()
        return tuple(
            Span(match.start(), match.end(), self.line_at(match.start()))
            for match in _DEFINITION.finditer(self.masked)
        )

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """The citations in order."""
        return tuple(
            Citation(
                match.start(),
                match.end(),
                self.line_at(match.start()),
                match[0],
                _references(match[1]),
            )
            for match in _CITATION.finditer(self.masked)
        )

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """The raw HTML tags in order; autolinks are none."""
        autolinks = {link.start for link in self.links if not link.text}
        autolinks |= {link.target_start - 1 for link in self.links}  # `[a](<b>)`
        return tuple(
            Tag(
                match.start(),
                match.end(),
                self.line_at(match.start()),
                self.text[match.start() : match.end()],
            )
            for match in _TAG.finditer(self.masked)
            if match.start() not in autolinks
        )

    @cached_property
    def attributes(self) -> tuple[Attributes, ...]:
        """The attribute lists in order, those of inline code excepted."""
        return tuple(
            Attributes(
                match.start(), match.end(), self.line_at(match.start()), match[0]
            )
            for match in _ATTRIBUTES.finditer(self.masked)
        )

    @cached_property
    def dollars(self) -> tuple[int, ...]:
        """The lines of the dollar signs that opened or closed no formula."""
        return tuple(
            self.line_at(match.start()) for match in _DOLLARS.finditer(self.masked)
        )

    @cached_property
    def prose(self) -> str:
        """The masked text with targets, citations, tags and attributes hidden too.

        What remains are the words that a reader sees outside code and formulas, at
        their own offsets.
        """
        hidden = [
            (span.start, span.end)
            for spans in (self.citations, self.tags, self.attributes, self.definitions)
            for span in spans
        ]
        for link in self.links:
            if link.text or link.is_image:
                start_of_text = self.text.index("[", link.start) + 1
                hidden.append((start_of_text + len(link.text), link.end))
            else:
                hidden.append((link.start, link.end))
        return _covered(self.masked, hidden, HIDDEN)

    @cached_property
    def reading(self) -> str:
        """The prose line by line as a reader sees it, not at its own offsets.

        Links are closed up to their texts, and whatever stands in for code, formulas,
        citations and the like is a single character.
        """
        hidden: list[tuple[int, int]] = []
        for link in self.links:
            if link.text or link.is_image:
                start = link.start + link.is_image + 1
                hidden.append((link.start, start))
                hidden.append((start + len(link.text), link.end))
        return _MASKS.sub(r"\1", _covered(self.prose, hidden, ""))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The text before the first heading of level 2, then what each one opens."""
        bounds = [heading for heading in self.headings if heading.level == 2]
        starts = [Section("", 0, bounds[0].start if bounds else len(self.text))]
        for index, heading in enumerate(bounds):
            last = index + 1 == len(bounds)
            end = len(self.text) if last else bounds[index + 1].start
            starts.append(Section(heading.id, heading.end, end))
        return tuple(starts)

    def paragraphs(self, start: int = 0) -> Iterator[Span]:
        """Yield the runs of lines between blank lines, fences as one run each.

        `start` is the offset behind which they are looked for.
        """
        for match in _PARAGRAPH.finditer(self.masked, start):
            yield Span(match.start(), match.end(), self.line_at(match.start()))


def _references(source: str) -> tuple[Reference, ...]:
    """Read `@a, §2; @b`; return nothing when a part is malformed."""
    references = []
    for part in source.split(";"):
        match = _REFERENCE.fullmatch(part.strip())
        if not match:
            return ()
        references.append(Reference(match[1], (match[2] or "").strip()))
    return tuple(references)
