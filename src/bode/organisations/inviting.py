"""Inviting people: a link by mail, for one person, once, and for a week."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from bode.basics import now

from . import mailing
from .actors import Actor, token_digest
from .deeds import remember
from .errors import AccountExists, InvitationOver, InvitationRefused, NotAllowed
from .models import Invitation, Membership, Organisation, OrganisationKind, Person, Role
from .people import (
    check_roles,
    give_roles,
    has_manager,
    lock_organisation,
    managing_role,
    require_manager,
)
from .standing import find_end
from .tenancy import every_tenant, scope

LIFE_DAYS = 7
_KEPT = timedelta(days=365)
_BY_LINK = "only the link tells whose invitation it is"


@transaction.atomic
def invite(actor: Actor, organisation_id: UUID, *, email: str, roles: Iterable[str]) -> None:
    """Mail someone a link to come and work there; an open invitation to them is replaced.

    VNG invites the first administrator of any organisation; everyone else is invited by who
    manages the people there. Raises `RolesWrong`, `InvitationRefused`.
    """
    organisation = _lock_for(actor, organisation_id)
    chosen = check_roles(organisation, roles)
    address = email.strip().lower()
    if Membership.objects.filter(
        organisation=organisation, person__email=address, person__is_active=True
    ).exists():
        raise InvitationRefused("member")
    if managing_role(organisation) not in chosen and not has_manager(organisation):
        raise InvitationRefused("no_administrator")
    mail_invitation(actor, organisation, address, sorted(chosen))


def mail_invitation(
    actor: Actor, organisation: Organisation, address: str, roles: list[Role]
) -> str:
    """Invite whom others found may be invited; the path of the link, which stands in the mail."""
    with scope(organisation.id):
        invitation = Invitation.objects.filter(
            organisation=organisation, email=address, accepted_at=None, revoked_at=None
        ).first() or Invitation(organisation=organisation, email=address)
        invitation.roles, invitation.invited_by = [str(each) for each in roles], actor.name
        path = _mail(invitation)
    remember(actor, "person.invite", organisation, {"roles": invitation.roles})
    return path


@transaction.atomic
def resend(actor: Actor, organisation_id: UUID, invitation_id: UUID) -> None:
    """Mail a new link, which works a week again; the one before stops working.

    Raises `InvitationOver` for one that was accepted or taken back.
    """
    organisation = _lock_for(actor, organisation_id)
    with scope(organisation.id):
        _mail(_lock_open(invitation_id))
    remember(actor, "person.invite", organisation, {"again": True})


@transaction.atomic
def revoke(actor: Actor, organisation_id: UUID, invitation_id: UUID) -> None:
    """Take an invitation back. Raises `InvitationOver` for one that was accepted meanwhile."""
    organisation = _lock_for(actor, organisation_id)
    with scope(organisation.id):
        invitation = _lock_open(invitation_id)
        invitation.revoked_at = now()
        invitation.save(update_fields=["revoked_at"])
    remember(actor, "person.uninvite", organisation)


def list_open(organisation_id: UUID) -> list[Invitation]:
    """What was neither accepted nor taken back, the newest first; also what has expired."""
    with scope(organisation_id):
        found = Invitation.objects.filter(
            organisation_id=organisation_id, accepted_at=None, revoked_at=None
        )
        return list(found.order_by("-created_at"))


def find(token: str) -> Invitation:
    """The invitation behind a link; raises `InvitationOver` for one that no longer works."""
    with every_tenant(_BY_LINK):
        invitations = Invitation.objects.select_related("organisation")
        found = invitations.filter(digest=token_digest(token)).first()
    if found is None or not found.is_open(now()):
        raise InvitationOver
    return found


def has_account(invitation: Invitation) -> bool:
    """Whether who was invited signs in already, so needs no new account."""
    return Person.objects.filter(email=invitation.email, is_active=True).exists()


@transaction.atomic
def accept_as_new(token: str, *, name: str, password: str) -> Person:
    """Make an account for who was invited, and let them work there.

    Raises `InvitationOver`, `AccountExists`, `InvitationRefused`.
    """
    invitation = _lock_by_link(token)
    person = Person.objects.select_for_update().filter(email=invitation.email).first()
    if person is not None and person.is_active:
        raise AccountExists
    person = person or Person(email=invitation.email)
    person.name, person.is_active = name, True
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as meanwhile:  # by another invitation to the same address
        raise AccountExists from meanwhile
    _join(invitation, person)
    return person


@transaction.atomic
def accept_as(token: str, person: Person) -> None:
    """Let someone with an account work there too.

    Raises `InvitationOver`, `InvitationRefused`, and `NotAllowed` where another was invited.
    """
    invitation = _lock_by_link(token)
    account = Person.objects.select_for_update().get(id=person.id)
    if account.email != invitation.email or not account.is_active:
        raise NotAllowed(needed=("invitation",))
    _join(invitation, account)


def forget_old() -> None:
    """Let go of invitations that ended, or expired, long ago."""
    Invitation.objects.filter(expires_at__lt=now() - _KEPT).delete()


def _lock_for(actor: Actor, organisation_id: UUID) -> Organisation:
    organisation = lock_organisation(organisation_id)
    if actor.organisation_id == organisation.id:
        require_manager(actor, organisation)
    elif actor.organisation_kind != OrganisationKind.VNG:
        raise Organisation.DoesNotExist
    else:
        actor.require(Role.MONITOR)
        if has_manager(organisation):
            raise InvitationRefused("has_administrator")
        if find_end(organisation, localdate()):
            raise InvitationRefused("ended")
    return organisation


def _mail(invitation: Invitation) -> str:
    """Give it a new secret, and mail that; nobody can read it in Bode afterwards."""
    token = secrets.token_urlsafe(32)
    invitation.digest = token_digest(token)
    invitation.expires_at = now() + timedelta(days=LIFE_DAYS)
    invitation.save()
    organisation, path = invitation.organisation.name, f"/invitations/{token}/"
    mailing.write(
        invitation.organisation_id,
        address=invitation.email,
        subject=f"Uitnodiging: werk mee in Bode voor {organisation}",
        text=(
            f"Beste collega,\n\n{invitation.invited_by} nodigt u uit om voor {organisation} in "
            "Bode te werken. In Bode regelen gemeenten hun vergunning voor WhatsApp, en "
            "beantwoorden zij berichten van inwoners.\n\nGa naar het adres hieronder. Het werkt "
            f"{LIFE_DAYS} dagen, één keer, en alleen voor u. Kent u de afzender niet? Doe dan "
            "niets."
        ),
        path=path,
        is_secret=True,
    )
    return path


def _lock_open(invitation_id: UUID) -> Invitation:
    found = Invitation.objects.select_related("organisation").select_for_update(of=("self",))
    invitation = found.get(id=invitation_id)
    if invitation.accepted_at is not None or invitation.revoked_at is not None:
        raise InvitationOver
    return invitation


def _lock_by_link(token: str) -> Invitation:
    """Organisation first, as everyone locks it; what was found before may be over by then."""
    found = find(token)
    lock_organisation(found.organisation_id)
    with scope(found.organisation_id):
        invitation = _lock_open(found.id)
    if invitation.digest != token_digest(token) or not invitation.is_open(now()):
        raise InvitationOver
    return invitation


def _join(invitation: Invitation, person: Person) -> None:
    organisation = invitation.organisation
    give_roles(organisation, person, check_roles(organisation, invitation.roles))
    if not has_manager(organisation):
        raise InvitationRefused("no_administrator")
    invitation.accepted_at, invitation.accepted_by = now(), person
    with scope(organisation.id):
        invitation.save(update_fields=["accepted_at", "accepted_by"])
    joined = Actor(
        organisation_id=organisation.id,
        organisation_kind=OrganisationKind(organisation.kind),
        name=person.name,
    )
    remember(joined, "person.join", organisation, {"roles": invitation.roles})
