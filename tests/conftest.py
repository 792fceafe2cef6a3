"""The small world in which most tests live: two municipalities, one of them licensed."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Generator, Iterator

import psycopg
import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker
from tests.databases import MIGRATED, drop_migrated, empty_what_was_written, make_migrated
from tests.people import join

from bode.basics import now
from bode.licensing.models import Application, Licence, PhoneNumber, Template
from bode.licensing.platform_templates import store_templates
from bode.organisations.models import Organisation, Person
from bode.organisations.seeding import seed_municipalities
from bode.organisations.tenancy import ORDINARY_ROLE, every_tenant, scope
from bode.processes.database import prepare
from bode.rulebook.queries import forget_versions
from bode.whatsapp import TemplateShape

REMINDER = TemplateShape(
    id="7001",
    name="afspraak_herinnering",
    language="nl",
    category="UTILITY",
    status="APPROVED",
    parameter_format="NAMED",
    components=[
        {
            "type": "BODY",
            "text": "Beste {{naam}}, u heeft op {{datum}} om {{tijd}} een afspraak bij ons.",
        }
    ],
)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: what runs in a browser mostly waits for it."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays until the end: nothing is gained by looking for what can go."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A server that is not the run's own keeps nothing of it."""
    if not hasattr(session.config, "workerinput"):
        drop_migrated()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Make the role under which Bode works for a superuser, able to make the tests' database; and
    once for all processes of a run the database of which each makes a copy."""
    url = os.environ["BODE_DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(1)")  # tests may run side by side
        prepare(url)
        superuser = "SELECT FROM pg_roles WHERE rolname = current_user AND rolsuper"
        if server.execute(superuser).fetchone() is not None:
            server.execute(f"ALTER ROLE {ORDINARY_ROLE} CREATEDB")
        exists = "SELECT FROM pg_database WHERE datname = %s"
        if server.execute(exists, [MIGRATED]).fetchone() is None:
            with django_db_blocker.unblock():
                make_migrated()
    connection.settings_dict["TEST"]["TEMPLATE"] = MIGRATED


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Close what the thread of async tests left open, so that the database can be dropped."""
    yield
    asyncio.run(sync_to_async(connections.close_all)())


@pytest.fixture(autouse=True, scope="session")
def what_was_written_is_emptied() -> None:
    """After a test that commits: Django would empty every table, and fill in its own again."""
    TransactionTestCase._fixture_teardown = empty_what_was_written  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def no_rules_of_another_test() -> Iterator[None]:
    """A process keeps the versions of the rules for a second; a test begins with its own."""
    forget_versions()
    yield
    forget_versions()


@pytest.fixture(autouse=True)
def no_language_of_another_test() -> Iterator[None]:
    """A page that was asked for in English leaves its thread in English."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def no_jobs(db: None) -> None:
    """No jobs from an earlier test: emptying the database leaves the job library's tables."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.fixture
def municipalities(db: None) -> None:
    """Every municipality of the Netherlands, as `bode migrate` puts them in."""
    seed_municipalities()


@pytest.fixture
def municipality(db: None) -> Organisation:
    return Organisation.objects.create(kind="municipality", code="GM9911", name="Proefstad")


@pytest.fixture
def other_municipality(db: None) -> Organisation:
    return Organisation.objects.create(kind="municipality", code="GM9912", name="Elders")


@pytest.fixture
def provider(db: None) -> Organisation:
    return Organisation.objects.create(kind="provider", code="proefbode", name="Proefbode")


@pytest.fixture
def vng(db: None) -> Organisation:
    return Organisation.objects.create(kind="vng", code="vng-proef", name="VNG")


@pytest.fixture
def alice(municipality: Organisation) -> Person:
    """May do it: agent and administrator of the municipality."""
    return join(municipality, "Alice", "agent", "administrator")


@pytest.fixture
def bob(municipality: Organisation) -> Person:
    """Works there too, in a role that may not."""
    return join(municipality, "Bob", "privacy_officer")


@pytest.fixture
def charlie(other_municipality: Organisation) -> Person:
    """The stranger: agent and administrator elsewhere."""
    return join(other_municipality, "Charlie", "agent", "administrator")


@pytest.fixture
def dora(provider: Organisation) -> Person:
    """The provider's account manager."""
    return join(provider, "Dora", "account_manager")


@pytest.fixture
def vera(db: None) -> Person:
    """VNG's: keeps the rules and the monitor."""
    vng = Organisation.objects.create(kind="vng", code="vng-proef", name="VNG")
    return join(vng, "Vera", "monitor")


@pytest.fixture
def licence(municipality: Organisation, provider: Organisation) -> Licence:
    with every_tenant("a test's world"):
        application = Application.objects.create(
            municipality=municipality, provider=provider, route="bsp", status="approved"
        )
        return Licence.objects.create(
            municipality=municipality,
            provider=provider,
            application=application,
            purposes=["crisis_response", "permits", "appointments", "municipal_services"],
            status="active",
            valid_from=now(),
        )


@pytest.fixture
def number(licence: Licence) -> PhoneNumber:
    """The licensed municipality's number, with one approved template."""
    with every_tenant("a test's world"):
        number = PhoneNumber.objects.create(
            municipality=licence.municipality,
            provider=licence.provider,
            licence=licence,
            platform_id="300000000000001",
            account_id="400000000000001",
            display_number="+31850000091",
            access_token="simulator-token",
        )
        store_templates(number, [REMINDER], now())
        Template.objects.update(purpose="appointments", purpose_from="proposed")
    return number


@pytest.fixture
def in_scope(municipality: Organisation) -> Iterator[None]:
    """Queries see the licensed municipality's rows."""
    with scope(municipality.id):
        yield
