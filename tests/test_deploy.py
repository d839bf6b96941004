"""The container file and the workflow that publishes. Neither can be run here."""

from __future__ import annotations

import fnmatch
import re
from typing import Any

import pytest
import yaml
from conftest import ROOT

DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text("utf-8")


def instructions(text: str) -> list[tuple[str, str]]:
    """Return each instruction of a container file with its arguments."""
    lines = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    return [
        (name, rest.strip())
        for name, _, rest in (line.partition(" ") for line in lines.splitlines())
        if name
    ]


def copied(text: str) -> list[str]:
    """Return the paths that a container file takes from the repository."""
    return [
        source
        for name, rest in instructions(text)
        if name == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    ]


def sent(path: str) -> bool:
    """Return whether .dockerignore lets a path through to the builder."""
    found = True
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        pattern = line.removeprefix("!")
        if line and not line.startswith("#") and fnmatch.fnmatch(path, pattern):
            found = line.startswith("!")
    return found


def test_the_container_holds_what_it_needs_and_the_builder_gets_nothing_else() -> None:
    paths = copied(DOCKERFILE)
    assert {"docs", "hooks", "scripts", "mkdocs.yml"} <= set(paths)
    for path in paths:
        assert (ROOT / path).exists(), path
        assert sent(path), path
    for path in (".git", ".venv", ".builds", "site", "tests", "README.md"):
        assert not sent(path), path
    # All that nginx.conf includes, but for the module that the image lacks.
    text = (ROOT / "deploy/nginx.conf").read_text("utf-8")
    for name in re.findall(r"^ *include handbook/([\w.]+);", text, re.MULTILINE):
        assert f"deploy/{name}" in paths


def test_the_container_has_pinned_bases_and_ends_without_root() -> None:
    steps = instructions(DOCKERFILE)
    known = {"FROM", "RUN", "WORKDIR", "COPY", "ARG", "USER", "EXPOSE", "HEALTHCHECK"}
    assert {name for name, _ in steps} == known
    bases = [rest.split()[0] for name, rest in steps if name == "FROM"]
    assert len(bases) == 2
    for base in bases:
        assert re.search(r":\d+\.\d+-", base), base
    users = [rest for name, rest in steps if name == "USER"]
    assert int(users[-1]) > 0
    port = next(rest for name, rest in steps if name == "EXPOSE")
    change = re.search(r"s/(listen \d+;)/listen (\d+);/", DOCKERFILE)
    assert change
    assert change[1] in (ROOT / "deploy/nginx.conf").read_text("utf-8")
    assert change[2] == port


def steps_of(job: dict[str, Any]) -> list[str]:
    return [step.get("run") or step.get("uses", "") for step in job["steps"]]


def test_nothing_is_published_that_fails_a_test() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text("utf-8"))
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    steps = steps_of(build)
    test = steps.index("make test PYTEST=--no-skips")
    assert test < steps.index("make build")
    assert not any("continue-on-error" in step for step in build["steps"])
    assert deploy["needs"] == "build"
    assert [step.split("@")[0] for step in steps_of(deploy)] == ["actions/deploy-pages"]
    # Only the job that runs none of this repository's code may write.
    assert workflow["permissions"] == {"contents": "read"}
    assert set(build["permissions"].values()) == {"read"}
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}


@pytest.mark.parametrize("name", ["pages.yml"])
def test_actions_are_pinned_by_commit_with_their_version(name: str) -> None:
    text = (ROOT / ".github/workflows" / name).read_text("utf-8")
    uses = re.findall(r"uses: (.+)", text)
    assert uses
    for action in uses:
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action
