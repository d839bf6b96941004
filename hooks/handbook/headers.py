"""The headers of the site's files: which addresses get what; see hooks/headers.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Sources that a policy allows, by directive.
Policy = Mapping[str, Sequence[str]]

_POLICY_HEADER = "Content-Security-Policy"


@dataclass(frozen=True)
class Headers:
    """What is sent, all values as they stand in an answer.

    `rules` are values by header and then by pattern of addresses, `otherwise` those
    where no pattern matches, `https` what is sent with HTTPS alone. `page_policy` is
    the policy of pages without what a header adds. `text_types` and `other_types` are
    ends of names by type, `named_types` types by end that not every host knows.
    """

    rules: Mapping[str, Mapping[str, str]]
    otherwise: Mapping[str, str]
    https: Mapping[str, str]
    page_policy: Policy
    text_types: Mapping[str, Sequence[str]]
    other_types: Mapping[str, Sequence[str]]
    named_types: Mapping[str, str]


def headers(source: Mapping[str, Any]) -> Headers:
    """Return the headers that a file like headers.yml, already parsed, describes.

    Raises ValueError for a pattern that hosts do not understand, and for a header that
    two rules give to one pattern; KeyError for a policy or part that does not exist.
    """
    policies = _policies(source["policies"], source["page_in_header"])
    rules: dict[str, dict[str, str]] = {}
    for rule in source["rules"]:
        for pattern in rule["at"]:
            if not pattern.startswith("/") or pattern.count("*") > 1:
                raise ValueError(f"{pattern}: begins with / and has * at most once")
            for name, value in rule["headers"].items():
                values = rules.setdefault(name, {})
                if pattern in values:
                    raise ValueError(f"{pattern}: {name} is set twice")
                values[pattern] = _value(name, value, policies)
    types = source["types"]
    text, other = types["text"], types["other"]
    by_end = {
        end: f"{kind}; charset=utf-8" for kind, ends in text.items() for end in ends
    }
    by_end |= {end: kind for kind, ends in other.items() for end in ends}
    return Headers(
        rules=rules,
        otherwise={
            name: _value(name, value, policies)
            for name, value in source["otherwise"].items()
        },
        https=source["https"],
        page_policy=source["policies"]["page"],
        text_types=text,
        other_types=other,
        named_types={end: by_end[end] for end in types["named_in_headers_file"]},
    )


def matches(pattern: str, path: str) -> bool:
    """Return whether a pattern means the absolute `path`."""
    expression = ".*".join(re.escape(part) for part in pattern.split("*"))
    return re.fullmatch(expression, path) is not None


def serialized(policy: Policy) -> str:
    """Return a policy as it stands in a header or a page."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items())


def _policies(
    policies: Mapping[str, Policy], page_in_header: Policy
) -> Mapping[str, str]:
    page = {**policies["page"]}
    for directive, sources in page_in_header.items():
        page[directive] = [*page.get(directive, ()), *sources]
    joined = {**policies, "page": page}
    return {name: serialized(policy) for name, policy in joined.items()}


def _value(name: str, value: str, policies: Mapping[str, str]) -> str:
    return policies[value] if name == _POLICY_HEADER else value
