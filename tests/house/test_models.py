"""What every model must say of itself."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.utils import translation
from django.utils.translation import gettext

from bode.privacy import audit
from bode.privacy.register import PersonalData, list_personal_data

OURS = [model for model in apps.get_models() if model.__module__.startswith("bode.")]


def test_there_are_models_to_look_at() -> None:
    assert len(OURS) > 10


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_has_a_tenant_or_a_written_reason(model: type[models.Model]) -> None:
    fields = {field.name for field in model._meta.get_fields()}
    has_tenant = bool(fields & {"municipality", "organisation"})

    assert has_tenant or getattr(model, "no_tenant", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model",
    [model for model in OURS if not getattr(model, "no_tenant", "")],
    ids=lambda model: model._meta.label,
)
def test_postgresql_itself_keeps_each_tenants_rows_apart(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity AND relforcerowsecurity, count(policy.oid) FROM pg_class"
            " LEFT JOIN pg_policy AS policy ON polrelid = pg_class.oid"
            " WHERE relname = %s GROUP BY 1",
            [model._meta.db_table],
        )
        assert cursor.fetchone() == (True, 1)


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# Names of fields in which something about a person could stand.
TELLING = {
    "name",
    "email",
    "text",
    "content",
    "value",
    "address",
    "preview",
    "payload",
    "recipient",
    "actor",
    "author_name",
    "filename",
    "emoji",
    "body",
    "wording",
}
NOT_ABOUT_PEOPLE = {
    "organisations.Organisation",  # names of municipalities and companies
    "organisations.Team",  # what a group of colleagues is called
    "licensing.Template",  # texts with blanks in them
    "desk.Tag",  # words by which a municipality sorts
}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_with_personal_data_is_registered(model: type[models.Model]) -> None:
    telling = TELLING & {field.name for field in model._meta.fields}
    registered = {entry.model: entry for entry in list_personal_data()}

    if telling and model._meta.label not in NOT_ABOUT_PEOPLE:
        assert model._meta.label in registered


@pytest.mark.parametrize("entry", list_personal_data(), ids=lambda entry: entry.model)
def test_the_register_can_be_read_in_english(entry: PersonalData) -> None:
    with translation.override("en"):
        for text in (entry.what, entry.why, entry.how_long):
            assert gettext(text) != text


@pytest.mark.parametrize("name", audit.list_names().values())
def test_the_audit_trail_can_be_read_in_english(name: str) -> None:
    with translation.override("en"):
        assert gettext(name) != name


def test_the_register_names_real_fields() -> None:
    for entry in list_personal_data():
        fields = {field.name for field in apps.get_model(entry.model)._meta.fields}
        assert set(entry.fields) <= fields
