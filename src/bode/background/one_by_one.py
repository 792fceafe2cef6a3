"""Doing the same for many rows, so that one that fails does not keep the others from it."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from typing import Any

import structlog
from django.db import transaction

_log = structlog.get_logger(__name__)


class SomeFailed(Exception):
    """What was done one by one failed for some; the others are done. The log tells which."""


def do_one_by_one(name: str, ids: Iterable[Any], do: Callable[[Any], bool]) -> int:
    """Do this for each, in a transaction of its own; returns for how many it said True.

    Raises `SomeFailed` at the end, so that the job shows as failed. What an error says may hold
    what nobody should read in a log, so that tells its kind and its place alone.
    """
    done = failed = 0
    for each in ids:
        try:
            with transaction.atomic():
                done += do(each)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others come first
            failed += 1
            place = traceback.extract_tb(error.__traceback__)[-1]
            _log.error(
                "job.row_failed",
                job=name,
                id=str(each),
                error=type(error).__name__,
                place=f"{place.name}:{place.lineno}",
            )
    if failed:
        raise SomeFailed(f"{name}: {failed} failed, see the log")
    return done
