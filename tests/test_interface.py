"""The interface's own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

HOOKS = Path(__file__).resolve().parent.parent / "hooks"
WORDS = yaml.safe_load((HOOKS / "interface.yml").read_text("utf-8"))
# The theme's switch names its two words in mkdocs.yml.
USERS = (HOOKS.parent / "mkdocs.yml").read_text("utf-8") + "".join(
    path.read_text("utf-8")
    for path in HOOKS.rglob("*")
    if path.suffix in (".html", ".py", ".txt")
)


@pytest.mark.parametrize("key", WORDS)
def test_a_word_is_used_and_stands_in_both_languages(key: str) -> None:
    assert re.search(
        rf"(?:words|here|\])\.{key}\b|[\"']{key}[\"']|name: {key}\b", USERS
    )
    assert set(WORDS[key]) == {"zh", "en"}
    assert all(WORDS[key].values())
