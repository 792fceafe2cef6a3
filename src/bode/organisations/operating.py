"""What whoever runs Bode does about people: let the first one in, and close an account.

All the rest the organisations do themselves.
"""

from __future__ import annotations

from django.db import transaction

from .actors import Actor, list_organisations_of
from .deeds import remember
from .errors import InvitationRefused
from .inviting import mail_invitation
from .leaving import stop_answering
from .models import Membership, Organisation, OrganisationKind, Person
from .people import has_manager, lock_organisation, managing_role

_NAME = "Beheer van Bode"
VNG = "vng"


@transaction.atomic
def invite_first(code: str, email: str) -> str:
    """Invite who will manage the people of an organisation; the path of the personal link.

    VNG itself is made where it is missing. Raises `Organisation.DoesNotExist`, and
    `InvitationRefused` where someone manages the people already.
    """
    if code == VNG and not Organisation.objects.filter(kind=OrganisationKind.VNG).exists():
        Organisation.objects.create(kind=OrganisationKind.VNG, code=VNG, name="VNG")
    organisation = lock_organisation(Organisation.objects.get(code=code).id)
    if has_manager(organisation):
        raise InvitationRefused("has_administrator")
    role = managing_role(organisation)
    return mail_invitation(_operator(organisation), organisation, email.strip().lower(), [role])


@transaction.atomic
def close_account(email: str) -> None:
    """Let someone sign in no more, and work nowhere; what they did stays readable.

    Who is invited after it gets the roles of that invitation, and none of before. Also where they
    were the only one who managed the people: VNG may then invite another.
    Raises `Person.DoesNotExist`.
    """
    person = Person.objects.select_for_update().get(email=email.strip().lower(), is_active=True)
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    for organisation in _let_go(person):
        stop_answering(organisation.id, person.id)
        remember(_operator(organisation), "person.close", organisation, {"person": person.name})


def _let_go(person: Person) -> list[Organisation]:
    """Take their roles away everywhere; where they had any."""
    organisations = list_organisations_of(person)
    Membership.objects.filter(person=person).delete()
    return organisations


def _operator(organisation: Organisation) -> Actor:
    return Actor(
        organisation_id=organisation.id,
        organisation_kind=OrganisationKind(organisation.kind),
        name=_NAME,
    )
