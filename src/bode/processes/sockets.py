"""Listening sockets, opened before anything else so that a taken port is told at once."""

from __future__ import annotations

import errno
import socket
from contextlib import closing

from .errors import CannotStart


def listen(host: str, port: int, setting: str) -> socket.socket:
    """A socket that listens there; raises `CannotStart`, naming the setting, when it can't."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except OSError as refused:
        listening.close()
        raise CannotStart(_sentence(refused, host, port, setting)) from refused
    return listening


def check_free(host: str, port: int, setting: str) -> None:
    """Raise `CannotStart` when something listens there already."""
    listen(host, port, setting).close()


def find_free(host: str) -> int:
    """A port on which nothing listens now."""
    with closing(listen(host, 0, "")) as listening:
        port: int = listening.getsockname()[1]
        return port


def _sentence(refused: OSError, host: str, port: int, setting: str) -> str:
    if refused.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program; set {setting} to a free one."
    return f"Can't listen on {host}, port {port}: {refused.strerror}. Change {setting}."
