"""What reading makes of good sources: YAML values, editions, answers, the model."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from bad_sources import CORPUS
from handbook import bibliography, editions, load, strict_yaml
from handbook.model import LANGUAGES
from handbook.strict_yaml import Node, YamlError, parse

REPOSITORY = Path(__file__).parent.parent


def plain(node: Node) -> Any:
    """Return a node's value without its lines."""
    if isinstance(node.value, dict):
        return {key: plain(value) for key, value in node.value.items()}
    if isinstance(node.value, list):
        return [plain(value) for value in node.value]
    return node.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", ""),
        ("a", "a"),
        ("14", 14),
        ("-1", -1),
        ('"14"', "14"),
        ("014", "014"),
        ("1e3", "1e3"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("1.0", "1.0"),
        ("2026-01-31", date(2026, 1, 31)),
        ("2026-02-30", "2026-02-30"),
        ("'2026-01-31'", "2026-01-31"),
        ("no", "no"),
        ("~", "~"),
        ("[a, 1, [b]]", ["a", 1, ["b"]]),
        ("a: {b: c}\nd:\n- e", {"a": {"b": "c"}, "d": ["e"]}),
        ("a: >\n  b\n  c\n", {"a": "b c\n"}),
        ("# comment\na: b # more", {"a": "b"}),
    ],
)
def test_yaml_values(text: str, value: object) -> None:
    assert plain(parse(text)) == value


def test_yaml_lines_are_those_of_the_keys() -> None:
    root = parse("a: 1\nb:\n  - c\n  - [d,\n     e]\n", line=10)
    assert isinstance(root.value, dict)
    assert [node.line for node in root.value.values()] == [10, 11]
    items = root.value["b"].value
    assert isinstance(items, list)
    assert [(item.line, item.is_on_one_line) for item in items] == [
        (12, True),
        (13, False),
    ]


def test_yaml_reports_all_duplicate_keys_at_once() -> None:
    with pytest.raises(YamlError) as error:
        parse("a: 1\na: 2\nb: 3\nb: 4\n")
    assert [fault.line for fault in error.value.faults] == [2, 4]


@pytest.mark.parametrize(
    "name", ["topics", "glossary", "published", "redirects", "errata"]
)
def test_both_yaml_parsers_read_the_same(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    text = (CORPUS / f"docs/{name}.yml").read_text("utf-8")
    first = parse(text)
    monkeypatch.setattr(strict_yaml, "_LOADER", yaml.SafeLoader)
    assert parse(text) == first


@pytest.mark.parametrize(
    ("below_title", "answer", "line"),
    [
        ("\nThe answer.\n\nMore.", "The answer.", 5),
        ("The answer,\nin two lines.\n## A", "The answer, in two lines.", 4),
        ("\n<!-- note -->\n\nThe answer.", "The answer.", 7),
        ("\n## A { #a }\n\nText.", "", 3),
        ("\n![a](b.svg)\n\nText.", "", 3),
        ("\n```\ncode\n```\n\nText.", "", 3),
        ("\n$$\nx\n$$\n\nText.", "", 3),
        ("\n- item\n\nText.", "", 3),
        ("\n| a |\n|---|\n", "", 3),
        ("\n> quoted\n", "", 3),
        ("\n`code` first.", "`code` first.", 5),
        ("\n**Bold** first.", "**Bold** first.", 5),
        ("", "", 3),
    ],
)
def test_the_answer_is_the_first_paragraph(
    below_title: str, answer: str, line: int
) -> None:
    text = f"\n<!-- zh -->\n# Title\n{below_title}\n<!-- en -->\n# Title\n"
    edition = editions.split(text, 1)["zh"]
    assert (edition.title, edition.line) == ("Title", 3)
    assert (edition.answer, edition.answer_line) == (answer, line)


@pytest.mark.parametrize("text", ["", "Text.\n", "## A\n\n# Title\n"])
def test_an_edition_without_a_title_has_the_line_of_its_marker(text: str) -> None:
    edition = editions.split(f"<!-- zh -->\n{text}<!-- en -->\n", 1)["zh"]
    assert (edition.title, edition.answer, edition.line) == ("", "", 1)


def test_the_editions_cover_the_file_line_by_line() -> None:
    text = "\n<!-- zh -->\n# A\n\na\n<!-- en -->\n# B\n\nb\n"
    found = editions.split(text, 1)
    assert tuple(found) == LANGUAGES
    assert found["zh"].markup.text == "# A\n\na\n"
    assert (found["zh"].markup.line, found["en"].markup.line) == (3, 7)


def test_bibliography_fields_are_on_one_line_in_the_order_of_the_file() -> None:
    sources, faults = bibliography.read(
        "% note\n\n@Book{a,\n  Title = {One\n    {Two}},\n  year = 2001,\n}\n"
    )
    assert faults == ()
    assert (sources["a"].kind, sources["a"].line) == ("book", 3)
    assert list(sources["a"].fields.items()) == [
        ("title", "One {Two}"),
        ("year", "2001"),
    ]


def test_the_model_holds_what_the_files_say() -> None:
    corpus, problems = load(CORPUS)
    assert problems == ()
    assert corpus.unreadable == frozenset()
    question = corpus.by_slug["water-clock-shape"]
    assert (question.id, question.topic, question.level) == (2, "water", 2)
    assert question.prerequisites == ("sundial-noon",)
    assert question.published == date(2026, 1, 12)
    assert question.is_published
    assert question.lines["keywords.en"] == 8
    assert question.example is not None
    assert question.example.output.endswith("ratio: 2.0\n")
    assert [topic.id for topic in corpus.topics] == ["shadows", "water"]
    assert [term.line for term in corpus.terms] == [1, 9, 22]
    assert corpus.terms[0].editions["en"].forms == ("gnomons",)
    assert [address.id for address in corpus.published] == [1, 2, 3]
    assert corpus.redirects[0].new == "water-clock-shape"
    assert corpus.sources["cooper2010"].authors == ("Tom Cooper", "others")
    assert "docs/figures/sundial-noon.en.svg" in corpus.files
