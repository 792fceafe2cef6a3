"""The database of the benchmark: PostgreSQL as Bode brings it, with one licensed municipality."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet

from bode import embedded_postgres

PROVIDER = "proefbode"
APP_SECRET = "simulator-app-secret"
TOKEN = "simulator-token"
PHONE_NUMBER_ID = "300000000000001"
WABA_ID = "400000000000001"
EMPTY = "TRUNCATE conversations_contact, conversations_searchentry, outbox_sending CASCADE;"
"""Takes away everybody who wrote or is written to, with all that was said."""


@contextmanager
def world(graph_url: str) -> Iterator[None]:
    """Start the database, set up Django on it, and make the municipality.

    Processes that are started inside inherit the same settings.
    """
    with tempfile.TemporaryDirectory(prefix="bode-bench-") as folder:
        Path(folder).chmod(0o711)  # as root, another user runs the server, and must reach it
        server = embedded_postgres.start(Path(folder))
        try:
            os.environ |= {
                "BODE_MODE": "test",
                "BODE_DATA_DIR": folder,
                "BODE_DATABASE_URL": server.url,
                "BODE_SECRET_KEY": "only for the benchmark, and for nothing else",
                "BODE_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
                "BODE_GRAPH_URL": graph_url,
            }
            _fill(server.url)
            yield
        finally:
            server.stop()


def _fill(url: str) -> None:
    from bode.processes.migrating import migrate
    from bode.processes.starting import set_up_django

    set_up_django(url)
    migrate(url, verbosity=0)
    from django.db import connection

    from bode.organisations.tenancy import every_tenant

    with every_tenant("the benchmark's world"):
        _make()
    connection.close_pool()


def _make() -> None:
    from bode.basics import now
    from bode.licensing.models import Application, Licence, PhoneNumber, ProviderConnection
    from bode.organisations.models import Organisation
    from bode.policy import PURPOSES

    provider = Organisation.objects.create(kind="provider", code=PROVIDER, name="Proefbode")
    ProviderConnection.objects.create(
        provider=provider, app_secret=APP_SECRET, verify_token="simulator-verify-token"
    )
    municipality = Organisation.objects.create(kind="municipality", code="GM9911", name="Proefstad")
    parties = {"municipality": municipality, "provider": provider}
    application = Application.objects.create(**parties, route="bsp", status="approved")
    licence = Licence.objects.create(
        **parties,
        application=application,
        purposes=[purpose.code for purpose in PURPOSES.values() if purpose.allowed],
        status="active",
        valid_from=now(),
    )
    PhoneNumber.objects.create(
        **parties,
        licence=licence,
        platform_id=PHONE_NUMBER_ID,
        account_id=WABA_ID,
        display_number="+31850000091",
        access_token=TOKEN,
        messages_per_second=1_000_000,  # what is measured is the worker, not the platform's limit
    )
