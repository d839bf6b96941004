"""The file `_headers`, which hosts such as Cloudflare Pages and Netlify follow.

Sources: https://developers.cloudflare.com/pages/configuration/headers/ and
https://docs.netlify.com/manage/routing/headers/
"""

from __future__ import annotations

from .headers import Headers

# What Cloudflare Pages reads; the rest it leaves out without a word.
_MOST_BLOCKS, _LONGEST_LINE = 100, 2000


def headers_file(headers: Headers, base: str) -> str:
    """Return the file for a site at the path `base`, as `/` or `/llm/`.

    Raises ValueError if it is more than a host reads.
    """
    blocks: dict[str, dict[str, str]] = {}
    for name, values in headers.rules.items():
        for pattern, value in values.items():
            blocks.setdefault(pattern, {})[name] = value
    # These hosts have HTTPS only.
    blocks.setdefault("/*", {}).update(headers.https)
    for end, kind in headers.named_types.items():
        blocks.setdefault(f"/*.{end}", {})["Content-Type"] = kind
    lines = []
    for pattern, values in blocks.items():
        lines.append(base + pattern.removeprefix("/"))
        lines += [f"  {name}: {value}" for name, value in values.items()]
    longest = max(map(len, lines))
    if len(blocks) > _MOST_BLOCKS or longest > _LONGEST_LINE:
        raise ValueError(
            f"_headers has {len(blocks)} blocks and a line of {longest} characters; "
            f"hosts read {_MOST_BLOCKS} and {_LONGEST_LINE}. Shorten hooks/headers.yml."
        )
    return "\n".join(lines) + "\n"
