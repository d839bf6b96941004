"""Ask whether the sources' addresses still answer; exit with 1 where one is gone.

Politely: one request a second to a host, and an address that answered is not asked
again for a month. Without a network nothing is asked.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

import command  # noqa: E402
import whole_file  # noqa: E402
from handbook import load  # noqa: E402  (found by the line above)
from handbook.outside import outside_addresses  # noqa: E402

PAUSE, TIMEOUT = 1.0, 20.0  # seconds
FRESH = timedelta(days=30)
GONE = (404, 410)
# A server that does not know HEAD may answer with any of these.
ASK_AGAIN = (*GONE, 403, 405, 501)
AGENT = "Mozilla/5.0 (compatible; link check of a handbook; one request a second)"

State = Literal["answers", "gone", "unsure", "unreachable"]


@dataclass(frozen=True)
class Verdict:
    """What became of an address; `detail` is a status or an error's name."""

    address: str
    state: State
    detail: str


def main() -> int:
    """Check the repository at `--root` and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="the folder above docs/"
    )
    root = parser.parse_args().root
    places = outside_addresses(load(root)[0])
    memory = Memory(root / ".cache" / "links.json", date.today())
    asked = [address for address in places if not memory.is_fresh(address)]
    verdicts = ask_all(asked)
    if asked and all(verdict.state == "unreachable" for verdict in verdicts):
        print(f"No network: {len(asked)} addresses were not checked.", file=sys.stderr)
        return 0
    memory.keep(verdict.address for verdict in verdicts if verdict.state == "answers")
    gone = [verdict for verdict in verdicts if verdict.state == "gone"]
    for verdict in gone:
        for path, line in places[verdict.address]:
            print(
                f"{path}:{line}: links: {verdict.address} is gone "
                f"({verdict.detail}). Find where it moved, or cite another source."
            )
    for verdict in verdicts:
        if verdict.state in ("unsure", "unreachable"):
            print(f"not told: {verdict.address} ({verdict.detail})", file=sys.stderr)
    print(f"{len(asked)} of {len(places)} addresses asked", file=sys.stderr)
    return 1 if gone else 0


class Memory:
    """The addresses that answered, with the day, in a file that may be lost."""

    def __init__(self, path: Path, today: date) -> None:
        self._path = path
        self._today = today
        try:
            found = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            found = None
        self._days: dict[str, str] = found if isinstance(found, dict) else {}

    def is_fresh(self, address: str) -> bool:
        """Return whether the address answered within the last month."""
        try:
            day = date.fromisoformat(self._days[address])
        except (KeyError, ValueError, TypeError):
            return False
        return day > self._today - FRESH

    def keep(self, addresses: Iterable[str]) -> None:
        """Remember that these answered today."""
        today = self._today.isoformat()
        self._days.update(dict.fromkeys(addresses, today))
        text = json.dumps(self._days, indent=0, sort_keys=True)
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            whole_file.write(self._path, text)


def ask_all(addresses: Iterable[str], pause: float = PAUSE) -> list[Verdict]:
    """Return the verdict on each address; `pause` is in seconds, between two requests.

    Hosts are asked side by side, the addresses of one host in turn.
    """
    hosts = groupby(sorted(addresses, key=host_of), key=host_of)
    queues = [list(queue) for _, queue in hosts]
    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = pool.map(lambda queue: ask_in_turn(queue, pause), queues)
        return [verdict for verdicts in answers for verdict in verdicts]


def host_of(address: str) -> str:
    """Return the host of an address."""
    return urlsplit(address).netloc


def ask_in_turn(addresses: Iterable[str], pause: float) -> list[Verdict]:
    """Return the verdicts on the addresses of one host."""
    retry = Retry(
        total=2,
        backoff_factor=pause,
        status_forcelist=(429, 502, 503, 504),
        raise_on_status=False,
        retry_after_max=60,
    )
    verdicts = []
    with requests.Session() as session:
        session.headers["User-Agent"] = AGENT
        for scheme in ("https://", "http://"):
            session.mount(scheme, HTTPAdapter(max_retries=retry))
        for address in addresses:
            verdicts.append(ask(session, address, pause))
            time.sleep(pause)
    return verdicts


def ask(session: requests.Session, address: str, pause: float) -> Verdict:
    """Return the verdict on one address."""
    try:
        answer = session.head(address, allow_redirects=True, timeout=TIMEOUT)
        status = answer.status_code
        if status in ASK_AGAIN:
            time.sleep(pause)
            with session.get(address, stream=True, timeout=TIMEOUT) as response:
                status = response.status_code
    except requests.ConnectionError as error:
        return Verdict(address, "unreachable", type(error).__name__)
    except requests.RequestException as error:
        return Verdict(address, "unsure", type(error).__name__)
    state: State = "answers" if status < 400 else "unsure"
    return Verdict(address, "gone" if status in GONE else state, str(status))


if __name__ == "__main__":
    command.run(main)
