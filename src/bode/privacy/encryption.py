"""Secrets at rest: encrypted with the first key, readable with any (so keys can rotate)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models
from django.db.models.query_utils import DeferredAttribute

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


@dataclass(frozen=True)
class _Encrypted:
    """A secret as it stands in the database; nobody has needed it yet."""

    token: str


class _Secret(DeferredAttribute):
    """The attribute on a model: it is decrypted when it is first read."""

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        found = super().__get__(instance, cls)
        if instance is not None and isinstance(found, _Encrypted):
            found = instance.__dict__[self.field.attname] = _decrypt(found.token)
        return found

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(_TextField):
    """Text that stands encrypted in the database and as plain text on the model.

    Reading the attribute raises `SecretUnreadable` when its key is gone; the rest of the model can
    still be read. `values` and `values_list` don't decrypt.
    """

    descriptor_class = _Secret

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else _cipher().encrypt(str(value).encode()).decode()

    def from_db_value(self, value: str | None, *_: object) -> _Encrypted | None:
        return None if value is None else _Encrypted(value)


def _decrypt(token: str) -> str:
    try:
        return _cipher().decrypt(token.encode()).decode()
    except InvalidToken as unreadable:
        raise SecretUnreadable from unreadable
