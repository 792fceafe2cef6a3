"""Taking over a file of consents: looked at first, then all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction

from bode.basics import now
from bode.organisations.actors import Actor
from bode.privacy import audit

from .consent_emails import EmailGiven, keep_emails
from .consent_files import ConsentRow, decode, read_file
from .consent_rows import Said, record_rows
from .consents import require_municipality
from .errors import ImportNotWaiting
from .models import ConsentImport
from .states import ConsentHow, ConsentImportStatus

MAY = ("administrator", "broadcaster")
KEPT = timedelta(hours=23)
"""So long a file waits for someone to take it over; an hour later at most it is gone."""

_STANDING = """
SELECT count(*) FILTER (WHERE EXISTS (
    SELECT FROM conversations_consent AS known
    WHERE known.municipality_id = %(municipality)s AND known.address = told.address
      AND known.purpose = told.purpose AND known.withdrawn_at IS NULL)),
  count(*) FILTER (WHERE EXISTS (
    SELECT FROM conversations_consent AS known
    WHERE known.municipality_id = %(municipality)s AND known.address = told.address
      AND known.purpose = told.purpose AND known.withdrawn_at >= told.given_at))
FROM unnest(%(addresses)s::text[], %(purposes)s::text[], %(given)s::timestamptz[])
  AS told(address, purpose, given_at)
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What a file would do."""

    rows: Sequence[ConsentRow]
    by_purpose: Sequence[tuple[str, int]]
    doubles: Sequence[tuple[int, int]]
    """Rows that say of a citizen what an earlier row, named second, says too."""
    known: int
    """Rows of who said so before."""
    said_no: int
    """Rows of who said no since; they go on to get nothing."""


@transaction.atomic
def prepare_import(actor: Actor, content: bytes, filename: str) -> ConsentImport:
    """Keep a file without mistakes, to look at what is in it.

    Raises `NotAllowed`, and `ConsentFileRefused` with every mistake.
    """
    actor.require(*MAY)
    require_municipality(actor)
    text = decode(content)
    rows = read_file(text, now())
    return ConsentImport.objects.create(
        municipality_id=actor.organisation_id,
        filename=filename[:200],
        digest=sha256(content).hexdigest(),
        content=text,
        rows=len(rows),
        entered_by=actor.name,
    )


def preview(batch: ConsentImport) -> Preview:
    """What a file that waits would do."""
    rows = read_file(batch.content, batch.created_at)
    with connection.cursor() as cursor:
        cursor.execute(
            _STANDING,
            {
                "municipality": batch.municipality_id,
                "addresses": [each.address for each in rows],
                "purposes": [each.said.purpose for each in rows],
                "given": [each.said.given_at for each in rows],
            },
        )
        [(known, said_no)] = cursor.fetchall()
    return Preview(
        rows=rows,
        by_purpose=Counter(each.said.purpose for each in rows).most_common(),
        doubles=list(_doubles(rows)),
        known=known,
        said_no=said_no,
    )


@transaction.atomic
def apply_import(actor: Actor, import_id: UUID) -> ConsentImport:
    """Record all rows, each with its own proof. Raises `NotAllowed` or `ImportNotWaiting`."""
    batch = _lock(actor, import_id)
    recorded = 0
    rows = read_file(batch.content, batch.created_at)
    for turn in _turns(rows):
        recorded += record_rows(actor, turn, how=ConsentHow.FILE)
    keep_emails(
        batch.municipality_id,
        [
            EmailGiven(each.address, each.said.purpose, each.email, each.said.given_at)
            for each in rows
            if each.email
        ],
    )
    batch.recorded = recorded
    _become(batch, ConsentImportStatus.APPLIED)
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what="consent.import",
        subject="conversations.ConsentImport",
        subject_id=batch.id,
        facts={"digest": batch.digest, "rows": batch.rows, "recorded": recorded},
    )
    return batch


@transaction.atomic
def discard_import(actor: Actor, import_id: UUID) -> ConsentImport:
    """Throw a file away that was only looked at. Raises `NotAllowed` or `ImportNotWaiting`."""
    batch = _lock(actor, import_id)
    _become(batch, ConsentImportStatus.DISCARDED)
    return batch


def discard_old() -> int:
    """Throw away what waited too long, of every municipality in scope; how many."""
    waiting = ConsentImport.objects.filter(status=ConsentImportStatus.WAITING)
    return waiting.filter(created_at__lt=now() - KEPT).update(
        status=ConsentImportStatus.DISCARDED, content="", changed_at=now()
    )


def list_imports(municipality_id: UUID) -> list[ConsentImport]:
    """The newest files, without those that were thrown away."""
    found = ConsentImport.objects.filter(municipality=municipality_id)
    found = found.exclude(status=ConsentImportStatus.DISCARDED).defer("content")
    return list(found.order_by("-created_at", "-id")[:50])


def access_import(import_id: UUID) -> ConsentImport:
    """One file in scope; raises `ConsentImport.DoesNotExist`."""
    return ConsentImport.objects.get(id=import_id)


def _lock(actor: Actor, import_id: UUID) -> ConsentImport:
    actor.require(*MAY)
    batch = ConsentImport.objects.select_for_update().get(id=import_id)
    if batch.status != ConsentImportStatus.WAITING:
        raise ImportNotWaiting
    return batch


def _become(batch: ConsentImport, status: ConsentImportStatus) -> None:
    batch.status, batch.content, batch.changed_at = status, "", now()
    batch.save(update_fields=["status", "content", "changed_at", "recorded"])


def _doubles(rows: Sequence[ConsentRow]) -> Iterator[tuple[int, int]]:
    first: dict[tuple[str, str, str], int] = {}
    for each in rows:
        key = (each.address, each.said.purpose, each.said.area)
        if (before := first.setdefault(key, each.row)) != each.row:
            yield each.row, before


def _turns(rows: Sequence[ConsentRow]) -> Iterator[list[tuple[str, Said]]]:
    """All rows by their moments, in turns in which an address says one thing about a purpose."""
    turns: list[dict[tuple[str, str], Said]] = []
    so_far: Counter[tuple[str, str]] = Counter()
    for each in sorted(rows, key=lambda row: row.said.given_at):
        key = (each.address, each.said.purpose)
        if so_far[key] == len(turns):
            turns.append({})
        turns[so_far[key]][key] = each.said
        so_far[key] += 1
    for turn in turns:
        yield [(address, said) for (address, _), said in turn.items()]
