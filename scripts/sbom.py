"""Write the bill of materials of the site: what it is made with, and of whom.

CycloneDX, as JSON, into sbom.json or the file that is named: each package of the locks
and each work of others in the tree, with hashes, licences, and who needs whom. The same
commit in the same environment gives the same bytes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import command
import inventory
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    Property,
    XsUri,
)
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

ROOT = inventory.ROOT
NAME = "llm-qa"
_MAKE_LICENCE = LicenseFactory().make_from_string
_LICENCE = "License :: OSI Approved :: "


def main() -> int:
    """Write the bill; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", type=Path, default=ROOT / "sbom.json")
    target: Path = parser.parse_args().target
    try:
        text = bill()
        target.write_text(text, "utf-8")
    except (inventory.InventoryError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Wrote {target.name}")
    return 0


def bill() -> str:
    """Return the bill of materials as JSON.

    Raises InventoryError if the list of others' work cannot be read, or if the result
    does not have CycloneDX's form.
    """
    packages = inventory.packages()
    works = inventory.read().vendored
    site = Component(name=NAME, type=ComponentType.APPLICATION, bom_ref=NAME)
    components = {package.purl: _package(package) for package in packages}
    bom = Bom(
        serial_number=_serial_number(),
        metadata=BomMetaData(component=site, timestamp=_time()),
        components=[*components.values(), *(vendored := list(map(_work, works)))],
    )
    by_name: dict[str, list[Component]] = {}
    for package in packages:
        by_name.setdefault(package.name, []).append(components[package.purl])
    needs: dict[str, list[Component]] = {}
    for package in packages:
        for needing in package.needed_by:
            needs.setdefault(needing, []).append(components[package.purl])
    for name, needing_components in by_name.items():
        for component in needing_components:
            bom.register_dependency(component, needs.get(name, ()))
    direct = [c for name in inventory.LOCKS for c in needs[f"-r {_source(name)}"]]
    bom.register_dependency(site, [*direct, *vendored])
    text = JsonV1Dot6(bom).output_as_string(indent=1) + "\n"
    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise inventory.InventoryError(
            f"{inventory.LIST}: makes no valid bill of materials: {fault}"
        )
    return text


def _source(lock: str) -> str:
    return f"{Path(lock).stem}.in"


def _package(package: inventory.Package) -> Component:
    """Return a package; its hashes are those of the files that pip may install."""
    build = package.is_needed_to_build
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        bom_ref=package.purl,
        purl=PackageURL.from_string(package.purl),
        scope=ComponentScope.REQUIRED if build else ComponentScope.EXCLUDED,
        licenses=_licences(package),
        external_references=[
            ExternalReference(
                type=ExternalReferenceType.DISTRIBUTION,
                url=XsUri(package.purl),
                hashes=_hashes(package.hashes),
            )
        ],
    )


def _work(work: inventory.Vendored) -> Component:
    """Return a work of others, with its copies here as components of their own."""
    ref = f"{work.name}@{work.version}"
    facts = {"why": work.why, "made": work.made, **(work.source or {})}
    return Component(
        name=work.name,
        version=work.version,
        type=ComponentType.LIBRARY,
        bom_ref=ref,
        purl=PackageURL.from_string(work.purl) if work.purl else None,
        scope=ComponentScope.REQUIRED,
        licenses=[_MAKE_LICENCE(work.licence)],
        external_references=[
            ExternalReference(type=ExternalReferenceType.VCS, url=XsUri(work.origin))
        ],
        properties=[
            Property(name=f"{NAME}:{name}", value=value)
            for name, value in facts.items()
            if value
        ],
        components=[
            Component(
                name=path,
                type=ComponentType.FILE,
                bom_ref=f"{ref}#{path}",
                hashes=_hashes([digest]),
            )
            for path, digest in work.files.items()
        ],
    )


def _hashes(digests: Iterable[str]) -> list[HashType]:
    return [HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in digests]


def _licences(package: inventory.Package) -> list[License]:
    """Return the licence that an installed package states; nothing if it is not here.

    Packages for other platforms are locked, but not installed.
    """
    try:
        facts = metadata.metadata(package.name).json
    except metadata.PackageNotFoundError:
        return []
    stated = str(facts.get("license_expression") or facts.get("license") or "")
    if not stated or "\n" in stated:  # a text instead of a name
        names = [c for c in facts.get("classifier", ()) if c.startswith(_LICENCE)]
        stated = names[0].removeprefix(_LICENCE) if names else ""
    return [_MAKE_LICENCE(stated)] if stated else []


def _serial_number() -> uuid.UUID:
    texts = [(ROOT / name).read_text("utf-8") for name in inventory.LOCKS]
    texts.append((ROOT / inventory.LIST).read_text("utf-8"))
    return uuid.uuid5(uuid.NAMESPACE_URL, "\0".join(texts))


def _time() -> datetime:
    """Return the time of the commit, for the format asks for one."""
    command = ["git", "log", "-1", "--format=%ct"]
    commit = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or commit.stdout.strip() or "0"
    return datetime.fromtimestamp(int(seconds), UTC)


if __name__ == "__main__":
    command.run(main)
