"""TeX to MathML, in a form that the site's policy allows: no style attributes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html.entities import html5

from math_core import LatexError, LatexToMathML

_CONVERTER = LatexToMathML(annotation=True)
# HTML's named characters; XML knows only the five that are left out.
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w+;)")
_STYLE = re.compile(r' style="([^"]*)"')
# A table begins at that level anyway; HTML checkers know the attribute elsewhere only.
_TABLE_LEVEL = re.compile(r'(<mtable\b[^>]*) scriptlevel="0"')
_COLOURED_MESSAGE = re.compile(r"\x1b\[[0-9;]*m")

# What the converter writes into style attributes, and the class that does the same in
# the style sheet; what its class already implies has none.
_CLASSES = {
    "text-align: left": "left",
    "text-align: right": "right",
    "justify-items: start": "",
    "justify-items: end": "",
    "padding-left: 0": "flush-left",
    "padding-right: 0": "flush-right",
    "padding-left:1em": "apart",
    "border-top: 0.05em solid currentcolor": "rule-above",
    "border-right: 0.05em solid currentcolor": "rule-right",
    "border-left: 0.05em solid currentcolor": "rule-left",
}


# The converter recurses at each brace and tries all pairs of brackets that stay open:
# beyond these bounds it would exhaust the stack, or a reader's patience.
_LONGEST = 2000
_DEEPEST = 40
_MOST_OPEN = 12

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|.", re.S)
_BRACKETS = {
    r"\{": r"\}",
    r"\lbrace": r"\rbrace",
    r"\lBrace": r"\rBrace",
    r"\lbrack": r"\rbrack",
    r"\llbracket": r"\rrbracket",
    r"\lparen": r"\rparen",
    r"\lang": r"\rang",
    r"\langle": r"\rangle",
    r"\lfloor": r"\rfloor",
    r"\lceil": r"\rceil",
    r"\lvert": r"\rvert",
    r"\lVert": r"\rVert",
    r"\lgroup": r"\rgroup",
    r"\lmoustache": r"\rmoustache",
    r"\ulcorner": r"\urcorner",
    r"\llcorner": r"\lrcorner",
}
_OPENING, _CLOSING = frozenset(_BRACKETS), frozenset(_BRACKETS.values())


class FormulaError(ValueError):
    """The formula cannot be shown; the message says why, in one line."""


@cache
def mathml(tex: str, is_display: bool) -> str:
    r"""Return the formula as a `<math>` element, well-formed XML with its TeX inside.

    Raises `FormulaError` where the TeX does not parse, or asks for a look that only a
    style attribute could give, as `\color` does.
    """
    _check_bounds(tex)
    try:
        converted = _CONVERTER.convert_with_local_state(tex, displaystyle=is_display)
    except LatexError as error:
        message = _COLOURED_MESSAGE.sub("", str(error)).strip().splitlines()[0]
        raise FormulaError(message.removeprefix("Error: ")) from error
    converted = _TABLE_LEVEL.sub(r"\1", _STYLE.sub(_as_class, converted))
    return _ENTITY.sub(lambda entity: html5[entity[1]], converted)


def _as_class(style: re.Match[str]) -> str:
    declarations = [part.strip() for part in style[1].split(";") if part.strip()]
    unknown = [part for part in declarations if part not in _CLASSES]
    if unknown:
        raise FormulaError(f"it needs the style {unknown[0]}, which no page may have")
    classes = " ".join(filter(None, (_CLASSES[part] for part in declarations)))
    return f' class="{classes}"' if classes else ""


def _check_bounds(tex: str) -> None:
    """Raise `FormulaError` for what the converter had better not be given."""
    if len(tex) > _LONGEST:
        raise FormulaError(f"it is longer than {_LONGEST} characters")
    braces = brackets = 0
    for token in _TOKEN.findall(tex):
        if token == "{":
            braces += 1
        elif token == "}":
            braces -= 1
        elif token in _OPENING or unicodedata.category(token[-1]) == "Ps":
            brackets += 1
        elif token in _CLOSING or unicodedata.category(token[-1]) == "Pe":
            brackets = max(0, brackets - 1)
        if braces > _DEEPEST:
            raise FormulaError(f"its braces are more than {_DEEPEST} deep")
        if brackets > _MOST_OPEN:
            raise FormulaError(f"it leaves more than {_MOST_OPEN} brackets open")
