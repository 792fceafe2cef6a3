"""How the platform is reached for a number: along its provider's gateway, with its own key.

Whoever calls the platform asks here, and need not know that there is more than one gateway.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings

from bode.basics import is_drill_id
from bode.organisations.tenancy import confined_to
from bode.whatsapp import Access, Client, Gateway

from .calling import spend_call
from .errors import WrongWorld
from .models import PhoneNumber, ProviderConnection


def open_client(*, timeout_seconds: float = 30) -> Client:
    """Return a client of every gateway; use it as an async context manager."""
    return Client(
        settings.GRAPH_URL,
        dialog360_url=settings.DIALOG360_URL,
        timeout_seconds=timeout_seconds,
        before_managing=spend_call,
    )


def gateways() -> dict[UUID, Gateway]:
    """Along which gateway each provider's numbers are reached, by the provider's id."""
    found = ProviderConnection.objects.values_list("provider_id", "gateway")
    return {provider_id: Gateway(gateway) for provider_id, gateway in found}


def gateway_of(provider_id: UUID, along: Mapping[UUID, Gateway] | None = None) -> Gateway:
    """Along which gateway a provider's numbers are reached; one that chose none is at Meta.

    `along` is `gateways()`, where many are asked for.
    """
    known = gateways() if along is None else along
    return known.get(provider_id, Gateway.META)


def access_of(number: PhoneNumber, along: Mapping[UUID, Gateway] | None = None) -> Access:
    """What a call for this number needs. `along` is `gateways()`, where many are asked for.

    Raises `SecretUnreadable` when the key of its token is gone, and `WrongWorld` for the number of
    a drill anywhere but in the process of that drill, where no other platform is known; and there
    for any other number.
    """
    if is_drill_id(number.id) != (confined_to() is not None):
        raise WrongWorld
    return Access(
        gateway=gateway_of(number.provider_id, along),
        number_id=number.platform_id,
        account_id=number.account_id,
        token=number.access_token,
    )
