"""The signature on a webhook: HMAC-SHA256 over the raw bytes, by Meta or by 360dialog."""

from __future__ import annotations

import hmac
from hashlib import sha256

HEADER = "X-Hub-Signature-256"
DIALOG360_HEADER = "X-360dialog-Signature"
_PREFIX = "sha256="


def sign(body: bytes, app_secret: str) -> str:
    """Return the header value for this exact body: "sha256=" and 64 hexadecimal digits."""
    return _PREFIX + hmac.digest(app_secret.encode(), body, sha256).hex()


def is_signed(body: bytes, header: str | None, app_secret: str) -> bool:
    """Say whether the header proves that the holder of the secret sent this body.

    Compares in constant time, and answers False to any header that is missing or odd.
    The body must be the bytes as received: the signature does not survive re-serialising.
    """
    if header is None:
        return False
    # As bytes, because compare_digest refuses text with signs outside ASCII.
    given = header.encode("utf-8", "replace")
    return hmac.compare_digest(given, sign(body, app_secret).encode())


def sign_as_dialog360(body: bytes, secret: str) -> str:
    """Return 360dialog's header value for this exact body: 64 hexadecimal digits."""
    return sign(body, secret).removeprefix(_PREFIX)


def is_signed_by_dialog360(body: bytes, header: str | None, secret: str) -> bool:
    """Say whether the header proves that the holder of the platform secret sent this body.

    360dialog's documentation does not show whether Meta's prefix stands before the digits: both
    are taken, as the digits are the proof.
    """
    return header is not None and is_signed(body, _PREFIX + header.removeprefix(_PREFIX), secret)
