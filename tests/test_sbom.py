"""The bill of materials: whole, valid, and the same each time."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import inventory
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = inventory.ROOT


def write(target: Path) -> str:
    command = [sys.executable, "scripts/sbom.py", str(target)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert result.returncode == 0, result.stderr
    return target.read_text("utf-8")


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(tmp_path_factory.mktemp("sbom") / "sbom.json")


@pytest.fixture(scope="module")
def bill(text: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(text)
    return parsed


def test_it_has_the_form_of_cyclonedx(text: str) -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(text) is None
    # The check can fail.
    assert validator.validate_str(text.replace('"SHA-256"', '"SHA-7"', 1))


def test_it_is_the_same_each_time(text: str, tmp_path: Path) -> None:
    assert write(tmp_path / "again.json") == text


def test_it_holds_each_package_with_hashes_and_licence(bill: dict[str, Any]) -> None:
    found = {component.get("purl"): component for component in bill["components"]}
    unlicensed = set()
    for package in inventory.packages():
        component = found[package.purl]
        (distribution,) = component["externalReferences"]
        hashes = {entry["content"] for entry in distribution["hashes"]}
        assert hashes == set(package.hashes), package.name
        scope = "required" if package.is_needed_to_build else "excluded"
        assert component["scope"] == scope
        if not component.get("licenses"):
            unlicensed.add(package.name)
    # Only Windows needs the one, so that nothing here tells its licence; the other has
    # no more than a file with the text.
    assert unlicensed <= {"colorama", "axe-playwright-python"}


def test_it_holds_each_work_of_others_with_its_files(bill: dict[str, Any]) -> None:
    found = {component["name"]: component for component in bill["components"]}
    for work in inventory.read().vendored:
        component = found[work.name]
        assert work.licence in json.dumps(component["licenses"])
        files = {
            file["name"]: file["hashes"][0]["content"]
            for file in component["components"]
        }
        assert files == work.files


def _refs(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "bom-ref" in node:
            yield node["bom-ref"]
        for value in node.values():
            yield from _refs(value)
    elif isinstance(node, list):
        for value in node:
            yield from _refs(value)


def test_each_component_has_a_name_of_its_own_and_somebody_needs_it(
    bill: dict[str, Any],
) -> None:
    refs = list(_refs(bill))
    assert len(set(refs)) == len(refs)
    needs = {entry["ref"]: entry.get("dependsOn", []) for entry in bill["dependencies"]}
    reached: set[str] = set()
    waiting = [bill["metadata"]["component"]["bom-ref"]]
    while waiting:
        ref = waiting.pop()
        if ref not in reached:
            reached.add(ref)
            waiting += needs.get(ref, ())
    assert {component["bom-ref"] for component in bill["components"]} <= reached


def test_a_target_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    command = [sys.executable, "scripts/sbom.py", str(tmp_path / "none/sbom.json")]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert result.returncode == 1
    assert re.search("No such file", result.stderr)
    assert "Traceback" not in result.stderr
