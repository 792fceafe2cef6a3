"""Evidence for an audit: what was sent under which purpose, in numbers, over a period.

No content, and nothing about any citizen: counts by month, and what the municipality itself did.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import make_aware

from bode.basics import now
from bode.licensing.licence_states import LicenceParty
from bode.licensing.models import Licence, LicenceEvent, Template
from bode.licensing.states import LicenceStatus
from bode.organisations.models import Organisation
from bode.privacy import audit

LONGEST = timedelta(days=5 * 366)

# Each reads the period once; the index by time (BRIN) leads to it. The planner expects a group for
# each moment, so it would sort them all on disk unless it may group in memory.
_IN_MEMORY = "SELECT set_config('work_mem', '128MB', true)"
_COUNTED = """
SELECT (%(labels)s::text[])[width_bucket(created_at, %(starts)s::timestamptz[])],
       direction, purpose, type = 'template', status = 'failed', error_code,
       count(*), count(sent_at), count(delivered_at), count(read_at)
FROM conversations_message
WHERE municipality_id = %(municipality)s AND created_at >= %(since)s AND created_at < %(until)s
GROUP BY 1, 2, 3, 4, 5, 6
"""
_ASKED = """
SELECT (%(labels)s::text[])[month], sum(messages)::int, count(*)
FROM (
  SELECT width_bucket(created_at, %(starts)s::timestamptz[]) AS month, conversation_id,
         count(*) AS messages
  FROM conversations_message
  WHERE municipality_id = %(municipality)s AND direction = 'in'
    AND created_at >= %(since)s AND created_at < %(until)s
  GROUP BY 1, 2) AS asked
GROUP BY month ORDER BY month
"""
_BY_TEMPLATE = """
SELECT content ->> 'name', purpose, count(*)
FROM conversations_message
WHERE municipality_id = %(municipality)s AND direction = 'out' AND type = 'template'
  AND created_at >= %(since)s AND created_at < %(until)s
GROUP BY 1, 2 ORDER BY 1, 2
"""
# A citizen says yes once, and it is kept for each address by which the platform knows them.
_CONSENTS = """
SELECT to_char(at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM'), purpose,
       count(DISTINCT (citizen, at)) FILTER (WHERE what = 'given'),
       count(DISTINCT (citizen, at)) FILTER (WHERE what = 'withdrawn')
FROM (
  SELECT consent.purpose, told.what, told.at,
         coalesce(identity.contact_id::text, consent.address) AS citizen
  FROM conversations_consent AS consent
  LEFT JOIN conversations_contactidentity AS identity
    ON identity.municipality_id = consent.municipality_id AND identity.value = consent.address
  CROSS JOIN LATERAL (VALUES ('given', given_at), ('withdrawn', withdrawn_at)) AS told (what, at)
  WHERE consent.municipality_id = %(municipality)s
    AND (told.what = 'withdrawn' OR consent.wording <> '')  -- a bare no is nothing given
) AS said
WHERE at >= %(since)s AND at < %(until)s
GROUP BY 1, 2 ORDER BY 1, 2
"""
_DEEDS = """
SELECT what, count(*) FROM privacy_auditentry
WHERE organisation_id = %(municipality)s AND at >= %(since)s AND at < %(until)s
GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True, kw_only=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    @property
    def bounds(self) -> Mapping[str, datetime]:
        return {"since": _midnight(self.first), "until": _midnight(self.last + timedelta(days=1))}

    @property
    def months(self) -> Mapping[str, Sequence[Any]]:
        """The months in it, each as far as it is in it."""
        starts = [self.first]
        while (following := _month_after(starts[-1])) <= self.last:
            starts.append(following)
        return {
            "labels": [f"{day:%Y-%m}" for day in starts],
            "starts": [_midnight(day) for day in starts],
        }


@dataclass(frozen=True, kw_only=True)
class Table:
    """One part of the evidence, in codes; the columns are words for programs."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Everything for one municipality over a period, and whether its audit trail is whole."""

    municipality: Organisation
    period: Period
    tables: tuple[Table, ...]
    trail_broken_at: int | None
    trail_head: tuple[int, str]
    made_at: datetime


@transaction.atomic
def collect(municipality: Organisation, period: Period) -> Evidence:
    """Count what happened, in the scope of the municipality."""
    _rows(_IN_MEMORY, {})
    asked = {"municipality": municipality.id, **period.bounds, **period.months}
    counted = _rows(_COUNTED, asked)
    tables = (
        _messages(counted),
        _table("templates_used", ("template", "purpose", "queued"), _BY_TEMPLATE, asked),
        _table("received", ("month", "messages", "conversations"), _ASKED, asked),
        _not_sent(counted),
        _table("consents", ("month", "purpose", "given", "withdrawn"), _CONSENTS, asked),
        _templates(municipality.id),
        _licences(municipality.id),
        _history(municipality.id, period),
        _table("deeds", ("deed", "times"), _DEEDS, asked),
    )
    return Evidence(
        municipality=municipality,
        period=period,
        tables=tables,
        trail_broken_at=audit.first_broken(municipality.id),
        trail_head=audit.head(municipality.id),
        made_at=now(),
    )


def _rows(statement: str, asked: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _table(name: str, columns: tuple[str, ...], statement: str, asked: Mapping[str, Any]) -> Table:
    return Table(name=name, columns=columns, rows=_rows(statement, asked))


def _messages(counted: Sequence[tuple[Any, ...]]) -> Table:
    """What was sent: `counted` are the rows of `_COUNTED`."""
    found: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0] * 5)
    for month, direction, purpose, is_template, has_failed, _code, *numbers in counted:
        if direction == "out":
            row = found[month, purpose, "template" if is_template else "free_form"]
            queued = numbers[0]
            for place, number in enumerate((*numbers, queued if has_failed else 0)):
                row[place] += number
    columns = ("month", "purpose", "kind", "queued", "sent", "delivered", "read", "failed")
    return Table(
        name="messages", columns=columns, rows=[(*key, *row) for key, row in sorted(found.items())]
    )


def _not_sent(counted: Sequence[tuple[Any, ...]]) -> Table:
    found: Counter[tuple[str, str]] = Counter()
    for month, direction, _purpose, _is_template, has_failed, code, number, *_rest in counted:
        if direction == "out" and has_failed:
            found[month, code] += number
    rows = [(*key, number) for key, number in sorted(found.items())]
    return Table(name="not_sent", columns=("month", "reason", "messages"), rows=rows)


def _templates(municipality_id: UUID) -> Table:
    columns = ("name", "language", "purpose", "category", "status")
    found = Template.objects.filter(municipality_id=municipality_id)
    rows = list(found.order_by("name", "language").values_list(*columns))
    return Table(name="templates", columns=columns, rows=rows)


def _licences(municipality_id: UUID) -> Table:
    found = Licence.objects.filter(municipality_id=municipality_id).select_related("provider")
    rows = [
        (
            each.provider.code,
            each.provider.name,
            each.status,
            each.purposes,
            each.valid_from,
            each.ended_at or each.valid_to,
            list(each.phone_numbers.values_list("display_number", flat=True)),
        )
        for each in found.order_by("valid_from")
    ]
    columns = (
        "provider",
        "provider_name",
        "status",
        "purposes",
        "valid_from",
        "valid_to",
        "numbers",
    )
    return Table(name="licences", columns=columns, rows=rows)


def _history(municipality_id: UUID, period: Period) -> Table:
    """What befell the licences in the period, beginning with the granting of each."""
    since, until = period.bounds["since"], period.bounds["until"]
    events = LicenceEvent.objects.filter(
        municipality_id=municipality_id, at__gte=since, at__lt=until
    )
    lived = [
        (
            event.at,
            event.provider.code,
            event.provider.name,
            event.what,
            event.by,
            event.status,
            event.cause,
            event.evidence,
            event.facts,
            event.actor,
        )
        for event in events.select_related("provider")
    ]
    columns = (
        "at",
        "provider",
        "provider_name",
        "what",
        "by",
        "status",
        "cause",
        "reason",
        "facts",
        "actor",
    )
    rows = sorted([*_older_grants(municipality_id, since, until), *lived], key=lambda row: row[0])
    return Table(name="licence_history", columns=columns, rows=rows)


def _older_grants(municipality_id: UUID, since: datetime, until: datetime) -> list[tuple[Any, ...]]:
    """How the licences began that are older than the event which tells it."""
    told = LicenceEvent.objects.filter(licence_id=OuterRef("id"), what="begin")
    found = Licence.objects.filter(
        ~Exists(told),
        municipality_id=municipality_id,
        valid_from__gte=since,
        valid_from__lt=until,
    )
    return [
        (
            each.valid_from,
            each.provider.code,
            each.provider.name,
            "begin",
            LicenceParty.PLATFORM,
            LicenceStatus.ACTIVE,
            "",
            "",
            {},
            "",
        )
        for each in found.select_related("provider")
    ]


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
