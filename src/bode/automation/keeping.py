"""Keeping the rules: each change is a version that stays, and stands in the audit trail."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from bode.basics import now
from bode.licensing.content_places import find_blocking
from bode.licensing.models import PhoneNumber
from bode.organisations.actors import Actor
from bode.organisations.models import Organisation, Team
from bode.organisations.tenancy import every_tenant, scope
from bode.privacy import audit

from .errors import HoursMissing, HoursWrong, TeamMissing, TeamUnknown, TextWrong
from .hours import Hours
from .kinds import LANGUAGES, SETTINGS, RuleKind, Rules, Settings, Teams, Texts
from .models import RuleVersion
from .texts import LONGEST, TEXTS, unknown_blanks, usual

_REMEMBERED = 1  # seconds: a rule that is changed holds everywhere within this time
_OF_ALL = None


def change_rule(
    actor: Actor, kind: RuleKind, settings: Settings, *, is_on: bool, number_id: UUID | None = None
) -> None:
    """Let a rule be so from now on, for all numbers or for one.

    Raises `NotAllowed`, `PhoneNumber.DoesNotExist`, or the `RuleError` that says what is wrong.
    """
    actor.require("administrator")
    settings = _checked(actor.organisation_id, kind, settings)
    if kind is RuleKind.AWAY and is_on and hours_of(actor.organisation_id, number_id) is None:
        raise HoursMissing
    if isinstance(settings, Teams) and is_on and not settings.teams:
        raise TeamMissing
    _keep(actor, kind, number_id, is_own=True, is_on=is_on, settings=msgspec.to_builtins(settings))


def follow_all(actor: Actor, kind: RuleKind, number_id: UUID) -> None:
    """Let a number have the rule of all numbers again. Raises as `change_rule` does."""
    actor.require("administrator")
    _keep(actor, kind, number_id, is_own=False, is_on=False, settings={})


def rules_at(number: PhoneNumber) -> Rules:
    """The rules that hold for a number, which may be a second old.

    Every message that comes asks for them, so this process remembers them for that long.
    """
    found = _rules(number.municipality_id, int(time.monotonic() / _REMEMBERED))
    return found.get(number.id, found[_OF_ALL])


def forget_rules() -> None:
    """Look them up again: they were changed in this process."""
    _rules.cache_clear()


def list_latest(municipality_id: UUID) -> dict[tuple[RuleKind, UUID | None], RuleVersion]:
    """How each rule is now, for all numbers (None) and for each that has its own."""
    latest = RuleVersion.objects.filter(municipality=municipality_id)
    latest = latest.order_by("kind", "number", "-at", "-id").distinct("kind", "number")
    return {(RuleKind(each.kind), each.number_id): each for each in latest}


def list_versions(
    municipality_id: UUID, kind: RuleKind, number_id: UUID | None
) -> QuerySet[RuleVersion]:
    """Every version of a rule, the latest first."""
    found = RuleVersion.objects.filter(municipality=municipality_id, kind=kind, number=number_id)
    return found.order_by("-at", "-id")


def settings_of(version: RuleVersion | None, kind: RuleKind) -> Settings:
    """What a version holds; where there is none, what a rule begins with."""
    return msgspec.convert(version.settings if version else {}, SETTINGS[kind])


def list_numbers_with(kind: RuleKind) -> Iterator[tuple[PhoneNumber, Settings, datetime]]:
    """Each number at which a rule is on, how it is, and since when, in its municipality's scope."""
    with every_tenant("a job serves all municipalities"):
        once_on = RuleVersion.objects.filter(kind=kind, is_on=True)
        municipalities = list(once_on.values_list("municipality", flat=True).distinct())
    for municipality_id in municipalities:
        with scope(municipality_id):
            numbers = PhoneNumber.objects.filter(municipality=municipality_id)
            for number in numbers.select_related("licence", "municipality").defer("access_token"):
                settings = getattr(rules_at(number), kind)
                if settings is not None:
                    yield number, settings, _on_since(number, kind)


def hours_of(municipality_id: UUID, number_id: UUID | None) -> Hours | None:
    """The office hours as they are kept now; None where nobody filled in any."""
    latest = list_latest(municipality_id)
    return rules_in(latest, number_id).hours


def rules_in(
    latest: dict[tuple[RuleKind, UUID | None], RuleVersion],
    number_id: UUID | None,
    *,
    also_off: bool = False,
) -> Rules:
    """The rules for a number among these versions; `also_off`: those that are off too.

    One that was never kept is then as it would begin, but hours that nobody filled in are none.
    """
    found: dict[str, Any] = {}
    for kind in RuleKind:
        own = latest.get((kind, number_id))
        version = own if own is not None and own.is_own else latest.get((kind, None))
        is_on = version is not None and version.is_on
        if is_on or (also_off and (version is not None or kind is not RuleKind.HOURS)):
            found[kind] = settings_of(version, kind)
    return Rules(**found)


@lru_cache(maxsize=1024)
def _rules(municipality_id: UUID, _slot: int) -> dict[UUID | None, Rules]:
    with scope(municipality_id):
        latest = list_latest(municipality_id)
    numbers = {number_id for _kind, number_id in latest} | {None}
    return {each: rules_in(latest, each) for each in numbers}


@transaction.atomic
def _keep(
    actor: Actor, kind: RuleKind, number_id: UUID | None, *, is_own: bool, **facts: Any
) -> None:
    number = None
    Organisation.objects.select_for_update().get(id=actor.organisation_id)
    if number_id is not None:
        ours = PhoneNumber.objects.filter(municipality_id=actor.organisation_id)
        number = ours.defer("access_token").get(id=number_id)
    latest = list_versions(actor.organisation_id, kind, number_id).first()
    before = (latest.is_own, latest.is_on, latest.settings) if latest is not None else None
    if before == (is_own, facts["is_on"], facts["settings"]):
        return
    version = RuleVersion.objects.create(
        municipality_id=actor.organisation_id,
        number=number,
        kind=kind,
        is_own=is_own,
        actor=actor.name,
        at=now(),
        **facts,
    )
    forget_rules()
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what="automation.change" if is_own else "automation.follow",
        subject="automation.RuleVersion",
        subject_id=version.id,
        facts={
            "rule": kind,
            "number": number.display_number if number else "",
            **({"is_on": facts["is_on"]} if is_own else {}),
        },
    )


def _checked(municipality_id: UUID, kind: RuleKind, settings: Settings) -> Settings:
    """The settings without what is the usual text anyway, once nothing is wrong with them."""
    if isinstance(settings, Hours):
        _check_week(settings)
    if isinstance(settings, Teams):
        _check_teams(municipality_id, settings)
    own = {}
    for name in TEXTS.get(kind, ()):
        texts: Texts = getattr(settings, name)
        kept = {each: _own(kind, name, getattr(texts, each), each) for each in LANGUAGES}
        for language, text in kept.items():
            _check_text(municipality_id, kind, f"{name}_{language}", text)
        own[name] = Texts(**kept)
    return msgspec.structs.replace(settings, **own)


def _on_since(number: PhoneNumber, kind: RuleKind) -> datetime:
    """Since when a rule that is on now is so for a number, in whatever words."""
    own = list_versions(number.municipality_id, kind, number.id).first()
    its = number.id if own is not None and own.is_own else None
    since = now()
    for version in list_versions(number.municipality_id, kind, its):
        if not version.is_on:
            break
        since = version.at
    return max(since, own.at) if own is not None and not own.is_own else since


def _own(kind: RuleKind, name: str, text: str, language: str) -> str:
    text = text.strip()
    return "" if text == usual(kind, name, language) else text


def _check_text(municipality_id: UUID, kind: RuleKind, field: str, text: str) -> None:
    """What could never leave is told when it is written."""
    if len(text) > LONGEST:
        raise TextWrong(field, "too_long")
    if unknown := unknown_blanks(kind, text):
        raise TextWrong(field, "blank_unknown", blank=unknown[0])
    if finding := find_blocking(municipality_id, text):
        raise TextWrong(field, "forbidden", finding=finding)


def _check_week(hours: Hours) -> None:
    for day, spans in enumerate(hours.week):
        for part, span in enumerate(spans):
            if span.opens >= span.closes:
                raise HoursWrong(day, part, "closes")
            if part and spans[part - 1].closes > span.opens:
                raise HoursWrong(day, part, "opens")


def _check_teams(municipality_id: UUID, settings: Teams) -> None:
    ours = Team.objects.filter(organisation=municipality_id, id__in=set(settings.teams.values()))
    if ours.count() != len(set(settings.teams.values())):
        raise TeamUnknown
