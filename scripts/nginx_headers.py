"""Write the headers of hooks/headers.yml for nginx, into deploy/.

Without options for a site at the root of its host; a site below a path, as /llm/, needs
the files anew: `python scripts/nginx_headers.py --base /llm/`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import command
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from handbook import nginx  # noqa: E402  (found by the line above)
from handbook.headers import headers  # noqa: E402


def files(base: str = "/") -> Mapping[str, str]:
    """Return the texts of the files for a site at the path `base`, by name."""
    source = yaml.safe_load((ROOT / "hooks/headers.yml").read_text("utf-8"))
    read = headers(source)
    return {
        "maps.conf": nginx.maps(read),
        "everywhere.conf": nginx.everywhere(read),
        "headers.conf": nginx.server(read, base),
    }


def main() -> int:
    """Write the files and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="/", help="the site's path, as /llm/")
    base = parser.parse_args().base
    if not (base.startswith("/") and base.endswith("/")):
        parser.error("--base begins and ends with a slash")
    for name, text in files(base).items():
        (ROOT / "deploy" / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    command.run(main)
