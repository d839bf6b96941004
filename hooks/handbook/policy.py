"""The Content-Security-Policy of a page: that of all, and its templates' scripts.

Source: https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import base64
import hashlib
import re

from .headers import Policy, serialized

# The element of a script without `src`; blocks of data are no scripts.
_INLINE_SCRIPT = re.compile(
    r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.S
)
# What was rendered from sources, up to the last of such tags: it may hold one itself.
_CONTENT = re.compile(r"<article\b.*</article>", re.S)


def policy(html: str, common: Policy) -> str:
    """Return the policy under which the page `html` works, and nothing else does.

    `common` are the sources that every page has, without those scripts. A script in the
    page's content is not allowed: should one ever get there, it does not run.
    """
    scripts = dict.fromkeys(_INLINE_SCRIPT.findall(_CONTENT.sub("", html)))
    hashes = [f"'sha256-{_digest(script)}'" for script in scripts]
    return serialized({**common, "script-src": [*common["script-src"], *hashes]})


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
