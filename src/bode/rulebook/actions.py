"""The only writes to the rulebook, all of them by VNG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from bode.basics import LAST_DAY, day_of, now
from bode.organisations.actors import Actor
from bode.policy import (
    Era,
    PurposeVerdict,
    Route,
    Verdict,
    check_following,
    check_version,
    content_of,
)
from bode.privacy import audit

from .errors import (
    DayTooEarly,
    DayTooLate,
    NoDraft,
    NothingChanges,
    PublishedMeanwhile,
    VersionIncomplete,
)
from .models import RuleVersion
from .queries import access_version, draft_of, find_version, forget_versions, last_version
from .states import MOVES, VersionStatus

EDITOR = "monitor"  # VNG's role


@transaction.atomic
def start_draft(actor: Actor, based_on: str) -> RuleVersion:
    """Copy a version without its name, to change the copy. Raises `VersionUnknown`."""
    actor.require(EDITOR)
    era = find_version(based_on)
    version = RuleVersion.objects.create(
        rules=content_of(replace(era, name_nl="", name_en="")),
        based_on=era.code,
        drafted_by=actor.name,
    )
    _record(actor, "rules.draft", version, {"based_on": era.code})
    return version


def rename(actor: Actor, version_id: UUID, name_nl: str, name_en: str) -> None:
    """Give a draft another name. Raises `NoDraft`."""
    _change(actor, version_id, "name", lambda era: replace(era, name_nl=name_nl, name_en=name_en))


def set_route(actor: Actor, version_id: UUID, route: Route, verdict: Verdict) -> None:
    """Let a draft say something else of a route. Raises `NoDraft`."""

    def changed(era: Era) -> Era:
        return replace(era, routes={**era.routes, route: verdict})

    _change(actor, version_id, f"route-{route}", changed)


def set_purpose(actor: Actor, version_id: UUID, code: str, verdict: PurposeVerdict) -> None:
    """Let a draft say something else of a purpose.

    Raises `NoDraft`, and `VersionIncomplete` for a purpose that WhatsApp forbids.
    """

    def changed(era: Era) -> Era:
        return replace(era, purposes={**era.purposes, code: verdict})

    _change(actor, version_id, f"purpose-{code}", changed)


@transaction.atomic
def publish(actor: Actor, version_id: UUID, first_day: date, *, follows: str) -> RuleVersion:
    """Let a draft hold from a day on; `follows` is the version that it was compared with.

    Raises `NoDraft`, `VersionIncomplete`, `NothingChanges`, `DayTooEarly`, `DayTooLate`,
    and `PublishedMeanwhile` where another version came after `follows`.
    """
    actor.require(EDITOR)
    version = _access_draft(version_id)
    last, era = last_version(), draft_of(version)
    if follows != last.code:
        raise PublishedMeanwhile
    _check(era, last, first_day)
    version.status, version.first_day, version.follows = VersionStatus.PUBLISHED, first_day, follows
    version.published_by, version.published_at = actor.name, now()
    try:
        with transaction.atomic():
            version.save()
    except IntegrityError as refused:  # by the database: someone else was just before us
        raise PublishedMeanwhile from refused
    _record(actor, "rules.publish", version, {"from": first_day.isoformat(), "follows": follows})
    transaction.on_commit(forget_versions)
    return version


@transaction.atomic
def withdraw(actor: Actor, version_id: UUID) -> None:
    """Give a draft up. Raises `NoDraft`."""
    actor.require(EDITOR)
    version = _access_draft(version_id)
    version.status = VersionStatus.WITHDRAWN
    version.save(update_fields=["status"])
    _record(actor, "rules.withdraw", version, {})


def earliest_day(last: Era) -> date:
    """The first day from which a version after this one may hold."""
    today = day_of(now())
    return max(today, last.first_day + timedelta(days=1)) if last.first_day else today


@transaction.atomic
def _change(actor: Actor, version_id: UUID, part: str, changed: Callable[[Era], Era]) -> None:
    actor.require(EDITOR)
    version = _access_draft(version_id)
    era = changed(draft_of(version))
    if problems := [each for each in check_version(era) if each.part == part]:
        raise VersionIncomplete(problems)
    version.rules = content_of(era)
    version.save(update_fields=["rules"])
    _record(actor, "rules.change", version, {"part": part})


def _access_draft(version_id: UUID) -> RuleVersion:
    version = access_version(version_id, lock=True)
    if not MOVES[VersionStatus(version.status)]:
        raise NoDraft
    return version


def _check(era: Era, last: Era, first_day: date) -> None:
    if problems := [*check_version(era), *check_following(last, era)]:
        raise VersionIncomplete(problems)
    if (era.routes, era.purposes) == (last.routes, last.purposes):
        raise NothingChanges
    if first_day > LAST_DAY:
        raise DayTooLate(LAST_DAY)
    if first_day < (earliest := earliest_day(last)):
        raise DayTooEarly(earliest)


def _record(actor: Actor, what: str, version: RuleVersion, facts: dict[str, str]) -> None:
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what=what,
        subject="rulebook.RuleVersion",
        subject_id=version.id,
        facts=facts,
    )
