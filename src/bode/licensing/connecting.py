"""How a provider reaches the platform, and how its webhooks are recognised."""

from __future__ import annotations

from django.db import transaction

from bode.basics import now
from bode.organisations.actors import Actor
from bode.organisations.errors import NotAllowed
from bode.organisations.models import Organisation, OrganisationKind
from bode.privacy import audit
from bode.whatsapp import Gateway

from .errors import ProofUnknown, SecretMissing, WordTooShort
from .models import PhoneNumber, ProviderConnection
from .states import WebhookProof

WEBHOOKS_PATH = "/webhooks/whatsapp/"
"""Where webhooks come in, before the provider's code."""
SHORTEST_WORD = 32
"""Characters: a word that proves who sends webhooks must not be guessed."""
_NEEDS_NEW_KEY = 190
"""The platform's code for a key that it does not take."""


def find_connection(actor: Actor) -> ProviderConnection | None:
    """The connection of the actor's own organisation, if it has one."""
    _require_provider(actor)
    return ProviderConnection.objects.filter(provider_id=actor.organisation_id).first()


def callback_path(actor: Actor) -> str:
    """Where the webhooks of the actor's own organisation must be sent to, on Bode's host."""
    return WEBHOOKS_PATH + Organisation.objects.get(id=actor.organisation_id).code


@transaction.atomic
def set_connection(
    actor: Actor,
    *,
    gateway: Gateway,
    proof: WebhookProof = WebhookProof.SIGNATURE,
    app_secret: str = "",
    verify_token: str = "",
) -> ProviderConnection:
    """Say how the actor's numbers reach the platform; a secret that is not given stays as it was.

    Another gateway stops the provider's numbers and forgets their keys: they are of no use there,
    and must not be shown there, by whatever asks for something of a stopped number. Each runs again
    once it is connected with its new key. The old gateway's secret proves nothing there either.

    Raises `SecretMissing` where the proof has nothing to prove by, `WordTooShort` for a word that
    could be guessed, `ProofUnknown` for what the gateway does not send.
    """
    _require_provider(actor)
    connection, _is_new = ProviderConnection.objects.select_for_update().get_or_create(
        provider_id=actor.organisation_id, defaults={"app_secret": "", "verify_token": ""}
    )
    moves = connection.gateway != gateway  # a new one's would be Meta, as without a connection
    connection.gateway, connection.proof = gateway, proof
    connection.app_secret = app_secret or ("" if moves else connection.app_secret)
    connection.verify_token = verify_token or connection.verify_token
    _check(connection)
    connection.save()
    if moves:
        numbers = PhoneNumber.objects.filter(provider_id=actor.organisation_id)
        numbers.update(
            access_token="", connection="", stopped_code=_NEEDS_NEW_KEY, stopped_at=now()
        )
    audit.record(
        organisation_id=actor.organisation_id,
        actor=actor.name,
        what="connection.change",
        subject="licensing.ProviderConnection",
        subject_id=actor.organisation_id,
        facts={"gateway": str(gateway), "proof": str(proof), "new_secret": bool(app_secret)},
    )
    return connection


def _require_provider(actor: Actor) -> None:
    actor.require("account_manager", "licences")
    if actor.organisation_kind != OrganisationKind.PROVIDER:
        raise NotAllowed(needed=("account_manager",))


def _check(connection: ProviderConnection) -> None:
    if connection.proof == WebhookProof.WORD and connection.gateway != Gateway.DIALOG360:
        raise ProofUnknown
    if connection.proof == WebhookProof.SIGNATURE and not connection.app_secret:
        raise SecretMissing("app_secret")
    if not connection.verify_token:
        raise SecretMissing("verify_token")
    if connection.proof == WebhookProof.WORD and len(connection.verify_token) < SHORTEST_WORD:
        raise WordTooShort(SHORTEST_WORD)
