"""Looking at a licence again every so often: when it is due, who is reminded, what was found."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate, localtime

from bode.background.one_by_one import do_one_by_one
from bode.organisations import mailing
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed

from . import licence_notices
from .errors import LicenceStepNotAllowed, ReasonMissing, ReviewIncomplete
from .licence_history import remember
from .licence_states import LicenceParty
from .licence_steps import lock_licence, writer_of
from .models import Licence, LicenceEvent
from .states import LicenceStatus

SHORTEST, USUAL, LONGEST = 1, 12, 36
"""Months between two reviews."""
AHEAD = timedelta(days=30)
"""So long before it is due people are reminded, and so often after that."""


class ReviewItem(StrEnum):
    """What a review looks at."""

    PURPOSES = "purposes"  # are still what WhatsApp is used for
    DPIA = "dpia"  # is still right
    PEOPLE = "people"  # who may do what
    NUMBERS = "numbers"  # are all in use, and ours
    RETENTION = "retention"  # nothing is kept for longer than it should


@dataclass(frozen=True, kw_only=True)
class Review:
    """What was found: of each item whether it is in order; and when the next one is."""

    in_order: Mapping[ReviewItem, bool]
    result: str
    next_on: date | None = None
    """None: after the usual time."""


def due_on(licence: Licence) -> date:
    """When the next review is due."""
    granted = localtime(licence.valid_from).date()
    return licence.review_due_on or months_after(granted, licence.review_every_months)


def is_overdue(licence: Licence) -> bool:
    """Whether a licence that is in force should have been looked at again."""
    return licence.status != LicenceStatus.ENDED and due_on(licence) < localdate()


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@transaction.atomic
def record_review(actor: Actor, licence_id: UUID, review: Review) -> LicenceEvent:
    """Write down what a review found, and when the next one is.

    By the municipality. Raises `ReviewIncomplete` with the items that nobody looked at,
    `ReasonMissing` without a result, `LicenceStepNotAllowed` for a licence that ended.
    """
    licence = _open(actor, licence_id, "review")
    missing = [item for item in ReviewItem if item not in review.in_order]
    if missing or (review.next_on is not None and review.next_on <= localdate()):
        raise ReviewIncomplete(missing or ["next_on"])
    if not review.result.strip():
        raise ReasonMissing("review")
    licence.review_due_on = review.next_on or months_after(localdate(), licence.review_every_months)
    licence.review_reminded_on = None
    licence.save(update_fields=["review_due_on", "review_reminded_on"])
    return remember(
        licence,
        actor,
        "review",
        by=LicenceParty.MUNICIPALITY,
        evidence=review.result.strip(),
        facts={
            "in_order": {str(item): review.in_order[item] for item in ReviewItem},
            "next_on": licence.review_due_on.isoformat(),
        },
    )


@transaction.atomic
def set_review_rhythm(actor: Actor, licence_id: UUID, months: int) -> Licence:
    """Have a licence looked at every so many months, the next time counted from the last one."""
    licence = _open(actor, licence_id, "review_rhythm")
    if not SHORTEST <= months <= LONGEST:
        raise ReviewIncomplete(["months"])
    last = licence.events.filter(what="review").last()
    since = localtime(last.at if last is not None else licence.valid_from).date()
    licence.review_every_months = months
    licence.review_due_on, licence.review_reminded_on = months_after(since, months), None
    licence.save(update_fields=["review_every_months", "review_due_on", "review_reminded_on"])
    remember(
        licence,
        actor,
        "review_rhythm",
        by=LicenceParty.MUNICIPALITY,
        facts={"months": months, "next_on": licence.review_due_on.isoformat()},
    )
    return licence


def remind_of_reviews() -> int:
    """Mail about each review that is due within a month, or overdue; with every tenant in scope.

    Returns how many licences that were; raises `SomeFailed`.
    """
    standing = Licence.objects.exclude(status=LicenceStatus.ENDED)
    return do_one_by_one("remind_of_reviews", standing.values_list("id", flat=True), _remind)


def is_reminder_due(due: date, today: date, reminded: date | None) -> bool:
    """Whether to remind now: a month ahead, on the day itself, and then every month."""
    if today < due - AHEAD:
        return False
    if reminded is None:
        return True
    return today >= due and (reminded < due or today - reminded >= AHEAD)


def _remind(licence_id: UUID) -> bool:
    """Whether there was something to remind of: decided under the lock, or two would mail."""
    licence, today = lock_licence(licence_id), localdate()
    is_over = licence.status == LicenceStatus.ENDED
    if is_over or not is_reminder_due(due_on(licence), today, licence.review_reminded_on):
        return False
    licence.review_reminded_on = today
    licence.save(update_fields=["review_reminded_on"])
    due = due_on(licence)
    is_late = due < today
    verb = "had uiterlijk op {day} moeten gebeuren" if is_late else "moet uiterlijk op {day}"
    licence_notices.write(
        licence,
        f"Kijk de vergunning voor WhatsApp van {licence.municipality.name} na",
        f"De controle van de vergunning {verb.format(day=mailing.say_day(due))}.\n\n"
        "De gemeente kijkt of de doelen en de DPIA nog kloppen, wie er toegang heeft, welke "
        "nummers er zijn en of gegevens niet te lang blijven staan. Dat kost ongeveer een half "
        "uur.",
    )
    return True


def _open(actor: Actor, licence_id: UUID, step: str) -> Licence:
    actor.require("administrator", "privacy_officer", "licences")
    licence = lock_licence(licence_id)
    if writer_of(licence, actor) is not LicenceParty.MUNICIPALITY:
        raise NotAllowed(needed=("administrator", "privacy_officer"))
    if licence.status == LicenceStatus.ENDED:
        raise LicenceStepNotAllowed(step, licence.status, [])
    return licence
