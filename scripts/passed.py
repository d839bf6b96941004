"""What once passed a check, kept as empty files, so that it is not checked again."""

from __future__ import annotations

from pathlib import Path


class Passed:
    """The passes of one kind of check, by the digest of all that the result depends on.

    They only save time: where they cannot be read or written, the check runs again.
    """

    def __init__(self, root: Path, kind: str) -> None:
        self._folder = root / ".cache" / kind

    def __contains__(self, digest: str) -> bool:
        try:
            return (self._folder / digest).is_file()
        except OSError:
            return False

    def add(self, digest: str) -> None:
        """Remember that what has this digest passed."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / digest).touch()
        except OSError:
            pass
