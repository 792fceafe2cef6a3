"""Resumable uploads: sessions that take a file in parts and give a handle to it."""

from __future__ import annotations

import hmac
import secrets
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256

SESSION_SECONDS = 3600
SESSIONS_MAX = 100


@dataclass(kw_only=True)
class Session:
    """A file that is being uploaded."""

    id: str
    filename: str
    mime_type: str
    length: int
    expires_at: float
    data: bytearray = field(default_factory=bytearray)

    @property
    def complete(self) -> bool:
        """All of it is there."""
        return len(self.data) == self.length


class Uploads:
    """The sessions, in memory alone, and the handles, which are sealed and need no memory."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._sessions: dict[str, Session] = {}

    def open(self, filename: str, mime_type: str, length: int) -> Session:
        """Begin a session; the oldest ends when there are too many."""
        session = Session(
            id="upload:" + secrets.token_urlsafe(24),
            filename=filename,
            mime_type=mime_type,
            length=length,
            expires_at=time.time() + SESSION_SECONDS,
        )
        while len(self._sessions) >= SESSIONS_MAX:
            self._sessions.pop(next(iter(self._sessions)))
        self._sessions[session.id] = session
        return session

    def find(self, session_id: str) -> Session | None:
        """Return a session that has not expired."""
        session = self._sessions.get(session_id)
        return session if session is not None and session.expires_at > time.time() else None

    def close(self, session: Session) -> str:
        """End a session that is complete; return the handle of its file."""
        del self._sessions[session.id]
        parts = (session.filename, session.mime_type, sha256(session.data).hexdigest())
        told = urlsafe_b64encode("|".join(parts).encode()).decode()
        return f"4::{told}:{self._seal(told)}"

    def gave(self, handle: str) -> bool:
        """Say whether we gave this handle."""
        head, _, rest = handle.partition("::")
        told, _, seal = rest.rpartition(":")
        return head == "4" and hmac.compare_digest(seal.encode(), self._seal(told).encode())

    def _seal(self, told: str) -> str:
        return hmac.digest(self._secret, told.encode(), sha256).hex()
