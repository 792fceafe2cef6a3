"""Why the embedded PostgreSQL does not run."""

from __future__ import annotations


class CannotRun(Exception):
    """The server can't be started here; the message says why, in a sentence for an operator."""
