"""What pages list of the whole corpus, as Markdown: glossary, rules, errata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from .markdown_text import escaped
from .model import Corpus, Erratum, Language, Question, Term
from .resolution import Words, edition_path
from .rules.rule import Rule

# What a page's source holds in place of the list.
RULES_MARK = "<!-- rules -->"
GLOSSARY_MARK = "<!-- glossary -->"
CORRECTIONS_MARK = "<!-- corrections -->"
MISCONCEPTIONS_MARK = "<!-- misconceptions -->"


def rules_table(rules: Iterable[Rule], language: Language, words: Words) -> str:
    """Return the table of the rules, each with what must hold."""
    rows = (f"| `{rule.id}` | {getattr(rule, language)} |" for rule in rules)
    head = f"| {words['rule']} | {words['must_hold']} |"
    return "\n".join((head, "|---|---|", *rows))


def glossary(
    terms: Iterable[Term],
    users: Mapping[str, Sequence[Question]],
    language: Language,
    words: Words,
) -> str:
    """Return all terms by their English name; `users` are the questions by term id."""

    def name(term: Term) -> str:
        return term.editions["en"].term.casefold()

    return "\n\n".join(
        _entry(term, users.get(term.id, ()), language, words)
        for term in sorted(terms, key=name)
    )


def errata(corpus: Corpus, language: Language, words: Words) -> dict[str, str]:
    """Return the two lists of errata by their marks, as a page's source holds them.

    Corrections stand in the order of their days, the newest first; misconceptions in
    the order of the questions.
    """
    slugs = {question.slug for question in corpus.published_questions}
    known = [erratum for erratum in corpus.errata if erratum.question in slugs]
    corrections = sorted(
        (erratum for erratum in known if erratum.corrected),
        key=lambda erratum: erratum.corrected or date.min,
        reverse=True,
    )
    misconceptions = sorted(
        (erratum for erratum in known if not erratum.corrected),
        key=lambda erratum: corpus.by_slug[erratum.question].id,
    )
    return {
        mark: "\n\n".join(_erratum(corpus, erratum, language) for erratum in found)
        or words["none_so_far"]
        for mark, found in (
            (CORRECTIONS_MARK, corrections),
            (MISCONCEPTIONS_MARK, misconceptions),
        )
    }


def _erratum(corpus: Corpus, erratum: Erratum, language: Language) -> str:
    """Return what is wrong as a heading, what is right, and where it is shown."""
    edition = erratum.editions[language]
    question = corpus.by_slug[erratum.question]
    target = f"../{question.path.removeprefix('docs/')}"
    quotation = "“{}”" if language == "zh" else '"{}"'
    day = f"{erratum.corrected.isoformat()} · " if erratum.corrected else ""
    return "\n\n".join(
        (
            f"### {quotation.format(edition.title)} {{ #{erratum.id} }}",
            edition.answer,
            f"{day}[{escaped(question.editions[language].title)}]({target})\n"
            "{ .shown-in }",
        )
    )


def _entry(
    term: Term, users: Sequence[Question], language: Language, words: Words
) -> str:
    """Return a heading with the anchor, the definition, and who uses the term."""
    other: Language = "en" if language == "zh" else "zh"
    here, there = term.editions[language], term.editions[other]
    name = escaped(here.term)
    if there.term != here.term:
        name += f" *{escaped(there.term)}*{{ lang={other} }}"
    blocks = [f"## {name} {{ #{term.id} }}", escaped(here.definition)]
    if here.avoid:
        ruled_out = "、".join(here.avoid) if language == "zh" else ", ".join(here.avoid)
        blocks.append(f"{words['avoid']}{escaped(ruled_out)}\n{{ .usage }}")
    if here.usage:
        blocks.append(f"{escaped(here.usage)}\n{{ .usage }}")
    if users:
        blocks.append("\n".join(f"- {_link(user, language)}" for user in users))
    return "\n\n".join(blocks)


def _link(question: Question, language: Language) -> str:
    title = escaped(question.editions[language].title)
    return f"[{title}](../{edition_path(question.path, language)})"
