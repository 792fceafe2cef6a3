"""Writing the crowd down: COPY, in the order of time, as it would lie after two years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import orjson
from django.db import connection, models, transaction

from bode.basics import new_id, now
from bode.conversations.models import Contact, ContactIdentity, Conversation, Message
from bode.conversations.search import keeping
from bode.licensing.models import Application, Licence, PhoneNumber
from bode.organisations.models import Membership, Organisation, Person, Team
from bode.organisations.tenancy import every_tenant

from ..world import EMPTY
from .rows import Desk, Row, make, speak

CONVERSATIONS = 100_000
MESSAGES = 1_000_000
OTHERS = 40  # municipalities, which share four fifths of the crowd
SHARE = 0.2
AGENTS = 200


def fill(
    *, conversations: int = CONVERSATIONS, messages: int = MESSAGES, ends: datetime | None = None
) -> Desk:
    """Put the crowd into the world, and nobody else; return the desk that has a fifth of it."""
    with every_tenant("the benchmark's crowd"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(EMPTY)
        ours = _desk(Organisation.objects.get(code="GM9911"), SHARE, AGENTS)
        others = [
            _desk(_municipality(n), (1 - SHARE) / OTHERS, agents=5) for n in range(1, OTHERS + 1)
        ]
        desks = [ours, *others]
        crowd = make(desks, conversations, messages, ends=ends or now())
        with _without_triggers():
            copy(Contact, crowd.contacts)
            copy(ContactIdentity, crowd.identities)
            copy(Message, speak(crowd, desks))
            copy(Conversation, crowd.conversations)
            _keep_words()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return ours


def copy(model: type[models.Model], rows: Iterable[Row]) -> None:
    """COPY rows; what they leave out gets its default, from Django or from PostgreSQL."""
    for first, everything in _peek(rows):
        fields = [each for each in model._meta.concrete_fields if _is_written(each, first)]
        names = ", ".join(str(each.column) for each in fields)
        into = f"COPY {model._meta.db_table} ({names}) FROM STDIN"
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE NONE")  # who obeys row security may not COPY
            with cursor.copy(into) as stream:
                for row in everything:
                    stream.write_row([_value(each, row) for each in fields])
            cursor.execute("SET LOCAL ROLE bode_app")


def _peek(rows: Iterable[Row]) -> Iterator[tuple[Row, Iterator[Row]]]:
    iterator = iter(rows)
    for first in iterator:

        def everything(first: Row = first) -> Iterator[Row]:
            yield first
            yield from iterator

        yield first, everything()


def _is_written(field: models.Field[Any, Any], row: Row) -> bool:
    return field.attname in row or (field.db_default is models.NOT_PROVIDED and not field.null)


def _value(field: models.Field[Any, Any], row: Row) -> Any:
    value = row[field.attname] if field.attname in row else field.get_default()
    return orjson.dumps(value).decode() if isinstance(field, models.JSONField) else value


@contextmanager
def _without_triggers() -> Iterator[None]:
    """Neither foreign keys nor words are looked at row by row: what is written is known."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("SET LOCAL ROLE bode_app")


def _keep_words() -> None:
    """What the triggers would have kept, at once: as the migration that brought them did."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes"
            " WHERE tablename = 'conversations_searchentry' AND indexdef LIKE '%USING gin%'"
        )
        indexes = dict(cursor.fetchall())
        for name in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for operation in (keeping.MESSAGES, keeping.CONTACTS):
            assert isinstance(operation.sql, str)
            cursor.execute(keeping.BEFORE_THEM)
            cursor.execute(operation.sql.partition(keeping.BEFORE_THEM)[2])
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for definition in indexes.values():
            cursor.execute(definition)
        cursor.execute("SET LOCAL ROLE bode_app")


def _municipality(number: int) -> Organisation:
    return Organisation.objects.create(
        kind="municipality", code=f"GM{9700 + number}", name=f"Proefdam {number}"
    )


def _desk(municipality: Organisation, share: float, agents: int) -> Desk:
    number = PhoneNumber.objects.filter(municipality=municipality).first()
    people = [
        Person(email=f"agent{n}@{municipality.code.lower()}.example", name=f"Medewerker {n}")
        for n in range(1, agents + 1)
    ]
    Person.objects.bulk_create(people)
    Membership.objects.bulk_create(
        Membership(person=each, organisation=municipality, role="agent") for each in people
    )
    teams = [
        Team.objects.create(organisation=municipality, name=name)
        for name in ("Balie", "Vergunningen", "Buitendienst")
    ]
    return Desk(
        municipality=municipality.id,
        number=(number or _number(municipality)).id,
        share=share,
        agents=[(each.id, each.name) for each in people],
        teams=[each.id for each in teams],
    )


def _number(municipality: Organisation) -> PhoneNumber:
    parties = {"municipality": municipality, "provider": Organisation.objects.get(kind="provider")}
    application = Application.objects.create(**parties, route="bsp", status="approved")
    licence = Licence.objects.create(
        **parties, application=application, purposes=["permits"], status="active", valid_from=now()
    )
    key = f"{municipality.code[2:]:0>15}"
    return PhoneNumber.objects.create(
        **parties,
        licence=licence,
        platform_id=f"5{key[1:]}",
        account_id=f"6{key[1:]}",
        display_number=f"+3185000{municipality.code[2:]}",
        access_token=str(new_id()),
    )


def agents_of(desk: Desk) -> Sequence[Person]:
    """The people who work at a desk."""
    return list(Person.objects.filter(id__in=[key for key, _name in desk.agents]))
