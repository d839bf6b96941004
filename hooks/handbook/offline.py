"""The site as a folder that is read without a web server, and its archive.

From file:// a browser shows no index.html for a folder, fetches nothing, starts no
worker, and some load no font. What leads there or needs these is changed here.
"""

from __future__ import annotations

import base64
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from .search_index import ENCODING

# Loaded by scripts, so that no page leads to them; and the licences of others' work.
_KEPT = ("assets/**/*.js", "*/search/*", "assets/**/*.txt")

_REFERENCE = re.compile(r'(\s(?:href|src)=")([^":#?]*)(?=[^":]*")')
_FONT = re.compile(r'url\("?([^":)]+\.woff2)"?\)')
# The oldest that a zip file knows.
_DATE = (1980, 1, 1, 0, 0, 0)


class MissingFileError(Exception):
    """A page leads to a file that is not there; the message names both."""


def with_files_named(html: str) -> str:
    """Return a page whose links to other pages name their files."""
    return _REFERENCE.sub(lambda match: match[1] + _file_named(match[2]), html)


def _file_named(path: str) -> str:
    if path.rpartition("/")[2] in (".", ".."):
        path += "/"
    return f"{path}index.html" if path.endswith("/") else path


def with_pages_named(index: bytes) -> bytes:
    """Return a search index in which the addresses of pages name their files."""
    content = json.loads(index.decode(ENCODING))
    content["addresses"] = [_file_named(address) for address in content["addresses"]]
    content["overviews"] = [
        (_file_named(address), title) for address, title in content["overviews"]
    ]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.encode(ENCODING)


def as_script(content: bytes) -> str:
    """Return a script that hands a file to the page; see theme/assets/folder.js."""
    return f'fileArrived("{base64.b64encode(content).decode()}");\n'


def worker_in_page(script: str) -> str:
    """Return a worker's script as a function that the page calls.

    What a worker has and a page has not, or has otherwise, is given to it.
    """
    # Only a worker waits for them by itself.
    script = script.replace("importScripts(", "await importScripts(")
    return (
        "function startWorker(postMessage, importScripts, fetch) {\n"
        f"let onmessage;\n{script}\nreturn onmessage;\n}}\n"
    )


def with_fonts_inside(style: str, fonts: Mapping[str, bytes]) -> str:
    """Return a style sheet that holds its fonts, given by the paths in it."""

    def font(match: re.Match[str]) -> str:
        content = base64.b64encode(fonts[match[1]]).decode()
        return f'url("data:font/woff2;base64,{content}")'

    return _FONT.sub(font, style)


def fonts_named(style: str) -> list[str]:
    """Return the paths of the fonts that a style sheet loads."""
    return _FONT.findall(style)


def needed(folder: Path) -> set[Path]:
    """Return the files of a site that its pages lead to from the first one on.

    Raises MissingFileError.
    """
    found = {path for pattern in _KEPT for path in folder.glob(pattern)}
    waiting = [folder / "index.html"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        if path.suffix == ".html":
            waiting += _led_to(folder, path)
    return found


def _led_to(folder: Path, page: Path) -> Iterator[Path]:
    here = page.relative_to(folder).as_posix()
    for _, reference in _REFERENCE.findall(page.read_text("utf-8")):
        if not reference:
            continue
        name = normpath(join(dirname(here), unquote(unescape(reference))))
        if not (folder / name).is_file():
            raise MissingFileError(f"{here} leads to {reference}, which is not there")
        yield folder / name


def archive(folder: Path, file: Path, name: str) -> None:
    """Pack a folder into a zip file, as a folder `name`; the same bytes each time."""
    with zipfile.ZipFile(file, "w") as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            inside = f"{name}/{path.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(inside, _DATE)
            entry.create_system = 3  # Unix, on any machine that packs it
            entry.external_attr = 0o100644 << 16
            packed.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
