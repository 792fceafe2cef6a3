"""The door as it stands on the street."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests.intake.street import SECRET, TOKEN, Entrance, outside
from tests.serving import serve

from bode.intake.models import Webhook
from bode.licensing.models import ProviderConnection
from bode.organisations.models import Organisation

CONNECTED = {
    "proefbode": {},
    "tekenbode": {"gateway": "dialog360"},
    "woordbode": {"gateway": "dialog360", "proof": "word"},
    "leegbode": {"app_secret": ""},
    "stille-bode": {"gateway": "dialog360", "proof": "word", "verify_token": ""},
}


@pytest.fixture(scope="module")
def open_door(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Entrance, str]]:
    """The door and its address; open for a whole module, because opening takes a while."""
    with django_db_blocker.unblock():
        providers = [_connect(code, **secrets) for code, secrets in CONNECTED.items()]
        entrance = Entrance()
        with serve(entrance) as address:
            yield entrance, address
        for provider in providers:
            provider.delete()


def _connect(code: str, **secrets: str) -> Organisation:
    provider = Organisation.objects.create(kind="provider", code=code, name=code.title())
    known = {"app_secret": SECRET, "verify_token": TOKEN} | secrets
    ProviderConnection.objects.create(provider=provider, **known)
    return provider


@pytest.fixture
def entrance(open_door: tuple[Entrance, str], db: None) -> Iterator[Entrance]:
    """The door with nothing kept and nothing counted yet."""
    entrance = open_door[0]
    entrance.door.answers.clear()
    entrance.door.store.stored = entrance.door.store.groups = 0
    yield entrance
    outside(Webhook.objects.all().delete)


@pytest.fixture
def street(entrance: Entrance, open_door: tuple[Entrance, str]) -> Iterator[httpx.Client]:
    """Where the platform stands: outside, before the door."""
    with httpx.Client(base_url=open_door[1], timeout=20) as client:
        yield client
