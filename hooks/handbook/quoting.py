"""A value as a problem's message shows it: short, on one line, nothing hidden."""

from __future__ import annotations

LONGEST = 48


def quoted(value: str) -> str:
    r"""Return `value` in backticks, shortened, with unprintable characters escaped.

    >>> quoted("a\u202eb")
    '`a\\u202eb`'
    """
    shown = value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
    return f"`{visible(shown)}`"


def visible(text: str) -> str:
    r"""Return `text` with control, bidi and other unprintable characters escaped.

    >>> visible("docs/a\nb")
    'docs/a\\nb'
    """
    return text if text.isprintable() else "".join(map(_printable, text))


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")
