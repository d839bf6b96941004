"""What pages list of the whole corpus, as Markdown: the glossary, the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .markdown_text import escaped
from .model import Language, Question, Term
from .resolution import Words, edition_path
from .rules.rule import Rule

# What a page's source holds in place of the list.
RULES_MARK = "<!-- rules -->"
GLOSSARY_MARK = "<!-- glossary -->"


def rules_table(rules: Iterable[Rule], language: Language, words: Words) -> str:
    """Return the table of the rules, each with what must hold."""
    rows = (f"| `{rule.id}` | {getattr(rule, language)} |" for rule in rules)
    head = f"| {words['rule']} | {words['must_hold']} |"
    return "\n".join((head, "|---|---|", *rows))


def glossary(
    terms: Iterable[Term],
    users: Mapping[str, Sequence[Question]],
    language: Language,
) -> str:
    """Return all terms by their English name; `users` are the questions by term id."""

    def name(term: Term) -> str:
        return term.editions["en"].term.casefold()

    return "\n\n".join(
        _entry(term, users.get(term.id, ()), language)
        for term in sorted(terms, key=name)
    )


def _entry(term: Term, users: Sequence[Question], language: Language) -> str:
    """Return a heading with the anchor, the definition, and who uses the term."""
    other: Language = "en" if language == "zh" else "zh"
    here, there = term.editions[language], term.editions[other]
    name = escaped(here.term)
    if there.term != here.term:
        name += f" *{escaped(there.term)}*{{ lang={other} }}"
    blocks = [f"## {name} {{ #{term.id} }}", escaped(here.definition)]
    if here.usage:
        blocks.append(f"{escaped(here.usage)}\n{{ .usage }}")
    if users:
        blocks.append("\n".join(f"- {_link(user, language)}" for user in users))
    return "\n\n".join(blocks)


def _link(question: Question, language: Language) -> str:
    title = escaped(question.editions[language].title)
    return f"[{title}](../{edition_path(question.path, language)})"
