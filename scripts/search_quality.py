"""How good a search is: queries, what each should find, and the figures from that."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "tests" / "search" / "queries.jsonl"

_QUESTION = re.compile(r"(?:^|/)q/([a-z0-9-]+)/")


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader types on the site of a language, and the questions wanted."""

    id: str
    text: str
    language: str
    kind: str
    expected: frozenset[int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The questions found for a query, best first, each of them once."""

    query: Query
    found: tuple[int, ...]

    @property
    def rank(self) -> int:
        """The place of the first question wanted, from 1 on; 0 if none was found."""
        ranks = (r for r, id in enumerate(self.found, 1) if id in self.query.expected)
        return next(ranks, 0)

    def __str__(self) -> str:
        query = self.query
        wanted = " or ".join(map(str, sorted(query.expected)))
        found = ", ".join(map(str, self.found[:3])) or "nothing"
        place = f"at {self.rank}" if self.rank else "missing"
        return (
            f"{query.id} {query.language} {query.kind}: {query.text!r}"
            f" wants {wanted} ({place}), finds {found}"
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """Recall@1, Recall@3, MRR@10 and the share of queries that found nothing."""

    count: int
    recall_1: float
    recall_3: float
    mrr_10: float
    zero: float


def read_queries(path: Path = QUERIES) -> list[Query]:
    """Return the queries of a file with one JSON object a line."""
    lines = path.read_text("utf-8").splitlines()
    return [_query(json.loads(line)) for line in lines if line.strip()]


def question_ids(root: Path = ROOT) -> dict[str, int]:
    """Return the published questions' ids by their slugs."""
    entries = yaml.safe_load((root / "docs" / "published.yml").read_text("utf-8"))
    return {entry["slug"]: entry["id"] for entry in entries if "slug" in entry}


def outcome(query: Query, addresses: Iterable[str], ids: Mapping[str, int]) -> Outcome:
    """Return what the addresses in a list of results are worth for a query.

    An address that is no question's still holds its place in the list, as 0.
    """
    slugs = (match and match[1] for match in map(_QUESTION.search, addresses))
    found = (ids.get(slug, 0) if slug else 0 for slug in dict.fromkeys(slugs))
    return Outcome(query, tuple(found))


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """Return the figures of at least one query."""
    count = len(outcomes)
    ranks = [outcome.rank for outcome in outcomes]
    return Figures(
        count,
        sum(rank == 1 for rank in ranks) / count,
        sum(1 <= rank <= 3 for rank in ranks) / count,
        sum(1 / rank for rank in ranks if 1 <= rank <= 10) / count,
        sum(not outcome.found for outcome in outcomes) / count,
    )


def groups(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Return the outcomes of all queries, of each language, and of each kind."""
    found: dict[str, list[Outcome]] = {"all": list(outcomes)}
    for names in (
        sorted({outcome.query.language for outcome in outcomes}, reverse=True),
        sorted({outcome.query.kind for outcome in outcomes}),
    ):
        for name in names:
            found[name] = [
                outcome
                for outcome in outcomes
                if name in (outcome.query.language, outcome.query.kind)
            ]
    return found


def misses(outcomes: Iterable[Outcome]) -> list[str]:
    """Return a line for each query whose first result is not one wanted."""
    return [str(outcome) for outcome in outcomes if outcome.rank != 1]


def _query(entry: Mapping[str, object]) -> Query:
    expected = entry["expect"]
    assert isinstance(expected, list)
    return Query(
        str(entry["id"]),
        str(entry["query"]),
        str(entry["lang"]),
        str(entry["kind"]),
        frozenset(expected),
    )
