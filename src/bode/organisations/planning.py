"""Statements that PostgreSQL plans once."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import cast

from django.db import DEFAULT_DB_ALIAS, connections

from .database.base import DatabaseWrapper


def planned_once() -> AbstractContextManager[None]:
    """As `DatabaseWrapper.planned_once`, for the statements of this thread."""
    return cast("DatabaseWrapper", connections[DEFAULT_DB_ALIAS]).planned_once()
