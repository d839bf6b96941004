"""What passed a check is remembered, and nothing breaks where it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from passed import Passed


def test_what_passed_is_known_to_the_next_run_under_its_kind_alone(
    tmp_path: Path,
) -> None:
    Passed(tmp_path, "drawings").add("a")
    assert "a" in Passed(tmp_path, "drawings")
    assert "b" not in Passed(tmp_path, "drawings")
    assert "a" not in Passed(tmp_path, "examples")


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda cache: cache.write_text("?"), id="a file in its place"),
        pytest.param(lambda cache: cache.symlink_to(cache), id="a link to itself"),
        pytest.param(
            lambda cache: (cache / "drawings/a").mkdir(parents=True),
            id="a folder for the pass",
        ),
    ],
)
def test_a_spoilt_cache_holds_nothing_and_takes_nothing_in(
    spoil: Callable[[Path], object], tmp_path: Path
) -> None:
    spoil(tmp_path / ".cache")
    passed = Passed(tmp_path, "drawings")
    passed.add("a")
    assert "a" not in passed


@pytest.mark.parametrize("method", ["is_file", "mkdir", "touch"])
def test_a_cache_that_refuses_access_is_survived(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, method, refuse)
    passed = Passed(tmp_path, "drawings")
    passed.add("a")
    assert "a" not in passed
