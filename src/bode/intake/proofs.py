"""By what a webhook is known to come from the platform, or from who passes it on.

There is always something: a connection without its secret takes nothing in (see decision 0015).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hmac import compare_digest

from bode.licensing.models import ProviderConnection
from bode.licensing.states import WebhookProof
from bode.whatsapp import (
    DIALOG360_HEADER,
    HEADER,
    Gateway,
    is_signed,
    is_signed_by_dialog360,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """The header to look at, and the question to ask of it."""

    header: bytes
    """Its name, in lower case."""
    is_right: Callable[[bytes, str | None], bool]
    """Given the body and the header, says whether this webhook may come in."""


def proof_of(connection: ProviderConnection) -> Proof | None:
    """The proof that a provider's webhooks must bring; None: it has no secret to prove by.

    Raises `SecretUnreadable`.
    """
    if connection.proof == WebhookProof.WORD:
        word = connection.verify_token
        return _proof("Authorization", partial(_carries, expected=f"Bearer {word}"), word)
    secret = connection.app_secret
    if connection.gateway == Gateway.DIALOG360:
        return _proof(DIALOG360_HEADER, partial(is_signed_by_dialog360, secret=secret), secret)
    return _proof(HEADER, partial(is_signed, app_secret=secret), secret)


def _proof(header: str, is_right: Callable[[bytes, str | None], bool], secret: str) -> Proof | None:
    return Proof(header=header.lower().encode(), is_right=is_right) if secret else None


def _carries(_body: bytes, header: str | None, *, expected: str) -> bool:
    given = (header or "").encode("utf-8", "replace")
    return compare_digest(given, expected.encode())
