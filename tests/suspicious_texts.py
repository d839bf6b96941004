"""Texts that look like attacks and pass the rules: they are shown as they are."""

from __future__ import annotations

import json
from pathlib import Path

from bad_sources import SUNDIAL, append, replace, write
from hostile_sources import write_base

_GLOSSARY, _TOPICS, _ERRATA = "docs/glossary.yml", "docs/topics.yml", "docs/errata.yml"
_SOURCES, _EXAMPLE = "docs/sources.bib", "docs/examples/sundial-noon"

TAGS = "</script>\"'><img src=x onerror=alert(1)><!--"
LINK = "[x](javascript:alert(1))"
TITLE = 'Why does a "sundial\'s" noon &lt;script&gt;alert(1)&lt;/script&gt; differ?'
ANSWER = 'A "sundial" ]]> & &lt;img src=x onerror=alert(1)> shows'
CODE = "</code></pre><script>alert(1)</script><!--"
CAPTION = "The 'shadow' &lt;b onclick=alert(1)> is shortest"
TOPIC = f"Shadows {TAGS} {LINK}"
TERM = "<i>solar time</i>"
DEFINITION = f"Time told {TAGS} {LINK}"
SOURCE = "The Sun </script>'><img src=x onerror=alert(1)> [x](javascript:alert(1))"
AUTHOR = "<b onclick=alert(1)>Brook</b>"

_EDITS = (
    (SUNDIAL, "Why does a sundial's noon differ from the clock's?", TITLE),
    (SUNDIAL, "A sundial shows", ANSWER),
    (SUNDIAL, "Even in the very middle", f"Even `{CODE}` in the very middle"),
    (SUNDIAL, "即使站在时区的正中央", f"即使 `{CODE}` 站在时区的正中央"),
    (SUNDIAL, "The shadow is shortest", CAPTION),
    (SUNDIAL, "shadow, gnomon]", f"shadow, gnomon, {json.dumps(TAGS)}]"),
    (SUNDIAL, "### Taking a reading", "### Taking &lt;b> a `</script>` reading"),
    (_TOPICS, "title: Shadows and time", f"title: {json.dumps(TOPIC)}"),
    (_TOPICS, "How a shadow tells", f"How {TAGS} {LINK} tells"),
    (_GLOSSARY, "term: solar time", f"term: {json.dumps(TERM)}"),
    (_GLOSSARY, "[apparent time]", "[apparent time, solar time]"),
    (_GLOSSARY, "Time told by the sun's place", DEFINITION),
    (_GLOSSARY, "Opposed to", f"Opposed {TAGS} {LINK} to"),
    (_GLOSSARY, "[sun time]", f"[sun time, {json.dumps(TAGS)}]"),
    (_SOURCES, "The Sun Is Late: Measuring the Equation of Time", SOURCE),
    (_SOURCES, "Brook, Ann", f"{AUTHOR}, Ann"),
    (_SOURCES, "Worked Examples", "<svg onload=alert(1)> Examples"),
    (_ERRATA, "A sundial is inaccurate", 'A "sundial" &lt;b&gt; is inaccurate'),
    (_ERRATA, "It shows solar time [", "It `<script>` shows solar time ["),
)


def write_repository(root: Path) -> None:
    """Write a repository that has such texts wherever an author may put one."""
    write_base(root)
    for path, old, new in _EDITS:
        replace(path, old, new)(root)
    for suffix, comment in ((".py", "# "), (".out", "")):
        append(_EXAMPLE + suffix, f"{comment}{TAGS} {CODE} {LINK}\n")(root)
    synonyms = {"zh": [f"影子 {TAGS}"], "en": [f"shadow {TAGS}"]}
    write("docs/synonyms.yml", f"- {json.dumps(synonyms)}\n")(root)
