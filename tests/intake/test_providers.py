"""Each provider is recognised by its own secrets."""

from __future__ import annotations

import pytest
from django.db import connection

from bode.intake.providers import Providers
from bode.licensing.models import ProviderConnection
from bode.organisations.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two_providers(provider: Organisation) -> None:
    """Two who are connected; the key of the first one's secrets is gone."""
    other = Organisation.objects.create(kind="provider", code="anderbode", name="Anderbode")
    for each in (provider, other):
        ProviderConnection.objects.create(provider=each, app_secret="a", verify_token="b")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE licensing_providerconnection SET app_secret = 'of another key' "
            "WHERE provider_id = %s",
            [provider.id],
        )


async def test_secrets_whose_key_is_gone_shut_out_their_own_provider_alone(
    two_providers: None,
) -> None:
    providers = Providers("/webhooks/whatsapp/")
    await providers.refresh()

    assert list(providers.by_path) == ["/webhooks/whatsapp/anderbode"]
