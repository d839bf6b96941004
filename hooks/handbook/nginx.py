"""The headers as parts of a configuration of nginx: maps, and what sends their values.

Source: https://nginx.org/en/docs/http/ngx_http_map_module.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from .headers import Headers, expression

_WRITTEN = "# Written by `python scripts/nginx_headers.py` from hooks/headers.yml.\n"
# nginx knows the reader's own protocol only where no other server stands in front.
_PROTOCOL = '"$https $http_x_forwarded_proto"'
_HTTPS = ("on ", " https", "on http", "on https")
# An error must not be kept as long as the file that it was sent instead of.
_FOUND = "(?:200|206|304) "
# The folder at the site's root, where a rule names it. nginx finds its location, and
# then values by it, much faster than it tries expressions.
_PLACE = "$handbook_place"
_PATTERN = re.compile(r"/([a-z]+)/([^*]*\*.*)")


def maps(headers: Headers, base: str) -> str:
    """Return the values that differ, for a site at the path `base`, as `/llm/`."""
    parts = [_WRITTEN]
    for name, values in headers.rules.items():
        if not _is_fixed(headers, name):
            parts += _map(name, values, headers.otherwise.get(name, ""), base)
    for name, value in headers.https.items():
        parts.append(f"map {_PROTOCOL} {_variable(name)} {{\n")
        parts += [f"  {_quoted(key)} {_quoted(value)};\n" for key in _HTTPS]
        parts.append('  default "";\n}\n')
    return "".join(parts)


def _map(
    name: str, values: Mapping[str, str], otherwise: str, base: str
) -> Iterator[str]:
    """Return the map of a header by places, behind those that a place needs."""
    by_place = {"": _quoted(otherwise)}
    # Expressions by place and value: nginx tries one after the other.
    paths: dict[str, dict[str, list[str]]] = {}
    for pattern, value in values.items():
        place, rest = _parts(pattern)
        if value == otherwise:
            continue
        if rest == "*":
            by_place[place] = _quoted(value)
        else:
            path = expression(base + pattern.removeprefix("/"))
            paths.setdefault(place, {}).setdefault(value, []).append(path)
    kept = name == "Cache-Control"
    key, found = ('"$status $uri"', _FOUND) if kept else ("$uri", "")
    for place, alternatives in paths.items():
        variable = f"{_variable(name)}_in_{place or 'others'}"
        yield f"map {key} {variable} {{\n"
        for value, expressions in alternatives.items():
            path = "|".join(expressions)
            yield f"  {_quoted(f'~^{found}(?:{path})$')} {_quoted(value)};\n"
        yield f"  default {by_place.get(place, _quoted(otherwise))};\n}}\n"
        by_place[place] = variable
    yield f"map {_PLACE} {_variable(name)} {{\n"
    for place, value in by_place.items():
        yield f"  {place or 'default'} {value};\n"
    yield "}\n"


def server(headers: Headers, base: str) -> str:
    """Return the types, and what sends the headers: with errors too, unless empty."""
    parts = [_WRITTEN, "types {\n"]
    for kind, ends in sorted({**headers.text_types, **headers.other_types}.items()):
        parts.append(f"  {kind} {' '.join(ends)};\n")
    parts.append("}\ndefault_type application/octet-stream;\ncharset utf-8;\n")
    parts.append(f"charset_types {' '.join(_named(headers.text_types))};\n")
    parts.append(f'set {_PLACE} "";\n')
    for place in _places(headers):
        parts.append(f"location {base}{place}/ {{\n  set {_PLACE} {place};\n}}\n")
    for name, values in headers.rules.items():
        value = _quoted(values["/*"]) if _is_fixed(headers, name) else _variable(name)
        parts.append(f"add_header {name} {value} always;\n")
    for name in headers.https:
        parts.append(f"add_header {name} {_variable(name)} always;\n")
    return "".join(parts)


def _places(headers: Headers) -> Sequence[str]:
    """Return the folders in which a header is not what it is elsewhere."""
    return sorted(
        {
            place
            for name, values in headers.rules.items()
            for pattern, value in values.items()
            if value != headers.otherwise.get(name, "")
            and (place := _parts(pattern)[0])
        }
    )


def _parts(pattern: str) -> tuple[str, str]:
    """Return the folder that a pattern begins with, if it does, and what is below."""
    match = _PATTERN.fullmatch(pattern)
    return (match[1], match[2]) if match else ("", pattern)


def _is_fixed(headers: Headers, name: str) -> bool:
    return headers.rules[name].keys() == {"/*"}


def _named(types: Mapping[str, object]) -> Iterator[str]:
    # nginx has HTML among them already, and complains of a second time.
    return (kind for kind in types if kind != "text/html")


def _variable(name: str) -> str:
    return f"$handbook_{name.lower().replace('-', '_')}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
