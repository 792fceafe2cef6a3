"""Secrets stand encrypted in the database, and their keys can be replaced."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from pytest_django.fixtures import Settings

from bode.licensing.models import ProviderConnection
from bode.organisations.models import Organisation
from bode.privacy.encryption import SecretUnreadable

pytestmark = pytest.mark.django_db

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app_secret FROM licensing_providerconnection")
        row = cursor.fetchone()
    assert row is not None
    return str(row[0])


@pytest.fixture
def secret(settings: Settings, provider: Organisation) -> None:
    settings.ENCRYPTION_KEYS = (OLD,)
    ProviderConnection.objects.create(
        provider=provider, app_secret="zeer-geheim", verify_token="ook-geheim"
    )


def read() -> str:
    return ProviderConnection.objects.get().app_secret


def test_the_database_holds_no_readable_secret(secret: None) -> None:
    assert "geheim" not in stored()
    assert read() == "zeer-geheim"


def test_a_new_key_in_front_still_reads_what_the_old_one_wrote(
    secret: None, settings: Settings
) -> None:
    settings.ENCRYPTION_KEYS = (NEW, OLD)

    assert read() == "zeer-geheim"


def test_what_is_saved_after_rotation_no_longer_needs_the_old_key(
    secret: None, settings: Settings
) -> None:
    settings.ENCRYPTION_KEYS = (NEW, OLD)
    ProviderConnection.objects.get().save()
    settings.ENCRYPTION_KEYS = (NEW,)

    assert read() == "zeer-geheim"


def test_without_the_key_nothing_can_be_read(secret: None, settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = (NEW,)

    with pytest.raises(SecretUnreadable):
        read()


def test_the_rest_can_be_read_without_the_key(secret: None, settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = (NEW,)

    assert ProviderConnection.objects.select_related("provider").get().provider.code == "proefbode"


def test_a_secret_that_was_set_is_read_before_it_is_saved(secret: None) -> None:
    found = ProviderConnection.objects.defer("app_secret").get()
    assert found.app_secret == "zeer-geheim"

    found.app_secret = "nieuw-geheim"
    assert found.app_secret == "nieuw-geheim"
    found.save()
    assert read() == "nieuw-geheim"


def test_the_same_secret_never_looks_the_same_twice(secret: None) -> None:
    before = stored()
    ProviderConnection.objects.get().save()

    assert stored() != before
