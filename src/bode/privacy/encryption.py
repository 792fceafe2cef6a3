"""Secrets at rest: encrypted with the first key, readable with any (so keys can rotate)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class SecretUnreadable(Exception):
    """None of the keys fits: the one with which it was encrypted is no longer there."""


@cache
def _with(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _cipher() -> MultiFernet:
    return _with(tuple(settings.ENCRYPTION_KEYS))


class EncryptedTextField(_TextField):
    """Text that stands encrypted in the database and as plain text on the model.

    Reading it raises `SecretUnreadable` when its key is gone; deferred, only where it is used.
    """

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else _cipher().encrypt(str(value).encode()).decode()

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        try:
            return None if value is None else _cipher().decrypt(value.encode()).decode()
        except InvalidToken as unreadable:
            raise SecretUnreadable from unreadable
