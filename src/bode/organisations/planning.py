"""Statements that PostgreSQL plans once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from django.db import DEFAULT_DB_ALIAS, connections

from .database.base import DatabaseWrapper


@contextmanager
def planned_once() -> Iterator[None]:
    """Let PostgreSQL keep the plans of this thread's statements, as long as the connection is.

    For statements that are asked all day long with other values, and take longer to plan than to
    answer. A statement whose best plan depends on its values gains nothing by it.
    """
    wrapper = cast("DatabaseWrapper", connections[DEFAULT_DB_ALIAS])
    before, wrapper.plans_once = wrapper.plans_once, True
    try:
        yield
    finally:
        wrapper.plans_once = before
