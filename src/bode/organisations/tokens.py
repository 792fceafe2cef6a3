"""Keys with which programs reach the API: shown once, and only their digest kept."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from bode.basics import now
from bode.policy import PURPOSES

from .actors import Actor, token_digest
from .deeds import remember
from .errors import RolesWrong, TokenPurposeWrong
from .models import FOR_A_PURPOSE, ApiToken, Organisation, OrganisationKind, TokenScope
from .people import require_manager

_LICENSING = (TokenScope.APPLICATIONS, TokenScope.LICENCES)
SCOPES_OF: Mapping[str, tuple[TokenScope, ...]] = {
    OrganisationKind.MUNICIPALITY: tuple(TokenScope),
    OrganisationKind.PROVIDER: _LICENSING,
    OrganisationKind.VNG: _LICENSING,
}
"""What programs of each kind of organisation can be let do."""


def list_tokens(organisation_id: UUID) -> list[ApiToken]:
    """The organisation's tokens, those in use first."""
    found = ApiToken.objects.filter(organisation_id=organisation_id).select_related("made_by")
    return sorted(found, key=lambda each: (each.revoked_at is not None, each.name.lower()))


@transaction.atomic
def make_token(
    actor: Actor,
    *,
    name: str,
    scopes: Iterable[str],
    purpose: str = "",
    every_purpose_because: str = "",
) -> str:
    """Make a token and tell it: this once, as nobody can find it out later.

    One that sends, records consent or broadcasts is for one purpose, or says why it is for all of
    the licence. Raises `RolesWrong` for no scope at all, or one that this kind of organisation does
    not have, and `TokenPurposeWrong`.
    """
    organisation = _own(actor)
    chosen = set(scopes)
    if not chosen or not chosen <= set(SCOPES_OF[organisation.kind]):
        raise RolesWrong
    because = every_purpose_because.strip()
    _check_purpose(chosen, purpose, because)
    token = secrets.token_urlsafe(32)
    ApiToken.objects.create(
        organisation=organisation,
        name=name,
        digest=token_digest(token),
        scopes=sorted(chosen),
        purpose=purpose,
        every_purpose_because=because,
        made_by_id=actor.person_id,
    )
    facts = {"token": name, "scopes": sorted(chosen), "purpose": purpose, "because": because}
    remember(actor, "token.make", organisation, facts)
    return token


@transaction.atomic
def revoke_token(actor: Actor, token_id: UUID) -> None:
    """Stop a token, at once and for good. Raises `ApiToken.DoesNotExist`."""
    organisation = _own(actor)
    tokens = ApiToken.objects.select_for_update().filter(organisation=organisation)
    token = tokens.get(id=token_id, revoked_at=None)
    token.revoked_at = now()
    token.save(update_fields=["revoked_at"])
    remember(actor, "token.revoke", organisation, {"token": token.name})


def _check_purpose(scopes: set[str], purpose: str, because: str) -> None:
    if purpose and (because or purpose not in PURPOSES or not PURPOSES[purpose].allowed):
        raise TokenPurposeWrong
    if not purpose and not because and scopes.intersection(FOR_A_PURPOSE):
        raise TokenPurposeWrong


def _own(actor: Actor) -> Organisation:
    organisation = Organisation.objects.get(id=actor.organisation_id)
    require_manager(actor, organisation)
    return organisation
