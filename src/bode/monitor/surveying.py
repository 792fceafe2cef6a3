"""VNG's survey: a round asks every municipality, each answers by a link of its own."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone

from bode.background.one_by_one import do_one_by_one
from bode.basics import now
from bode.organisations import mailing
from bode.organisations.actors import Actor, token_digest
from bode.organisations.alphabet import by_name
from bode.organisations.models import Organisation, OrganisationKind
from bode.organisations.municipalities import municipalities_on
from bode.privacy import audit

from .claims import Certainty, SourceKind
from .errors import LinkExpired, LinkUnknown, RoundNotOpen
from .models import Invitation, Status, SurveyRound
from .states import RoundStatus
from .uses import Use

_TOKEN_BYTES = 24

Address = Callable[[str], str]
"""From a link's token to the path of the page where it is answered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A municipality's link, known only at the moment when it is made."""

    code: str
    name: str
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a municipality says; it holds from `first_day`, or from today where it doesn't know."""

    use: Use
    first_day: date | None
    provider: str
    purposes: Sequence[str]
    may_publish: bool


@transaction.atomic
def plan_round(
    actor: Actor, *, title: str, closes_on: date, addresses: Mapping[str, str]
) -> SurveyRound:
    """Prepare a round for all municipalities of today; `addresses` by code, where one is known."""
    actor.require("monitor")
    made = SurveyRound.objects.create(
        title=title, closes_on=closes_on, status=RoundStatus.DRAFT, entered_by=actor.name
    )
    Invitation.objects.bulk_create(
        Invitation(
            round=made,
            municipality=each.organisation,
            email=addresses.get(each.organisation.code, ""),
        )
        for each in municipalities_on(timezone.localdate())
    )
    return made


@transaction.atomic
def open_round(actor: Actor, round_id: UUID, address: Address) -> int:
    """Begin to take answers, and mail a link to whoever has an address; returns to how many.

    Raises `RoundNotOpen` when it was opened before.
    """
    actor.require("monitor")
    opened = _lock(round_id, RoundStatus.DRAFT)
    opened.status, opened.opened_at = RoundStatus.OPEN, now()
    opened.save(update_fields=["status", "opened_at"])
    invited = list(_invitations(opened).exclude(email=""))
    for invitation in invited:
        _mail(actor, invitation, _renew(invitation, address))
    _record(actor, opened, "survey_round.open", mailed=len(invited))
    return len(invited)


@transaction.atomic
def remind(actor: Actor, round_id: UUID, address: Address) -> int:
    """Mail a new link to whoever has not answered; returns to how many. The old link ends.

    Raises `RoundNotOpen`.
    """
    actor.require("monitor")
    found = _lock(round_id, RoundStatus.OPEN)
    waiting = list(_invitations(found).filter(answered_at=None).exclude(email=""))
    for invitation in waiting:
        invitation.reminders += 1
        _mail(actor, invitation, _renew(invitation, address))
    _record(actor, found, "survey_round.remind", mailed=len(waiting))
    return len(waiting)


@transaction.atomic
def make_links(actor: Actor, round_id: UUID, address: Address) -> list[Link]:
    """New links for the municipalities without an address that have not answered.

    Links that were made for them before end. Raises `RoundNotOpen`.
    """
    actor.require("monitor")
    found = _lock(round_id, RoundStatus.OPEN)
    waiting = _invitations(found).filter(answered_at=None, email="")
    return [_renew(invitation, address) for invitation in waiting]


@transaction.atomic
def close_round(actor: Actor, round_id: UUID) -> None:
    """Take no more answers, and forget the addresses. Raises `RoundNotOpen`."""
    actor.require("monitor")
    closed = _lock(round_id, RoundStatus.OPEN)
    _close(closed)
    _record(actor, closed, "survey_round.close")


@transaction.atomic
def discard_round(actor: Actor, round_id: UUID) -> None:
    """Throw away a round that nobody was written to, addresses and all.

    Raises `RoundNotOpen` when it was opened before.
    """
    actor.require("monitor")
    draft = _lock(round_id, RoundStatus.DRAFT)
    _record(actor, draft, "survey_round.discard")
    draft.invitations.all().delete()
    SurveyRound.objects.filter(id=draft.id).delete()


def close_overdue() -> int:
    """Close the rounds whose last day is over, also those that were never opened.

    Their addresses are forgotten. Returns how many there were; raises `SomeFailed`.
    """
    overdue = SurveyRound.objects.exclude(status=RoundStatus.CLOSED).filter(
        closes_on__lt=timezone.localdate()
    )
    return do_one_by_one("close_overdue", overdue.values_list("id", flat=True), _close_overdue)


def _close_overdue(round_id: UUID) -> bool:
    found = SurveyRound.objects.select_for_update().filter(id=round_id).first()
    if found is None or found.status == RoundStatus.CLOSED:
        return False  # someone was first
    _close(found)
    audit.record(
        organisation_id=Organisation.objects.get(kind=OrganisationKind.VNG).id,
        actor="Bode",
        what="survey_round.close",
        subject="monitor.SurveyRound",
        subject_id=found.id,
        facts={"title": found.title},
    )
    return True


def _close(found: SurveyRound) -> None:
    found.status, found.closed_at = RoundStatus.CLOSED, now()
    found.save(update_fields=["status", "closed_at"])
    found.invitations.update(email="")


def find_invitation(token: str) -> Invitation:
    """Whose link this is. Raises `LinkUnknown`, `LinkExpired` and `RoundNotOpen`."""
    found = Invitation.objects.select_related("round", "municipality")
    invitation = found.filter(digest=token_digest(token)).first()
    if invitation is None:
        raise LinkUnknown
    if invitation.round.status != RoundStatus.OPEN:
        raise RoundNotOpen
    if timezone.localdate() > invitation.round.closes_on:
        raise LinkExpired
    return invitation


@transaction.atomic
def answer(token: str, given: Answer) -> None:
    """Record what a municipality says; an earlier answer of it in this round is withdrawn.

    Raises what `find_invitation` raises.
    """
    found = find_invitation(token)
    # Who closes the round waits for this answer, or this answer finds it closed.
    _lock(found.round_id, RoundStatus.OPEN)
    moment, today = now(), timezone.localdate()
    found.statuses.filter(withdrawn_at=None).update(withdrawn_at=moment)
    Status.objects.create(
        municipality=found.municipality,
        use=given.use,
        first_day=given.first_day or today,
        source_kind=SourceKind.SURVEY,
        source_name=found.round.title,
        source_day=today,
        certainty=Certainty.CERTAIN,
        purposes=sorted(given.purposes),
        provider=given.provider,
        is_public=given.may_publish,
        invitation=found,
        entered_by=found.municipality.name,
    )
    Invitation.objects.filter(id=found.id).update(answered_at=moment)


def find_answer(invitation: Invitation) -> Status | None:
    """The answer that counts, if one was given."""
    return invitation.statuses.filter(withdrawn_at=None).first()


def _lock(round_id: UUID, needed: RoundStatus) -> SurveyRound:
    found = SurveyRound.objects.select_for_update().get(id=round_id)
    if found.status != needed:
        raise RoundNotOpen
    return found


def _invitations(of: SurveyRound) -> QuerySet[Invitation]:
    return of.invitations.select_related("municipality").order_by(by_name("municipality__name"))


def _renew(invitation: Invitation, address: Address) -> Link:
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    invitation.digest, invitation.sent_at = token_digest(token), now()
    invitation.save(update_fields=["digest", "sent_at", "reminders"])
    municipality = invitation.municipality
    return Link(code=municipality.code, name=municipality.name, path=address(token))


_SUBJECT = "{round}: uw antwoord namens {municipality}"
_TEXT = (
    "Langs welke weg gebruikt de gemeente {municipality} WhatsApp? VNG vraagt dat aan alle "
    "gemeenten. Invullen kost een paar minuten. U hoeft niet in te loggen. Met deze link kunt "
    "u tot en met {day} antwoorden, en uw antwoord ook nog verbeteren. Een eerdere link "
    "werkt niet meer."
)


def _mail(actor: Actor, invitation: Invitation, link: Link) -> None:
    words = {
        "municipality": link.name,
        "round": invitation.round.title,
        "day": mailing.say_day(invitation.round.closes_on),
    }
    mailing.write(
        actor.organisation_id,
        address=invitation.email,
        subject=_SUBJECT.format(**words),
        text=_TEXT.format(**words),
        path=link.path,
        is_secret=True,
    )


def _record(actor: Actor, about: SurveyRound, deed: str, **facts: int) -> None:
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what=deed,
        subject="monitor.SurveyRound",
        subject_id=about.id,
        facts={"title": about.title, **facts},
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """How many were invited in a province, and how many of them answered."""

    province: str
    invited: int
    answered: int


def list_rounds() -> list[SurveyRound]:
    """The rounds, the newest first."""
    return list(SurveyRound.objects.all()[:50])


def access_round(round_id: UUID) -> SurveyRound:
    """One round; raises `SurveyRound.DoesNotExist`."""
    return SurveyRound.objects.get(id=round_id)


def list_invitations(of: SurveyRound) -> list[Invitation]:
    """Everyone who was invited, by name; those who have not answered first."""
    waiting_first = F("answered_at").asc(nulls_first=True)
    return list(_invitations(of).order_by(waiting_first, by_name("municipality__name")))


def list_answers(of: SurveyRound) -> dict[UUID, Status]:
    """What counts of what was answered, by invitation; also what may not be published."""
    found = Status.objects.filter(invitation__round=of, withdrawn_at=None)
    return {each.invitation_id: each for each in found if each.invitation_id is not None}


def list_responses(of: SurveyRound) -> list[Response]:
    """The response by province; an empty name for who lies in none."""
    found = (
        of.invitations.values_list("municipality__municipality__province")
        .annotate(invited=Count("id"), answered=Count("answered_at"))
        .order_by("municipality__municipality__province")
    )
    return [
        Response(province=province or "", invited=invited, answered=answered)
        for province, invited, answered in found
    ]
