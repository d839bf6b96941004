"""The files under docs/, read with care: whatever is wrong becomes a problem."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from .model import Problem
from .quoting import visible

LARGEST_FILE = 256 * 1024

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class SourceTree:
    """The files below a root, and the problems met in reading them.

    Paths are relative to the root and have `/` between their parts. Nothing here
    raises an `OSError`, follows a symbolic link or opens what is no regular file.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self.problems: list[Problem] = []

    def report(self, path: str, line: int, rule: str, message: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(visible(path), line, rule, message))

    def exists(self, path: str) -> bool:
        """Return whether something stands at `path`, be it readable or not."""
        return os.path.lexists(self._root / path)

    def files(self, folder: str) -> list[str]:
        """Return the paths of the regular files below `folder`, sorted.

        Names with a leading dot are left out: they belong to editors and file managers.
        """
        found: list[str] = []
        folders = [folder]
        while folders:
            current = folders.pop()
            for name in self._names(current):
                path = f"{current}/{name}"
                mode = self._mode(path)
                if stat.S_ISDIR(mode):
                    folders.append(path)
                elif stat.S_ISREG(mode):
                    found.append(path)
        return sorted(found)

    def read(self, path: str) -> str | None:
        """Return the text of a file, or None where it cannot be read."""
        content = self._bytes(path)
        if content is None:
            return None
        if content.startswith(_UTF16_MARKS):
            message = "the file is UTF-16. Save it as UTF-8 without BOM."
            self.report(path, 1, "encoding", message)
            return None
        if content.startswith(_UTF8_MARK):
            message = "the file starts with a BOM. Save it as UTF-8 without BOM."
            self.report(path, 1, "encoding", message)
            content = content.removeprefix(_UTF8_MARK)
        if b"\0" in content:
            line = _line_of(content, content.index(b"\0"))
            self.report(path, line, "encoding", "a NUL byte. Delete it.")
            return None
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = _line_of(content, error.start)
            message = (
                f"the byte 0x{content[error.start]:02x} is no UTF-8. "
                "Save the file as UTF-8."
            )
            self.report(path, line, "encoding", message)
            return None
        return self._with_plain_line_ends(path, text)

    def _with_plain_line_ends(self, path: str, text: str) -> str:
        """Report line ends that are not LF, and return the text as if they were."""
        if "\r" in text:
            line = text.count("\n", 0, text.index("\r")) + 1
            message = "a CR in a line end. Save the file with LF line ends."
            self.report(path, line, "encoding", message)
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if text and not text.endswith("\n"):
            line = text.count("\n") + 1
            message = "the last line has no end. Add a line end to it."
            self.report(path, line, "encoding", message)
            text += "\n"
        return text

    def _bytes(self, path: str) -> bytes | None:
        if not stat.S_ISREG(self._mode(path)):
            return None
        try:
            with (self._root / path).open("rb") as file:
                content = file.read(LARGEST_FILE + 1)
        except OSError as error:
            self._report_unreadable(path, error)
            return None
        if len(content) > LARGEST_FILE:
            message = "the file is larger than 256 KiB. Split or shorten it."
            self.report(path, 1, "file-size", message)
            return None
        return content

    def _names(self, folder: str) -> list[str]:
        if not stat.S_ISDIR(self._mode(folder)):
            return []
        try:
            names = [entry.name for entry in (self._root / folder).iterdir()]
        except OSError as error:
            self._report_unreadable(folder, error)
            return []
        return [name for name in names if not name.startswith(".")]

    def _mode(self, path: str) -> int:
        """Return the file's mode, 0 with a problem where it is missing or special."""
        try:
            mode = os.lstat(self._root / path).st_mode
        except FileNotFoundError:
            self.report(path, 1, "files", "the file is missing. Add it.")
            return 0
        except (OSError, ValueError) as error:
            self._report_unreadable(path, error)
            return 0
        if stat.S_ISLNK(mode):
            message = "a symbolic link. Put the file itself here."
        elif not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            message = "neither a file nor a folder. Delete it."
        else:
            return mode
        self.report(path, 1, "files", message)
        return 0

    def _report_unreadable(self, path: str, error: OSError | ValueError) -> None:
        reason = getattr(error, "strerror", None) or "no valid path"
        message = f"it cannot be read ({reason}). Make it readable."
        self.report(path, 1, "files", message)


def _line_of(content: bytes, offset: int) -> int:
    return content.count(b"\n", 0, offset) + 1
