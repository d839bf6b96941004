"""Where the glossary's terms are found."""

from __future__ import annotations

import doctest

import pytest
from handbook import terms
from handbook.markup import Markup
from handbook.model import Language, Term, TermEdition
from handbook.terms import TermFinder

TERMS = tuple(
    Term(
        id,
        1,
        {
            "zh": TermEdition(zh, zh_forms, "", ""),
            "en": TermEdition(en, en_forms, "", ""),
        },
    )
    for id, zh, zh_forms, en, en_forms in [
        ("token", "词元", ("token",), "token", ()),
        ("loss", "损失", (), "loss", ()),
        ("bpe", "字节对编码", ("BPE",), "byte-pair encoding", ("BPE",)),
        ("byte-bpe", "字节级 BPE", (), "byte-level BPE", ()),
        ("bpe-dropout", "BPE 随机丢弃", (), "BPE-dropout", ()),
    ]
)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "a token here", ["token"]),
        ("en", "Tokens and losses", ["token", "loss"]),
        ("en", "tokenizer, detoken, sub-token", []),
        ("en", "byte-level BPE", ["byte-bpe"]),  # the longest form wins
        ("en", "bpe", []),  # a name keeps its capitals
        ("en", "`token` and $token$", []),
        ("en", "[token](x.md) token", ["token"]),
        ("en", "### token { #token }\n\nnothing", []),
        ("en", "token, token", ["token"]),
        ("zh", "词元和损失", ["token", "loss"]),
        ("zh", "用 BPE、token。", ["bpe", "token"]),
        ("zh", "字节级 BPE", ["byte-bpe"]),
        ("zh", "用 BPE 随机丢弃", ["bpe-dropout"]),
    ],
)
def test_terms_are_found_at_their_first_use(
    language: Language, text: str, expected: list[str]
) -> None:
    markup = Markup(f"token 词元\n\n## S {{ #s }}\n\n{text}\n")
    uses = TermFinder(TERMS, language).first_uses(markup)
    assert [use.term.id for use in uses] == expected


def test_each_section_counts_anew() -> None:
    markup = Markup("## A { #a }\n\ntoken\n\n## B { #b }\n\ntoken\n")
    assert len(list(TermFinder(TERMS, "en").first_uses(markup))) == 2


def test_an_empty_glossary_finds_nothing() -> None:
    assert not list(TermFinder((), "en").first_uses(Markup("## A\n\ntoken")))


def test_the_doctests_hold() -> None:
    assert doctest.testmod(terms).failed == 0
