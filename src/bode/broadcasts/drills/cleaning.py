"""Deleting the world of a drill that ended long ago; its report was kept, and stays. Where that
could not be made, the world goes all the same: nothing of anyone is kept for want of a report.

Whatever names the organisation of the drill as its municipality goes, whichever room it is of: so
nothing that a room adds later stays behind. Row security shows none but these rows meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from graphlib import TopologicalSorter
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Field, Model

from bode.basics import is_drill_id, now
from bode.basics.arrays import text_array
from bode.conversations import files
from bode.organisations.models import Organisation
from bode.organisations.tenancy import scope
from bode.privacy import audit

from ..actions import CRISIS
from ..errors import NotTold
from ..models import Drill
from .apart import apart
from .telling import keep

KEPT = timedelta(days=30)
"""Since the end: so long the invented people, and all that was said to them, are there."""
_AT_ONCE = 5000  # rows, in one transaction
_MOST_LOOKS = 10  # at one table: nobody works in a drill that ended, so two are enough as a rule
_OWNERS = ("municipality", "organisation")

# Rows by their place: that needs no index.
_FIND = "SELECT ctid FROM {table} WHERE {owner} = %(world)s"
_DELETE = "DELETE FROM {table} WHERE ctid = ANY(%(places)s::tid[]) AND {owner} = %(world)s"
_FIND_NAMING = f"{_FIND} AND {{column}} IS NOT NULL"
_LET_GO = """
UPDATE {table} SET {column} = NULL
WHERE ctid = ANY(%(places)s::tid[]) AND {owner} = %(world)s
"""


class StillThere(Exception):
    """Rows of a drill are found again and again, whatever is done to them."""


def cleaned_from(drill: Drill) -> datetime | None:
    """From when its world is deleted; None while it goes on."""
    return drill.ended_at + KEPT if drill.ended_at else None


def clean_old() -> int:
    """Delete the worlds whose time is over, with every tenant in scope; how many they were."""
    cleaned = 0
    for drill in Drill.objects.filter(cleaned_at=None, ended_at__lte=now() - KEPT):
        with apart(drill, "drills.not_cleaned"):
            _clean(drill)
            cleaned += 1
    return cleaned


def _clean(drill: Drill) -> None:
    """What is done twice, after a crash, does no harm."""
    assert is_drill_id(drill.world_id)
    if drill.cleaning_at is None:
        _begin(drill)
    with scope(drill.world_id):
        for model, owner in _tables():
            _empty(model, owner, drill.world_id)
    files.delete_all(drill.world_id)
    with scope(drill.municipality_id), transaction.atomic():
        drill.cleaned_at = now()
        drill.save(update_fields=["cleaned_at"])
        audit.record(
            organisation_id=drill.municipality_id,
            actor="Bode",
            what="drill.clean",
            subject="broadcasts.Drill",
            subject_id=drill.id,
            purpose=CRISIS,
        )


def _begin(drill: Drill) -> None:
    """A report that could not be made at the end is made now, or never."""
    if drill.told is None:
        with suppress(NotTold):
            keep(drill)
    drill.cleaning_at = now()
    drill.save(update_fields=["cleaning_at"])


def _tables() -> Iterator[tuple[type[Model], Field[Any, Any]]]:
    """Every table of which rows are an organisation's, with the column that says whose; what names
    another comes before that other."""
    owned = {model: owner for model in apps.get_models() if (owner := _owner(model))}
    named = {model: {each for each, _ in _keys(model)} for model in owned}
    for model in reversed([*TopologicalSorter(named).static_order()]):
        if model in owned:
            yield model, owned[model]


def _owner(model: type[Model]) -> Field[Any, Any] | None:
    """The drill itself belongs to the municipality, and the audit trail names nobody by a key: they
    stay."""
    fields = {each.name: each for each in model._meta.concrete_fields}
    found = (fields[each] for each in _OWNERS if each in fields)
    return next((each for each in found if each.related_model is Organisation), None)


def _keys(model: type[Model]) -> Iterator[tuple[type[Model], Field[Any, Any]]]:
    """Which other tables it names, and by which column."""
    for field in model._meta.concrete_fields:
        if field.related_model and field.related_model is not model:
            yield field.related_model, field


def _empty(model: type[Model], owner: Field[Any, Any], world_id: UUID) -> None:
    names = {"table": model._meta.db_table, "owner": owner.column}
    for field in model._meta.concrete_fields:
        if field.related_model is model and field.null:  # one reply to another, say
            named = names | {"column": field.column}
            _do_all(_FIND_NAMING.format(**named), _LET_GO.format(**named), world_id)
    _do_all(_FIND.format(**names), _DELETE.format(**names), world_id)


def _do_all(find: str, do: str, world_id: UUID) -> None:
    """Until nothing is found any more. Raises `StillThere` where that does not come."""
    for _ in range(_MOST_LOOKS):
        if not _do_found(find, do, world_id):
            return
    raise StillThere


def _do_found(find: str, do: str, world_id: UUID) -> int:
    """Read the whole table, which all municipalities share, once for all of a drill's rows; how
    many were found. One that was changed meanwhile has another place, and is found the next time.
    """
    count = 0
    with connection.chunked_cursor() as finding, connection.cursor() as doing:
        finding.execute(find, {"world": world_id})
        while rows := finding.fetchmany(_AT_ONCE):
            places = text_array(place for (place,) in rows)
            doing.execute(do, {"world": world_id, "places": places})
            count += len(rows)
    return count
