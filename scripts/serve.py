"""Show the site at a port of this machine, and follow changes of its sources."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import sys

import command

HOST = "127.0.0.1"


def main() -> int:
    """Become MkDocs' server, or say why the port cannot be used and return 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", nargs="?", default="8000")
    port = parser.parse_args().port
    if reason := why_not(port):
        print(f"{reason} Choose another: make serve PORT=8001", file=sys.stderr)
        return 1
    os.chdir(command.ROOT)
    os.execv(
        sys.executable,
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"{HOST}:{port}"],
    )


def why_not(port: str) -> str:
    """Return why a port cannot be used, nothing where it can."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"{port!r} is no port; ports are numbers from 1 to 65535."
    try:
        socket.create_server((HOST, int(port))).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"Port {port} is taken."
        if error.errno == errno.EACCES:
            return f"Port {port} is for the system's own servers."
        return f"Port {port} cannot be used: {error.strerror}."
    return ""


if __name__ == "__main__":
    command.run(main)
