"""Taking over a file of statuses: looked at first, then all of it or nothing, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.organisations import providers
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation
from bode.privacy import audit

from .claims import Certainty, Claim, Source, SourceKind, by_precedence, claim_at, end_of
from .errors import AlreadyImported, ImportNotWaiting
from .models import Status, StatusImport
from .queries import list_providers, list_towns
from .states import ImportStatus
from .statusfiles import FileRow, decode, read_file
from .towns import Town, use_of
from .uses import Use


@dataclass(frozen=True, kw_only=True, slots=True)
class FileSource:
    """From whom a file is, and how sure that is."""

    name: str
    url: str
    day: date
    certainty: Certainty


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What a row would do: what is shown of its last day that the source can know, then and now."""

    row: FileRow
    town: Town
    shown: Claim | None
    will_show: Claim | None
    is_outweighed: bool
    """Whether a stronger or newer source goes on to be shown."""

    @property
    def before(self) -> Use:
        return use_of(self.shown)

    @property
    def after(self) -> Use:
        return use_of(self.will_show)

    @property
    def is_different(self) -> bool:
        """Whether anyone sees another route, provider or purposes."""
        return _facts(self.shown) != _facts(self.will_show)


@transaction.atomic
def prepare_import(actor: Actor, content: bytes, filename: str, source: FileSource) -> StatusImport:
    """Keep a file without mistakes, to look at what it would change.

    Raises `FileRefused` with every mistake, and `AlreadyImported`.
    """
    actor.require("monitor")
    digest = sha256(content).hexdigest()
    if StatusImport.objects.filter(digest=digest, status=ImportStatus.APPLIED).exists():
        raise AlreadyImported
    text = decode(content)
    rows = read_file(text, _by_code(), source.day)
    return StatusImport.objects.create(
        filename=filename[:200],
        digest=digest,
        content=text,
        source_name=source.name,
        source_url=source.url,
        source_day=source.day,
        certainty=source.certainty,
        status=ImportStatus.WAITING,
        rows=len(rows),
        entered_by=actor.name,
    )


def list_changes(batch: StatusImport) -> list[Change]:
    """What each row would change, or changed nothing of. Raises `FileRefused`, where the list of
    municipalities was changed meanwhile."""
    towns = _by_code()
    rows = read_file(batch.content, towns, batch.source_day)
    fresh: dict[str, list[Claim]] = {}
    for row in rows:
        fresh.setdefault(row.code, []).append(_claim(batch, row))
    return [_change(row, towns[row.code], batch, fresh[row.code]) for row in rows]


def strange_providers(changes: Sequence[Change]) -> list[tuple[str, str]]:
    """The names in a file that Bode knows of no BSP or ISV, each with the known one that it
    resembles most, if any: a slip of the pen would stand in public as one more."""
    served = providers.list_providers().values_list("organisation__name", flat=True)
    known = {*list_providers(), *served}
    named = {change.row.provider for change in changes if change.row.provider}
    return [(name, _nearest(name, known)) for name in sorted(named - known)]


@transaction.atomic
def apply_import(actor: Actor, import_id: UUID) -> StatusImport:
    """Take over all rows. Raises `ImportNotWaiting`, `AlreadyImported` and `FileRefused`."""
    actor.require("monitor")
    batch = _lock(import_id, ImportStatus.WAITING)
    same = StatusImport.objects.filter(digest=batch.digest, status=ImportStatus.APPLIED)
    if same.exists():
        raise AlreadyImported
    rows = read_file(batch.content, _by_code(), batch.source_day)
    found = Organisation.objects.filter(code__in={row.code for row in rows})
    ids = dict(found.values_list("code", "id"))
    Status.objects.bulk_create(
        Status(
            municipality_id=ids[row.code],
            use=row.use,
            first_day=row.first_day,
            until=row.until,
            source_kind=SourceKind.IMPORT,
            source_name=batch.source_name,
            source_url=batch.source_url,
            source_day=batch.source_day,
            certainty=batch.certainty,
            purposes=list(row.purposes),
            provider=row.provider,
            batch=batch,
            entered_by=actor.name,
        )
        for row in rows
    )
    return _become(actor, batch, ImportStatus.APPLIED, "monitor_import.apply")


@transaction.atomic
def undo_import(actor: Actor, import_id: UUID) -> StatusImport:
    """Take back all rows; that they were there stays known. Raises `ImportNotWaiting`."""
    actor.require("monitor")
    batch = _lock(import_id, ImportStatus.APPLIED)
    batch.statuses.filter(withdrawn_at=None).update(withdrawn_at=now())
    return _become(actor, batch, ImportStatus.UNDONE, "monitor_import.undo")


@transaction.atomic
def discard_import(actor: Actor, import_id: UUID) -> StatusImport:
    """Throw away a file that was only looked at. Raises `ImportNotWaiting`."""
    actor.require("monitor")
    batch = _lock(import_id, ImportStatus.WAITING)
    batch.status, batch.changed_at = ImportStatus.DISCARDED, now()
    batch.save(update_fields=["status", "changed_at"])
    return batch


def list_imports() -> list[StatusImport]:
    """The newest files, without those that were thrown away."""
    found = StatusImport.objects.exclude(status=ImportStatus.DISCARDED)
    return list(found.defer("content")[:100])


def access_import(import_id: UUID) -> StatusImport:
    """One file; raises `StatusImport.DoesNotExist`."""
    return StatusImport.objects.get(id=import_id)


def _lock(import_id: UUID, needed: ImportStatus) -> StatusImport:
    batch = StatusImport.objects.select_for_update().get(id=import_id)
    if batch.status != needed:
        raise ImportNotWaiting
    return batch


def _become(actor: Actor, batch: StatusImport, status: ImportStatus, deed: str) -> StatusImport:
    batch.status, batch.changed_at = status, now()
    batch.save(update_fields=["status", "changed_at"])
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what=deed,
        subject="monitor.StatusImport",
        subject_id=batch.id,
        facts={"filename": batch.filename, "digest": batch.digest, "rows": batch.rows},
    )
    return batch


def _by_code() -> dict[str, Town]:
    return {town.code: town for town in list_towns()}


def _claim(batch: StatusImport, row: FileRow) -> Claim:
    return Claim(
        use=row.use,
        first_day=row.first_day,
        until=end_of(row.until, row.first_day, batch.source_day),
        source=Source(
            kind=SourceKind.IMPORT,
            name=batch.source_name,
            url=batch.source_url,
            day=batch.source_day,
        ),
        certainty=Certainty(batch.certainty),
        entered_at=now(),
        purposes=row.purposes,
        provider=row.provider,
    )


def _change(row: FileRow, town: Town, batch: StatusImport, fresh: Sequence[Claim]) -> Change:
    last = row.until - timedelta(days=1) if row.until else batch.source_day
    day = max(min(last, batch.source_day), row.first_day)
    will_show = claim_at(by_precedence([*town.claims, *fresh]), day)
    return Change(
        row=row,
        town=town,
        shown=claim_at(town.claims, day),
        will_show=will_show,
        is_outweighed=will_show not in fresh,
    )


def _facts(claim: Claim | None) -> tuple[object, ...]:
    return (claim.use, claim.provider, set(claim.purposes)) if claim else ()


def _nearest(name: str, known: Iterable[str]) -> str:
    by_small = {each.casefold(): each for each in known}
    found = get_close_matches(name.casefold(), by_small, n=1)
    return by_small[found[0]] if found else ""
