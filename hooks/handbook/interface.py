"""The words of the interface, by language."""

from __future__ import annotations

import yaml

from .model import LANGUAGES
from .resolution import Words


def interface_words(text: str) -> dict[str, Words]:
    """Return the words that hooks/interface.yml holds, by language and key.

    What stands on both languages' pages is joined, under `both`.
    """
    words: dict[str, dict[str, str]] = {
        language: {} for language in (*LANGUAGES, "both")
    }
    for key, editions in yaml.safe_load(text).items():
        for language in LANGUAGES:
            words[language][key] = editions[language]
        words["both"][key] = " · ".join(dict.fromkeys(editions.values()))
    return {language: found for language, found in words.items()}
