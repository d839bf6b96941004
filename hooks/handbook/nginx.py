"""The headers as parts of a configuration of nginx: maps, and what sends their values.

Source: https://nginx.org/en/docs/http/ngx_http_map_module.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .headers import Headers, expression

_WRITTEN = "# Written by `python scripts/nginx_headers.py` from hooks/headers.yml.\n"
# nginx knows the reader's own protocol only where no other server stands in front.
_PROTOCOL = '"$https $http_x_forwarded_proto"'
_IS_HTTPS = '"~^on |https$"'
# An error must not be kept as long as the file that it was sent instead of.
_FOUND = "(?:200|206|304) "


def maps(headers: Headers, base: str) -> str:
    """Return the values that differ, for a site at the path `base`, as `/llm/`."""
    parts = [_WRITTEN]
    for name, values in headers.rules.items():
        if _is_fixed(headers, name):
            continue
        kept = name == "Cache-Control"
        key, found = ('"$status $uri"', _FOUND) if kept else ("$uri", "")
        otherwise = headers.otherwise.get(name, "")
        parts.append(f"map {key} {_variable(name)} {{\n")
        # One expression for each value: nginx tries one after the other.
        paths: dict[str, list[str]] = {}
        for pattern, value in values.items():
            if value != otherwise:
                path = expression(base + pattern.removeprefix("/"))
                paths.setdefault(value, []).append(path)
        for value, alternatives in paths.items():
            path = "|".join(alternatives)
            parts.append(f"  {_quoted(f'~^{found}(?:{path})$')} {_quoted(value)};\n")
        parts.append(f"  default {_quoted(otherwise)};\n}}\n")
    for name, value in headers.https.items():
        parts.append(f"map {_PROTOCOL} {_variable(name)} {{\n")
        parts.append(f'  {_IS_HTTPS} {_quoted(value)};\n  default "";\n}}\n')
    return "".join(parts)


def server(headers: Headers) -> str:
    """Return the types, and what sends the headers: with errors too, unless empty."""
    parts = [_WRITTEN, "types {\n"]
    for kind, ends in sorted({**headers.text_types, **headers.other_types}.items()):
        parts.append(f"  {kind} {' '.join(ends)};\n")
    parts.append("}\ndefault_type application/octet-stream;\ncharset utf-8;\n")
    parts.append(f"charset_types {' '.join(_named(headers.text_types))};\n")
    for name, values in headers.rules.items():
        value = _quoted(values["/*"]) if _is_fixed(headers, name) else _variable(name)
        parts.append(f"add_header {name} {value} always;\n")
    for name in headers.https:
        parts.append(f"add_header {name} {_variable(name)} always;\n")
    return "".join(parts)


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
