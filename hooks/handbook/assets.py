"""The files that pages load, named by their content, so that browsers may keep them.

What every page loads is one style sheet and one script. References follow the names:
`url()` in a style sheet, and in a script another script's name in double quotes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath, relpath, splitext
from urllib.parse import quote

from rcssmin import cssmin
from rjsmin import jsmin

_STYLE, _SCRIPT = "assets/style.css", "assets/script.js"

_URL = re.compile(r'url\("?([^")]+)"?\)')
_SCRIPT_NAME = re.compile(r'"([\w-]+\.js)"')
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*\n?", re.MULTILINE)


@dataclass(frozen=True)
class Assets:
    """The files to publish, contents by path, and the path that each source got.

    `style` and `script` are the paths of what every page loads.
    """

    files: Mapping[str, bytes]
    names: Mapping[str, str]
    style: str
    script: str


def published(
    sources: Mapping[str, bytes], styles: Sequence[str], scripts: Sequence[str]
) -> Assets:
    """Return what becomes of the assets `sources`, contents by path.

    `styles` and `scripts` name those that every page loads, in their order. A picture
    in a style sheet becomes part of it.
    Raises KeyError for a reference to what is missing.
    """
    return _Publication(sources).assets(styles, scripts)


class _Publication:
    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self._sources = sources
        self._scripts = {basename(path): path for path in sources}
        # What other files hold, and no browser asks for by itself.
        self._inside: set[str] = set()
        self._files: dict[str, bytes] = {}
        self._names: dict[str, str] = {}

    def assets(self, styles: Sequence[str], scripts: Sequence[str]) -> Assets:
        self._inside |= {*styles, *scripts}
        folder = dirname(_STYLE)
        style = "\n".join(self._style(path, folder) for path in styles)
        # A line of its own ends a comment at the end of the script before.
        script = "\n".join(map(self._script, scripts))
        style_name = self._publish(_STYLE, style.encode())
        script_name = self._publish(_SCRIPT, script.encode())
        for path in self._sources:
            if path not in self._inside:
                self._name(path)
        return Assets(self._files, self._names, style_name, script_name)

    def _name(self, path: str) -> str:
        """Publish a source after all that it refers to, and return its new path."""
        if path not in self._names:
            content = self._sources[path]
            if path.endswith(".css"):
                content = self._style(path, dirname(path)).encode()
            elif path.endswith(".js"):
                content = self._script(path).encode()
            self._names[path] = self._publish(path, content)
        return self._names[path]

    def _publish(self, path: str, content: bytes) -> str:
        stem, suffix = splitext(path)
        # Licences are read, not loaded.
        if suffix != ".txt":
            stem += f".{hashlib.sha256(content).hexdigest()[:8]}"
        self._files[stem + suffix] = content
        return stem + suffix

    def _style(self, path: str, folder: str) -> str:
        """Return a style sheet for a file in `folder`."""

        def reference(match: re.Match[str]) -> str:
            target = normpath(join(dirname(path), match[1]))
            if target.endswith(".svg"):
                self._inside.add(target)
                return f'url("data:image/svg+xml,{quote(self._sources[target])}")'
            return f'url("{relpath(self._name(target), folder)}")'

        text = cssmin(self._sources[path].decode(), keep_bang_comments=True)
        return _URL.sub(reference, str(text))

    def _script(self, path: str) -> str:
        def reference(match: re.Match[str]) -> str:
            return f'"{basename(self._name(self._scripts[match[1]]))}"'

        text = self._sources[path].decode()
        if path.endswith(".min.js"):
            return _SOURCE_MAP.sub("", text)
        text = str(jsmin(text, keep_bang_comments=True))
        return _SCRIPT_NAME.sub(reference, text)
