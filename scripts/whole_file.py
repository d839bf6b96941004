"""Files that are written whole or not at all."""

from __future__ import annotations

from pathlib import Path


def write(path: Path, text: str) -> None:
    """Give a file a new content in one step; a reader sees the old or the new one.

    Raises an OSError that names the file, which is then as it was.
    """
    # A name with a dot is no source; the next attempt takes the same one.
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_text(text, "utf-8", newline="\n")
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
