"""Find Chromium for the browser tests, or install it where that can be done.

Run as a program it installs what is missing and says what it found. It never fails:
without a browser the tests that need one are skipped, by name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# For a page whose measures must not depend on when its service worker begins.
NO_WORKER = "delete Navigator.prototype.serviceWorker"
# Without them Chromium asks its maker's hosts for updates and experiments.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """Return the path of a browser that can be driven on this machine, or None."""
    if not _driver_starts():
        return None
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    found = (shutil.which(name) for name in (*NAMES, *MAC_APPS))
    return next(filter(None, found), None) or _playwright_own()


def why_none() -> str:
    """Return the reason why `find` found nothing, with the cure."""
    if not _driver_starts():
        return "Playwright does not start; on Debian, install libatomic1"
    if named := os.environ.get("CHROMIUM"):
        return f"CHROMIUM={named} is no program; name one"
    return "no Chromium was found; install one, or name its program in CHROMIUM"


def flags() -> list[str]:
    """Return the options to start it with; its sandbox refuses to run as root."""
    return [*FLAGS, *(["--no-sandbox"] if _is_root() else [])]


def install() -> None:
    """Try to install what is missing: a browser, and on Linux a Chinese font."""
    can_apt = _is_root() and shutil.which("apt-get") is not None
    if can_apt:
        missing = [] if _driver_starts() else ["libatomic1"]
        if not has_chinese_font():
            missing += ["fontconfig", "fonts-noto-cjk"]
        _apt_install(missing)
    if find() or "CHROMIUM" in os.environ:
        return
    _run(sys.executable, "-m", "playwright", "install", "chromium")
    if can_apt and not find():
        _apt_install(["chromium"])


def has_chinese_font() -> bool:
    """Tell whether Chinese text will be seen; only on Linux can it be otherwise."""
    if sys.platform != "linux":
        return True
    if not shutil.which("fc-list"):
        return False
    command = ["fc-list", ":lang=zh-cn", "family"]
    return bool(subprocess.run(command, capture_output=True, check=False).stdout)


@cache
def _apt_updated() -> None:
    _run("apt-get", "update")


def _apt_install(packages: list[str]) -> None:
    if packages:
        _apt_updated()
        _run("apt-get", "install", "-y", "--no-install-recommends", *packages)


def _driver_starts() -> bool:
    """Tell whether Playwright's own Node runs; it lacks a library on a bare Debian."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _is_root() -> bool:
    return os.geteuid() == 0


def _playwright_own() -> str | None:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


def _run(*command: str) -> None:
    """Run an installer; on failure say so in one line and go on."""
    print(" ".join(command), flush=True)
    try:
        result = subprocess.run(
            command,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=600,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"  failed: {error}")
        return
    if result.returncode != 0:
        said = (result.stderr or result.stdout).strip().splitlines() or ["no word"]
        reason = next((line for line in said if "rror" in line), said[-1])
        print(f"  failed: {reason.strip()}")


if __name__ == "__main__":
    install()
    print(f"browser: {find() or why_none()}")
    if not has_chinese_font():
        print("No Chinese font: layout and screenshots will not be real.")
