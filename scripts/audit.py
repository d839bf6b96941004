"""Ask a register of known weaknesses about all that the repository has of others.

Exit code 0: nothing found. 1: found, each with its address. 2: could not look, with the
reason. The register is OSV's; it knows PyPI's packages and npm's.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import command
import inventory
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

REGISTER = "https://api.osv.dev"
READ_MORE = "https://osv.dev/vulnerability/"
# It has had known weaknesses for years. A register that does not say so is empty,
# broken or another, and what it says of the rest means nothing.
KNOWN = "pkg:pypi/jinja2@2.4.1"
ASKED = ("pkg:pypi/", "pkg:npm/")
AT_ONCE = 500  # the register takes 1,000
TIMEOUT = 30.0  # seconds

NOTHING, FOUND, COULD_NOT_LOOK = 0, 1, 2


class LookError(Exception):
    """The register gave no answer that can be relied on; the message says why."""


@dataclass(frozen=True)
class Weakness:
    """What the register knows of a package in the version that is here."""

    purl: str
    id: str


def main() -> int:
    """Ask, print what came of it, and return the exit code."""
    register = os.environ.get("OSV_URL", REGISTER).rstrip("/")
    try:
        works = inventory.read().vendored
        purls = [p.purl for p in inventory.packages()] + [w.purl for w in works]
        asked = [purl for purl in purls if purl.startswith(ASKED)]
        found = weaknesses(register, asked)
    except (LookError, inventory.InventoryError, OSError) as error:
        print(f"Could not look: {error}")
        return COULD_NOT_LOOK
    for weakness in found:
        print(f"{weakness.purl}: {weakness.id}, see {READ_MORE}{weakness.id}")
    if found:
        print(f"Found: {len(found)} known weaknesses. `make update` may mend them.")
        return FOUND
    left_out = ", ".join(work.name for work in works if work.purl not in asked)
    print(f"Nothing found: {len(asked)} works asked about. Not in it: {left_out}.")
    return NOTHING


def weaknesses(register: str, purls: Sequence[str]) -> list[Weakness]:
    """Return what the register at an address knows of packages. Raises LookError."""
    with requests.Session() as session:
        retry = Retry(
            total=2,
            allowed_methods=None,
            backoff_factor=0.5,
            status_forcelist=(429, 502, 503, 504),
            raise_on_status=False,
            retry_after_max=30,
        )
        session.mount(f"{register}/", HTTPAdapter(max_retries=retry))
        found: list[Weakness] = []
        for start in range(0, len(purls), AT_ONCE):
            part = [KNOWN, *purls[start : start + AT_ONCE]]
            known, *answers = _ask(session, register, part)
            if not known:
                raise LookError(
                    f"{register} knows no weakness of {KNOWN}, which has many; its "
                    "other answers cannot be relied on."
                )
            found += (w for answer in answers for w in answer)
    return found


def _ask(
    session: requests.Session, register: str, purls: Sequence[str]
) -> list[list[Weakness]]:
    """Return all pages of the answers, in the order of the packages."""
    answers: list[list[Weakness]] = [[] for _ in purls]
    waiting: Iterable[tuple[int, str | None]] = [(i, None) for i in range(len(purls))]
    while waiting := list(waiting):
        queries = [
            {
                "package": {"purl": purls[index]},
                **({"page_token": page} if page else {}),
            }
            for index, page in waiting
        ]
        results = _post(session, f"{register}/v1/querybatch", {"queries": queries})
        if len(results) != len(queries):
            raise LookError(f"{len(queries)} questions, {len(results)} answers.")
        following = []
        for (index, _), result in zip(waiting, results, strict=True):
            for entry in result.get("vulns", ()):
                answers[index].append(Weakness(purls[index], str(entry["id"])))
            if page := result.get("next_page_token"):
                following.append((index, str(page)))
        waiting = following
    return answers


def _post(
    session: requests.Session, url: str, body: dict[str, Any]
) -> list[dict[str, Any]]:
    try:
        response = session.post(url, json=body, timeout=TIMEOUT)
        response.raise_for_status()
        results = response.json()["results"]
    except requests.JSONDecodeError:
        raise LookError(f"{url} answered with something other than JSON.") from None
    except requests.RequestException as error:
        raise LookError(f"{url}: {error}") from None
    except (KeyError, TypeError):
        raise LookError(f"{url} answered in a form that is not OSV's.") from None
    if not all(isinstance(result, dict) for result in results):
        raise LookError(f"{url} answered in a form that is not OSV's.")
    return list(results)


if __name__ == "__main__":
    command.run(main)
