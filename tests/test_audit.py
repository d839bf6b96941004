"""The audit tells "nothing found" from "found", and both from "could not look"."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import audit
import inventory
import pytest
import yaml

ROOT = inventory.ROOT
WORKFLOW = ROOT / ".github/workflows/audit.yml"
MINISEARCH = next(w.purl for w in inventory.read().vendored if w.name == "MiniSearch")
# The form of an answer, from the register's documentation.
WEAKNESS = {"id": "GHSA-462w-v97r-4m45", "modified": "2024-11-18T22:46:39.871384Z"}
OTHER = {"id": "PYSEC-2021-66", "modified": "2024-02-05T10:28:38.218521Z"}

Answer = Callable[[list[dict[str, Any]]], tuple[int, bytes]]
Run = Callable[[str], tuple[int, list[str]]]


@contextmanager
def register(answer: Answer) -> Iterator[str]:
    """A register of weaknesses on this machine; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.path == "/v1/querybatch"
            status, content = answer(json.loads(body)["queries"])
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def knows(weak: dict[str, list[dict[str, str]]]) -> Answer:
    """A register that knows these weaknesses, one on each page of its answers."""

    def answer(queries: list[dict[str, Any]]) -> tuple[int, bytes]:
        results: list[dict[str, Any]] = []
        for query in queries:
            known = weak.get(query["package"]["purl"], [])
            page = int(query.get("page_token", 0))
            result: dict[str, Any] = {}
            if known:
                result["vulns"] = [known[page]]
            if page + 1 < len(known):
                result["next_page_token"] = str(page + 1)
            results.append(result)
        return 200, json.dumps({"results": results}).encode()

    return answer


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Audits with the register at an address; returns the exit code and the lines."""

    def audited(address: str) -> tuple[int, list[str]]:
        monkeypatch.setenv("OSV_URL", address)
        code = audit.main()
        return code, capsys.readouterr().out.splitlines()

    return audited


def closed_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


ONLY_KNOWN = knows({audit.KNOWN: [WEAKNESS]})
WEAK = knows({audit.KNOWN: [WEAKNESS], MINISEARCH: [WEAKNESS, OTHER]})


def test_nothing_found(run: Run) -> None:
    with register(ONLY_KNOWN) as address:
        code, lines = run(address)
    assert code == audit.NOTHING
    (line,) = lines
    assert line.startswith("Nothing found: ")
    assert "Not in it: STIX Two Math" in line


def test_every_package_and_every_script_is_asked_about(run: Run) -> None:
    asked: set[str] = set()

    def answer(queries: list[dict[str, Any]]) -> tuple[int, bytes]:
        asked.update(query["package"]["purl"] for query in queries)
        return ONLY_KNOWN(queries)

    with register(answer) as address:
        run(address)
    assert {package.purl for package in inventory.packages()} <= asked
    assert MINISEARCH in asked


def test_found_on_every_page_of_the_answer(run: Run) -> None:
    with register(WEAK) as address:
        code, lines = run(address)
    assert code == audit.FOUND
    *found, verdict = lines
    assert found == [
        f"{MINISEARCH}: {weakness['id']}, see {audit.READ_MORE}{weakness['id']}"
        for weakness in (WEAKNESS, OTHER)
    ]
    assert verdict.startswith("Found: 2 ")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (lambda queries: (404, b"{}"), "404 Client Error"),
        (lambda queries: (503, b"{}"), "503 Server Error"),
        (lambda queries: (200, b"<html>Sign in"), "something other than JSON"),
        (lambda queries: (200, b"{}"), "a form that is not OSV's"),
        (lambda queries: (200, b'{"results": [1]}'), "a form that is not OSV's"),
        (lambda queries: (200, b'{"results": [{}]}'), "questions, 1 answers"),
        # It answers in the right form, and knows nothing at all.
        (knows({}), f"knows no weakness of {audit.KNOWN}"),
    ],
)
def test_could_not_look_at_what_is_no_answer(
    run: Run, answer: Answer, reason: str
) -> None:
    with register(answer) as address:
        code, lines = run(address)
    assert code == audit.COULD_NOT_LOOK
    assert lines[-1].startswith("Could not look: ")
    assert reason in lines[-1]


def test_could_not_look_where_nobody_answers(run: Run) -> None:
    code, lines = run(closed_port())
    assert code == audit.COULD_NOT_LOOK
    assert "Could not look: " in lines[-1]
    assert "Connection refused" in lines[-1]


@pytest.mark.parametrize(
    ("answer", "code", "warned"),
    [(ONLY_KNOWN, 0, False), (WEAK, 1, False), (knows({}), 0, True)],
    ids=["nothing found", "found", "could not look"],
)
def test_the_workflow_shows_each_outcome(
    tmp_path: Path, answer: Answer, code: int, warned: bool
) -> None:
    steps = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]["audit"]["steps"]
    (script,) = (step["run"] for step in steps if step.get("name") == "audit")
    for name in (".venv/bin/python", "scripts/audit.py"):
        assert name in script
    script = script.replace(".venv/bin/python", sys.executable)
    script = script.replace("scripts/audit.py", str(ROOT / "scripts/audit.py"))
    summary = tmp_path / "summary"
    with register(answer) as address:
        result = subprocess.run(
            # As the runner calls it.
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=tmp_path,
            env={**os.environ, "OSV_URL": address, "GITHUB_STEP_SUMMARY": str(summary)},
            capture_output=True,
            encoding="utf-8",
        )
    assert result.returncode == code, result.stdout + result.stderr
    assert ("::warning title=" in result.stdout) == warned
    assert summary.read_text("utf-8")
