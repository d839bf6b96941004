"""The headers as parts of a configuration of nginx.

Sources: https://nginx.org/en/docs/http/ngx_http_headers_module.html,
https://nginx.org/en/docs/http/ngx_http_core_module.html#location.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .headers import Headers, matches

_WRITTEN = "# Written by `python scripts/nginx_headers.py` from hooks/headers.yml.\n"
# nginx knows the reader's own protocol only where no other server stands in front.
_PROTOCOL = '"$https $http_x_forwarded_proto"'
_HTTPS = ("on ", " https", "on http", "on https")
# What ends in one way, in a folder at the site's root.
_KIND = re.compile(r"(/[^*]+/)\*([^*/]+)")

_INCLUDED = "include handbook/everywhere.conf;\n"

# Values by header.
_Values = Mapping[str, str]


def maps(headers: Headers) -> str:
    """Return the values that depend on how a reader came."""
    parts = [_WRITTEN]
    for name, value in headers.https.items():
        parts.append(f"map {_PROTOCOL} {_variable(name)} {{\n")
        parts += [f"  {_quoted(key)} {_quoted(value)};\n" for key in _HTTPS]
        parts.append('  default "";\n}\n')
    return "".join(parts)


def everywhere(headers: Headers) -> str:
    """Return what sends the headers that are the same at every address."""
    fixed = {
        name: values["/*"]
        for name, values in headers.rules.items()
        if _is_fixed(headers, name)
    }
    lines = [_WRITTEN, *_lines(headers, fixed)]
    for name in headers.https:
        lines.append(f"add_header {name} {_variable(name)} always;\n")
    return "".join(lines)


def server(headers: Headers, base: str) -> str:
    """Return the types and the headers for a site at the path `base`, as `/llm/`.

    A place with a header of its own is a location, and repeats the others, which it
    would not inherit: nginx finds a location much faster than it tries expressions.
    Raises ValueError for a pattern that no location can express.
    """
    parts = [_WRITTEN, "types {\n"]
    for kind, ends in sorted({**headers.text_types, **headers.other_types}.items()):
        parts.append(f"  {kind} {' '.join(ends)};\n")
    parts.append("}\ndefault_type application/octet-stream;\ncharset utf-8;\n")
    parts.append(f"charset_types {' '.join(_named(headers.text_types))};\n")
    elsewhere = _values(headers, "/*")
    parts += [_INCLUDED, *_lines(headers, elsewhere)]
    inside = base.removesuffix("/")
    for pattern in _patterns(headers):
        place, star, rest = pattern.partition("*")
        values = _values(headers, pattern)
        if values == elsewhere or rest:
            continue
        parts.append(f"location {'' if star else '= '}{inside}{place} {{\n")
        parts += [f"  {line}" for line in (_INCLUDED, *_lines(headers, values))]
        for same, endings in _kinds(headers, place):
            parts.append(f"  location ~ {_quoted(f'(?:{endings})$')} {{\n")
            lines = (_INCLUDED, *_lines(headers, dict(same)))
            parts += [f"    {line}" for line in lines]
            parts.append("  }\n")
        parts.append("}\n")
    return "".join(parts)


def _patterns(headers: Headers) -> list[str]:
    """Return all patterns but that of everything, and `/`, which is in no folder."""
    patterns = {pattern for values in headers.rules.values() for pattern in values}
    places = {pattern for pattern in patterns if pattern.endswith("/*")}
    for pattern in patterns - places:
        kind = _KIND.fullmatch(pattern)
        if "*" in pattern and not (kind and f"{kind[1]}*" in places):
            raise ValueError(f"{pattern}: no rule has {pattern.split('*')[0]}*")
    return sorted(patterns - {"/*", "/"})


def _kinds(
    headers: Headers, place: str
) -> Iterator[tuple[tuple[tuple[str, str], ...], str]]:
    """Return the headers of what ends in some way in a folder, and these ends."""
    ends: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for pattern in _patterns(headers):
        kind = _KIND.fullmatch(pattern)
        if kind and kind[1] == place:
            values = _values(headers, pattern)
            ends.setdefault(tuple(values.items()), []).append(re.escape(kind[2]))
    return ((values, "|".join(found)) for values, found in ends.items())


def _values(headers: Headers, pattern: str) -> _Values:
    """Return the headers that differ, as what a pattern means gets them."""
    # An address that it means, and that no rule for one file means.
    path = pattern.replace("*", "any/thing")
    return {
        name: next(
            (value for rule, value in values.items() if matches(rule, path)),
            headers.otherwise.get(name, ""),
        )
        for name, values in headers.rules.items()
        if not _is_fixed(headers, name)
    }


def _is_fixed(headers: Headers, name: str) -> bool:
    return headers.rules[name].keys() == {"/*"}


def _lines(headers: Headers, values: _Values) -> Iterator[str]:
    """Return what sends the headers, with errors too."""
    for name, value in values.items():
        # An error must not be kept as long as the file that it was sent instead of.
        kept = name == "Cache-Control" and value != headers.otherwise.get(name)
        if value:
            yield f"add_header {name} {_quoted(value)}{'' if kept else ' always'};\n"


def _named(types: Mapping[str, object]) -> Iterator[str]:
    # nginx has HTML among them already, and complains of a second time.
    return (kind for kind in types if kind != "text/html")


def _variable(name: str) -> str:
    return f"$handbook_{name.lower().replace('-', '_')}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
