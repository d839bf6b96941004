"""Old anchors on new pages: a heading that also answers for ids that left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .markdown_text import edited
from .markup import Markup

# The attribute under which a heading's old ids reach the typesetting.
OLD_IDS = "data-old"


def with_old_anchors(markdown: str, old: Mapping[str, Sequence[str]]) -> str:
    """Return `markdown` whose headings name their old ids, given by the new one.

    >>> with_old_anchors("## A { #a }\\n", {"a": ["b", "c"]})
    '## A { #a data-old="b c" }\\n'
    """
    if not old:
        return markdown
    markup = Markup(markdown)
    edits = []
    for heading in markup.headings:
        if heading.id in old:
            end = markup.text.rindex("}", heading.start, heading.end)
            edits.append((end, end, f'{OLD_IDS}="{" ".join(old[heading.id])}" '))
    return edited(markup.text, edits)
