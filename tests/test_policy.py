"""The policy that a page carries."""

from __future__ import annotations

import base64
import hashlib

import pytest
from handbook.policy import policy

COMMON = {"default-src": ["'none'"], "script-src": ["'self'"], "img-src": ["data:"]}


def digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>none</p>", "script-src 'self';"),
        ("<script>a()</script>", f"script-src 'self' 'sha256-{digest('a()')}';"),
        ('<script src="x.js"></script>', "script-src 'self';"),
        ('<script id="c" type="application/json">{}</script>', "script-src 'self';"),
        (
            "<script>a()</script><script>a()</script>",
            f"script-src 'self' 'sha256-{digest('a()')}';",
        ),
        ("<article><script>a()</script></article>", "script-src 'self';"),
        ("<article></article><script>a()</script></article>", "script-src 'self';"),
        (
            "<article>x</article><script>a()</script>",
            f"script-src 'self' 'sha256-{digest('a()')}';",
        ),
    ],
)
def test_only_the_scripts_of_the_templates_are_allowed(
    html: str, expected: str
) -> None:
    assert expected in policy(html, COMMON)
