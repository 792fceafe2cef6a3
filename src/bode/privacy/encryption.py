"""Secrets at rest: encrypted with the first key, readable with any (so keys can rotate)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


@cache
def _with(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _cipher() -> MultiFernet:
    return _with(tuple(settings.ENCRYPTION_KEYS))


class EncryptedTextField(_TextField):
    """Text that stands encrypted in the database and as plain text on the model."""

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else _cipher().encrypt(str(value).encode()).decode()

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return None if value is None else _cipher().decrypt(value.encode()).decode()
